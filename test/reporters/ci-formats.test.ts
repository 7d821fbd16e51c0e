import { describe, expect, test } from 'vitest';
import { azuredevops } from '../../src/reporters/azuredevops.ts';
import { github } from '../../src/reporters/github.ts';
import { gitlab } from '../../src/reporters/gitlab.ts';
import type { Reporter } from '../../src/reporters/reporter.ts';
import { azureCommand, githubCommand, type LogCommand } from './log-commands.ts';
import { compared, render, type RenderOptions, rule, user } from './support.ts';

const TELLS: readonly (readonly [Reporter, (line: string) => LogCommand | undefined])[] = [
  [github, githubCommand],
  [azuredevops, azureCommand],
];

async function commandsOf(reporter: Reporter, options?: RenderOptions): Promise<readonly (LogCommand | undefined)[]> {
  const read = TELLS.find(([known]) => known === reporter)?.[1] ?? githubCommand;
  return (await render(reporter, options)).trimEnd().split('\n').map(read);
}

test('github: what is not whole first, the worst findings next, each at its line', async () => {
  const [unread, broken, worst] = await commandsOf(github);
  expect(unread).toMatchObject({ command: 'error', properties: { file: 'data/my users.json', line: '25' } });
  expect(broken).toMatchObject({ command: 'error', properties: { title: 'TYPO-1' } });
  expect(worst).toEqual({
    command: 'error',
    properties: { file: 'data/my users.json', line: '3', title: 'Critical MFA-1 Users have a second factor' },
    data: 'alice: mfaActive is false, not true',
  });
});

test('azuredevops: issues with their place and the id of the rule', async () => {
  const [, , worst] = await commandsOf(azuredevops);
  expect(worst).toEqual({
    command: 'task.logissue',
    properties: { type: 'error', sourcepath: 'data/my users.json', linenumber: '3', columnnumber: '1', code: 'MFA-1' },
    data: 'Critical MFA-1 Users have a second factor: alice: mfaActive is false, not true',
  });
});

test('github shows ten of a level: the worst; all others stand in the log', async () => {
  const severities = ['Low', 'High', 'Critical'] as const;
  const rules = severities.map((severity) => rule({ id: severity, severity, logic: 'IamUser should have mfa' }));
  const entities = Array.from({ length: 8 }, (_, index) => user(`u${index}`, `A${index}`, { mfa: false }, index + 1));
  const commands = await commandsOf(github, { rulesets: [{ name: 'three', rules }], entities });
  const names = commands.map((command) => `${command?.command ?? 'text'} ${command?.properties['title'] ?? ''}`.trim());
  expect(names).toEqual([
    ...Array.from({ length: 8 }, () => 'error Critical Critical'),
    ...Array.from({ length: 2 }, () => 'error High High'),
    ...Array.from({ length: 8 }, () => 'notice Low Low'),
    'group',
    ...Array.from({ length: 6 }, () => 'text'),
    'endgroup',
    'text',
  ]);
});

describe.each(TELLS)('$name', (reporter, read) => {
  const hostile =
    'x%0A::error::a,b:c;d]e\n::set-output name=a::b ##vso[task.setvariable variable=PATH]/evil ##[add-mask]e';
  const options: RenderOptions = {
    rulesets: [
      { name: hostile, rules: [rule({ id: hostile, name: `n ${hostile}`, logic: 'IamUser should have mfa' })] },
    ],
    entities: [user(hostile, hostile, { mfa: false }, 1)],
    repositoryPath: () => hostile,
  };

  test('names are no commands and come back as they are shown', async () => {
    const lines = (await render(reporter, options)).trimEnd().split('\n');
    const [first, ...others] = lines.map(read);
    expect(others).toEqual([undefined]);
    const shown =
      'x%0A::error::a,b:c;d]e�::set-output name=a::b #�vso[task.setvariable variable=PATH]/evil #�[add-mask]e';
    expect(first?.command).toBe(reporter === github ? 'warning' : 'task.logissue');
    expect(Object.values(first?.properties ?? {})).toEqual(expect.arrayContaining([shown]) as unknown);
    expect(first?.data).toContain(`${shown}: mfa is false`);
    // What a runner finds in the text of a command is none either.
    expect(read(first?.data ?? '')).toBeUndefined();
  });

  test('compared with an earlier report', async () => {
    expect(await render(reporter, compared)).toMatch(/new: alice: .*\n.*bob: .*\n.*1 new, 1 unchanged, 1 gone\n$/u);
  });
});

describe('gitlab', () => {
  interface Issue {
    readonly check_name: string;
    readonly description: string;
    readonly severity: string;
    readonly fingerprint: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }
  const issues = async (options?: RenderOptions): Promise<readonly Issue[]> =>
    JSON.parse(await render(gitlab, options)) as Issue[];

  test('every issue is one that GitLab takes', async () => {
    for (const options of [{}, compared, { entities: [] }, { rulesets: [] }]) {
      const all = await issues(options);
      expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(all.length);
      for (const { description, check_name, severity, location } of all) {
        expect(description).not.toBe('');
        expect(check_name).not.toBe('');
        expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
        expect(location.path).toMatch(/^(?!\.?\/|[A-Za-z]:)./u);
        expect(location.lines.begin).toBeGreaterThanOrEqual(1);
      }
    }
  });

  test('a finding, what could not be read, and a rule that cannot run', async () => {
    const all = await issues();
    const of = (code: string): Issue | undefined => all.find(({ check_name }) => check_name === code);
    expect(of('KEYS-1')).toMatchObject({
      severity: 'critical',
      location: { path: 'data/my users.json', lines: { begin: 3 } },
    });
    expect(of('not-an-entity')).toMatchObject({ severity: 'critical', location: { lines: { begin: 25 } } });
    expect(of('expected-should')?.description).toContain('TYPO-1: the rule cannot be run');
    expect(of('LIST-1')).toMatchObject({
      severity: 'info',
      description: expect.stringMatching(/^undecided: /u) as unknown,
    });
  });

  test('paths of the repository', async () => {
    const [first] = await issues({ repositoryPath: (file) => `.\\infra\\${file}` });
    expect(first?.location.path).toBe('infra/data/my users.json');
  });
});
