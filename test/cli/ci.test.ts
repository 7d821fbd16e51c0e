import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { CI_FILES, type CiSystem } from '../../src/cli/init-files/ci.ts';
import { githubComplaints } from '../reporters/github-ingestion.ts';
import { gsl } from './support.ts';

/* docs/ci.md, action.yml and the hooks, as far as a machine without these services can run them: their shell does. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'gsl-ci-'));
const project = join(folder, 'project');
const temp = join(folder, 'runner');
const blocks = [...read('docs/ci.md').matchAll(/^```(\w+)\n(.*?)^```$/gmsu)].map(([, lang = '', text = '']) => ({
  lang,
  text,
}));

beforeAll(async () => {
  for (const made of ['bin', 'project/inventory', 'runner']) mkdirSync(join(folder, made), { recursive: true });
  // What npx and the installed command are there: the built command.
  const own = `exec '${process.execPath}' '${join(root, 'dist/cli/bin.js')}'`;
  const npx = join(folder, 'bin/npx');
  writeFileSync(
    npx,
    `#!/bin/sh\n[ "$1" = --yes ] && shift\ncase "$1" in gsl-engine*) shift;; *) exit 9;; esac\n${own} "$@"\n`,
  );
  writeFileSync(join(folder, 'bin/gsl'), `#!/bin/sh\n${own} "$@"\n`);
  for (const name of ['npx', 'gsl']) chmodSync(join(folder, 'bin', name), 0o755);
  expect((await gsl(['init', join(project, 'rules.yaml')])).code).toBe(0);
  writeFileSync(join(project, 'inventory/users.csv'), read('examples/aws/credential-report.csv'));
  spawnSync('git', ['init', '-q', project]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function shell(script: string, env: Readonly<Record<string, string>> = {}): Ran {
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: project,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      RUNNER_TEMP: temp,
      ...env,
    },
  });
}

const made = (file: string): string => readFileSync(join(project, file), 'utf8');

interface Steps {
  readonly steps: readonly { readonly run?: string; readonly script?: string }[];
}

/** The commands that each system runs, in order. */
const COMMANDS: Readonly<Record<CiSystem, (text: string) => readonly string[]>> = {
  github: (text) => (parse(text) as { jobs: { gsl: Steps } }).jobs.gsl.steps.flatMap(({ run }) => run ?? []),
  gitlab: (text) => (parse(text) as { gsl: { script: readonly string[] } }).gsl.script,
  azure: (text) => (parse(text) as Steps).steps.flatMap(({ script }) => script ?? []),
  jenkins: (text) => [...text.matchAll(/^\s*sh '([^']*)'$/gmu)].map(([, command = '']) => command),
};

/** The files that each takes up after these. */
const TAKEN: Readonly<Record<CiSystem, readonly string[]>> = {
  github: ['gsl.sarif', 'gsl.md'],
  gitlab: ['gsl.xml', 'gsl.html', 'gl-code-quality-report.json'],
  azure: ['gsl.xml', 'gsl.html'],
  jenkins: ['gsl.xml', 'gsl.html'],
};

describe.each(Object.keys(CI_FILES) as CiSystem[])('%s', (system) => {
  const { text } = CI_FILES[system];

  test('the document has the file as init writes it', () => {
    expect(blocks.map((block) => block.text)).toContain(text);
  });

  test('its commands run, and leave what it takes up', { timeout: 60_000 }, () => {
    const summary = join(temp, 'summary.md');
    const [tests, evaluate, ...others] = COMMANDS[system](text).map((command) =>
      shell(command, { GITHUB_STEP_SUMMARY: summary }),
    );
    expect(tests).toMatchObject({ status: 0, stderr: '' });
    // Some users of the sample fail, which is what 1 says.
    expect(evaluate?.status).toBe(1);
    expect(others.map(({ status }) => status)).toEqual(system === 'github' ? [0] : []);
    for (const file of TAKEN[system]) {
      expect(text).toContain(file);
      expect(made(file)).not.toBe('');
      rmSync(join(project, file));
    }
    if (system === 'github') {
      expect(evaluate?.stdout).toMatch(/^::error file=inventory\/users\.csv,line=4,title=High D9\.AWS\.IAM\.51/mu);
      expect(readFileSync(summary, 'utf8')).toContain('D9.AWS.IAM.51');
    }
    if (system === 'azure')
      expect(evaluate?.stdout).toMatch(
        /^##vso\[task\.logissue type=error;sourcepath=inventory\/users\.csv;linenumber=4;/mu,
      );
  });
});

test('the code quality report is what GitLab takes', () => {
  expect(shell('npx --yes gsl-engine evaluate --format gitlab=quality.json').status).toBe(1);
  const issues = JSON.parse(made('quality.json')) as readonly Readonly<Record<string, unknown>>[];
  expect(issues.length).toBeGreaterThan(3);
  for (const issue of issues)
    expect(issue).toMatchObject({
      description: expect.stringMatching(/./u) as string,
      check_name: expect.stringMatching(/./u) as string,
      fingerprint: expect.stringMatching(/^[\da-f]{32,}$/u) as string,
      severity: expect.stringMatching(/^(?:info|minor|major|critical|blocker)$/u) as string,
      location: { path: 'inventory/users.csv', lines: { begin: expect.any(Number) as number } },
    });
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
});

describe('the action', () => {
  interface Action {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly runs: {
      readonly steps: readonly { readonly id?: string; readonly run?: string; readonly env?: object }[];
    };
  }
  const action = parse(read('action.yml')) as Action;
  const evaluate = action.runs.steps.find(({ id }) => id === 'evaluate');
  const last = action.runs.steps.at(-1);

  test('names inputs that it has, and the document too', () => {
    const named = JSON.stringify(action.runs).match(/(?<=inputs\.)[\w-]+/gu) ?? [];
    expect(new Set(named)).toEqual(new Set(Object.keys(action.inputs)));
    const workflow = blocks.map(({ lang, text }) => (lang === 'yaml' ? (parse(text) as object) : {}));
    const uses =
      JSON.stringify(workflow).match(/"uses":"gsl-engine\/gsl-engine@[^"]*","with":(\{[^}]*\})/u)?.[1] ?? '{}';
    const given = Object.keys(JSON.parse(uses) as object);
    expect(given.length).toBeGreaterThan(1);
    expect(given.filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
    for (const name of Object.keys(action.inputs)) expect(read('docs/ci.md')).toContain(`\`${name}\``);
  });

  test.each([
    ['findings', { INPUTS: 'inventory/*', ARGS: '--ruleset cloudguard --fail-on High' }, 1],
    ['none that count', { INPUTS: 'inventory/users.csv', ARGS: '--ruleset cloudguard --fail-on never' }, 0],
    ['nothing that is there', { INPUTS: 'nowhere/', ARGS: '' }, 2],
    ['what the project names', { INPUTS: '', ARGS: '' }, 1],
  ])('its steps, run by a shell: %s', (_, given, code) => {
    const output = join(temp, 'output');
    const summary = join(temp, 'step-summary.md');
    for (const file of [
      output,
      summary,
      join(temp, 'gsl-summary.md'),
      join(temp, 'gsl-annotations.txt'),
      join(project, 'own.sarif'),
    ])
      rmSync(file, { force: true });
    const names = Object.keys(evaluate?.env ?? {}).sort();
    const env = { VERSION: 'latest', SARIF: 'own.sarif', ANNOTATIONS: 'true', ...given };
    expect(Object.keys(env).sort()).toEqual(names);
    const files = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
    const { status, stdout } = shell(evaluate?.run ?? '', { ...env, ...files });
    // The step itself passes, so that the reports are taken up; the last one fails.
    expect(status).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe(`code=${code}\n`);
    expect(shell(last?.run ?? '', { CODE: String(code) }).status).toBe(code);
    if (code === 2) return;
    expect(githubComplaints(made('own.sarif'))).toEqual([]);
    expect(readFileSync(summary, 'utf8')).toContain('D9.AWS.IAM.51');
    expect(stdout).toMatch(/^::error file=inventory\/users\.csv,line=4,/mu);
  });

  test('without annotations', () => {
    const env = { INPUTS: 'inventory', ARGS: '', VERSION: 'latest', SARIF: 'own.sarif', ANNOTATIONS: 'false' };
    const files = { GITHUB_OUTPUT: join(temp, 'output'), GITHUB_STEP_SUMMARY: join(temp, 'step-summary.md') };
    expect(shell(evaluate?.run ?? '', { ...env, ...files }).stdout).not.toMatch(/^::/mu);
  });
});

describe('the hooks of pre-commit', () => {
  interface Hook {
    readonly id: string;
    readonly entry: string;
    readonly files: string;
    readonly pass_filenames?: boolean;
  }
  const hooks = parse(read('.pre-commit-hooks.yaml')) as readonly Hook[];

  test('call commands that there are, and the document names them', () => {
    const known = commands.map(({ name }) => `gsl ${name}`);
    expect(hooks.map(({ entry }) => entry).filter((entry) => !known.includes(entry))).toEqual([]);
    const config = blocks.flatMap(({ text }) =>
      text.startsWith('repos:') ? [parse(text) as { repos: [{ hooks: { id: string }[] }] }] : [],
    );
    expect(config[0]?.repos[0].hooks.map(({ id }) => id)).toEqual(hooks.map(({ id }) => id));
  });

  test.each([
    ['good', 'IamUser should have mfaActive = true\n', [0, 0, 0]],
    ['not in its form', 'IamUser  should have mfaActive=true\n', [0, 0, 0]],
    ['broken', 'IamUser shoud have mfaActive = true\n', [2, 2, 0]],
  ])('their entries, run on a file that is %s', (_, text, codes) => {
    writeFileSync(join(project, 'one.gsl'), text);
    const ran = hooks.map(
      ({ entry, pass_filenames: isPassed = true }) => shell(isPassed ? `${entry} one.gsl` : entry).status,
    );
    expect(ran).toEqual(codes);
    if (codes[1] === 0) expect(made('one.gsl')).toBe('IamUser should have mfaActive = true\n');
    for (const { files } of hooks) expect('rules/one.gsl').toMatch(new RegExp(files, 'u'));
  });
});

test('shell of the document that needs no service runs', () => {
  mkdirSync(join(project, 'rules'), { recursive: true });
  const text = [
    'id: a',
    'severity: High',
    'logic: IamUser should have mfaActive = true',
    'tests:',
    '  - { entity: { mfaActive: true }, expect: passed }',
    '  - { entity: { mfaActive: false }, expect: failed }',
  ];
  writeFileSync(join(project, 'rules/a.yaml'), `${text.join('\n')}\n`);
  const [review = ''] = blocks.flatMap(({ lang, text }) => (lang === 'sh' && text.startsWith('npx') ? [text] : []));
  expect(shell(review)).toMatchObject({ status: 0 });
  expect(shell('gsl docs site rules/').status).toBe(0);
  expect(existsSync(join(project, 'site/index.html'))).toBe(true);
});

test('the Dockerfile copies what it names, and runs without root', () => {
  const text = read('Dockerfile');
  const stages = [...text.matchAll(/^FROM \S+(?: AS (\w+))?$/gmu)].map(([, name]) => name);
  expect([...text.matchAll(/--from=(\w+)/gu)].map(([, name]) => name).filter((name) => !stages.includes(name))).toEqual(
    [],
  );
  expect(text.trimEnd().split('\n').slice(-4)).toEqual([
    'USER node',
    'WORKDIR /work',
    'ENTRYPOINT ["gsl"]',
    'CMD ["--help"]',
  ]);
});
