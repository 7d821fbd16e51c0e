import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/rules/rule.ts';
import { entityRecord, type InventoryRecord } from '../../src/values/record.ts';
import { assessedInParts } from '../support/in-parts.ts';

/* What a comparison could not mean: values of another property, times beside numbers of days, names beside versions, and values that are not known. */

const NOW = '2026-11-01T00:00:00Z';

type Unknown = Record<string, string>;

function records(entities: readonly object[], unknown: readonly (Unknown | undefined)[] = []): InventoryRecord[] {
  return entities.map((entity, index) => ({
    ...entityRecord({ type: 'T', ...entity }, { file: 'f' }),
    ...(unknown[index] === undefined ? {} : { unknown: unknown[index] }),
  }));
}

/** What is said of a rule; the same where each of the entities is a part that is judged elsewhere. */
async function said(condition: string, given: readonly InventoryRecord[]): Promise<readonly string[]> {
  const rules: Rule[] = [{ id: 'r', severity: 'Low', logic: `T should not have ${condition}` }];
  const { rules: found } = await assessedInParts(rules, given, { now: NOW }, 1);
  return found.flatMap(({ evidence }) =>
    evidence.map(({ severity, message, help = '' }) => `${severity}: ${message} | ${help}`),
  );
}

describe('a value that stands in another property', () => {
  const things = [
    { status: 'ok', visibility: 'public-read' },
    { status: 'bad', visibility: 'private' },
    { status: 'ok', visibility: 'Public-Read' },
  ];
  it('is told with numbers, of entities and of elements', async () => {
    const message =
      "`status` was not `'public-read'` in any of the 3 `T` entities, and `visibility` was in 2 of them | did you mean `visibility = 'public-read'`?";
    expect(await said("status = 'public-read'", records(things))).toEqual([`note: ${message}`]);
    expect(
      await said("list contain [ status in ('public-read', 'x') ]", records([{ list: things.slice(0, 1) }])),
    ).toEqual([expect.stringContaining('in the 1 element of `list`, and `visibility` was in 1 of them')]);
    const many = Array.from({ length: 300 }, (_, index) => ({ status: `s${index % 9}`, visibility: 'public-read' }));
    expect(await said("status = 'public-read'", records(many))).toEqual([
      expect.stringContaining('in any of the 300 `T` entities, and `visibility` was in 200 of the first 200'),
    ]);
  });

  it('is not told of what is secret', async () => {
    const secret = records(things).map((record) => ({ ...record, sensitive: ['visibility'] }));
    expect(await said("status = 'public-read'", secret)).toEqual([]);
  });

  it.each<[why: string, condition: string, entities: readonly object[]]>([
    ['it is met behind', "status = 'public-read'", [...things, { status: 'public-read' }]],
    ['the rule asks for the other too', "status = 'public-read' and visibility = 'x'", things],
    ['it is a common word', "status = 'Enabled'", [{ status: 'x', logging: 'Enabled' }]],
    ['their names have a word in common', "protocol = 'tcpudp'", [{ protocol: 'x', instanceProtocol: 'tcpudp' }]],
    ['it is a name', "status = 'payments'", [{ status: 'x', name: 'payments' }]],
    ['it stands in several', "status = 'payments'", [{ status: 'x', team: 'payments', app: 'payments' }]],
    ['it is one of two ends', "source = 'VirtualNetwork'", [{ source: 'x', destination: 'VirtualNetwork' }]],
    [
      'what is asked is no equality',
      "not status != 'payments' and status like 'pay%'",
      [{ status: 'x', team: 'payments' }],
    ],
  ])('is not told where %s', async (_, condition, entities) => {
    const texts = await said(condition, records(entities));
    expect(texts.filter((text) => text.includes('did you mean'))).toEqual([]);
  });
});

describe('a time in ISO 8601', () => {
  const things = records([{ at: '2024-01-01T00:00:00Z' }, { at: '2025-06-01' }]);
  it.each(['at < 90', 'at > 365', 'at >= 20240101', 'at = 30'])(
    'beside a number of days or of a date is none: %s',
    async (condition) => {
      expect(await said(condition, things)).toEqual([
        expect.stringMatching(
          /^error: `at` was text in all 2 `T` entities and was compared with \d+, which beside a time is one in the first year after 1970 \| write days/u,
        ),
      ]);
    },
  );
  it.each(['at > 0', 'at <= 1', 'at > 1700000000', 'at > -62135596800', 'at < 31536000'])(
    'beside %s is one',
    async (condition) => {
      expect(await said(condition, things)).toEqual([]);
    },
  );
});

describe('a version of what is there', () => {
  const things = records([{ engine: 'mysql', v: 'Enabled' }, { engine: 'postgres' }]);
  it.each([
    ["engine = 'MySQL 5.7'", 'mysql'],
    ["engine in ('mysql5.7', 'oracle')", 'mysql'],
    ["engine like 'PostgreSQL 12%'", 'postgres'],
  ])('is told: %s', async (condition, name) => {
    expect(await said(condition, things)).toEqual([expect.stringContaining(`\`${name}\` is there without a version`)]);
  });
  it.each(["v = 'enabled1'", "engine = 'MariaDB 10.5'", "engine in ('mysql', 'MySQL 5.7')"])(
    'is not told: %s',
    async (condition) => {
      expect(await said(condition, things)).toEqual([]);
    },
  );
});

describe('a value that is not known', () => {
  const unknown = [{ a: 'the source has it not' }];
  it('does not stand for what could be compared', async () => {
    const others = [{}, { a: 'yes' }, { a: 'no' }];
    expect(await said('a = true', records(others, unknown))).toEqual([
      expect.stringMatching(
        /^error: `a` was text in all 2 `T` entities where it is known and was compared with true or false/u,
      ),
    ]);
    expect(await said('a > 5', records([{}, { a: 'five' }], unknown))).toEqual([
      expect.stringMatching(/^note: `a` was text in the 1 `T` entity where it is known and has no order/u),
    ]);
  });
  it('says nothing by itself, and neither beside what can be compared', async () => {
    expect(await said('a = true', records([{}], unknown))).toEqual([]);
    expect(await said('a = true', records([{}, { a: 'yes' }, { a: true }], unknown))).toEqual([
      expect.stringMatching(/^note: `a` was `'yes'` in some of what was judged/u),
    ]);
  });
});
