import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { findingOf } from '../../src/findings/finding.ts';
import { STATUSES } from '../../src/values/outcome.ts';
import { entityRecord, problemRecord } from '../../src/values/record.ts';

const secret = 'hunter2-very-secret';
const other = {
  type: 'X',
  id: 'y',
  name: 'other',
  token: 'another-secret',
  list: [{ value: 'third-secret', key: 'k' }],
};
const entity = {
  type: 'X',
  id: 'x',
  name: 'db',
  password: secret,
  pin: 123456,
  flag: true,
  tags: [{ key: 'a', value: secret }],
};
const PATHS = ['password', 'pin', 'flag', 'tags.0.value'];
const SECRETS = /hunter2|very-secret|VERY|another-secret|third-secret|123456/u;

/** All that can come into a report. */
async function reported(logic: string): Promise<readonly string[]> {
  const rule = { id: 'r', name: 'r', severity: 'High' as const, logic };
  const place = { file: 'plan.json' };
  const records = [
    entityRecord(entity, place, undefined, PATHS),
    entityRecord(other, place, undefined, ['token', 'list']),
  ];
  const out: string[] = [];
  for await (const result of assess([rule], records, { include: STATUSES })) {
    const finding = findingOf(result, { explain: true });
    out.push(JSON.stringify([finding, finding.subject.entity, finding.reason, finding.facts, finding.tree, result]));
  }
  return out;
}

describe('what a source marks as secret is in no finding', () => {
  it.each([
    "X should not have password like '%'",
    "X should have password = 'x'",
    'X should have password regexMatch /^short$/',
    'X should have password before(1, "days")'.replaceAll('"', "'"),
    "X should have password split('-') contain [ 'zz' ]",
    "X should have tags contain [ value = 'x' ]",
    "X should not have tags contain [ key = 'a' ]",
    'X should have tags regexMatch /zz/',
    'X should have pin = 1',
    'X should have password = name',
    "X should have list contain [ value = 'x' ]",
    "X should have getResource('X', 'y') contain [ token = 'x' ]",
    "X should have getResources('X', 'y', 'id') getValues('token') contain [ 'x' ]",
    "List<X> should have items contain [ password = 'x' ]",
    'List<X> should have items isEmpty()',
    "X where password != 'x' should have name = 'z'",
  ])('%s', async (logic) => {
    const out = await reported(logic);
    expect(out.length).toBeGreaterThan(0);
    for (const text of out) expect(text.replaceAll('`password', '')).not.toMatch(SECRETS);
  });

  it('also of a list that is not the whole of it, in which something unknown stands for the rest', async () => {
    const rule = {
      id: 'r',
      name: 'r',
      severity: 'High' as const,
      logic: 'List<X> should have items contain [ pin = 1 ]',
    };
    const place = { file: 'plan.json' };
    const records = [
      entityRecord(entity, place, undefined, PATHS),
      problemRecord('truncated-input', 'the list is one page of several', place),
    ];
    const results = [];
    for await (const result of assess([rule], records)) results.push(result);
    expect(results.map(({ status }) => status)).toEqual(['error']);
    expect(results[0]?.entity['items']).toMatchObject([{ name: 'db', pin: '(sensitive)' }, null]);
  });

  it('and is judged as it is', async () => {
    const rule = { id: 'r', name: 'r', severity: 'High' as const, logic: `X should have password = '${secret}'` };
    const record = entityRecord(entity, { file: 'plan.json' }, undefined, PATHS);
    const results = [];
    for await (const result of assess([rule], [record])) results.push(result);
    expect(results.map(({ status }) => status)).toEqual(['passed']);
    expect(results[0]?.entity).toMatchObject({
      name: 'db',
      password: '(sensitive)',
      pin: '(sensitive)',
      flag: '(sensitive)',
      tags: [{ key: 'a', value: '(sensitive)' }],
    });
  });
});
