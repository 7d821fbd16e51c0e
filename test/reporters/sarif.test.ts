import { describe, expect, test } from 'vitest';
import { sarif } from '../../src/reporters/sarif/sarif.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import { githubComplaints } from './github-ingestion.ts';
import { compared, render, type RenderOptions, rule, ruleset, user } from './support.ts';

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly kind: string;
  readonly baselineState?: string;
  readonly suppressions?: unknown;
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string } } },
  ];
}

interface Run {
  readonly automationDetails: { readonly id: string };
  readonly tool: { readonly driver: Readonly<Record<string, unknown>> };
  readonly results: readonly Result[];
  readonly invocations: readonly [
    {
      readonly toolExecutionNotifications?: readonly {
        readonly level: string;
        readonly descriptor: { readonly id: string };
        readonly message: { readonly text: string };
      }[];
    },
  ];
}

async function runOf(options: RenderOptions = {}): Promise<Run> {
  const { runs } = JSON.parse(await render(sarif, options)) as { runs: [Run] };
  return runs[0];
}

function told(run: Run): readonly string[] {
  return (run.invocations[0].toolExecutionNotifications ?? []).map(({ descriptor }) => descriptor.id);
}

const plain = { type: 'IamUser', id: 'arn:aws:iam::1:user/a\\b/../c', name: 'a' } as const;

test.each<readonly [string, RenderOptions]>([
  ['hostile names', {}],
  ['a changed severity, compared', compared],
  ['nothing to judge', { entities: [] }],
  ['no rules', { rulesets: [] }],
  ['two rulesets of the same rules', { rulesets: [ruleset, { name: 'again', rules: ruleset.rules }] }],
  ['entities of no file', { rulesets: [always('Low')], entities: [plain, { type: 'IamUser', id: '' }] }],
  ['files elsewhere', { repositoryPath: () => 'C:\\inventories\\a.json' }],
])('GitHub takes it: %s', async (_, options) => {
  expect(githubComplaints(await render(sarif, options))).toEqual([]);
});

test('the check of what GitHub takes is one that can fail', async () => {
  const text = await render(sarif, { sarif: { include: ['excluded', 'undecided', 'gone'] } });
  expect(new Set(githubComplaints(text))).toEqual(
    new Set(['KEYS-1: an open failure', 'MFA-1: an open failure', 'LIST-1: an open failure']),
  );
  const broken = (await render(sarif)).replaceAll('"endColumn":1', '"endColumn":0').replace('"gsl/"', '"gsl"');
  expect(githubComplaints(broken)).toEqual(
    expect.arrayContaining(['a category', 'HOSTILE-1: a whole region']) as unknown,
  );
});

describe('what stands beside open failures', () => {
  test('nothing, but its number', async () => {
    const run = await runOf();
    expect(run.results.every(({ kind, suppressions }) => kind === 'fail' && suppressions === undefined)).toBe(true);
    expect(told(run)).toEqual(expect.arrayContaining(['undecided-left-out', 'excluded-left-out']) as unknown);
  });

  test('what an option asks for', async () => {
    const run = await runOf({ sarif: { include: ['excluded', 'undecided'] } });
    expect(run.results.some(({ kind }) => kind === 'open')).toBe(true);
    expect(run.results.some(({ suppressions }) => suppressions !== undefined)).toBe(true);
    expect(told(run).filter((code) => code.endsWith('-left-out'))).toEqual([]);
  });

  test('findings of an earlier report that are gone', async () => {
    expect(told(await runOf(compared))).toContain('gone-left-out');
    const run = await runOf({ ...compared, sarif: { include: ['gone'] } });
    expect(run.results.map(({ baselineState }) => baselineState)).toEqual(['new', 'unchanged', 'absent']);
    expect(told(run)).toEqual([]);
  });
});

describe('no more than GitHub takes', () => {
  const many = (count: number): ReturnType<typeof user>[] =>
    Array.from({ length: count }, (_, index) => user(`u${index}`, `AIDA${index}`, {}, index + 1));

  test('25,000 results, the worst of them, and a word on the others', async () => {
    const options = { rulesets: [always('Low'), always('Critical'), always('High')], entities: many(8_500) };
    const text = await render(sarif, options);
    expect(githubComplaints(text)).toEqual([]);
    const run = (JSON.parse(text) as { runs: [Run] }).runs[0];
    const counts = new Map<string, number>();
    for (const { ruleId } of run.results) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
    expect([...counts]).toEqual([
      ['Critical', 8_500],
      ['High', 8_500],
      ['Low', 8_000],
    ]);
    const [left] = run.invocations[0].toolExecutionNotifications ?? [];
    expect(left?.message.text).toContain('left out are 500 of severity Low');
  });

  test('25,000 of one severity', async () => {
    const run = await runOf({ rulesets: [always('Low'), always('Low')], entities: many(12_600) });
    expect(run.results).toHaveLength(25_000);
    const [left] = run.invocations[0].toolExecutionNotifications ?? [];
    expect(left?.message.text).toContain('left out are 200 of severity Low');
  });

  test('20 tags of a rule', async () => {
    const labels = Array.from({ length: 30 }, (_, index) => `label-${index}`);
    const tagged = { name: 'tagged', rules: [rule({ id: 'T', logic: 'IamUser should fail', labels })] };
    const text = await render(sarif, { rulesets: [tagged], entities: [user('a', 'A', {})] });
    expect(githubComplaints(text)).toEqual([]);
    const run = (JSON.parse(text) as { runs: [Run] }).runs[0];
    const [left] = run.invocations[0].toolExecutionNotifications ?? [];
    expect(left?.message.text).toMatch(/^11 tags of the rule `T` left out.*label-19, .*label-29$/u);
  });
});

test('paths are those of the repository', async () => {
  const uriOf = async (options: RenderOptions): Promise<unknown> => {
    const { results } = await runOf({ rulesets: [always('Low')], entities: [user('a', 'A', {}, 3)], ...options });
    return results[0]?.locations[0].physicalLocation.artifactLocation;
  };
  expect(await uriOf({})).toEqual({ uri: 'data/my%20users.json', uriBaseId: '%SRCROOT%' });
  expect(await uriOf({ repositoryPath: (file) => `infra/${file}` })).toEqual({
    uri: 'infra/data/my%20users.json',
    uriBaseId: '%SRCROOT%',
  });
  expect(await uriOf({ repositoryPath: () => '/srv/a b.json' })).toEqual({ uri: 'file:///srv/a%20b.json' });
  expect(await uriOf({ entities: [plain] })).toEqual({
    uri: 'IamUser/arn%3Aaws%3Aiam%3A%3A1%3Auser%3Aa%3Ab%3A..%3Ac',
    uriBaseId: '%SRCROOT%',
  });
});

test('the tool, and the category that tells two logs apart', async () => {
  const { tool, automationDetails } = await runOf();
  expect(automationDetails).toEqual({ id: 'gsl/' });
  expect(tool.driver).toMatchObject({
    name: 'gsl',
    fullName: 'gsl-engine 1.2.3',
    informationUri: expect.stringMatching(/^https:/u) as unknown,
  });
  expect((await runOf({ sarif: { category: 'prod' } })).automationDetails).toEqual({ id: 'prod/' });
});

function always(severity: 'Low' | 'Critical' | 'High'): Ruleset {
  return { name: severity, rules: [rule({ id: severity, severity, logic: "IamUser should have type = ''" })] };
}
