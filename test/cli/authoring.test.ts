import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { gsl } from './support.ts';

const SARIF = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const folder = mkdtempSync(join(tmpdir(), 'gsl-authoring-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const SLIPS = `- id: A
  severity: Low
  logic: IamUser shoud have mfaActive == true
  tests:
    - { name: with, entity: { mfaActive: true }, expect: passed }
`;

const TESTS = `- id: A
  severity: Low
  logic: IamUser should have name in ($Team) and path
  tests:
    - { name: one of the team, entity: { name: bob, path: / }, lists: { Team: [bob] }, expect: passed }
    - { name: another, entity: { name: eve, path: / }, lists: { Team: [bob] }, expect: passed }
    - { name: a slip, entity: { nmae: bob }, lists: { Team: [bob] }, expect: failed }
    - { name: no test, entity: { name: bob }, expcet: failed }
`;

interface Answer {
  readonly messages: readonly {
    readonly severity: string;
    readonly code: string;
    readonly message: string;
    readonly help?: string;
    readonly file?: string;
    readonly line?: number;
    readonly column?: number;
    readonly fixes?: readonly object[];
  }[];
  readonly looked: readonly { readonly suite: string; readonly name: string; readonly outcome: string }[];
  readonly counts: Readonly<Record<string, number>>;
}

async function answer(args: readonly string[], stdin?: string): Promise<Answer> {
  const { out, err } = await gsl([...args, '--format', 'json'], stdin);
  expect(err).toBe('');
  return JSON.parse(out) as Answer;
}

describe('--format json', () => {
  test('check: what, where, the repair', async () => {
    const path = file('slips.yaml', SLIPS);
    const { messages, counts } = await answer(['check', path]);
    expect(counts).toEqual({ rules: 1, errors: 2, warnings: 0, notes: 0, fixable: 2, suggestions: 0 });
    expect(messages).toEqual([
      expect.objectContaining({ code: 'misspelt-keyword', file: path, line: 3, column: 18, rule: 'A' }),
      expect.objectContaining({ code: 'wrong-operator', line: 3, fixes: [expect.objectContaining({ text: '=' })] }),
    ]);
  });

  test('check: standard input, data and a rule', async () => {
    const { messages } = await answer(['check', '-'], 'IamUser shoud have name');
    expect(messages).toMatchObject([{ file: '<stdin>', line: 1, column: 9 }]);
    expect((await answer(['check', '-'], SLIPS)).messages).toMatchObject([{ line: 3 }, { line: 3 }]);
  });

  test('test: a failure has the line of what it expects, a slip its own, and the others run', async () => {
    const { messages, looked, counts } = await answer(['test', file('tests.yaml', TESTS)]);
    expect(counts).toMatchObject({ rules: 1, passed: 2, failed: 1, broken: 2 });
    expect(messages.map(({ code, line }) => `${line} ${code}`).sort()).toEqual([
      '6 test-failed',
      '7 test-property',
      '8 missing-field',
      '8 unknown-field',
    ]);
    expect(messages.find(({ code }) => code === 'test-property')?.help).toBe('did you mean `name`?');
    expect(looked.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name)).toEqual([
      'its tests',
      'another',
    ]);
  });

  test('test: standard input', async () => {
    expect((await answer(['test', '-'], TESTS)).counts).toMatchObject({ passed: 2, failed: 1 });
  });

  test('fmt --check: the line that would be another one', async () => {
    const path = file('odd.gsl', 'IamUser\n  should   have name\n');
    const { messages } = await answer(['fmt', '--check', path]);
    expect(messages).toMatchObject([{ code: 'not-formatted', file: path, line: 1 }]);
    expect((await answer(['fmt', '--check', '-'], 'IamUser should have name\n')).messages).toEqual([]);
  });
});

describe('--format github', () => {
  test('a line for each message, with what a workflow would read as something else escaped', async () => {
    const path = file('a,b.gsl', "IamUser should have nmae = 'x'");
    const { out, code } = await gsl(['check', path, '--format', 'github']);
    expect(code).toBe(0);
    const where = `file=${path.replace('a,b', 'a%2Cb')},line=1,endLine=1,col=21,endColumn=25`;
    expect(out).toBe(
      `::warning ${where},title=gsl unknown-property::\`nmae\` is not a known property of \`IamUser\`%0Adid you mean \`name\`?\n`,
    );
  });

  test('a rule without a file has no place', async () => {
    const { out } = await gsl(['check', '--rule', 'IamUser shoud have name', '--format', 'github']);
    expect(out).toMatch(/^::error title=gsl misspelt-keyword::unknown word `shoud`/u);
  });
});

test('--format sarif: valid by the schema, with regions and repairs', async () => {
  const path = file('sarif.yaml', SLIPS);
  const { out } = await gsl(['check', path, '--format', 'sarif']);
  const log = JSON.parse(out) as { readonly runs: readonly { readonly results: readonly object[] }[] };
  // Of draft 4, whose only words of its own are these two.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(SARIF, 'utf8')) as { $schema: string; id: string };
  const ajv = addFormats.default(new Ajv({ strict: false, unicodeRegExp: false }));
  expect(ajv.validate(schema, log), JSON.stringify(ajv.errors)).toBe(true);
  const region = { startLine: 3, startColumn: 18, endLine: 3, endColumn: 23 };
  expect(log.runs[0]?.results[0]).toMatchObject({
    ruleId: 'misspelt-keyword',
    level: 'error',
    locations: [{ physicalLocation: { region } }],
    fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: region, insertedContent: { text: 'should' } }] }] }],
  });
});

test.each(['check', 'test'])('--format junit of %s: valid by the schema of Jenkins', async (command) => {
  const path = file('junit.yaml', `${TESTS}- { id: B, severity: Low, logic: IamUser shoud }\n`);
  const { out } = await gsl([command, path, '--format', 'junit']);
  const contents = readFileSync(join(import.meta.dirname, '../reporters/schemas/junit.xsd'), 'utf8');
  const xml = { fileName: 'report.xml', contents: out };
  const { errors } = await validateXML({ xml, schema: { fileName: 'junit.xsd', contents } });
  expect(errors.map(({ message }) => message)).toEqual([]);
  expect(out).toContain('<testsuites name="gsl');
});

test.each(['rules: []', ''])('a file without a rule checks nothing, which is no success: %j', async (content) => {
  const { code, err } = await gsl(['check', file('none.yaml', content)]);
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringContaining('error: there is no rule to check') as string,
  });
});

test('formats to files leave the terminal its text; two cannot have one place', async () => {
  const path = file('both.yaml', SLIPS);
  const report = join(folder, 'check.sarif');
  const { out, err } = await gsl(['check', path, '--format', `sarif=${report}`]);
  expect(out).toContain('1 rule checked: 2 errors');
  expect(err).toContain('unknown word `shoud`');
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect((await gsl(['check', path, '-f', 'json', '-o', report])).out).toContain('1 rule checked');
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ command: 'check' });
  expect((await gsl(['check', path, '-f', 'json', '-f', 'github'])).err).toContain('only one report');
  expect((await gsl(['check', path, '-f', 'jsn'])).err).toContain('did you mean `json`?');
});

describe('check --fix', () => {
  test('mends what there is one way to mend, tells it, and says what is left', async () => {
    const path = file('fix.yaml', `# mine\n${SLIPS}- { id: B, severity: Low, logic: IamUser should have shoe }\n`);
    const { out, code } = await gsl(['check', path, '--fix']);
    expect(code).toBe(0);
    expect(out).toContain(`fixed ${path}:4:18: \`shoud\` -> \`should\``);
    expect(out).toContain('`==` -> `=`');
    expect(out).toMatch(/2 rules checked: 0 errors, .*2 fixed/u);
    expect(readFileSync(path, 'utf8')).toBe(
      `# mine\n${SLIPS.replace('shoud', 'should').replace('==', '=')}- { id: B, severity: Low, logic: IamUser should have shoe }\n`,
    );
    expect((await gsl(['check', path, '--fix'])).out).not.toContain('fixed');
  });

  test('what a repair uncovers is mended too', async () => {
    const path = file('rounds.gsl', '\ufeffIamUser shoud have tags isempty() and tags isempty()\n');
    const { out } = await gsl(['check', path, '--fix']);
    expect(readFileSync(path, 'utf8')).toBe('\ufeffIamUser should have tags isEmpty()\n');
    expect(out).toContain('0 warnings');
  });

  test.each([
    ['a property', 'IamUser should have mfaActve = true'],
    ['a type', 'IamUsr should have name'],
    ['a function', 'IamUser should have tags isEmty()'],
    ['text without quotes', 'IamUser should have name = bob'],
    ['another notation', "SecurityGroup should not have inboundRules contain [ scope = '*' ]"],
    ['a pattern', "IamUser should have name = 'adm%'"],
  ])('what would change what a rule means is a suggestion, and is left: %s', async (_, text) => {
    const path = file('suggested.gsl', `${text}\n`);
    const before = await gsl(['check', path]);
    expect(before.out).toContain('1 suggestion would change what a rule means, and is left to you.');
    expect(before.out).not.toContain('can be fixed');
    const { out } = await gsl(['check', path, '--fix']);
    expect(out).toContain('1 suggestion would change');
    expect(readFileSync(path, 'utf8')).toBe(`${text}\n`);
  });

  test('says how many it would make, and how many are suggestions', async () => {
    const rules = ['--rule', 'IamUser shoud have name==“x”', '--rule', 'IamUser should have mfaActve or nme'];
    const { out } = await gsl(['check', ...rules]);
    expect(out).toContain(
      '3 can be fixed with --fix. 2 suggestions would change what a rule means, and are left to you.\n',
    );
    const answer = await gsl(['check', ...rules, '--format', 'json']);
    expect(JSON.parse(answer.out)).toMatchObject({ counts: { fixable: 3, suggestions: 2 } });
    expect((await gsl(['check', '--rule', 'IamUser should have name'])).out).not.toMatch(/fix|suggestion/u);
  });

  test('standard input goes to standard output, a rule is shown', async () => {
    const { out, err } = await gsl(['check', '-', '--fix'], 'IamUser shoud have name\n');
    expect(out).toBe('IamUser should have name\n');
    expect(err).toContain('1 rule checked: 0 errors, 0 warnings, 1 fixed');
    const { out: told } = await gsl(['check', '--rule', 'IamUser shoud have name', '--fix']);
    expect(told).toContain('fixed rule:1:9: `shoud` -> `should`');
    expect(told).toContain('0 errors');
  });

  test('a rule that is known by the hash of its text is left', async () => {
    const hashed = await gsl(['rules', '--rule', 'IamUser should have tags isempty()', '--format', 'json']);
    const [{ logicHash }] = JSON.parse(hashed.out) as [{ logicHash: string }];
    const text = JSON.stringify([{ id: 'A', severity: 'Low', logic: 'IamUser should have tags isempty()', logicHash }]);
    const path = file('export.json', text);
    const { err } = await gsl(['check', path, '--fix']);
    expect(err).toContain('left as it was');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

test('--fix leaves a file that is not UTF-8 as it is', async () => {
  const path = file('latin.gsl', '');
  const bytes = Buffer.from("IamUser shoud have name = 'caf\xe9'", 'latin1');
  writeFileSync(path, bytes);
  const { err } = await gsl(['check', '--fix', path]);
  expect(err).toContain('the file is not UTF-8, or is being changed');
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test.each([
  ['check', ['--format', 'json=FILE']],
  ['test', ['--format', 'junit', '-o', 'FILE']],
  ['fmt', ['--check', '--format', 'json=FILE']],
  ['compile', ['-o', 'FILE']],
  ['convert', ['-o', 'FILE']],
])('%s puts nothing in place of the rules that it reads', async (command, flags) => {
  const text = JSON.stringify([{ id: 'A', severity: 'Low', logic: 'IamUser should have name' }]);
  const path = file(`own-${command}.${command === 'fmt' ? 'yaml' : 'json'}`, text);
  const { code, err } = await gsl([command, path, ...flags.map((flag) => flag.replace('FILE', path))]);
  expect(err).toContain('cannot take the place of what is read');
  expect(code).toBe(2);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('messages come in the order of the lines, and a second rule of one id is said though the first has an error', async () => {
  const path = file(
    'order.yaml',
    `rules:
  - { id: A, severity: Urgent, logic: IamUser should have path }
  - { id: B, severity: Low, logic: IamUser should hve path }
  - { id: A, severity: Low, logic: IamUser should have path }
  - { id: C, severity: Low, logic: IamUser should have path and }
  - { id: B, severity: Low, logic: IamUser should have path }
`,
  );
  const { err } = await gsl(['check', path]);
  const said = [...err.matchAll(/\[([\w-]+)\]\n *--> [^\n]*:(\d+):\d+\n/gu)].map(([, code, line]) => `${line} ${code}`);
  expect(said).toEqual([
    '2 unknown-severity',
    '3 misspelt-keyword',
    '4 duplicate-rule-id',
    '5 expected-condition',
    '6 duplicate-rule-id',
  ]);
  // Rules that are given by themselves stay in their order.
  const { err: given } = await gsl([
    'check',
    '--rule',
    'IamUser should have name and',
    '--rule',
    'IamUser shoud have name',
  ]);
  expect([...given.matchAll(/\[([\w-]+)\]\n/gu)].map(([, code]) => code)).toEqual([
    'expected-condition',
    'misspelt-keyword',
  ]);
});

test('a status that is none has advice', async () => {
  const path = file(
    'status.yaml',
    '- { id: A, severity: Low, logic: IamUser should have path, tests: [{ entity: { path: / }, expect: failled }] }\n',
  );
  const { err } = await gsl(['test', path]);
  expect(err).toContain('did you mean `failed`?');
});
