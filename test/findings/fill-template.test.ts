import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillTemplate, filledRemediation, isTemplate } from '../../src/findings/fill-template.ts';
import { d9AwsIam51 } from '../../src/rules/bundled/d9-aws-iam-51.ts';

const bob = {
  name: 'bob',
  spaced: 'bob b',
  hostile: "x'; rm -rf / #",
  option: '--all',
  lines: 'a\nrm -rf /',
  count: 3,
  on: false,
  nothing: null,
  list: [{ id: 'first' }],
  deep: { er: { id: 'x' } },
  'with-dash': 'dash',
};

test.each([
  ['run {{name}}', 'run bob', []],
  ['run {{ name }} {{count}} {{on}}', 'run bob 3 false', []],
  ['run {{deep.er.id}} {{list[0].id}} {{with-dash}}', 'run x first dash', []],
  ['run {{spaced}}', "run 'bob b'", []],
  ['run "{{spaced}}"', 'run "bob b"', []],
  ['run {{hostile}}', String.raw`run 'x'\''; rm -rf / #'`, []],
  ['run "{{hostile}}"', 'run "{{hostile}}"', ['hostile']],
  ["run '{{hostile}}'", "run '{{hostile}}'", ['hostile']],
  ["a '{\n{{hostile}}", "a '{\n{{hostile}}", ['hostile']],
  [
    'run {{option}} {{lines}} {{nothing}} {{missing}} {{list}}',
    'run {{option}} {{lines}} {{nothing}} {{missing}} {{list}}',
    ['option', 'lines', 'nothing', 'missing', 'list'],
  ],
  [
    '{{constructor}} {{__proto__.x}} {{list.length}}',
    '{{constructor}} {{__proto__.x}} 1',
    ['constructor', '__proto__.x'],
  ],
  ['Helm {{ .Values.x }} and {{ }}', 'Helm {{ .Values.x }} and {{ }}', []],
])('%s', (template, text, open) => {
  expect(fillTemplate(template, bob)).toEqual({ text, open });
});

test('a shell sees every value as one word', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'ab\'"`$(){};&|<>*?~#!\\ -'), maxLength: 12 }),
  );
  const values = fc
    .sample(word, { numRuns: 60, seed: 7 })
    .filter((value) => fillTemplate('{{v}}', { v: value }).open.length === 0);
  expect(values.length).toBeGreaterThan(20);
  const script = values.map((value) => `printf '%s\\0' ${fillTemplate('{{v}}', { v: value }).text}`).join('\n');
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(values);
});

test('a long text of braces takes no time', () => {
  expect(fillTemplate('{{a'.repeat(100_000), {}).open).toEqual([]);
});

describe('D9.AWS.IAM.51', () => {
  test('names the user', () => {
    const { cli = '', terraform = '' } = filledRemediation(d9AwsIam51.remediation ?? {}, bob);
    expect(cli).toContain('--user-name bob');
    expect(terraform).toContain('"bob"');
    expect(isTemplate(cli)).toBe(false);
  });
});
