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

test('merge: a rule that cannot be run is one in several reports, also in those that do not count it', async () => {
  const text = await render(ndjson, { rulesets: [ruleset], entities });
  const older = parseReport(text.replace(/,"notRun":\d+/u, ''));
  expect([parseReport(text), older, mergeReports([older, older])].map(({ summary }) => summary.notRun)).toEqual([
    1, 1, 1,
  ]);
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

describe('reports of the same at several times', () => {
  const users = (active: readonly boolean[]): readonly object[] =>
    active.map((isActive, index) => user(`user-${index}`, true, isActive));
  const stored = async (day: string, active: readonly boolean[]): Promise<string> => {
    writeFileSync(at(`${day}-users.json`), JSON.stringify(users(active)));
    await gsl(['evaluate', at(`${day}-users.json`), '-q', '--now', day, '-f', 'json', '-o', at(`${day}.json`)]);
    return at(`${day}.json`);
  };
  const page = async (args: readonly string[]): Promise<{ text: string; code: number; err: string }> => {
    const { code, err } = await gsl(['report', ...args, '-f', `html=${at('trend.html')}`]);
    return { text: code > 1 ? '' : readFileSync(at('trend.html'), 'utf8'), code, err };
  };
  const rows = (text: string): string[][] =>
    [...text.matchAll(/<tr><th scope="row">.*?<\/tr>/gu)].map(([row]) =>
      [...row.matchAll(/>([^<>]+)</gu)].map(([, cell = '']) => cell),
    );

  test('are a trend in HTML, in the order of their times', async () => {
    const days = [
      await stored('2026-10-01', [true, true, false]),
      await stored('2026-11-01', [false, true, true]),
      await stored('2026-09-01', [true, true, true]),
    ];
    const { text, err } = await page(days);
    expect(err).toContain('the last one is shown');
    expect(rows(text).map(([time, , failed, passed, , rate]) => [time, failed, passed, rate])).toEqual([
      ['2026-09-01 00:00', '3', '0', '0 %'],
      ['2026-10-01 00:00', '2', '1', '33 %'],
      ['2026-11-01 00:00', '2', '1', '33 %'],
    ]);
    expect(text).toContain('<b>1 new</b>, <b>1 gone</b>, 1 unchanged');
    expect(text).toMatch(/<li>.*D9\.AWS\.IAM\.51.*user-0.*<\/li>/u);
    expect(text.match(/<polyline points="[^"]*"/gu)).toHaveLength(2);
    const added = await page([...days, '--no-trend']);
    expect(added.text).not.toContain('class="trend"');
    expect(added.text).toContain('9 entities');
    // Other formats add up what they are given, unless they are told otherwise.
    expect((await gsl(['report', ...days, '-q', '-f', 'csv'])).out.match(/^failed/gmu)).toHaveLength(7);
    expect((await gsl(['report', ...days, '--trend', '-q', '-f', 'csv'])).out.match(/^failed/gmu)).toHaveLength(2);
    expect((await gsl(['report', ...days, '--trend', '--new-only', '-q', '-f', 'csv'])).out).not.toContain('user-1');
  });

  test('are no trend where they are of different things', async () => {
    const other = await evaluated('other.json', [user('zoe', true, true)]);
    expect((await page([await stored('2026-10-02', [true]), other])).text).not.toContain('class="trend"');
  });

  test.each([
    ['one report', () => [before], 'a trend needs two reports'],
    ['the same report twice', () => [before, before], 'two of the reports were made at the same time'],
    ['a comparison beside it', () => [before, after, '--compare', before], 'leave --compare out'],
  ] as const)('refused: %s', async (_, args, said) => {
    const { code, err } = await page([...args(), '--trend']);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });
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
