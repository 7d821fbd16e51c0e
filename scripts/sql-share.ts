import { readFileSync } from 'node:fs';
import { loadPack, packs } from '../src/rules/packs/index.ts';
import { type CompiledRule, tryCompile } from '../src/run/compiled-rule.ts';
import { SQL_DIALECTS, type SqlDialect, sqlOf } from '../src/sql/index.ts';

/*
 * node scripts/sql-share.ts [FILE...]: the share of rules that queries say whole: of each bundled pack and of all of them, or of
 * the rules (`logic` anywhere in JSON or NDJSON) of files.
 */
const files = process.argv.slice(2);
const named = files.length === 0 ? await ofPacks() : files.map((file) => [file, logicIn(file)] as const);
const all = ['all of them', named.flatMap(([, texts]) => texts)] as const;
for (const dialect of SQL_DIALECTS) {
  for (const [name, texts] of named.length > 1 ? [...named, all] : named) {
    const { rules, exact, why } = shareOf(texts, dialect);
    const share = ((100 * exact) / Math.max(1, rules)).toFixed(1);
    console.log(`${dialect}: ${name}: ${exact} of ${rules} rules are said whole (${share} %)`);
    if (name !== all[0] && named.length > 1) continue;
    for (const [reason, count] of [...why].sort(([, x], [, y]) => y - x).slice(0, 12))
      console.log(`  ${count}: ${reason}`);
  }
}

async function ofPacks(): Promise<(readonly [string, readonly string[]])[]> {
  const found: (readonly [string, readonly string[]])[] = [];
  for (const { id } of packs) found.push([id, ((await loadPack(id))?.rules ?? []).map(({ logic }) => logic)]);
  return found;
}

function shareOf(
  texts: readonly string[],
  dialect: SqlDialect,
): { readonly rules: number; readonly exact: number; readonly why: ReadonlyMap<string, number> } {
  const rules = [...new Set(texts)].flatMap((text) => tryCompile(text).compiled ?? []);
  const why = new Map<string, number>();
  let exact = 0;
  for (const rule of rules) {
    const reasons = reasonsAgainst(rule, dialect);
    if (reasons.length === 0) exact += 1;
    for (const reason of new Set(reasons)) why.set(reason, (why.get(reason) ?? 0) + 1);
  }
  return { rules: rules.length, exact, why };
}

function logicIn(file: string): readonly string[] {
  return (readFileSync(file, 'utf8').match(/"logic"\s*:\s*"(?:[^"\\]|\\.)*"/gu) ?? []).map(logicOf);
}

function logicOf(member: string): string {
  return (JSON.parse(`{${member}}`) as { logic: string }).logic;
}

function reasonsAgainst(rule: CompiledRule, dialect: SqlDialect): readonly string[] {
  try {
    return sqlOf(rule, { dialect }).unsaid.map(({ message }) => message.replace(/^.* is not in the query: /su, ''));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [error.message];
  }
}
