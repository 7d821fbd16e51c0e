import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { RunningAssessment } from '../../src/assess/assessment.ts';
import { readBytes } from '../../src/inventory/read-bytes.ts';
import { tryCompile } from '../../src/run/compiled-rule.ts';
import { printRule } from '../../src/syntax/print.ts';
import type { Entity } from '../../src/values/entity.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { type AskNeeds, type BatchedRecords, isPartialRecord } from '../../src/values/record-batches.ts';
import { entityRecord, type EntityRecord, type InventoryRecord, isEntityRecord } from '../../src/values/record.ts';
import { arbitraryRule } from '../support/arbitrary-rule.ts';
import { entitiesFor } from '../support/samples.ts';
import { TAME } from '../support/vocabulary.ts';

const OPTIONS = { now: '2026-01-01T00:00:00Z', lists: { Known: ['a', 5, true] } };
const CHUNK = 1_500;
const INCLUDE = ['failed', 'error', 'irrelevant', 'excluded'] as const;

/** In small chunks: what is needed is asked for each. */
async function* ndjson(entities: readonly unknown[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(entities.map((entity) => `${JSON.stringify(entity)}\n`).join(''));
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** The records, which note how many of them are asked for whole. */
function ndjsonRead(
  entities: readonly unknown[],
  read: { whole: number },
): BatchedRecords & AsyncIterable<InventoryRecord> {
  const records = readBytes('e.ndjson', ndjson(entities));
  const watched = (record: InventoryRecord): InventoryRecord => {
    if (!isEntityRecord(record) || !isPartialRecord(record)) return record;
    const whole = (): EntityRecord => {
      read.whole += 1;
      return record.whole();
    };
    return { ...record, entity: record.entity, provenance: record.provenance, whole } as InventoryRecord;
  };
  return {
    async *batches(needs) {
      for await (const batch of (records as unknown as BatchedRecords).batches(needs)) yield batch.map(watched);
    },
    [Symbol.asyncIterator]: () => records[Symbol.asyncIterator](),
  };
}

/** What an assessment says that asks a reader for no more than it looks at, and one of the same entities in memory. */
async function both(rules: readonly Rule[], entities: readonly unknown[]): Promise<readonly [unknown, unknown]> {
  const read: Entity[] = [];
  for await (const record of readBytes('e.ndjson', ndjson(entities)))
    if (isEntityRecord(record)) read.push(record.entity);
  const said = [];
  for (const input of [readBytes('e.ndjson', ndjson(entities)), read]) {
    const assessment = assess(rules, input, { ...OPTIONS, include: INCLUDE });
    const results: unknown[] = [];
    for await (const { status, rule, entity, error } of assessment)
      results.push({ status, rule: rule.id, entity, error });
    const { counts, entityTypes, rules: summaries } = assessment.summary;
    const evidence = summaries.map((summary) => [summary.rule.id, summary.status, summary.evidence]);
    said.push({ results, counts, entityTypes, evidence });
  }
  return [said[0], said[1]];
}

function user(index: number): Entity {
  const text = { Statement: [{ Effect: 'Allow', Action: index % 2 === 0 ? '*' : 's3:Get' }] };
  return {
    type: index % 5 === 0 ? 'IamRole' : 'IamUser',
    id: `u${index}`,
    name: `user ${index} ${'x'.repeat(200)}`,
    mfaActive: index % 3 === 0,
    keys: { first: { isActive: index % 4 === 0 }, second: [{ isActive: index % 7 === 0 }] },
    policy: index % 2 === 0 ? JSON.stringify(text) : text,
    unused: { deep: { list: Array.from({ length: 20 }, (_, at) => ({ at })) } },
    accountNumber: '123456789012',
  };
}

describe('what is only counted', () => {
  it.each(['IamUser should have mfaActive = true', 'IamUser should have nothing.at.all < 5 or mfaActive = true'])(
    'is not read whole: %s',
    async (logic) => {
      const entities = Array.from({ length: 3_000 }, (_, index) => ({ ...user(index), type: 'IamUser' }));
      const read = { whole: 0 };
      const rules = [{ id: 'R', severity: 'High', logic }] as const;
      const told = new RunningAssessment(rules, ndjsonRead(entities, read), { ...OPTIONS, include: INCLUDE });
      let results = 0;
      let counted = 0;
      told.takesCount = ({ rule }, status) => {
        if (rule.id !== 'R' || status !== 'failed' || results < 10) return false;
        counted += 1;
        return true;
      };
      for await (const { status } of told) if (status === 'failed') results += 1;
      const silent = await assess(rules, readBytes('e.ndjson', ndjson(entities)), OPTIONS).finish();
      expect(told.summary).toEqual({ ...silent, complete: true });
      expect(told.summary.counts.failed).toBe(2_000);
      expect(results + counted).toBe(2_000);
      expect(read.whole).toBeLessThan(results + 1_100);
      expect(counted).toBeGreaterThan(1_900);
    },
  );
});

describe('an assessment asks for what its rules look at', () => {
  it.each([
    ['a path', 'IamUser should have mfaActive = true'],
    ['several', "IamUser should not have keys.first.isActive = true and name like '%1%'"],
    ['through a list of one', 'IamUser should not have keys.second.isActive = true'],
    ['into a text', "IamUser should not have policy.Statement contain [ Action = '*' ]"],
    ['the whole entity', 'IamUser should not have $ regexMatch /123456789012/'],
    ['a slip', 'IamUser should have mfaActiv = true'],
    ['what none has', 'IamUser should have nothing = 1'],
    ['another type', 'IamRole should have mfaActive = true'],
    ['a list of all', 'List<IamUser> should have items length() < 10'],
    ['getValue', "IamUser should have keys getValue('first.isActive') = true"],
    ['outside of a block', 'IamUser should have unused.deep.list contain [ at = 3 and ~.mfaActive = true ]'],
  ])('%s', async (_, logic) => {
    const entities = Array.from({ length: 400 }, (_each, index) => user(index));
    const [asked, whole] = await both([{ id: 'R', severity: 'High', logic }], entities);
    expect(asked).toEqual(whole);
    expect((whole as { results: unknown[] }).results.length).toBeGreaterThan(0);
  });

  /** Entities of which names alone tell, after the first thousand, that a path is not there; and some that change that. */
  const MANY: Readonly<Record<string, (index: number) => object>> = {
    'all alike': () => ({ a: 1, b: { c: 1 } }),
    'one has another name': (index) => ({ a: 1, b: { c: 1 }, ...(index === 2_100 ? { opne: 1 } : {}) }),
    'one has another name further in': (index) => ({ a: 1, b: { c: 1, ...(index === 2_100 ? { opne: 1 } : {}) } }),
    'one has it': (index) => ({ a: 1, b: { c: 1 }, ...(index === 2_100 ? { open: 1, Open: 2 } : {}) }),
    'one has it further in': (index) => ({ a: 1, b: { c: 1, ...(index === 2_100 ? { open: 1, opeN: 2 } : {}) } }),
    'what is further in comes later': (index) => ({
      a: 1,
      ...(index > 2_100 ? { b: { c: 1, [`k${index % 9}`]: 1 } } : {}),
    }),
    'some end earlier': (index) => ({
      a: 1,
      b: [{ c: 1 }, null, 5, [], [{ c: 1 }], 'x', '{"c":1}'][index % 40] ?? { c: 1 },
    }),
    'of many kinds': (index) => ({ [`k${index % 70}`]: 1, b: { [`k${index % 70}`]: 1 } }),
    'null everywhere': () => ({ a: null, b: { c: null }, open: null }),
    'lists with another name': (index) => ({ a: 1, l: [{ a: 1 }, index === 2_100 ? { opne: 1 } : { a: 2 }], b: {} }),
  };

  it.each(Object.entries(MANY))('of many entities: %s', async (_, make) => {
    const conditions = [
      'have open',
      'not have open = 1',
      'not have b.open = 1 or open = 2',
      'not have b.open = 1 and a = 1',
      'not have b.c before(-1)',
      "not have name = 'x' and open = 1",
      'not have l contain [ open = 1 ]',
      'not have l contain [ open = 1 ] and open = 1',
      "not have b getValue('open') = 1",
      "not have b.c = 'x' and b.open.x.y = 1",
      'not have l contain [ a = 3 and ~.open = 1 ]',
    ];
    const rules = conditions.map((condition, index) => ({
      id: `R${index}`,
      severity: 'High' as const,
      logic: `T should ${condition}`,
    }));
    const entities = Array.from({ length: 3_000 }, (_each, index) => ({ type: 'T', id: `t${index}`, ...make(index) }));
    for (const some of [...rules.map((rule) => [rule]), rules.slice(0, 3), rules]) {
      const [asked, whole] = await both(some, entities);
      expect(asked, some.map(({ logic }) => logic).join('\n')).toEqual(whole);
    }
  });

  it('says the same of any rule', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryRule(TAME), { minLength: 1, maxLength: 3 }), async (trees) => {
        const rules = trees.map((tree, index) => ({
          id: `R${index}`,
          severity: 'Low' as const,
          logic: printRule(tree),
        }));
        const entities = rules.flatMap(({ logic }) => {
          const { compiled } = tryCompile(logic, OPTIONS);
          return compiled === undefined
            ? []
            : entitiesFor(compiled.syntax, { ...OPTIONS, now: 1_767_225_600 }).slice(0, 40);
        });
        // What begins otherwise is said to hold no type but its own.
        const [asked, whole] = await both(rules, [user(1), ...entities]);
        expect(asked, rules.map(({ logic }) => logic).join('\n')).toEqual(whole);
      }),
      { numRuns: 60 * Number(process.env.FUZZ_FACTOR ?? 1) },
    );
  });

  it('asks what entities are known by while it looks for those that come again', async () => {
    const asked: unknown[] = [];
    const part = (from: number): InventoryRecord[] =>
      Array.from({ length: 5_000 }, (_, index) =>
        entityRecord({ type: 'IamUser', id: `${from + index}`, mfaActive: true }, { file: 'x' }),
      );
    const records = {
      async *batches(needs?: AskNeeds): AsyncGenerator<readonly InventoryRecord[]> {
        for (let from = 0; from < 25_000; from += 5_000) {
          const needed = needs?.()?.get('IamUser');
          asked.push(needed?.paths.map((path) => path.join('.')));
          yield await Promise.resolve(part(from));
        }
      },
      async *[Symbol.asyncIterator](): AsyncGenerator<InventoryRecord> {
        await Promise.reject(new Error('read one by one'));
      },
    };
    const rule = { id: 'R', severity: 'Low', logic: 'IamUser should have mfaActive = true' } as const;
    await assess([rule], records).finish();
    const known = ['mfaActive', 'id', 'name', 'accountNumber', 'region', 'source'];
    expect(asked).toEqual([undefined, known, known, known, ['mfaActive']]);
  });
});
