import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { CI_FILES, type CiSystem } from '../../src/cli/init-files/ci.ts';
import { readProject } from '../../src/cli/project/read.ts';
import { gsl } from './support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gsl-init-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The commands of the command line that a text runs. */
function ran(text: string): string[] {
  return [...text.matchAll(/gsl-engine(?:@"?\$VERSION"?)? (\w+)/gu)].map(([, command = '']) => command);
}

describe.each(Object.keys(CI_FILES) as CiSystem[])('init --ci %s', (system) => {
  test('writes the file, a project that is read, and never overwrites', async () => {
    const rules = join(folder, system, 'rules.yaml');
    const { code, out } = await gsl(['init', rules, '--ci', system]);
    expect(code).toBe(0);
    const { name, text } = CI_FILES[system];
    for (const one of [rules, join(folder, system, 'gsl.yaml'), join(folder, system, name)]) {
      expect(out).toContain(one);
      expect(existsSync(one)).toBe(true);
    }
    const project = join(folder, system, 'gsl.yaml');
    expect(readProject(readFileSync(project, 'utf8'), 'gsl.yaml').diagnostics).toEqual([]);
    writeFileSync(project, '# mine\n');
    await gsl(['init', rules, '--ci', system]);
    expect(readFileSync(project, 'utf8')).toBe('# mine\n');
    if (system !== 'jenkins') expect(parse(text)).toEqual(expect.any(Object));
  });

  test('runs commands that there are, with formats that there are', () => {
    const { text } = CI_FILES[system];
    const known = commands.map(({ name }) => name);
    expect(ran(text).length).toBeGreaterThan(1);
    expect(ran(text).filter((command) => !known.includes(command))).toEqual([]);
  });
});

test('init --ci with a system that is none', async () => {
  const { code, err } = await gsl(['init', join(folder, 'x.yaml'), '--ci', 'gitlap']);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('did you mean `gitlab`?') as string });
});

test('the demo writes a page and a script, and says so', async () => {
  const { code, out } = await gsl(['demo', join(folder, 'demo')]);
  expect(code).toBe(0);
  expect(out).toContain('D9.AWS.IAM.51  High');
  expect(readFileSync(join(folder, 'demo/report.html'), 'utf8')).toContain('<html');
  expect(readFileSync(join(folder, 'demo/fix.sh'), 'utf8')).toContain('--user-name bob\n');
});

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

test('the steps of the GitHub action, run by a shell', () => {
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly runs: { readonly steps: readonly Step[] };
  };
  const [first, , last] = action.runs.steps;
  const named = JSON.stringify(action.runs).match(/(?<=inputs\.)\w+/gu) ?? [];
  expect(named.filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
  const output = join(folder, 'output');
  const summary = join(folder, 'summary.md');
  const env = {
    ...process.env,
    GSL: `node ${join(root, 'src/cli/bin.ts')}`,
    INPUTS: join(root, 'examples/aws/credential-report.csv'),
    ARGS: '--fail-on High',
    SARIF: 'gsl.sarif',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  };
  const { stdout, stderr } = spawnSync('bash', ['-e', '-c', first?.run ?? ''], { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toContain('3 failed (3 High)');
  expect(readFileSync(output, 'utf8')).toBe('code=1\n');
  expect(readFileSync(summary, 'utf8')).toContain('D9.AWS.IAM.51');
  expect(JSON.parse(readFileSync(join(folder, 'gsl.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(spawnSync('bash', ['-e', '-c', last?.run ?? ''], { env: { ...process.env, CODE: '1' } }).status).toBe(1);
});

test('the hooks of pre-commit call commands that there are', () => {
  const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly { entry: string }[];
  const known = commands.map(({ name }) => `gsl ${name}`);
  expect(hooks.map(({ entry }) => entry).filter((entry) => !known.includes(entry))).toEqual([]);
});
