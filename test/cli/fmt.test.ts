import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parse as readYaml } from 'yaml';
import { formatRule } from '../../src/syntax/format.ts';
import { parseRule } from '../../src/syntax/parse.ts';
import { print } from '../../src/syntax/print.ts';
import { arbitraryRule, WILD } from '../support/arbitrary-rule.ts';
import { gsl, type Run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-fmt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

function file(content: string | Buffer, extension = 'yaml'): string {
  const path = join(folder, `${(count += 1)}.${extension}`);
  writeFileSync(path, content);
  return path;
}

function gslFmt(...args: readonly string[]): Promise<Run> {
  return gsl(['fmt', ...args]);
}

/** The text formatted; formatting it again changes nothing. */
async function formatted(text: string, extension?: string): Promise<string> {
  const path = file(text, extension);
  const { code, err } = await gslFmt(path);
  expect({ code, err }, text).toEqual({ code: 0, err: '' });
  const once = readFileSync(path, 'utf8');
  expect(await gslFmt(path, '--check'), once).toMatchObject({ code: 0, err: '' });
  return once;
}

const TERMS = Array.from({ length: 8 }, (_, index) => `property${index} = 'value ${index}'`);
const LONG = `Thing  should have ${TERMS.join(' and ')}`;
const LONG_FLAT = print(parseRule(LONG));
const LONG_LINES = formatRule(parseRule(LONG)).split('\n');
const block = (margin: string, newline = '\n'): string => LONG_LINES.map((line) => margin + line).join(newline);

describe('a rule on one line', () => {
  test.each([
    ['text that would be a boolean', '- logic: "true"\n', '- logic: "true"\n'],
    ['the same between single quotes', "- logic: ' TRUE '\n", '- logic: "true"\n'],
    ['in its canonical form', `- logic: 'T should have a = ''x'''\n`, `- logic: 'T should have a = ''x'''\n`],
    ['without need of quotes', `- logic: "T  should have a = 'x'" # c\n`, `- logic: T should have a = 'x' # c\n`],
    [
      'with what YAML reads as a comment',
      `- logic: "T  should have a = 'x #1'"`,
      `- logic: "T should have a = 'x #1'"`,
    ],
    ['with what YAML reads as a key', `- logic: "T  should have a = 'x: 1'"`, `- logic: "T should have a = 'x: 1'"`],
    ['with colons inside of words', '- logic: T  should have a.aws:x', '- logic: T should have a.aws:x'],
    ['with a tab in a literal', `- logic: "T  should have a = 'x\\ty'"`, `- logic: "T should have a = 'x\\ty'"`],
    [
      'with a mark that editors hide',
      `- logic: "T  should have a = '\ufeff'"`,
      `- logic: "T should have a = '\\ufeff'"`,
    ],
    [
      'in a flow map',
      `- {id: A, logic: "T  should have a in ('x','y')", name: n}`,
      `- {id: A, logic: "T should have a in ('x', 'y')", name: n}`,
    ],
    ['plain in a flow map', '- {logic: T  should have a, id: A}', '- {logic: T should have a, id: A}'],
    ['in JSON', '[{"logic":"T  should have a"}]', '[{"logic":"T should have a"}]'],
    [
      'with a line feed in a literal',
      `- logic: "T  should have name = 'a\\nb'"\n`,
      `- logic: "T should have name = 'a\\nb'"\n`,
    ],
    [
      'on the line below',
      '- logic:\n    # why\n    "T  should have a" # c\n',
      '- logic:\n    # why\n    T should have a # c\n',
    ],
    ['over lines', '- logic: T\n    should\n\n    have a # c\n  id: A\n', '- logic: T should have a # c\n  id: A\n'],
    ['with a tag', '- logic: !!str "T  should have a"\n', '- logic: !!str T should have a\n'],
    ['with an explicit key', '- ? logic\n  : T  should have a\n', '- ? logic\n  : T should have a\n'],
    ['behind a byte order mark', '\ufefflogic: T  should have a\n', '\ufefflogic: T should have a\n'],
    ['under another spelling of the key', '- Logic: T  should have a\n', '- Logic: T should have a\n'],
  ])('%s', async (_, before, after) => {
    expect(await formatted(before)).toBe(after);
  });

  test('a line feed in a literal of a long rule', async () => {
    const rule = `${LONG} and name = 'a\nb'`;
    const text = await formatted(`- id: A\n  logic: ${JSON.stringify(rule)}\n  name: n\n`);
    expect(text).toBe(`- id: A\n  logic: ${JSON.stringify(`${LONG_FLAT} and name = 'a\nb'`)}\n  name: n\n`);
  });

  test('a long rule in a flow map', async () => {
    const text = await formatted(`rules:\n  - { logic: "${LONG}", id: A }\n`);
    expect(text).toBe(`rules:\n  - { logic: "${LONG_FLAT}", id: A }\n`);
  });
});

describe('blocks', () => {
  test.each([
    [
      'a long rule becomes one',
      `- id: A\n  logic: "${LONG}"\n  name: n\n`,
      `- id: A\n  logic: |-\n${block('    ')}\n  name: n\n`,
    ],
    ['its comment stays', `- logic: "${LONG}"  # c\n  id: A\n`, `- logic: |-  # c\n${block('    ')}\n  id: A\n`],
    ['at the end of the file', `logic: ${LONG}`, `logic: |-\n${block('  ')}`],
    ['blanks at the end of the line', `logic: ${LONG}  \nid: A\n`, `logic: |-  \n${block('  ')}\nid: A\n`],
    ['literal', `logic: |  # c\n  ${LONG}\n\n# d\nid: A\n`, `logic: |-  # c\n${block('  ')}\n\n# d\nid: A\n`],
    ['literal, without a final line break', `logic: |\n  ${LONG}`, `logic: |-\n${block('  ')}`],
    ['literal, stripped', `logic: |-\n  ${LONG}\n`, `logic: |-\n${block('  ')}\n`],
    ['literal, kept', `logic: |+\n  ${LONG}\n\n\nid: A\n`, `logic: |-\n${block('  ')}\n\n\nid: A\n`],
    ['literal, with blanks at its end', `logic: |\n  ${LONG}  \nid: A\n`, `logic: |-\n${block('  ')}\nid: A\n`],
    ['with an indentation of its own', `logic: |4\n     ${LONG}\nid: A\n`, `logic: |-\n${block('  ')}\nid: A\n`],
    ['folded', `logic: >\n  ${LONG.replaceAll(' and', '\n  and')}\nid: A\n`, `logic: |-\n${block('  ')}\nid: A\n`],
    ['folded, stripped, without a final line break', `logic: >-\n  ${LONG}`, `logic: |-\n${block('  ')}`],
    [
      'a short one becomes a line',
      'logic: | # c\n  T\n   should have a\n\nid: A\n',
      'logic: T should have a # c\n\nid: A\n',
    ],
    ['a short one at the end of the file', 'logic: >-\n  T should  have a', 'logic: T should have a'],
    [
      'a comment that is indented as far',
      `logic: "${LONG}"\n    # c\nid: A\n`,
      `logic: ${LONG_FLAT}\n    # c\nid: A\n`,
    ],
    ['blanks that are indented further', `logic: "${LONG}"\n      \nid: A\n`, `logic: ${LONG_FLAT}\n      \nid: A\n`],
  ])('%s', async (_, before, after) => {
    expect(await formatted(before)).toBe(after);
  });
});

describe('everything else stays', () => {
  test('entities of tests, and other keys called logic', async () => {
    const rest = `  tests:\n    - entity: { type: T, logic: "T should   have x" }\n      expect: passed\nlogic: 'T should   have x'\n`;
    expect(await formatted(`rules:\n- logic: T  should have a\n${rest}`)).toBe(
      `rules:\n- logic: T should have a\n${rest}`,
    );
  });

  test('line ends of Windows', async () => {
    const text = (rule: string): string => `# c\r\nlogic: ${rule}\r\nid: A\r\n`;
    expect(await formatted(text(`"${LONG}"`))).toBe(text(`|-\r\n${block('  ', '\r\n')}`));
    expect(await formatted(text(`|\r\n  ${LONG}`))).toBe(text(`|-\r\n${block('  ', '\r\n')}`));
    expect(await formatted(text('>-\r\n  T  should\r\n  have a'))).toBe(text('T should have a'));
  });

  test('several documents', async () => {
    expect(
      await formatted(
        '%YAML 1.1\n---\nlogic: T  should have a\ncustom: yes\n---\n# b\n- logic: >\n    T  should have b\n...\n',
      ),
    ).toBe('%YAML 1.1\n---\nlogic: T should have a\ncustom: yes\n---\n# b\n- logic: T should have b\n...\n');
  });

  test('logic that an alias repeats', async () => {
    const text = 'rules:\n- &r\n  logic: &l "T  should have a"\n  id: A\n- { id: B, logic: *l }\n- *r\n';
    expect(await formatted(text)).toBe(text);
    const note = 'description: &d "T  should have a"\nlogic: *d\n';
    expect(await formatted(note)).toBe(note);
  });

  test('an anchor that nothing repeats', async () => {
    expect(await formatted(`rules: &r\n- logic: &l "${LONG}"\n`)).toBe(`rules: &r\n- logic: &l |-\n${block('    ')}\n`);
  });

  test('a rule with the hash of its text', async () => {
    const text = '- logic: T  should have a\n  logic_hash: abc\n';
    expect(await formatted(text)).toBe(text);
  });

  test('exports: left alone in a folder, refused by name', async () => {
    const path = join(folder, 'exports');
    mkdirSync(path);
    const text = '[{"logic":"T  should have a"}]';
    writeFileSync(join(path, 'export.json'), text);
    writeFileSync(join(path, 'exclusions.yaml'), 'exclusions: []\n');
    writeFileSync(join(path, 'rule.gsl'), 'T  should have a');
    expect(await gslFmt(path)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('2 files: 1 changed') as string,
    });
    expect(readFileSync(join(path, 'export.json'), 'utf8')).toBe(text);
    expect(await gslFmt(join(path, 'export.json'))).toMatchObject({ code: 2 });
    expect((await gslFmt(join(path, 'exclusions.yaml'))).err).toContain('`logic` is missing');
  });

  test.skipIf(process.platform === 'win32')('permissions, links, and no other file', async () => {
    const path = join(folder, 'linked');
    mkdirSync(path);
    const target = join(path, 'rule.gsl');
    writeFileSync(target, 'T  should have a');
    chmodSync(target, 0o640);
    symlinkSync('rule.gsl', join(path, 'link.gsl'));
    expect((await gslFmt(join(path, 'link.gsl'))).code).toBe(0);
    expect(readFileSync(target, 'utf8')).toBe('T should have a\n');
    expect(statSync(target).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(path, 'link.gsl')).isSymbolicLink()).toBe(true);
    expect(readdirSync(path)).toEqual(['link.gsl', 'rule.gsl']);
  });
});

describe('.gsl files', () => {
  test.each([
    ['one line', '\n\n T  should have a', 'T should have a\n'],
    ['line ends of Windows', `${LONG}\r\n`, `${LONG_LINES.join('\r\n')}\r\n`],
    ['a byte order mark', '\ufeffT  should have a\n', '\ufeffT should have a\n'],
    ['a line end inside a literal', "T\r\nshould have a = 'x\ny'\r\n", "T should have a = 'x\ny'\r\n"],
    ['a line end of Windows inside a literal', "T\nshould have a = 'x\r\ny'\n", "T should have a = 'x\r\ny'\n"],
  ])('%s', async (_, before, after) => {
    expect(await formatted(before, 'gsl')).toBe(after);
  });
});

test.each(['gsl', 'yaml'])('a number beyond all numbers stays one, in %s', async (extension) => {
  const path = file(`${extension === 'yaml' ? 'logic: ' : ''}T  should have a = 1${'0'.repeat(400)}.0\n`, extension);
  expect((await gslFmt(path)).code).toBe(0);
  expect(Number(readFileSync(path, 'utf8').trim().split(' ').at(-1))).toBe(Infinity);
});

describe('errors leave what they concern as it was', () => {
  test.each([
    ['YAML that is none', '- logic: "T  should have a\n', 'yaml', 'invalid-yaml'],
    ['a rule that is none', 'T  shoud have a', 'gsl', '`shoud`'],
    ['no rule', '\n', 'gsl', 'the file holds no rule'],
    ['a file that is not UTF-8', Buffer.from('# caf\xe9\nlogic: T  should have a\n', 'latin1'), 'yaml', 'not UTF-8'],
    ['a rule that grows too long', `logic: T should have ${'a=1 or '.repeat(9_000)}b`, 'yaml', 'would not be the same'],
  ])('%s', async (_, content, extension, message) => {
    const path = file(content, extension);
    const before = readFileSync(path);
    const { code, err } = await gslFmt(path);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('the other rules of the file are formatted', async () => {
    const path = file('- logic: T  shoud have a\n- logic: T  should have b\n- logic: [T  should have c]\n');
    const { code, err } = await gslFmt(path);
    expect(code).toBe(2);
    expect(err).toContain(`${path}:1:13`);
    expect(err).toContain('`logic` must be text');
    expect(readFileSync(path, 'utf8')).toBe(
      '- logic: T  shoud have a\n- logic: T should have b\n- logic: [T  should have c]\n',
    );
  });
});

test('any rule, written in any way, is the same rule afterwards', async () => {
  const ways: readonly ((rule: string) => string)[] = [
    (rule) => `- id: A\n  logic: ${JSON.stringify(rule)} # c\n  name: n\n`,
    (rule) => `- { id: A, logic: ${JSON.stringify(rule)}, name: n }\n`,
    (rule) => `-\r\n    logic: '${rule.replaceAll("'", "''").replaceAll(/\r?\n/gu, '\n\n      ')}'\r\n    id: A\r\n`,
  ];
  await fc.assert(
    fc.asyncProperty(arbitraryRule(WILD), fc.constantFrom(...ways), async (rule, way) => {
      const before = way(formatRule(rule).replaceAll(' should ', '  SHOULD  '));
      const after = await formatted(before);
      const [{ logic, ...rest }] = readYaml(after) as [{ logic: string }];
      const [{ logic: logicBefore, ...restBefore }] = readYaml(before) as [{ logic: string }];
      expect(rest).toEqual(restBefore);
      expect([formatRule(parseRule(logicBefore)), print(parseRule(logicBefore))], after).toContain(logic);
    }),
    { numRuns: 200 * Number(process.env['FUZZ_FACTOR'] ?? 1) },
  );
});
