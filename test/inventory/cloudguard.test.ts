import { describe, expect, it } from 'vitest';
import { collectBytes } from './support.ts';

const user = { createDate: 0, id: 'AIDA1', type: 'IamUser', name: 'a' };
const bucket = { type: 'S3Bucket', name: 'b', dome9Id: '1|b' };
const finding = (entity: object): object => ({
  policy: { name: 'p' },
  bundle: { name: 'b' },
  reportTime: '2026-11-23T08:00:00Z',
  rule: { name: 'r', severity: 'High' },
  status: 'Failed',
  account: { id: '123456789012', vendor: 'Aws' },
  entity,
});
const result = (testObj: object): object => ({ validationStatus: 'Relevant', isValid: false, testObj });

describe('cloudguard', () => {
  const both = [finding(user), finding(bucket), finding(user)];
  const assessment = (more: object): object => ({
    request: { id: 1, tests: [] },
    tests: [
      { error: null, entityResults: [result(user), result(bucket)], rule: { name: 'one' }, testPassed: false },
      { entityResults: [], rule: { name: 'two', entityResults: [1] } },
      { entityResults: [result(user)] },
    ],
    hasErrors: false,
    ...more,
  });
  it.each<readonly [string, string]>([
    ['an array of findings', JSON.stringify(both)],
    ['pretty findings', JSON.stringify(both, null, 2)],
    ['NDJSON of findings', both.map((one) => `${JSON.stringify(one)}\n`).join('')],
    ['a list of findings in an object', JSON.stringify({ totalFindingsCount: 2, findings: both })],
    ['an assessment', JSON.stringify(assessment({}))],
    ['a pretty assessment', JSON.stringify(assessment({}), null, 2)],
    ['assessments of several accounts', JSON.stringify([assessment({}), assessment({})])],
    [
      'an assessment with the entities apart',
      JSON.stringify({
        testEntities: { IamUser: [user], S3Bucket: [{ name: 'b', dome9Id: '1|b' }] },
        tests: [{ entityResults: [result({ entityType: 'IamUser', entityIndex: 0 })] }],
      }),
    ],
  ])('%s', async (_, text) => {
    const { entities, problems } = await collectBytes(text);
    expect(problems).toEqual([]);
    expect(entities).toEqual([user, bucket]);
  });

  it('reads one finding', async () => {
    expect((await collectBytes(JSON.stringify(finding(user), null, 1))).entities).toEqual([user]);
    expect((await collectBytes(JSON.stringify(finding(user)))).entities).toEqual([user]);
  });

  it('keeps entities of the same id and another type, and those without any id', async () => {
    const findings = [user, { ...user, type: 'IamRole' }, { type: 'X' }, { type: 'X' }, { type: 'X', id: '' }].map(
      finding,
    );
    expect((await collectBytes(JSON.stringify(findings))).entities).toHaveLength(5);
  });

  it('takes the type from around the entity where it has none', async () => {
    const entity = { id: 'i', name: 'n' };
    const around = (member: string, one: object): object => ({ findingKey: 'k', entityType: 'IamUser', [member]: one });
    const typed = [{ type: 'IamUser', ...entity }];
    const of = async (value: unknown): Promise<unknown> => (await collectBytes(JSON.stringify(value))).entities;
    expect(await of([around('entity', entity)])).toEqual(typed);
    expect(await of([around('entityObject', entity)])).toEqual(typed);
    expect(await of({ tests: [{ entityResults: [{ ...result(entity), entityType: 'IamUser' }] }] })).toEqual(typed);
    expect(await of([around('entity', bucket)])).toEqual([bucket]);
    const { problems } = await collectBytes(JSON.stringify([{ ...around('entity', entity), entityType: '' }]));
    expect(problems).toEqual(['not-an-entity@1#0: the object has no `type`']);
  });

  it('says where, and what lacks an entity', async () => {
    const { records, problems } = await collectBytes(
      `[\n${JSON.stringify(finding(user))},\n{"rule":{},"findingKey":"k"},\n{"entity":\n${JSON.stringify(bucket)}},5]`,
    );
    expect(records.map(({ provenance }) => [provenance.line, provenance.index])).toEqual([
      [2, 0],
      [3, 1],
      [4, 2],
      [5, 3],
    ]);
    expect(problems).toEqual([
      'not-an-entity@3#1: the finding holds no `entity`',
      'not-an-entity@5#3: the finding holds no `entity`',
    ]);
  });

  it('says when an assessment only refers to its entities', async () => {
    const { problems } = await collectBytes(
      JSON.stringify({ tests: [{ entityResults: [result({ entityType: 'IamUser', entityIndex: 0 })] }] }),
    );
    expect(problems).toEqual(['not-an-entity: the results refer to entities that are not in the assessment']);
  });

  it('leaves entities that have a property `entity` alone', async () => {
    const entity = { type: 'Event', entity: { type: 'IamUser' } };
    expect((await collectBytes(JSON.stringify([entity]))).entities).toEqual([entity]);
  });
});
