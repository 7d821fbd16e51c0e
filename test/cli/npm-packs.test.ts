import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseReport } from '../../src/findings/stored-report.ts';
import { version } from '../../src/version.ts';
import { gsl, user } from './support.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gsl-npm-')));
const project = join(folder, 'project');
const config = join(project, 'gsl.yaml');
const users = join(folder, 'users.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What npm does offline, in a folder. */
function npm(cwd: string, ...args: readonly string[]): string {
  const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
  return execFileSync('npm', [...args, ...quiet], { cwd, encoding: 'utf8', env: { ...process.env, HOME: folder } });
}

const RULE = 'name: R\nrules: [{ id: R.1, severity: Low, logic: IamUser should have mfaActive = true }]\n';

/** A package that lies in node_modules as npm would have left it. */
function installed(
  name: string,
  fields: object,
  files: Readonly<Record<string, string>> = { 'rules/r.yaml': RULE },
): void {
  const root = join(project, 'node_modules', name);
  write(join(root, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...fields }));
  for (const [file, text] of Object.entries(files)) write(join(root, file), text);
}

beforeAll(async () => {
  write(join(project, 'package.json'), '{"name":"project","version":"1.0.0","private":true}');
  write(config, 'rules: ["npm:@acme/rules"]\n');
  write(users, JSON.stringify([{ ...user('alice', true, false), passwordEnabled: true, mfaActive: false }]));
  const pack = join(folder, 'pack');
  expect((await gsl(['init', pack, '--pack', '@acme/rules'])).code).toBe(0);
  const packed = npm(pack, 'pack').trim();
  npm(project, 'install', join(pack, packed));
});

describe('a pack that gsl init wrote, npm packed and npm installed', () => {
  test('holds its manifest, its rules and a page, and its rules pass their own tests', async () => {
    const manifest = join(folder, 'pack/package.json');
    const { scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as { scripts: { test: string } };
    expect(scripts.test).toBe('gsl check --max-warnings 0 && gsl test --coverage');
    expect(await gsl(['check', '--max-warnings', '0', '--config', manifest])).toMatchObject({ code: 0 });
    expect(await gsl(['test', '--coverage', '--config', manifest])).toMatchObject({
      code: 0,
      out: '1 rule: 3 passed, 0 failed, 0 parts not covered\n',
    });
  });

  test('a project names it in gsl.yaml, or on the command line', async () => {
    for (const named of [[], ['--rules', 'npm:@acme/rules']]) {
      const { code, out } = await gsl(['evaluate', users, '--config', config, ...named, '--format', 'json']);
      expect(code).toBe(1);
      const { summary, version: engine } = parseReport(out);
      expect(engine).toBe(version);
      expect(summary.rules.map(({ rule, ruleset }) => [rule.id, ruleset.packaging])).toEqual([
        ['ACME.IAM.1', { name: '@acme/rules', version: '0.1.0' }],
      ]);
    }
    expect(await gsl(['test', 'npm:@acme/rules', '--config', config])).toMatchObject({ code: 0 });
  });

  test.each([
    ['html', `<footer>gsl-engine ${version} · @acme/rules 0.1.0</footer>`],
    ['sarif', '"extensions":[{"name":"@acme/rules: IAM","fullName":"@acme/rules: IAM","version":"0.1.0"'],
    ['junit', '<property name="version" value="@acme/rules 0.1.0"/>'],
    ['markdown', '@acme/rules 0.1.0'],
    ['ocsf', '"feature":{"name":"@acme/rules: IAM","uid":"@acme/rules","version":"0.1.0"}'],
    ['asff', '"gsl/rulesetVersion":"@acme/rules 0.1.0"'],
    ['cloudguard-json', '"packaging":{"name":"@acme/rules","version":"0.1.0"}'],
    ['ndjson', `"tool":{"name":"gsl","version":"${version}"}`],
    ['pretty', `made with gsl-engine ${version}, @acme/rules 0.1.0`],
  ])('%s tells its version', async (format, expected) => {
    const { out } = await gsl(['evaluate', users, '--config', config, '--format', format]);
    expect(out.replaceAll('&#64;', '@')).toContain(expected);
  });

  test('what a report was made with stays when it is converted', async () => {
    const stored = join(folder, 'report.json');
    await gsl(['evaluate', users, '--config', config, '--format', `json=${stored}`]);
    const older = readFileSync(stored, 'utf8').replace(`"version":"${version}"`, '"version":"0.0.1"');
    writeFileSync(stored, older);
    const { out } = await gsl(['report', stored, '--format', 'html']);
    expect(out).toContain('<footer>gsl-engine 0.0.1 · @acme/rules 0.1.0</footer>');
  });

  test('packs of the package have their versions in a report too', async () => {
    const { out } = await gsl([
      'evaluate',
      users,
      '--ruleset',
      'cis-aws-foundations',
      '--format',
      'json',
      '--no-config',
    ]);
    expect(parseReport(out).summary.rules[0]?.ruleset).toMatchObject({
      id: 'cis-aws-foundations',
      version: expect.stringMatching(/^\d/u) as string,
      packaging: { name: 'gsl-engine', version },
    });
  });
});

test.each([
  ['a text', { gsl: 'rules/' }],
  ['a list with a glob', { gsl: ['rules/*.yaml'] }],
  ['an object', { gsl: { rules: 'rules/r.yaml', inputs: ['nowhere'] } }],
])('the field may be %s', async (_, fields) => {
  installed('plain', fields);
  const { code, out } = await gsl(['rules', '--rules', 'npm:plain', '--config', config]);
  expect([code, out]).toEqual([0, expect.stringContaining('R.1') as string]);
});

test('no code of a package is run, whatever its package.json says', async () => {
  const trap = 'process.exit(7)';
  installed(
    'trap',
    { gsl: { rules: ['rules/', 'index.js'], environment: ['index.js'] }, main: 'index.js' },
    {
      'index.js': trap,
      'rules/r.yaml': RULE,
      'rules/x.js': trap,
    },
  );
  // A program is read as text, which is no ruleset.
  expect(await gsl(['check', 'npm:trap', '--config', config])).toMatchObject({ code: 2 });
  installed('trap', { gsl: 'rules/', main: 'index.js' });
  expect(await gsl(['check', 'npm:trap', '--config', config])).toMatchObject({ code: 0 });
});

test.each([
  ['npm:nowhere', {}, 'the package `nowhere` is not installed'],
  ['npm:', {}, '`npm:` names no package'],
  ['npm:../evil', {}, 'names no package'],
  ['npm:@acme/rules@1.2.0', {}, 'the installed version is taken; write `npm:@acme/rules`'],
  ['npm:bad', {}, '`bad` is no pack of rules'],
  ['npm:bad', { gsl: {} }, '`bad` is no pack of rules'],
  ['npm:bad', { gsl: [1] }, '`bad` is no pack of rules'],
  [
    'npm:bad',
    { gsl: '../../../secret.yaml' },
    '`../../../secret.yaml`, which the pack `bad` names, leads out of the package',
  ],
  ['npm:bad', { gsl: '/etc/rules.yaml' }, 'leads out of the package'],
  ['npm:bad', { gsl: 'C:\\rules.yaml' }, 'leads out of the package'],
  ['npm:bad', { gsl: 'rules/{a,../../../../}/*.yaml' }, 'leads out of the package'],
  ['npm:bad', { gsl: 'rules/link.yaml' }, '`rules/link.yaml`, which the pack `bad` names, leads out of the package'],
  ['npm:bad', { gsl: 'none/*.yaml' }, '`none/*.yaml` of the pack `bad` names no rule file'],
  ['npm:bad', { gsl: 'rules/r.yaml', version: 1 }, 'has no `version`'],
])('%s with %j is refused: %s', async (word, fields, message) => {
  installed('bad', fields);
  const link = join(project, 'node_modules/bad/rules/link.yaml');
  write(join(folder, 'secret.yaml'), RULE);
  rmSync(link, { force: true });
  symlinkSync(join(folder, 'secret.yaml'), link);
  const { code, err, out } = await gsl(['rules', '--rules', word, '--config', config]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

test('a pack that is linked, as in a workspace, is read where it lies', async () => {
  write(join(folder, 'linked/package.json'), '{"name":"linked","version":"2.0.0","gsl":"r.yaml"}');
  write(join(folder, 'linked/r.yaml'), RULE);
  symlinkSync(join(folder, 'linked'), join(project, 'node_modules/linked'));
  const { code } = await gsl(['check', 'npm:linked', '--config', config]);
  expect(code).toBe(0);
});

test('gsl init --pack writes over nothing', async () => {
  const again = await gsl(['init', join(folder, 'pack'), '--pack', '@acme/rules']);
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is there already') as string });
  expect(await gsl(['init', join(folder, 'new'), '--pack', 'Acme Rules'])).toMatchObject({ code: 2 });
});
