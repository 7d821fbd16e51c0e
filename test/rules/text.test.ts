import { describe, expect, test } from 'vitest';
import { parseExclusions, parseOverrides, parseRuleset } from '../../src/rules/parse-text.ts';
import { type Diagnostic, diagnostic } from '../../src/text/message.ts';
import type { Source } from '../../src/text/source.ts';
import { formatMessage } from '../../src/text/format-message.ts';

const logic = 'IamUser should have mfaActive=true';

/** The code of a diagnostic and the text that it underlines, cut out of the file. */
function marked({ code, at: { source, span } }: Diagnostic): string {
  return `${code}: ${source.text.slice(span.start, span.end)}`;
}

const markedIn = (text: string, name = 'rules.yaml'): string[] => parseRuleset(text, name).diagnostics.map(marked);

describe('what a file may hold', () => {
  test.each([
    ['one rule', `severity: low\nlogic: ${logic}`, ['rules: 1']],
    ['a list of rules', `- {severity: low, logic: ${logic}}\n- {severity: low, logic: x}`, ['rules: 2']],
    ['a ruleset', `name: iam\nrules:\n- {severity: low, logic: ${logic}}`, ['iam: 1']],
    [
      'several documents',
      `severity: low\nlogic: a\n---\nseverity: low\nlogic: b\n---\nname: c\nrules: [{severity: low, logic: d}]\n`,
      ['rules: 2', 'c: 1'],
    ],
    ['a byte order mark', `\ufeffseverity: low\nlogic: a`, ['rules: 1']],
    [
      'JSON',
      `{\n\t"name": "j",\n\t"rules": [\n\t\t{"severity": "low", "logic": "a \\u0027b\\u0027"}\n\t]\n}`,
      ['j: 1'],
    ],
    ['anchors', `- &a {severity: &s low, logic: x}\n- {severity: *s, logic: y}\n- *a`, ['rules: 3']],
  ])('%s', (_, text, expected) => {
    const { rulesets, diagnostics, logic: texts } = parseRuleset(text, 'dir/rules.yaml');
    expect(rulesets.map(({ name, rules }) => `${name}: ${rules.length}`)).toEqual(expected);
    expect(diagnostics.map(marked)).toEqual([]);
    for (const rule of rulesets.flatMap(({ rules }) => rules)) expect(texts.get(rule)?.source.text).toBe(rule.logic);
  });

  test('numbers that are names keep their digits, but not those of test entities', () => {
    const text = `severity: low\nlogic: x\ncomplianceTag: 1.10\nruleId: 007\ntests: [{entity: {size: 1.50}}]`;
    const rule = parseRuleset(text, 'r.yaml').rulesets[0]?.rules[0];
    expect(rule).toMatchObject({ complianceTag: '1.10', ruleId: '007', tests: [{ entity: { size: 1.5 } }] });
  });

  test('a directive cannot bring back YAML 1.1', () => {
    const text = `%YAML 1.1\n---\nbase: &b {severity: low}\nrule: {<<: *b, logic: x, flag: yes}`;
    const { diagnostics } = parseRuleset(text.replace('rule:', 'logic: x\nseverity: low\nrule:'), 'r.yaml');
    expect(diagnostics).toEqual([]);
  });

  test('a .gsl file is the logic of a rule', () => {
    const text = `\n  IamUser should\n    shoud\n`;
    const { rulesets, diagnostics, logic: texts } = parseRuleset(text, 'rules/iam mfa.gsl');
    expect(diagnostics).toEqual([]);
    const rule = rulesets[0]!.rules[0]!;
    expect(rule).toMatchObject({ id: 'iam mfa', name: 'iam mfa', severity: 'Medium', logic: text.trim() });
    const { source, inFile } = texts.get(rule)!;
    expect(source.origin).toEqual({ line: 2, column: 3 });
    expect(marked(inFile(at(source, 'shoud')))).toBe('x: shoud');
    expect(inFile(at(source, 'shoud')).at.span.start).toBe(text.lastIndexOf('shoud'));
  });

  test.each([
    ['empty.gsl', ' \n'],
    ['long.gsl', 'x'.repeat(20)],
  ])('%s', (name, text) => {
    const { rulesets, diagnostics } = parseRuleset(text, name, { maxLength: 10 });
    expect(rulesets).toEqual([]);
    expect(diagnostics[0]?.severity).toBe('error');
  });
});

/** A made-up diagnostic on the n-th place of a word. */
function at(source: Source, word: string, nth = 0): Diagnostic {
  let start = source.text.indexOf(word);
  for (let count = 0; count < nth && start >= 0; count += 1) start = source.text.indexOf(word, start + 1);
  expect(start, `\`${word}\` in \`${source.text}\``).toBeGreaterThanOrEqual(0);
  return diagnostic({ code: 'x', severity: 'error', message: 'm', source, span: { start, end: start + word.length } });
}

describe('schema errors underline the value at fault', () => {
  test.each([
    ['a severity', `name: x\nrules:\n  - severity: Hgih\n    logic: x\n`, ['unknown-severity: Hgih']],
    ['in JSON', `{"rules": [{"severity": "Hgih", "logic": "x"}]}`, ['unknown-severity: "Hgih"']],
    ['a key', `severity: low\nseverty: low\nlogic: x\nremedation: y`, ['unknown-field: remedation']],
    ['a list', `severity: low\nlogic: [a,\n b]`, ['invalid-field: [a,']],
    ['an element', `severity: low\nlogic: a\nlabels:\n  - a\n  - {b: c}`, ['invalid-field: {b: c}']],
    ['under an alias name', `severity: low\nlogic: a\ncompliance_tag: {b: c}`, ['invalid-field: {b: c}']],
    ['something missing', `- name: a\n  severity: low\n- logic: x\n  severity: low`, ['missing-field: name: a']],
    [
      'a value behind an alias',
      `- {severity: &s Hgih, logic: x}\n- {severity: *s, logic: y}`,
      ['unknown-severity: Hgih', 'unknown-severity: Hgih'],
    ],
    ['an id', `- {id: a, severity: low, logic: x}\n- {id: 'a', severity: low, logic: y}`, [`duplicate-rule-id: 'a'`]],
    ['a whole rule', `rules:\n  - just text\n  - {severity: low, logic: x}`, ['invalid-rule: just text']],
    ['the second document', `severity: low\nlogic: x\n---\nseverity: [1]\nlogic: y`, ['invalid-field: [1]']],
    ['nothing at all', '# empty\n', ['empty-ruleset: ']],
  ])('%s', (_, text, expected) => {
    expect(markedIn(text)).toEqual(expected);
  });

  test('as people see it', () => {
    const { diagnostics } = parseRuleset('name: x\nrules:\n  - severity: Hgih\n    logic: x\n', 'rules/iam.yaml');
    expect(formatMessage(diagnostics[0]!)).toBe(
      [
        'error: `Hgih` is no severity [unknown-severity]',
        ' --> rules/iam.yaml:3:15',
        '  2 | rules:',
        '  3 |   - severity: Hgih',
        '    |               ^^^^',
        '  4 |     logic: x',
        '  = help: did you mean `High`?',
      ].join('\n'),
    );
  });
});

describe('errors of the YAML itself', () => {
  test.each([
    ['a colon in plain text', `logic: SecurityGroup should have: x`, ['invalid-yaml: :']],
    ['a key a blank too far in', `- name: one\n   severity: low`, ['invalid-yaml: severity:']],
    ['a tab', `rules:\n\t- logic: x`, ['invalid-yaml: \t']],
    ['a character', `severity: low\nlogic: @x`, ['invalid-yaml: @']],
    ['a missing comma', `{"severity": "low" "logic": "x"}`, ['invalid-yaml: "logic"']],
    ['an open quote', `logic: "x`, ['invalid-yaml: ']],
    ['an open bracket', `[{"logic": "x"}`, ['invalid-yaml: ']],
    ['an unknown alias', `severity: *low\nlogic: x`, ['invalid-yaml: *low']],
    ['an alias inside itself', `tests: &a [1, *a]\nseverity: low\nlogic: x`, ['invalid-yaml: *a']],
    ['a duplicate key', `severity: low\nlogic: x\nseverity: high`, ['duplicate-key: severity']],
    ['a custom tag', `severity: !secret low\nlogic: x`, ['invalid-yaml: !secret']],
  ])('%s', (_, text, expected) => {
    expect(markedIn(text)).toEqual(expected);
  });

  test('a rule with a duplicate key is left out, the others and the other documents are read', () => {
    const text = `rules:\n- {id: a, severity: low, logic: x, logic: y}\n- {id: b, severity: low, logic: x}\n---\n[\n---\nid: c\nseverity: low\nlogic: x`;
    const { rulesets, diagnostics } = parseRuleset(text, 'r.yaml');
    expect(rulesets.flatMap(({ rules }) => rules.map(({ id }) => id))).toEqual(['b', 'c']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['duplicate-key', 'invalid-yaml']);
  });

  test('every error of the file is of the file, lower case first and without a period', () => {
    for (const text of ['a: b: c', '[', '"', '{a: 1 b: 2}', '- a\nb: 1', '%FOO\n---\nlogic: x', '"\\q"']) {
      for (const {
        message,
        at: { source },
      } of parseRuleset(text, 'r.yaml').diagnostics) {
        expect(source).toEqual({ name: 'r.yaml', text });
        expect(message).toMatch(/^[^A-Z].*[^.]$/u);
      }
    }
  });
});

describe('limits', () => {
  const bomb = (levels: number): string =>
    [
      'a0: &a0 [x,x,x,x,x,x,x,x,x,x]',
      ...Array.from({ length: levels }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join()}]`),
    ].join('\n');

  test('aliases', () => {
    expect(markedIn(`severity: low\nlogic: x\n${bomb(1)}`)).toEqual([]);
    expect(markedIn(`severity: low\nlogic: x\n${bomb(9)}`)).toEqual(['too-many-aliases: severity: low']);
  });

  test('length', () => {
    const text = `severity: low\nlogic: x`;
    expect(parseRuleset(text, 'r.yaml', { maxLength: text.length }).diagnostics).toEqual([]);
    expect(parseRuleset(text, 'r.yaml', { maxLength: text.length - 1 }).diagnostics.map(marked)).toEqual([
      'text-too-long: ',
    ]);
  });

  test.each([['['], ['{a: '], ['- ']])('depth of %j', (opening) => {
    const { diagnostics } = parseRuleset(opening.repeat(100_000), 'r.yaml');
    expect(diagnostics.some(({ code, severity }) => code === 'invalid-yaml' && severity === 'error')).toBe(true);
  });

  test.each([99, 100, 101, 300, 600, 700, 800, 1500, 4000])('%i objects inside each other', (depth) => {
    const text = `severity: low\nlogic: x\nextra: ${'{a: '.repeat(depth - 1)}1${'}'.repeat(depth - 1)}`;
    expect(parseRuleset(text, 'r.yaml').diagnostics.length).toBe(depth > 100 ? 1 : 0);
  });

  test('many keys and many problems take no square of time', () => {
    const keys = Array.from({ length: 50_000 }, (_, n) => `k${n}: 1`).join('\n');
    expect(markedIn(`severity: low\nlogic: x\n${keys}`)).toEqual([]);
    const found = markedIn(Array.from({ length: 5_000 }, () => `- oops`).join('\n'));
    expect(found).toHaveLength(1001);
    expect(found.at(-1)).toBe('too-many-problems: ');
  });
});

describe('the logic of a rule in its file', () => {
  const styles: [string, string][] = [
    ['plain', `severity: low\nlogic: IamUser shoud have name=true`],
    ['plain on two lines', `severity: low\nlogic: IamUser\n   shoud have\n   name=true`],
    ['single quotes', `severity: low\nlogic: 'IamUser where id=''a'' shoud have name=true'`],
    ['double quotes', `severity: low\nlogic: "IamUser where id='\\u0041\\t\\U0001F600' \\\n    shoud have name=true"`],
    ['double quotes on two lines', `severity: low\nlogic: "IamUser\n\n   shoud have name=true"`],
    ['literal', `severity: low\nlogic: |\n   IamUser\n     shoud have\n\n   name=true\n`],
    [
      'literal with an indicator',
      `rules:\n- severity: low\n  logic: |2-   # note\n       IamUser\n       shoud have name=true`,
    ],
    ['folded', `severity: low\nlogic: >-\n  IamUser\n  shoud have\n\n  name=true\n`],
    ['line ends of Windows', `severity: low\r\nlogic: |\r\n  IamUser\r\n  shoud have\r\n  name=true\r\n`],
    ['flow', `rules: [{severity: low, logic: IamUser shoud have name=true}]`],
    ['JSON', `{"rules":[{"severity":"low","logic":"IamUser where id='\\"\\/\\\\'\\n shoud have name=true"}]}`],
    ['an alias', `severity: low\ndescription: &l IamUser shoud have name=true\nlogic: *l`],
  ];
  test.each(styles)('%s', (_, text) => {
    const { rulesets, diagnostics, logic: texts } = parseRuleset(text, 'r.yaml');
    expect(diagnostics).toEqual([]);
    const { source, inFile } = texts.get(rulesets[0]!.rules[0]!)!;
    for (const word of ['IamUser', 'shoud', 'name=true']) {
      const moved = inFile(at(source, word));
      expect(moved.at.source.text).toBe(text);
      expect(moved.at.span).toEqual({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
    }
    const { line, column } = source.origin!;
    expect(text.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^IamUser/u);
  });

  test('a span past the end, and an empty logic', () => {
    const { rulesets, logic: texts } = parseRuleset(
      `- {severity: low, logic: ''}\n- {severity: low, logic: abc }`,
      'r.yaml',
    );
    const [empty, full] = rulesets[0]!.rules.map((rule) => texts.get(rule)!);
    const end = (source: Source, offset: number): Diagnostic => ({
      ...at(source, ''),
      at: { kind: 'text', source, span: { start: offset, end: offset } },
    });
    expect(marked(empty!.inFile(end(empty!.source, 0)))).toBe(`x: ''`);
    expect(full!.inFile(end(full!.source, 3)).at.span).toEqual({ start: 57, end: 57 });
  });

  test('a fix is kept where the file can take it', () => {
    const fixed = (text: string, replacement: string) => {
      const { rulesets, logic: texts } = parseRuleset(text, 'r.yaml');
      const { source, inFile } = texts.get(rulesets[0]!.rules[0]!)!;
      const found = at(source, 'shoud');
      const { fixes: [fix] = [] } = inFile({ ...found, fixes: [{ span: found.at.span, text: replacement }] });
      return fix && text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
    };
    expect(fixed('severity: low\nlogic: X shoud', 'should')).toBe('severity: low\nlogic: X should');
    expect(fixed('severity: low\nlogic: |\n  X shoud', "'a'")).toBe("severity: low\nlogic: |\n  X 'a'");
    expect(fixed("severity: low\nlogic: 'X shoud'", "'a'")).toBeUndefined();
  });
});

describe('exclusions and overrides', () => {
  test('exclusions point into the file', () => {
    const text = `exclusions:\n  - rules: [A]\n    comment: c\n    logicExpressions:\n      - name like 'x%'\n      - "name like 'y%'"\n  - rules: [A]\n    entites: [b]\n    comment: c\n  - {rules: [A], comment: c, comment: d}\n`;
    const { exclusions, diagnostics, expressions } = parseExclusions(text, 'e.yaml');
    expect(diagnostics.map(marked)).toEqual(['unknown-field: entites', 'duplicate-key: comment']);
    expect(exclusions).toHaveLength(1);
    const texts = expressions.get(exclusions[0]!)!;
    expect(texts.map(({ source, inFile }) => marked(inFile(at(source, 'like'))))).toEqual(['x: like', 'x: like']);
    expect(texts[1]?.inFile(at(texts[1].source, 'y%')).at.span.start).toBe(text.indexOf('y%'));
  });

  test('an account keeps its leading zero', () => {
    const { exclusions } = parseExclusions('accounts: [012345678901]\ncomment: c', 'e.yaml');
    expect(exclusions[0]?.accounts).toEqual(['012345678901']);
  });

  test('no exclusions are no mistake', () => {
    expect(parseExclusions('# none yet\n', 'e.yaml')).toMatchObject({ exclusions: [], diagnostics: [] });
    expect(parseExclusions('exclusions: []', 'e.yaml')).toMatchObject({ exclusions: [], diagnostics: [] });
  });

  test('overrides', () => {
    const text = `severities:\n  - {rule: A, severity: higth, reason: x}\n  - {rule: B, severity: Low}\n  - {rule: C, severity: Low, reason: y}`;
    const { overrides, diagnostics } = parseOverrides(text, 's.yaml');
    expect(overrides).toEqual([{ rule: 'C', severity: 'Low', reason: 'y' }]);
    expect(diagnostics.map(marked)).toEqual(['unknown-severity: higth', 'missing-field: {rule: B, severity: Low}']);
  });
});

test('a list of more elements than a call takes arguments is read', () => {
  const { rulesets, diagnostics } = parseRuleset(
    `[${'1,'.repeat(130_000)}{"severity":"Low","logic":"true"}]`,
    'x.json',
  );
  expect(rulesets.flatMap(({ rules }) => rules)).toHaveLength(1);
  expect(diagnostics.at(-1)?.message).toBe('there are 129000 more problems');
});

test('each value of a rule has a place', () => {
  const text = '- severity: Low\n  logic: "true"\n  tests: [{entity: {}, expect: passed}]\n';
  const { rulesets, placeOf } = parseRuleset(text, 'x.yaml');
  const rule = rulesets[0]!.rules[0]!;
  const at = (...path: (string | number)[]): string => {
    const { start, end } = placeOf(rule, path)!.span;
    return text.slice(start, end);
  };
  expect([at('severity'), at('tests', 0, 'expect'), at('tests', 0, 'now')]).toEqual([
    'Low',
    'passed',
    '{entity: {}, expect: passed}',
  ]);
  expect(placeOf({ ...rule }, [])).toBeUndefined();
  const plain = parseRuleset('true', 'x.gsl');
  expect(plain.placeOf(plain.rulesets[0]!.rules[0]!, ['logic'])?.span).toEqual({ start: 0, end: 4 });
});
