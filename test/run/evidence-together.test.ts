import { expect, test } from 'vitest';
import { assess, assessPart, assessParts } from '../../src/index.ts';
import type { PartPiece } from '../../src/assess/parts.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { EntityRecord, InventoryRecord } from '../../src/values/record.ts';

/* What rules of a run look at together says of each of them what it says where that rule is alone, be it long, secret or late. */

const LOGICS = [
  "T should not have a = 'Enable'",
  "T should not have a = 'Enabled'",
  "T should not have a = 'word-700'",
  "T where b = 'public read' should not have a in ('enable', 'Enabling')",
  "T should not have a like '%nable-%'",
  'T should not have a regexMatch /^Word-[0-9]+x$/',
  'T should not have a regexMatch /LONGEST$/',
  'T should not have a regexMatch /longest$/',
  "T should not have l contain [ k = 'Team' and v = 'public read' ] or l contain [ k = 'team-x' ]",
  "T should not have l contain [ k = 'team' and v like 'value-3' ]",
  "T should not have l contain [ v = 'publicread' ]",
  "T should not have l contain [ v = 'value-1' ] and l contain [ v = 'value-77' ]",
  "T should not have l contain [ m contain [ n = 'Inner-5' ] ]",
  "T should not have l contain [ m contain [ n = 'inner_5' ] ]",
  "T should not have late = 'PublicRead'",
  "T should not have late = 'public-read'",
];

function entity(index: number): Record<string, unknown> {
  const a = index % 5 === 0 ? 'enabled' : index % 7 === 0 ? `${'long '.repeat(500)}${index} longest` : `word-${index}`;
  const elements = Array.from({ length: index % 4 }, (_, at) => ({
    k: at === 0 ? 'team' : 'cost',
    v: at === 2 ? 'public-read' : `value-${(index * 3 + at) % 90}`,
    ...(index % 3 === 0 ? { m: [{ n: `inner-${at}` }, { n: `inner-${index % 8}` }] } : {}),
  }));
  const late = index > 900 ? { late: index % 2 === 0 ? 'public-read' : 'private' } : {};
  return { type: 'T', id: String(index), ...(index % 11 === 0 ? {} : { a }), b: 'public read', l: elements, ...late };
}

function record(index: number): EntityRecord {
  const sensitive = index % 13 === 3 ? { sensitive: ['a'] } : {};
  return { kind: 'entity', entity: entity(index), provenance: { file: 'f' }, ...sensitive } as unknown as EntityRecord;
}

const rules = LOGICS.map((logic, index): Rule => ({ id: `R${index}`, severity: 'Low', logic }));
const records = Array.from({ length: 2_600 }, (_, index) => record(index));

async function* told(some: readonly InventoryRecord[]): AsyncGenerator<InventoryRecord> {
  yield* await Promise.resolve(some);
}

/** All that is found of some records by each of the rules, as plain data. */
async function foundBy(some: readonly Rule[], of = records): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const piece of assessPart(some, told(of)))
    if (piece.kind === 'state') found.push(...piece.state.rules.map(({ evidence }) => evidence));
  return found;
}

test.each([
  ['first to last', rules],
  ['last to first', [...rules].reverse()],
])('rules %s', async (_, ordered) => {
  const together = await foundBy(ordered);
  expect(together.flat().length).toBeGreaterThan(40);
  for (const [index, rule] of ordered.entries())
    expect(together[index], rule.logic).toEqual((await foundBy([rule]))[0]);
});

test('rules of parts', async () => {
  const whole = await assess(rules, records).finish();
  for (const size of [70, 1_300]) {
    const pieces: PartPiece[] = [];
    for (let at = 0; at < records.length; at += size)
      for await (const piece of assessPart(rules, told(records.slice(at, at + size)))) pieces.push(piece);
    const parts = await assessParts(rules, pieces).finish();
    expect(parts.rules.map(({ evidence }) => evidence)).toEqual(whole.rules.map(({ evidence }) => evidence));
  }
});
