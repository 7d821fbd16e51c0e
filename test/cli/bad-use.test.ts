import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { gsl } from './support.ts';

/* What a stranger types: each answer says what, where, and what to do. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-bad-use-'));
const users = join(folder, 'users.json');
writeFileSync(users, '[{"type":"IamUser","name":"a"}]');
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [['evalute', 'x'], 'unknown command `evalute`', 'did you mean `evaluate`?'],
  [['eval', 'x'], 'unknown command `eval`', 'did you mean `evaluate`?'],
  [['com', 'x'], 'unknown command `com`', 'did you mean `compile` or `completion`?'],
  [['evaluate', '-x.csv'], 'unknown option `-x.csv`', 'a file of that name is written `./-x.csv`'],
  [['nothing-like-it'], 'unknown command `nothing-like-it`', '`gsl --help` says how it is written'],
  [['--nope'], 'unknown option `--nope`', '`gsl --help` says how it is written'],
  [['evaluate', '--formt', 'json'], 'unknown option `--formt`', 'did you mean `--format`?'],
  [['check', '--zzz'], 'unknown option `--zzz`', '`gsl check --help` says how it is written'],
  [['explain'], '`rule` is missing', '`gsl explain --help` says how it is written'],
  [['docs'], '`folder` is missing', '`gsl docs --help` says how it is written'],
  [['compile'], '`-o, --output <file>` is needed', '`gsl compile --help` says how it is written'],
  [['evaluate', '--format'], '`-f, --format <name>` needs a value', '`gsl evaluate --help` says how it is written'],
  [
    ['convert', 'x', '--to', 'yml'],
    '--to: `yml` is none of portal, terraform, yaml',
    '`gsl convert --help` says how it is written',
  ],
  [['rules', '--format', 'xml'], '--format: `xml` is none of text, json', '`gsl rules --help` says how it is written'],
  [['completion', 'csh'], 'shell: `csh` is none of bash, zsh, fish', '`gsl completion --help` says how it is written'],
  [
    ['parse', 'A', 'should', 'have'],
    '3 words are given, and it takes 1; quote a rule, or a name with blanks',
    '`gsl parse --help` says how it is written',
  ],
  [
    ['evaluate', users, '--format', 'htm'],
    /^--format: unknown format `htm`; there are pretty, json, .*, fix$/u,
    'did you mean `html`?',
  ],
  [
    ['evaluate', users, '--ruleset', 'cis'],
    /^no bundled ruleset `cis`; there are cloudguard, .*, all$/u,
    'did you mean `cis-aws-foundations`?',
  ],
  [['functions', 'isEmty'], 'no function `isEmty`; `gsl functions` lists them', 'did you mean `isEmpty`?'],
  [
    ['evaluate', users, '--group-by', 'acount'],
    '--group-by: `acount` is none of rule, entity, account, severity',
    'did you mean `account`?',
  ],
  [['rules', 'nope'], /^no rule has the id `nope`/u, undefined],
  [['check', join(folder, 'none.yaml')], `cannot read \`${join(folder, 'none.yaml')}\`: no such file`, undefined],
  [['report', join(folder, 'none.json')], `cannot read \`${join(folder, 'none.json')}\`: no such file`, undefined],
  [['merge', join(folder, 'none.part')], `cannot read \`${join(folder, 'none.part')}\`: no such file`, undefined],
  [
    ['evaluate', users, '-o', join(users, 'x.html')],
    `cannot write \`${join(users, 'x.html')}\`: a part of the path is no folder`,
    undefined,
  ],
])('gsl %j', async (args, message, help) => {
  const { code, out, err } = await gsl(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  const [first = '', ...others] = err.trimEnd().split('\n');
  if (typeof message === 'string') expect(first).toBe(`error: ${message}`);
  else expect(first.replace(/^error: /u, '')).toMatch(message);
  expect(others).toEqual(help === undefined ? [] : [`  = help: ${help}`]);
});

test.each(commands.map(({ name }) => name))('gsl %s --help says what it does, and keeps to its lines', async (name) => {
  const { code, out, err } = await gsl([name, '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(new RegExp(`^Usage: gsl ${name}`, 'u'));
});

test('without a command the help is shown, and nothing was done', async () => {
  const { code, err } = await gsl([]);
  expect(code).toBe(2);
  expect(err).toMatch(/^Usage: gsl/u);
  expect(err.split('\n').filter((line) => line.length > 80)).toEqual([]);
});
