import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { selectRules } from '../../src/rules/select.ts';
import { gsl } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, '.hidden'));
mkdirSync(join(folder, 'node_modules'));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const YAML =
  '- {id: A.1, severity: Low, logic: IamUser should have name}\n- {id: A.2, severity: Low, logic: IamUser should have id}\n';
const yaml = file('rules.yaml', YAML);
const text = file('mfa.gsl', 'IamUser should have mfaActive = true');
for (const hidden of ['.hidden/x.yaml', 'node_modules/x.yaml']) file(hidden, 'logic: broken');

describe('what stands where a rule can stand', () => {
  test.each([
    ['an id', ['D9.AWS.IAM.51'], '', 1],
    ['ids by a pattern', ['D9.AWS.*'], '', 1],
    ['an id in other letters', ['d9.aws.iam.51'], '', 1],
    ['a text', ['IamUser should have name'], '', 1],
    ['a file', [yaml], '', 2],
    ['a folder, without what is hidden in it', [folder], '', 3],
    ['a glob', [join(folder, '*.gsl')], '', 1],
    ['several', [yaml, 'D9.AWS.IAM.51', text], '', 4],
    ['a rule on standard input', ['-'], 'IamUser should have name', 1],
    ['YAML on standard input', ['-'], YAML, 2],
    ['JSON on standard input', ['-'], '[{"id": "X", "severity": "Low", "logic": "IamUser should have name"}]', 1],
  ])('%s', async (_, rules, stdin, count) => {
    const { code, out, err } = await gsl(['check', ...rules], stdin);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^${count} rules? checked: 0 errors`, 'u'));
  });

  test.each([
    ['an id that no rule has', 'D9.AWS.IAM.52', 'did you mean `D9.AWS.IAM.51`?'],
    ['a file that is not there', 'nowhere.yaml', 'nowhere.yaml'],
    ['a glob that matches nothing', join(folder, '*.json'), 'no file matches'],
  ])('%s', async (_, word, said) => {
    const { code, err } = await gsl(['check', word]);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  test('explain and evaluate take ids and files', async () => {
    const report = 'examples/aws/credential-report.csv';
    expect((await gsl(['explain', 'D9.AWS.IAM.51', report, '--entity', 'bob'])).out).toMatch(/^bob: failed because/u);
    expect((await gsl(['explain', text, report, '--entity', 'bob'])).out).toMatch(/^bob: failed because mfaActive/u);
    expect((await gsl(['evaluate', report, '--rule', 'D9.AWS.IAM.51', '--rules', text, '-q'])).out).toContain(
      '2 rules',
    );
    expect((await gsl(['explain', 'A.2', report, '--rules', yaml, '--entity', 'bob'])).out).toMatch(/^bob: passed/u);
  });
});

test('an error in an export on one line names the rule', async () => {
  const rules = Array.from({ length: 9 }, (_, index) => ({
    id: `R.${index}`,
    severity: 'Low',
    description: 'a text that is longer than a line',
    logic: index === 7 ? 'IamUser shoud have name' : 'IamUser should have name',
  }));
  const { err } = await gsl(['check', file('export.json', JSON.stringify(rules))]);
  expect(err).toContain('error: rule `R.7`: unknown word `shoud`');
});

describe('rules that are left out', () => {
  const rules = [
    { id: 'A.1', severity: 'Low', logic: 'X should have a' },
    { id: 'A.2', severity: 'High', logic: 'X should have a', category: 'Keys' },
    { id: 'B.1', severity: 'High', logic: 'X should have a' },
    { id: 'OFF', severity: 'High', logic: 'X should have a', enabled: false },
  ] as const;
  test.each([
    [{}, ['A.1', 'A.2', 'B.1']],
    [{ ids: ['!A.*'] }, ['B.1']],
    [{ ids: ['A.*', '!a.2'] }, ['A.1']],
    [{ severities: ['!Low'], categories: ['!Keys'] }, ['B.1']],
    [{ ids: ['OFF'] }, []],
  ])('%j', (selection, ids) => {
    const selected = selectRules(rules, selection);
    expect(selected.problems).toEqual([]);
    expect(selected.rules.map(({ id }) => id)).toEqual(ids);
  });

  test('what leaves nothing out is a slip', () => {
    expect(selectRules(rules, { ids: ['!A.3'] }).problems).toHaveLength(1);
  });

  test('--skip and enabled: false', async () => {
    const rulesFile = file(
      'off.yaml',
      `${YAML}- {id: OFF, enabled: false, severity: Low, logic: IamUser should have name}\n`,
    );
    const report = 'examples/aws/credential-report.csv';
    expect((await gsl(['evaluate', report, '--rules', rulesFile, '-q'])).out).toContain('10 entities, 2 rules');
    expect((await gsl(['evaluate', report, '--rules', rulesFile, '-q', '--skip', 'A.1'])).out).toContain(
      '10 entities, 1 rule:',
    );
  });
});
