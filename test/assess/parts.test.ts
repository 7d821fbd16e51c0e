import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assess, type AssessOptions, type Assessment } from '../../src/assess/assess.ts';
import { assessPart, assessParts, type PartPiece } from '../../src/assess/parts.ts';
import { findingOf } from '../../src/findings/finding.ts';
import { endOf, reporters } from '../../src/reporters/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { STATUSES } from '../../src/values/outcome.ts';
import { entityRecord, type InventoryRecord, problemRecord, sourceRecord } from '../../src/values/record.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

const RULES: readonly Rule[] = [
  'A should have on = true',
  'A where size > 2 should not have tags contain [ key = ~.name ]',
  "B should have missing.deep = 'x' and size > 3",
  // Never there, near a name that is, and of another kind.
  'A should have nam',
  "B should have tags = 'x'",
  'List<A> should have items length() > 3',
  'List<C> should have items',
  "A should have getResources('B', name, 'name') length() > 0",
  'A where on = true',
  'D should have name',
  'A should have secret = 1',
].map((logic, index) => ({ id: `R${index}`, name: logic, severity: 'High' as const, logic }));

const OPTIONS: AssessOptions = {
  now: NOW,
  exclusions: [
    {
      rules: [{ id: 'R0' }],
      entities: [],
      expressions: ["name = 'a'"],
      accounts: [],
      regions: [],
      comment: 'accepted',
    },
  ],
};

const entity = fc.record(
  {
    type: fc.constantFrom('A', 'A', 'B', 'C'),
    name: fc.constantFrom('a', 'b', 'c'),
    accountNumber: fc.constantFrom('1', '2'),
    on: fc.constantFrom<unknown>(true, false, 'true', null),
    size: fc.constantFrom<unknown>(1, 3, 5, '4', 'big', 9007199254740993n),
    tags: fc.constantFrom<unknown>([], [{ key: 'a' }], [{ key: 'a' }, { key: 'x' }], {}),
    other: fc.constantFrom<unknown>({ deep: 1 }, 5),
    secret: fc.constant(1),
  },
  { requiredKeys: ['type', 'name'] },
);

const records: fc.Arbitrary<readonly InventoryRecord[]> = fc
  .array(fc.tuple(entity, fc.nat(9)), { maxLength: 40 })
  .map((entities) =>
    entities.flatMap(([one, dice], index): readonly InventoryRecord[] => {
      const place = { file: `f${Math.floor(index / 10)}.ndjson`, line: index + 1 };
      const source = sourceRecord('test', { file: place.file }, ['A', 'B'], index < 20 ? 'aws' : 'azure');
      const before: readonly InventoryRecord[] = index % 10 === 0 ? [source] : [];
      if (dice === 0) return [...before, problemRecord('invalid-json', 'broken', place)];
      const unknown = dice === 1 ? { 'other.deep': 'nobody says' } : undefined;
      const record = entityRecord(one, place, unknown);
      return [...before, dice === 2 ? { ...record, sensitive: ['secret'] } : record];
    }),
  );

/** Everything that any report and the summary say. */
async function told(assessment: Assessment, problems: readonly string[]): Promise<string> {
  const writers = reporters.map(({ open, include }) => ({ writer: open({ version: '0', now: NOW }), include }));
  const texts = writers.map(() => '');
  for await (const result of assessment) {
    const finding = findingOf(result, { explain: true });
    for (const [index, { writer, include }] of writers.entries())
      if (include.includes(finding.status)) texts[index] += writer.finding(finding);
  }
  const { summary } = assessment;
  for (const [index, { writer }] of writers.entries()) texts[index] += [...endOf(writer, summary)].join('');
  const { rules, ...counts } = summary;
  const messages = rules.map(({ status, counts: each, tested, evidence }) => [
    status,
    each,
    tested,
    evidence.map(({ code, message, help }) => [code, message, help]),
  ]);
  const applied = [...assessment.appliedExclusions].map(({ comment }) => comment);
  return JSON.stringify([texts, counts, messages, applied, problems]);
}

async function* from(list: readonly InventoryRecord[]): AsyncGenerator<InventoryRecord> {
  yield* list;
}

/** As a piece is after it was stored. */
function stored(piece: PartPiece): PartPiece {
  return structuredClone(piece);
}

it('gives what one assessment gives, however the inventory is cut', async () => {
  await fc.assert(
    fc.asyncProperty(records, fc.array(fc.nat(), { maxLength: 4 }), async (all, cuts) => {
      const problems: string[] = [];
      const onProblem: AssessOptions['onProblem'] = ({ provenance }) => problems.push(JSON.stringify(provenance));
      const whole = await told(assess(RULES, from(all), { ...OPTIONS, onProblem }), problems);
      const ends = [...cuts.map((cut) => cut % (all.length + 1)), all.length].sort((a, b) => a - b);
      const pieces: PartPiece[] = [];
      let start = 0;
      for (const end of ends) {
        for await (const piece of assessPart(RULES, from(all.slice(start, end)), OPTIONS)) pieces.push(stored(piece));
        start = end;
      }
      problems.length = 0;
      expect(await told(assessParts(RULES, pieces, { ...OPTIONS, onProblem }), problems)).toBe(whole);
    }),
    { numRuns: 60 },
  );
});

it('gives the same of entities that come together as of those that come one by one, and problems where they stand', async () => {
  const judged = async (
    entities: Parameters<typeof assess>[1],
    include: AssessOptions['include'],
  ): Promise<unknown> => {
    const told: unknown[] = [];
    const onProblem: AssessOptions['onProblem'] = ({ provenance }) => told.push(provenance);
    const assessment = assess(RULES, entities, {
      ...OPTIONS,
      onProblem,
      ...(include === undefined ? {} : { include }),
    });
    for await (const result of assessment) {
      const { reason, facts } = findingOf(result);
      told.push([
        result.status,
        result.rule.id,
        result.entity,
        result.provenance,
        result.error?.message,
        reason,
        facts,
      ]);
    }
    const { rules, ...rest } = assessment.summary;
    return [told, rest, rules.map(({ status, counts, evidence }) => [status, counts, evidence])];
  };
  await fc.assert(
    fc.asyncProperty(records, fc.subarray([...STATUSES]), async (some, include) => {
      // More than are judged together.
      const all = [...some, ...some, ...some, ...some];
      expect(await judged(all, include)).toEqual(await judged(from(all), include));
    }),
    { numRuns: 100 },
  );
});

it('keeps what a report tells of, and nothing else', async () => {
  const quiet = Array.from({ length: 1000 }, (_, index) =>
    entityRecord({ type: 'A', name: `n${index}`, on: true }, { file: 'f', line: index + 1 }),
  );
  const loud = entityRecord({ type: 'A', name: 'loud', on: false }, { file: 'f', line: 1001 });
  const rule = { id: 'R', severity: 'High' as const, logic: 'A should have on = true' };
  const pieces: PartPiece[] = [];
  for await (const piece of assessPart([rule], from([...quiet, loud]), { include: ['failed'] })) pieces.push(piece);
  expect(pieces.map(({ kind }) => kind)).toEqual(['record', 'state']);
  const { summary } = assessParts([rule], pieces, { include: ['failed'] });
  expect(summary.entities).toBe(0);
  const assessment = assessParts([rule], pieces, { include: ['failed'] });
  expect((await assessment.finish()).counts).toMatchObject({ passed: 1000, failed: 1 });
});

it('refuses parts of other rules', async () => {
  const pieces: PartPiece[] = [];
  for await (const piece of assessPart(RULES, from([]), OPTIONS)) pieces.push(piece);
  await expect(assessParts(RULES.slice(1), pieces, OPTIONS).finish()).rejects.toThrow(TypeError);
});
