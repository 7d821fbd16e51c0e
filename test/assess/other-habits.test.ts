import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';

/* Words of programs and services in place of what interfaces write. */

async function said(condition: string, entities: readonly object[]): Promise<readonly string[]> {
  const rules = [{ id: 'r', severity: 'Low', logic: `T should not have ${condition}` }] as const;
  const assessment = assess(
    rules,
    entities.map((entity) => ({ type: 'T', ...entity })),
    { now: 0 },
  );
  for await (const _ of assessment);
  return assessment.summary.rules.flatMap(({ evidence }) =>
    evidence.map(({ severity, message, help = '' }) => `${severity}: ${message} | ${help}`),
  );
}

const GOOGLE = 'https://www.googleapis.com/compute/v1/projects/p/zones/z/machineTypes';

describe('words in place of what interfaces write', () => {
  it.each<[condition: string, entities: readonly object[], told: string]>([
    ["a = 'None'", [{ a: null }, { a: null }], '`a` was null or missing in 2 of 2 `T` entities'],
    ["not a != 'nil'", [{ a: null }], '`a isEmpty()` takes in'],
    ["list contain [ protocol = 'ssh' ]", [{ list: [{ protocol: 'tcp' }] }], '`ssh` is a service'],
    ["list contain [ IPProtocol in ('rdp', 'SSH') ]", [{ list: [{ IPProtocol: 'tcp' }] }], 'is a service'],
    ["machineType = 'e2-micro'", [{ machineType: `${GOOGLE}/e2-small` }], "`like '%/e2-micro'`"],
    ["policy in ('Admin', 'Power')", [{ policy: 'arn:aws:iam::aws:policy/Foo' }], "`like '%/Admin'`"],
    [
      "roleRef.kind = 'cluster-admin'",
      [{ roleRef: { kind: 'ClusterRole', name: 'cluster-admin' } }],
      '`roleRef.name` was in 1 of them',
    ],
    ["databaseVersion = 'PostgreSQL 14'", [{ databaseVersion: 'POSTGRES_14' }], "was `'POSTGRES_14'`"],
    ["scheme = 'public'", [{ scheme: 'internet-facing' }], "was `'internet-facing'`"],
    ["protocol = 'Http/1.1'", [{ protocol: 'HTTP' }], 'without a version'],
    [
      "rules contain [ apiGroups contain [ 'core' ] ]",
      [{ rules: [{ apiGroups: [''] }] }],
      'the core group of Kubernetes',
    ],
  ])('%s', async (condition, entities, told) => {
    const texts = await said(condition, entities);
    expect(texts.join('\n')).toContain(told);
    expect(texts.filter((text) => !text.startsWith('note: '))).toEqual([]);
  });

  it.each<[condition: string, entities: readonly object[]]>([
    ["a = 'None'", [{ a: null }, { a: 'None' }]],
    ["a = 'None'", [{ a: null }, { a: 'AzureServices' }]],
    ["a = 'None' or a isEmpty()", [{ a: null }]],
    ["list contain [ protocol = 'ssh' ]", [{ list: [{ protocol: 'HTTP' }] }]],
    ["list contain [ service = 'ssh' ]", [{ list: [{ service: 'tcp' }] }]],
    ["machineType = 'e2-micro'", [{ machineType: `${GOOGLE}/e2-small` }, { machineType: 'n1-standard' }]],
    ["policy = '*'", [{ policy: 'arn:aws:iam::aws:policy/Foo' }]],
    ["roleRef.kind = 'Payments'", [{ roleRef: { kind: 'ClusterRole', name: 'Payments' } }]],
    ["rules contain [ apiGroups contain [ 'apps' ] ]", [{ rules: [{ apiGroups: [''] }] }]],
  ])('%s of %j is not told', async (condition, entities) => {
    expect(await said(condition, entities)).toEqual([]);
  });
});
