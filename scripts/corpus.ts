/*
 * Holds the engine against the reference interpreter on real rules: `npm run corpus -- PATH...` with files or folders of
 * rules, exported rulesets, verdicts and entities. Every rule is parsed, checked and compiled, and evaluated on entities
 * that are made from the rule itself (test/support/samples.ts) and on the given ones of its type. Exits with 1 when the two
 * disagree, when a well-formed rule is refused, or when a known verdict does not come out. `--warnings` prints what is said
 * of each well-formed rule, and evaluates nothing: published rules are meant as they stand, so all of it is to be read.
 */
import { loadSchemas } from '../src/check/schemas/complete/index.ts';
import { tryCompile } from '../src/run/compiled-rule.ts';
import type { ExpressionNode } from '../src/syntax/ast.ts';
import { walk } from '../src/syntax/walk.ts';
import { formatMessage } from '../src/text/format-message.ts';
import { judge } from '../test/support/reference/interpreter.ts';
import { entitiesFor } from '../test/support/samples.ts';
import { type CorpusEntity, readCorpus } from './corpus-input.ts';

const NOW = '2026-01-01T00:00:00Z';
const SHOWN = 10;

const warningsOnly = process.argv.includes('--warnings');
const paths = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (paths.length === 0) {
  console.error('usage: npm run corpus -- [--warnings] PATH...');
  process.exit(2);
}
const started = performance.now();
const schemas = await loadSchemas();
const { rules, entities, verdicts } = readCorpus(paths);
const malformed = new Set(rules.filter((rule) => rule.malformed).map(({ logic }) => logic));

interface Disagreement {
  readonly id: string;
  readonly logic: string;
  readonly entity: CorpusEntity;
  readonly engine: string;
  readonly reference: string;
}

const counts = { wellFormed: 0, rejected: 0, evaluations: 0, atoms: 0, reachedTrue: 0, reachedFalse: 0 };
const wronglyRejected: string[] = [];
const unexpectedlyAccepted: string[] = [];
const disagreements: Disagreement[] = [];
const unreached: string[] = [];
const statuses = new Map<string, number>();

/** What is asked of an element and has no operands that are conditions themselves. */
function isAtom(node: { readonly kind: string }): boolean {
  return !['And', 'Or', 'Not'].includes(node.kind);
}

/** How often each warning was given. */
const warnings = new Map<string, number>();

function examine(id: string, logic: string): void {
  const named = [...logic.matchAll(/\$([A-Za-z_]\w*)/g)].map(([, name]) => [name!, ['Val', 53, '10.0.0.0/8']] as const);
  const lists = Object.fromEntries(named);
  const { compiled, diagnostics } = tryCompile({ name: id, text: logic }, { lists, schemas });
  for (const { severity, code } of diagnostics)
    if (severity === 'warning') warnings.set(code, (warnings.get(code) ?? 0) + 1);
  if (malformed.has(logic)) {
    if (compiled === undefined) counts.rejected += 1;
    else unexpectedlyAccepted.push(`${id}: ${logic}`);
    return;
  }
  if (compiled === undefined) {
    wronglyRejected.push(`${id}: ${logic}\n${diagnostics.map(formatMessage).join('\n')}`);
    return;
  }
  counts.wellFormed += 1;
  if (warningsOnly) {
    if (diagnostics.length > 0) console.log(`${id}\n${diagnostics.map(formatMessage).join('\n')}\n`);
    return;
  }
  const reached = new Map<ExpressionNode, Set<unknown>>();
  const around = {
    now: Date.parse(NOW) / 1000,
    lists,
    heard: (node: ExpressionNode, truth: unknown): void => {
      const known = reached.get(node);
      if (known === undefined) reached.set(node, new Set([truth]));
      else known.add(truth);
    },
  };
  const given = entities.filter((entity) => entity.type === compiled.target);
  for (const entity of [...entitiesFor(compiled.syntax, around), ...given] as CorpusEntity[]) {
    const engine = compiled.evaluate(entity, { now: NOW }).status;
    const reference = judge(compiled.syntax, entity, around);
    counts.evaluations += 1;
    statuses.set(engine, (statuses.get(engine) ?? 0) + 1);
    if (engine !== reference) disagreements.push({ id, logic, entity, engine, reference });
  }
  const asked = [...reached.keys()].filter(isAtom);
  for (const atom of asked) {
    counts.atoms += 1;
    const truths = reached.get(atom)!;
    if (truths.has(true)) counts.reachedTrue += 1;
    if (truths.has(false)) counts.reachedFalse += 1;
    if (!truths.has(true) || !truths.has(false))
      unreached.push(`${id}: ${logic.slice(atom.span.start, atom.span.end)}`);
  }
  // An atom that no entity came to is one that neither truth was reached of.
  walk(compiled.syntax, (node) => {
    if (['Comparison', 'In', 'Like', 'Match'].includes(node.kind) && !reached.has(node as ExpressionNode)) {
      counts.atoms += 1;
      unreached.push(`${id}: ${logic.slice(node.span.start, node.span.end)}`);
    }
  });
}

const texts = new Map(rules.map(({ id, logic }) => [logic, id]));
for (const [logic, id] of texts) examine(id, logic);

const agreeing = verdicts.filter(({ logic, entity, verdict }) => {
  const status = tryCompile(logic).compiled?.evaluate(entity, { now: NOW }).status;
  if (status !== verdict) console.log(`verdict of ${entity.type} is ${String(status)}, not ${verdict}: ${logic}`);
  return status === verdict;
});

function list(title: string, items: readonly string[]): void {
  if (items.length === 0) return;
  console.log(`\n${title}:`);
  for (const item of items.slice(0, SHOWN)) console.log(`  ${item.replaceAll('\n', '\n  ')}`);
  if (items.length > SHOWN) console.log(`  … and ${items.length - SHOWN} more`);
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${whole === 0 ? '100' : ((100 * part) / whole).toFixed(1)} %)`;
}

list('wrongly rejected', wronglyRejected);
list('malformed and accepted', unexpectedlyAccepted);
list('atoms that were not both true and false', unreached);
list(
  'disagreements',
  disagreements.map(
    ({ id, logic, entity, engine, reference }) =>
      `${id}: ${logic}\n${JSON.stringify(entity)}\nengine ${engine}, reference ${reference}`,
  ),
);

// `X should fail` is marked malformed in public exports, and is a rule all the same: a property that nothing has.
const accepted = unexpectedlyAccepted.filter((item) => !/ should fail$/u.test(item));
const ok =
  texts.size > 0 &&
  accepted.length === 0 &&
  wronglyRejected.length === 0 &&
  disagreements.length === 0 &&
  agreeing.length === verdicts.length;
console.log(`
rules read              ${rules.length} (${texts.size} different texts)
well-formed             ${counts.wellFormed}
rejected as expected    ${counts.rejected} of ${malformed.size}
wrongly rejected        ${wronglyRejected.length}
unexpectedly accepted   ${accepted.length} (and ${unexpectedlyAccepted.length - accepted.length} of the form \`X should fail\`)
warnings                ${[...warnings].map(([code, count]) => `${code} ${count}`).join(', ') || 'none'}
entities read           ${entities.length}
evaluations             ${counts.evaluations} (${[...statuses]
  .sort()
  .map(([status, count]) => `${status} ${count}`)
  .join(', ')})
agreements              ${counts.evaluations - disagreements.length}
disagreements           ${disagreements.length}
atoms reached true      ${share(counts.reachedTrue, counts.atoms)}
atoms reached false     ${share(counts.reachedFalse, counts.atoms)}
verdicts agreeing       ${agreeing.length} of ${verdicts.length}
seconds                 ${((performance.now() - started) / 1000).toFixed(1)}
${ok ? 'corpus: ok' : 'corpus: FAILED'}`);
process.exitCode = ok ? 0 : 1;
