import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { Baseline } from '../../src/findings/baseline.ts';
import { baselineOf, readBaseline } from '../../src/findings/baseline.ts';
import { findingOf, type FindingRecord, recordOf } from '../../src/findings/finding.ts';
import type { Entity } from '../../src/values/entity.ts';
import { entityRecord } from '../../src/values/record.ts';
import { rule } from '../reporters/support.ts';

const mfa = rule({ id: 'MFA', logic: 'IamUser should have mfaActive = true' });
const namespaces = rule({ id: 'NET', logic: 'KubernetesPod should not have spec.hostNetwork = true' });

async function findingsOf(entities: readonly Entity[], baseline?: Baseline, rules = [mfa]): Promise<FindingRecord[]> {
  const records = entities.map((entity) => entityRecord(entity, { file: 'x.json' }));
  const found: FindingRecord[] = [];
  for await (const result of assess(rules, records)) found.push(recordOf(findingOf(result, { baseline })));
  return found;
}

const user = (id: string, mfaActive: unknown = false): Entity => ({
  type: 'IamUser',
  id,
  accountNumber: '1',
  mfaActive,
});

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe('an earlier report', () => {
  test('as parsed data: a document, or its findings alone', async () => {
    const findings = await findingsOf([user('a'), user('b')]);
    for (const data of [findings, { findings, summary: {} }]) {
      const baseline = baselineOf(data);
      const now = await findingsOf([user('b'), user('ä'), user('c', true)], baseline);
      expect(now.map((finding) => finding.baseline)).toEqual(['unchanged', 'new', undefined]);
      expect(baseline.comparison).toMatchObject({ new: 1, unchanged: 1, gone: [{ ruleId: 'MFA', entity: 'a' }] });
    }
  });

  test.each([1, 7, 10_000])('as a stream, %i bytes at a time', async (size) => {
    const findings = await findingsOf([user('ä'), user('b')]);
    const texts = [
      JSON.stringify({ tool: {}, findings, problems: [], summary: {} }),
      `${findings.map((finding) => JSON.stringify({ finding })).join('\n')}\n{"summary":{}}\n`,
    ];
    for (const text of texts) {
      const baseline = await readBaseline(pieces(text, size));
      await findingsOf([user('ä')], baseline);
      expect(baseline.comparison).toMatchObject({ new: 0, unchanged: 1, gone: [{ ruleId: 'MFA', entity: 'b' }] });
    }
  });

  test('without findings is one; what is none is refused', async () => {
    expect((await readBaseline('{"summary":{}}')).comparison.gone).toEqual([]);
    for (const text of ['', 'x', '{}', '[]', '{"findings":7}', '{"findings":[{}]}', '{"finding":{"status":"failed"}}'])
      await expect(readBaseline(text), text).rejects.toThrow(TypeError);
    for (const data of [null, {}, 'x', [null], { findings: [{ status: 'failed' }] }])
      expect(() => baselineOf(data)).toThrow(TypeError);
  });
});

test('what is undecided or excluded now is not gone', async () => {
  const baseline = baselineOf(await findingsOf([user('a'), user('b')]));
  const record = entityRecord(user('a', null), { file: 'x.json' }, { mfaActive: 'not exported' });
  for await (const result of assess([mfa], [record])) findingOf(result, { baseline });
  expect(baseline.comparison).toMatchObject({ new: 0, unchanged: 0, gone: [{ ruleId: 'MFA', entity: 'b' }] });
});

describe('a pod of one namespace is none of another', () => {
  const pod = (namespace: string): Entity => ({
    type: 'KubernetesPod',
    id: 'web',
    accountNumber: 'cluster',
    namespace,
    spec: { hostNetwork: true },
  });

  test('and new beside it', async () => {
    const baseline = baselineOf(await findingsOf([pod('a')], undefined, [namespaces]));
    const now = await findingsOf([pod('b'), pod('a')], baseline, [namespaces]);
    expect(now.map((finding) => finding.baseline)).toEqual(['new', 'unchanged']);
  });

  test('but an older report, which tells no namespace, accounts for one of them', async () => {
    const older = (await findingsOf([pod('a')], undefined, [namespaces])).map(({ entity, ...finding }) => {
      const { namespace: _, ...reference } = entity;
      return { ...finding, entity: reference };
    });
    const now = await findingsOf([pod('a'), pod('b')], baselineOf(older), [namespaces]);
    expect(now.map((finding) => finding.baseline)).toEqual(['unchanged', 'new']);
  });
});
