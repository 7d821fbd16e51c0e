import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mergeReports, parseReport } from '../../src/findings/stored-report.ts';
import { json } from '../../src/reporters/json.ts';
import { ndjson } from '../../src/reporters/ndjson.ts';
import { reporters } from '../../src/reporters/index.ts';
import { endOf } from '../../src/reporters/reporter.ts';
import { entities, NOW, render, ruleset } from '../reporters/support.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import { gsl, user } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

async function evaluated(name: string, users: readonly object[], format = 'json'): Promise<string> {
  writeFileSync(at(`${name}-users.json`), JSON.stringify(users));
  await gsl(['evaluate', at(`${name}-users.json`), '-q', '-f', format, '-o', at(name)]);
  return at(name);
}

const before = await evaluated('before.json', [user('alice', true, true), user('bob', true, true)]);
const after = await evaluated('after.json', [user('bob', true, true), user('carol', true, true)]);

describe('convert', () => {
  // Those that hold the entity itself, which a report does not, are left out.
  const same = reporters.filter(
    ({ name }) => !['html', 'cloudguard-json', 'json', 'ndjson', 'asff', 'asff-batches'].includes(name),
  );
  const runnable: Ruleset = { ...ruleset, rules: ruleset.rules.filter(({ id }) => id !== 'TYPO-1') };

  test.each(same.flatMap(({ name }) => [json, ndjson].map((stored) => [stored.name, name, stored] as const)))(
    '%s makes the same %s as the assessment itself',
    async (_, name, source) => {
      const reporter = reporters.find((one) => one.name === name);
      const stored = parseReport(await render(source, { rulesets: [runnable] }));
      const writer = reporter?.open({ version: '1.2.3', now: NOW });
      const text = [
        ...stored.problems.map((problem) => writer?.problem(problem)),
        ...stored.findings
          .filter(({ status }) => reporter?.include.includes(status))
          .map((finding) => writer?.finding(finding)),
        ...(writer === undefined ? [] : endOf(writer, stored.summary)),
      ].join('');
      const direct = reporter && (await render(reporter, { rulesets: [runnable] }));
      // Problems come before the findings here, and where they were met there.
      const sorted = (lines = ''): readonly string[] => lines.split('\n').sort();
      expect(sorted(text)).toEqual(sorted(direct));
    },
  );

  test.each(reporters.map(({ name }) => name))('%s is made of what hostile entities left in a report', async (name) => {
    const stored = parseReport(await render(json, { rulesets: [ruleset], entities }));
    const reporter = reporters.find((one) => one.name === name);
    const writer = reporter?.open({ version: '1.2.3', now: NOW });
    const wanted = stored.findings.filter(({ status }) => reporter?.include.includes(status));
    const text = [
      ...wanted.map((finding) => writer?.finding(finding)),
      ...(writer === undefined ? [] : endOf(writer, stored.summary)),
    ].join('');
    expect(text.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/undefined|\[object /u);
  });

  test.each([
    ['no report', '{}'],
    ['a list', '[1]'],
    ['text', 'hello'],
    ['a report that broke off', '{"finding":{}}\n'],
    ['findings that are none', '{"findings":[1],"summary":{"rules":[]}}'],
  ])('%s is refused', async (_, text) => {
    const { code, err } = await gsl(['report', '-'], text);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: `-`: this is no report/u);
  });
});

test('merge: the counts add up, and a rule of both is one', async () => {
  const { out } = await gsl(['report', before, after]);
  expect(out).toContain('4 entities, 1 rule: 4 failed (4 High), 0 passed');
  const whole = parseReport(readFileSync(before, 'utf8'));
  const merged = mergeReports([whole, whole, parseReport(await render(ndjson, { rulesets: [ruleset], entities }))]);
  const { counts, rules, entities: read } = merged.summary;
  expect(rules.reduce((sum, rule) => sum + rule.counts.failed, 0)).toBe(counts.failed);
  expect(merged.findings.filter(({ status }) => status === 'failed')).toHaveLength(counts.failed);
  expect(read).toBe(2 + 2 + entities.filter((one) => !('kind' in one && one.kind === 'problem')).length);
});

test('merge: what was said of an input stays, that nothing was judged only where it was said of all', () => {
  const report = parseReport(readFileSync(before, 'utf8'));
  const said = (...codes: readonly string[]): typeof report => {
    const evidence = codes.map((code) => ({ code, severity: 'note' as const, message: code }));
    return { ...report, summary: { ...report.summary, evidence } };
  };
  const codesOf = (...reports: readonly (typeof report)[]): readonly string[] =>
    mergeReports(reports).summary.evidence.map(({ code }) => code);
  expect(codesOf(said('all-ports-as-zero'), said())).toEqual(['all-ports-as-zero']);
  expect(codesOf(said('nothing-judged'), said('all-ports-as-zero'))).toEqual(['all-ports-as-zero']);
  expect(codesOf(said('nothing-judged'), said('nothing-judged', 'x'), said('nothing-judged', 'x'))).toEqual([
    'nothing-judged',
    'x',
  ]);
});

test('compare: new, unchanged and gone', async () => {
  const { code, out } = await gsl(['report', after, '--compare', before]);
  expect(code).toBe(1);
  expect(out).toMatch(/✗ bob\n/u);
  expect(out).toMatch(/✗ carol {2}new\n/u);
  expect(out).toContain('1 new, 1 unchanged, 1 gone\n  gone: D9.AWS.IAM.51  alice\n');
  expect((await gsl(['report', after, '--compare', after])).code).toBe(0);
  expect((await gsl(['report', after, '--compare', before, '--new-only', '-q', '-f', 'csv'])).out).not.toContain('bob');
});

describe('an assessment of CloudGuard', () => {
  const assessment = (bob: boolean): string =>
    JSON.stringify({
      tests: [
        {
          rule: { name: 'One key', ruleId: 'D9.AWS.IAM.51' },
          entityResults: [
            {
              isRelevant: true,
              isValid: bob,
              isExcluded: false,
              error: null,
              testObj: { id: 'bob', entityType: 'IamUser' },
            },
            {
              isRelevant: true,
              isValid: false,
              isExcluded: false,
              error: null,
              testObj: { id: null, entityType: 'IamUser', entityIndex: 0 },
            },
            {
              isRelevant: true,
              isValid: true,
              isExcluded: false,
              error: null,
              testObj: { id: 'zoe', entityType: 'IamUser' },
            },
          ],
        },
      ],
      testEntities: { IamUser: [{ name: 'carol' }] },
    });

  test.each([
    [false, 0, '2 of 2 verdicts agree'],
    [true, 1, '1 of 2 verdicts agree'],
  ])('bob passes there: %s', async (bob, exit, said) => {
    writeFileSync(at('assessment.json'), assessment(bob));
    const { code, out } = await gsl(['report', after, '--compare', at('assessment.json')]);
    expect(code).toBe(exit);
    expect(out).toContain(said);
    expect(out).toContain('only here 0, only there 1');
    if (bob) expect(out).toContain('  D9.AWS.IAM.51  bob  here failed, there passed\n');
  });

  test('our own shape of it agrees with us', async () => {
    await gsl(['evaluate', at('after.json-users.json'), '-q', '-f', `cloudguard-json=${at('own.json')}`]);
    const { code, out } = await gsl(['report', after, '--compare', at('own.json'), '-f', 'json']);
    expect({ code, found: JSON.parse(out) as unknown }).toMatchObject({
      code: 0,
      found: { compared: 2, agreed: 2, differing: [] },
    });
  });
});
