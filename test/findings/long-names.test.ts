import { expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { findingOf } from '../../src/findings/finding.ts';
import { valueText } from '../../src/findings/value-text.ts';
import { reporters } from '../../src/reporters/index.ts';
import { endOf } from '../../src/reporters/reporter.ts';

/* Whoever names a resource does not say how long reports are. */

const LONG = 'n'.repeat(3_000_000);

async function findingsOf(...entities: readonly object[]): ReturnType<typeof collected> {
  return collected(entities.map((entity) => ({ type: 'T', ...entity })) as never);
}

async function collected(entities: readonly { readonly type: string }[]) {
  const rule = { id: 'r', severity: 'High', logic: 'T should have x' } as const;
  const assessment = assess([rule], entities, { now: new Date(0) });
  const findings = [];
  for await (const result of assessment) findings.push(findingOf(result));
  return { findings, summary: assessment.summary };
}

test('long names are cut, and still tell one from another', async () => {
  const { findings } = await findingsOf({ name: `${LONG}a` }, { name: `${LONG}b` }, { id: `${LONG}a`, region: LONG });
  expect(findings.map(({ entity }) => [entity.id.length, entity.name.length, entity.region?.length])).toEqual([
    [16_417, 16_417, undefined],
    [16_417, 16_417, undefined],
    [16_417, 16_417, 16_417],
  ]);
  expect(new Set(findings.slice(0, 2).map(({ id }) => id)).size).toBe(2);
  expect(new Set(findings.slice(0, 2).map(({ entity }) => entity.name)).size).toBe(2);
});

test('names of 16,384 characters are whole', async () => {
  const { findings } = await findingsOf({ name: 'n'.repeat(16_384) }, { name: 'n'.repeat(16_385) });
  expect(findings.map(({ entity }) => entity.name.length)).toEqual([16_384, 16_417]);
});

test('no report but the one that holds entities whole is longer than a few names', async () => {
  const { findings, summary } = await findingsOf({ name: LONG, arn: `arn:${LONG}`, region: LONG, accountNumber: LONG });
  for (const reporter of reporters.filter(({ name }) => name !== 'cloudguard-json')) {
    const writer = reporter.open({ version: '1.0.0', now: new Date(0) });
    const text = [...findings.map(writer.finding), ...endOf(writer, summary)].join('');
    expect(text.replace(/<script>.*?<\/script>/gsu, '').length, reporter.name).toBeLessThan(800_000);
  }
});

test.each([
  [`${'x'.repeat(4_080)} bearer abcdefghijklmnop`, `'${'x'.repeat(60)}…'`],
  [`bearer ${'a'.repeat(10_000)}`, "'bearer …'"],
  [`${'?token=abc '.repeat(100_000)}`, `'${'?token=… '.repeat(10).slice(0, 60)}…'`],
])('of a long text the start is read', (text, shown) => {
  expect(valueText(text)).toBe(shown);
});
