import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundledRulesets } from '../../src/rules/bundled/index.ts';
import { loadPack, packs } from '../../src/rules/packs/index.ts';
import { tokenize } from '../../src/syntax/lexer.ts';
import { endOf } from '../../src/syntax/token.ts';

/* The grammar that editors colour by, with the engine that VS Code colours with. */

const require = createRequire(import.meta.url);
let grammar: textmate.IGrammar;
let yaml: textmate.IGrammar;

/** As much of YAML as is needed to stand around a rule. */
const YAML_AROUND = JSON.stringify({
  scopeName: 'source.yaml',
  patterns: [{ match: '^\\s*[\\w-]+(?=:)', name: 'entity.name.tag.yaml' }],
});

beforeAll(async () => {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const onigLib = Promise.resolve({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  });
  const read = (name: string): string =>
    readFileSync(new URL(`../../editors/vscode/syntaxes/${name}.tmLanguage.json`, import.meta.url), 'utf8');
  const texts: Readonly<Record<string, string>> = {
    'source.gsl': read('gsl'),
    'source.gsl.embedded': read('gsl-embedded'),
    'source.yaml': YAML_AROUND,
  };
  const registry = new textmate.Registry({
    onigLib,
    loadGrammar: (scope) => {
      const text = texts[scope];
      return Promise.resolve(text === undefined ? null : textmate.parseRawGrammar(text, `${scope}.json`));
    },
    getInjections: (scope) => (scope === 'source.yaml' ? ['source.gsl.embedded'] : undefined),
  });
  grammar = (await registry.loadGrammar('source.gsl'))!;
  yaml = (await registry.loadGrammar('source.yaml'))!;
}, 30_000);

interface Colored {
  readonly text: string;
  readonly scope: string;
}

function colored(by: textmate.IGrammar, text: string): readonly Colored[] {
  let stack = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = by.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scope: scopes.at(-1) ?? '',
    }));
  });
}

function words(by: textmate.IGrammar, text: string): readonly string[] {
  return colored(by, text)
    .filter((one) => one.text.trim() !== '')
    .map((one) => `${one.text.trim()} ${one.scope.replace(/\.gsl$/u, '')}`);
}

test.each([
  [
    "IamUser where name like 'a''b' should not have firstAccessKey.isActive=true",
    [
      'IamUser entity.name.type',
      'where keyword.control',
      'name variable.other.property',
      'like keyword.operator.word',
      "' string.quoted.single",
      'a string.quoted.single',
      "'' constant.character.escape",
      'b string.quoted.single',
      "' string.quoted.single",
      'should keyword.control',
      'not keyword.operator.logical',
      'have keyword.control',
      'firstAccessKey.isActive variable.other.property',
      '= keyword.operator.comparison',
      'true constant.language',
    ],
  ],
  [
    'List<IamUser> should have items with [ $ in ($Offices) or ~.a-b:c regexMatch /^a[/]b/i ] length() >= -1.5',
    [
      'List storage.type',
      '< punctuation.definition.typeparameters.begin',
      'IamUser entity.name.type',
      '> punctuation.definition.typeparameters.end',
      'should keyword.control',
      'have keyword.control',
      'items variable.other.property',
      'with keyword.operator.word',
      '[ punctuation.section.brackets',
      '$ variable.language',
      'in keyword.operator.word',
      '( punctuation.section.brackets',
      '$Offices variable.other.constant',
      ') punctuation.section.brackets',
      'or keyword.operator.logical',
      '~ variable.language',
    ],
  ],
])('%s', (text, wanted) => {
  const found = words(grammar, text);
  expect(found.slice(0, wanted.length)).toEqual(wanted);
});

describe('inside of YAML', () => {
  test.each([
    [
      '- logic: IamUser should have name # why\n  id: b',
      ['IamUser entity.name.type', 'should keyword.control', 'have keyword.control', 'name variable.other.property'],
    ],
    ['- logic: "IamUser should have name"\n  id: b', ['IamUser entity.name.type', 'should keyword.control']],
    [
      '- logic: |\n    IamUser\n      should have name\n  id: b',
      ['IamUser entity.name.type', 'should keyword.control', 'name variable.other.property'],
    ],
  ])('%s', (text, wanted) => {
    const found = words(yaml, text);
    expect(found).toEqual(expect.arrayContaining([...wanted]));
    expect(found.at(-2)).toBe('id entity.name.tag.yaml');
  });
});

/** What has no scope of its own, and whether anything is still open at the end of a rule. */
function uncoloured(logic: string): readonly string[] {
  const bare = colored(grammar, logic).filter(({ text, scope }) => text.trim() !== '' && scope === 'source.gsl');
  // A string, comment or pattern that ran on would swallow what comes behind.
  const behind = colored(grammar, `${logic}\nIamUser should have name`).slice(-7);
  const isClosed = behind.some(({ text, scope }) => text === 'should' && scope.startsWith('keyword.control'));
  return [...bare.map(({ text }) => text.trim()), ...(isClosed ? [] : ['(runs on)'])];
}

test('no word of any rule of the packs is without a colour, and nothing runs on behind its end', async () => {
  const loaded = await Promise.all(packs.map(({ id }) => loadPack(id)));
  const rules = loaded.flatMap((pack) => (pack?.rules ?? []).map(({ logic }) => logic));
  expect(rules.length).toBeGreaterThan(600);
  const bad = rules.map((logic) => [logic, uncoloured(logic)] as const).filter(([, words]) => words.length > 0);
  expect(bad).toEqual([]);
  expect(uncoloured("IamUser should have name = 'a")).toEqual(['(runs on)']);
  expect(uncoloured('IamUser should have ; name')).toEqual([';']);
}, 30_000);

test('every keyword of our own rules is one, and no text or property is', () => {
  const rules = bundledRulesets.flatMap(({ rules: all }) => all.map(({ logic }) => logic)).slice(0, 300);
  expect(rules.length).toBeGreaterThan(10);
  for (const logic of rules) {
    const at = new Map<number, string>();
    let offset = 0;
    for (const { text, scope } of colored(grammar, logic.replaceAll('\n', ' '))) {
      at.set(offset, scope);
      offset += text.length;
    }
    for (const token of tokenize({ name: 'rule', text: logic }).tokens) {
      const scope = [...at].findLast(([start]) => start <= token.startOffset)?.[1] ?? '';
      const wanted = WANTED[token.tokenType.name];
      if (wanted !== undefined) expect(`${logic.slice(token.startOffset, endOf(token))} ${scope}`).toMatch(wanted);
    }
  }
});

const WANTED: Readonly<Record<string, RegExp>> = {
  Where: / keyword\.control/u,
  Should: / keyword\.control/u,
  And: / keyword\.operator\.logical/u,
  Or: / keyword\.operator\.logical/u,
  Not: / keyword\.operator\.logical/u,
  BlockOperator: / keyword\.operator\.word/u,
  Text: / string\.quoted/u,
  Number: / constant\.numeric/u,
  Whole: / constant\.numeric/u,
  Regex: / string\.regexp/u,
  Word: / (?:variable\.other\.property|entity\.name\.(?:type|function))/u,
};
