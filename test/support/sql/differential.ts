import fc from 'fast-check';
import { functions } from '../../../src/functions/index.ts';
import { type CompiledRule, tryCompile } from '../../../src/run/compiled-rule.ts';
import { sqlOf, type SqlDialect } from '../../../src/sql/index.ts';
import { type Condition, PLAN_PARTS, partsOf, type Value } from '../../../src/plan/plan.ts';
import type { CallNode, LiteralNode } from '../../../src/syntax/ast.ts';
import { printRule } from '../../../src/syntax/print.ts';
import type { Entity } from '../../../src/values/entity.ts';
import { STATUSES } from '../../../src/values/outcome.ts';
import { arbitraryRule, callNode, numberNode, textNode, type Vocabulary } from '../arbitrary-rule.ts';
import { entitiesFor } from '../samples.ts';
import type { TestDatabase } from './databases.ts';

/* Rules and entities that are judged by the engine and by a database. */

const NOW = '2026-01-01T00:00:00Z';
const LISTS = { Known: ['a', 5, true] };
const AROUND = { now: Date.parse(NOW) / 1000, lists: LISTS };
/** So many entities of a rule. */
const ENTITIES = 25;

/** Few names and values, so that rules and entities meet. */
const VOCABULARY: Vocabulary = {
  name: fc.constantFrom<(string | number)[]>('a', 'b', 'c', 'in', 'aws:x', "it's", 0),
  text: fc.constantFrom(
    ...['a', 'A', 'b%', '%', '', 'true', 'FALSE', 'null', '5', '5.0', '05', '10.0.0.0/24', 'xa', 'x_a', '#', "o'c"],
    ...['É', 'ΑΣ', 'İ', 'K', '2025-12-31T10:00:00Z', '2026-01-01', '2025-02-31', '1.5', '9007199254740993'],
  ),
  number: fc.constantFrom(0, 1, 2, 5, -1, 2.5, 1e20, 1767225600, 9007199254740993n),
  regex: fc.constantFrom('a', '^a$', '^(a|b)', '[0-9]+', 'x?', '^$', '[^a]', 'a.b', '\\d', '\\.', '[A-Z_]+', '":'),
  call: (receiver) =>
    fc.constantFrom(...functions.filter((definition) => definition.receiver !== undefined)).chain((definition) =>
      receiver.map((on): CallNode =>
        callNode(
          definition.name,
          definition.parameters.map(({ kind, values }): LiteralNode => {
            if (values !== undefined) return textNode(values[0] ?? '');
            return kind === 'number' ? numberNode(5) : textNode(definition.name === 'inSubnet' ? '10.0.0.0/8' : 'a');
          }),
          on,
        ),
      ),
    ),
  outer: 2,
};

export interface Tally {
  rules: number;
  /** Rules with a part that is not said. */
  partly: number;
  pairs: number;
  /** Both say the same, by status. */
  readonly same: Record<string, number>;
  /** SQL leaves to the engine what it decides, for a reason that is named in docs/sql.md. */
  left: number;
  readonly wrong: string[];
}

export function newTally(): Tally {
  return { rules: 0, partly: 0, pairs: 0, same: {}, left: 0, wrong: [] };
}

/** Judges pairs until there are enough. Entities of a rule are put into a table and asked for at once. */
export async function compare(
  database: TestDatabase,
  dialect: SqlDialect,
  { pairs, seed }: { readonly pairs: number; readonly seed: number },
  tally: Tally = newTally(),
): Promise<Tally> {
  await database.query(`CREATE TABLE IF NOT EXISTS entities (n integer, entity ${database.json})`);
  const rules = fc.sample(arbitraryRule(VOCABULARY), { seed, numRuns: Math.ceil((pairs - tally.pairs) / 3) });
  for (const [index, tree] of rules.entries()) {
    if (tally.pairs >= pairs) break;
    const matchCase = index % 3 === 2;
    const { compiled } = tryCompile(printRule(tree), { lists: LISTS, matchCase });
    if (compiled?.target === undefined || compiled.isList || compiled.resourceTypes.length > 0) continue;
    const candidates = entitiesFor(compiled.syntax, AROUND);
    const entities = Array.from(
      { length: Math.min(ENTITIES, candidates.length) },
      (_, turn) => candidates[(index + turn * 7919) % candidates.length],
    ).filter((entity) => entity !== undefined);
    await compareRule(database, dialect, compiled, entities, tally, matchCase);
  }
  return tally;
}

/** JSON as it is stored, whole numbers beyond 2^53 too. */
function stored(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `\u0001${part}` : part)).replaceAll(
    /"\\u0001(-?\d+)"/gu,
    '$1',
  );
}

export async function compareRule(
  database: TestDatabase,
  dialect: SqlDialect,
  rule: CompiledRule,
  entities: readonly object[],
  tally: Tally,
  matchCase = false,
): Promise<void> {
  const query = sqlOf(rule, {
    dialect,
    lists: LISTS,
    matchCase,
    now: Date.parse(NOW),
    include: STATUSES,
    mapping: {
      table: 'entities',
      document: 'entity',
      properties: { row_number: { column: 'n', kind: 'number' } },
      identity: ['row_number'],
    },
  });
  tally.rules += 1;
  if (!query.exact) tally.partly += 1;
  const values = entities.map((entity, n) => `(${n}, '${stored(entity).replaceAll("'", "''")}')`);
  await database.query('DELETE FROM entities');
  await database.query(`INSERT INTO entities VALUES ${values.join(', ')}`);
  let rows: readonly Readonly<Record<string, unknown>>[];
  try {
    rows = await database.query(query.sql);
  } catch (error) {
    tally.wrong.push(`${rule.source.text}\n  ${(error as Error).message}`);
    tally.pairs += entities.length;
    return;
  }
  const statuses = new Map(rows.map((row) => [Number(row['row_number']), String(row['status'])]));
  for (const [n, entity] of entities.entries()) {
    tally.pairs += 1;
    const expected = rule.evaluate(entity as Entity, { now: NOW }).status;
    const found = statuses.get(n);
    if (found === expected) tally.same[expected] = (tally.same[expected] ?? 0) + 1;
    else if (
      found === 'error' &&
      (!query.exact ||
        isLeft(entity, dialect) ||
        comparesStructures(rule, entity) ||
        makesUpper(rule, entity, dialect) ||
        asksFirewall(rule))
    )
      tally.left += 1;
    else
      tally.wrong.push(
        `${rule.source.text}\n  ${stored(entity)}\n  engine ${expected}, ${dialect} ${found ?? 'nothing'}`,
      );
  }
}

/** What a query leaves to the engine, row by row: see docs/sql.md. */
function isLeft(value: unknown, dialect: SqlDialect): boolean {
  if (typeof value === 'string') {
    return (
      /^[\da-f:.]*:[\da-f:.]*(?:\/\d+)?$/iu.test(value) ||
      (dialect === 'postgres' && /^\s*(?:[[{]|%7B|%5B)/iu.test(value))
    );
  }
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) && value.length === 1 && Array.isArray(value[0]) && value[0].length === 1) return true;
  return Object.values(value).some((inner) => isLeft(inner, dialect));
}

/** Two lists or objects that are not the same as they are written: see docs/sql.md. */
function comparesStructures({ plan }: CompiledRule, entity: object): boolean {
  const compares = (part: Condition | Value): boolean =>
    part.kind === 'member' ||
    (part.kind === 'compare' && (part.operator === '=' || part.operator === '!=')) ||
    partsOf(part).some(compares);
  const structures = (value: unknown): number =>
    typeof value !== 'object' || value === null
      ? 0
      : Object.values(value).reduce<number>((sum, inner) => sum + structures(inner), 1);
  return structures(entity) > 2 && PLAN_PARTS.some((name) => plan[name] !== undefined && compares(plan[name]));
}

/** DuckDB's upper case is not JavaScript's beyond ASCII. */
function makesUpper({ source }: CompiledRule, entity: object, dialect: SqlDialect): boolean {
  return dialect === 'duckdb' && /toUpper/iu.test(source.text) && /[^\u0000-\u007f]/u.test(stored(entity));
}

/** Of firewalls only what is written as most are is decided: see docs/sql.md. */
function asksFirewall({ source }: CompiledRule): boolean {
  return /allowed(?:Public)?HostsForPort/iu.test(source.text);
}
