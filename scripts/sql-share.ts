import { readFileSync } from 'node:fs';
import { bundledRulesets } from '../src/rules/bundled/index.ts';
import { tryCompile } from '../src/run/compiled-rule.ts';
import { SQL_DIALECTS, sqlOf } from '../src/sql/index.ts';

/*
 * node scripts/sql-share.ts [FILE...]: the share of rules that queries say whole, of the bundled rulesets, or of the rules
 * (`logic` anywhere in JSON or NDJSON) of files.
 */
const files = process.argv.slice(2);
const texts =
  files.length === 0
    ? bundledRulesets.flatMap(({ rules }) => rules.map(({ logic }) => logic))
    : files.flatMap((file) => readFileSync(file, 'utf8').match(/"logic"\s*:\s*"(?:[^"\\]|\\.)*"/gu) ?? []).map(logicOf);
const rules = [...new Set(texts)].flatMap((text) => tryCompile(text).compiled ?? []);
for (const dialect of SQL_DIALECTS) {
  const why = new Map<string, number>();
  let exact = 0;
  for (const rule of rules) {
    const reasons = reasonsAgainst(rule, dialect);
    if (reasons.length === 0) exact += 1;
    for (const reason of new Set(reasons)) why.set(reason, (why.get(reason) ?? 0) + 1);
  }
  const share = ((100 * exact) / rules.length).toFixed(1);
  console.log(`${dialect}: ${exact} of ${rules.length} rules are said whole (${share} %)`);
  for (const [reason, count] of [...why].sort(([, a], [, b]) => b - a).slice(0, 8))
    console.log(`  ${count}: ${reason}`);
}

function logicOf(member: string): string {
  return (JSON.parse(`{${member}}`) as { logic: string }).logic;
}

function reasonsAgainst(rule: (typeof rules)[number], dialect: (typeof SQL_DIALECTS)[number]): readonly string[] {
  try {
    return sqlOf(rule, { dialect }).unsaid.map(({ message }) => message.replace(/^.* is not in the query: /su, ''));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [error.message];
  }
}
