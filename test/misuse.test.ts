import { describe, expect, test } from 'vitest';
import { assess, check, compileRule, defineFunction, environment, type Json } from '../src/index.ts';
import { readBytes } from '../src/inventory/formats.ts';
import { readInventory } from '../src/inventory/index.ts';
import { bundledRules, selectRules } from '../src/rules/index.ts';
import { compileRules } from '../src/run/precompiled/compile.ts';
import { loadCompiled } from '../src/run/precompiled/index.ts';
import { sqlOf } from '../src/sql/index.ts';

/* What is called from JavaScript, where no type says that it is wrong. */

const RULE = 'X should have a';
const rules = [{ id: 'r', severity: 'Low', logic: RULE }] as const;
const as = <T>(value: unknown): T => value as T;

describe('a misspelt option is refused', () => {
  test.each<[name: string, call: () => unknown, meant: string]>([
    ['assess', () => assess(rules, [], as({ exlusions: [] })), 'exclusions'],
    ['assess', () => assess(rules, [], as({ matchcase: true })), 'matchCase'],
    ['assess', () => assess(rules, [], as({ enviroment: {} })), 'environment'],
    ['environment', () => environment(as({ list: {} })), 'lists'],
    ['compileRule', () => compileRule(RULE, as({ strct: true })), 'strict'],
    ['check', () => check(RULE, as({ shemas: {} })), 'schemas'],
    ['reading', () => readInventory([], as({ maxdepth: 1 })), 'maxDepth'],
    ['reading', () => readBytes('a', new Uint8Array(), as({ formt: 'json' })), 'format'],
  ])('%s %#', (name, call, meant) => {
    expect(call).toThrow(new RegExp(`^${name} has no option .* did you mean \`${meant}\``, 'u'));
  });

  test('what is near none, and what others read, is left alone', async () => {
    const options = { ...environment({ lists: {} }), colour: 'red', retries: 3 };
    expect(await assess(rules, [{ type: 'X', a: 1 }], options).finish()).toMatchObject({ counts: { passed: 1 } });
    expect(check(RULE, options)).toEqual([]);
    expect(compileRule(RULE, options).target).toBe('X');
  });
});

describe('what is no definition of a function is refused', () => {
  const shouts = {
    ...{ name: 'shouts', origin: 'extension', receiver: 'text', parameters: [], result: 'boolean' },
    ...{ summary: 'whether a text is in capitals', details: [], examples: [] },
    bind: () => (text: unknown) => text === String(text).toUpperCase(),
  };

  test.each<[string, unknown, RegExp]>([
    ['no object', null, /^the function cannot be used: it is no object/u],
    ['no name', { ...shouts, name: undefined }, /^the function cannot be used: `name`/u],
    [
      'a name that no rule can write',
      { ...shouts, name: 'is loud' },
      /^the function `is loud` cannot be used: `name`/u,
    ],
    ['a name that begins with a digit', { ...shouts, name: '1st' }, /^the function `1st` cannot be used: `name`/u],
    ['a name that is a number', { ...shouts, name: 5 }, /^the function cannot be used: `name` is a word/u],
    ['no details', { ...shouts, details: 'x' }, /`details` and `examples` are lists, empty where there are none/u],
    [
      'a parameter that is none',
      { ...shouts, parameters: [5] },
      /each of `parameters` has a `name`, and a `kind` of any/u,
    ],
    ['a parameter without a name', { ...shouts, parameters: [{ kind: 'text' }] }, /each of `parameters`/u],
    ['a parameter of no kind', { ...shouts, parameters: [{ name: 'a', kind: 'toString' }] }, /each of `parameters`/u],
    ['a list', [], /^the function cannot be used: it is no object of defineFunction/u],
    ['no bind', { ...shouts, bind: true }, /`shouts` cannot be used: `bind`/u],
    ['a receiver of no kind', { ...shouts, receiver: 'string' }, /`receiver` is one of any, boolean/u],
    ['no result', { ...shouts, result: undefined }, /`result` is one of/u],
    ['no summary', { ...shouts, summary: undefined }, /`summary`/u],
    ['no examples', { ...shouts, examples: undefined }, /`details` and `examples`/u],
    ['no parameters', { ...shouts, parameters: undefined }, /`parameters` is a list/u],
    ['a parameter without a kind', { ...shouts, parameters: [{ name: 'a' }] }, /each of `parameters`/u],
  ])('%s', (_, definition, said) => {
    const functions = [defineFunction(as(definition))];
    expect(() => environment({ functions })).toThrow(said);
    expect(() => compileRule(RULE, { functions })).toThrow(said);
  });

  test('one that is right is used', () => {
    const rule = compileRule('X should have name shouts()', { functions: [defineFunction(as(shouts))] });
    expect(rule.evaluate({ type: 'X', name: 'A' }).status).toBe('passed');
  });
});

describe('an argument of another kind is refused, by its name', () => {
  const bytes = new TextEncoder().encode('{}');

  test.each<[what: string, call: () => unknown, said: RegExp]>([
    ['options that are null', () => assess(rules, [], as(null)), /^assess takes its options as an object/u],
    ['a clock in the place of options', () => environment(as('2026-01-01')), /^environment takes its options/u],
    ['functions by name', () => compileRule(RULE, as({ functions: { f: 1 } })), /`functions` as a list/u],
    ['a promise of schemas', () => check(RULE, as({ schemas: Promise.resolve({}) })), /`schemas`.*`await` it$/u],
    ['the name of schemas', () => check(RULE, as({ schemas: 'aws' })), /`schemas`/u],
    [
      'a list that is a text',
      () => assess(rules, [], as({ lists: { L: 'a' } })),
      /values of `\$L` in `lists` as an array/u,
    ],
    ['a list that is a set', () => environment(as({ lists: { L: new Set(['a']) } })), /`\$L`/u],
    ['lists in a map', () => compileRule(RULE, as({ lists: new Map([['L', ['a']]]) })), /`lists` as an object/u],
    ['onProblem', () => assess(rules, [], as({ onProblem: true })), /^onProblem is a function/u],
    ['a clock in seconds', () => assess(rules, [], { now: 1_700_000_000 }), /milliseconds.*multiply seconds by 1000/u],
    ['an id in the place of a selection', () => selectRules(bundledRules, as('D9.AWS.IAM.51')), /^selectRules takes/u],
    ['a misspelt selection', () => selectRules(bundledRules, as({ id: ['D9.AWS.IAM.51'] })), /did you mean `ids`/u],
    ['a text of an inventory', () => readBytes('a.json', as('{}')), /^readBytes takes a name and bytes/u],
    ['bytes before the name', () => readBytes(as(bytes), as('a.json')), /^readBytes takes a name and bytes/u],
    ['no bytes', () => readBytes('a.json', as(undefined)), /^readBytes takes/u],
    ['a buffer', () => readBytes('a.json', as(bytes.buffer)), /^readBytes takes/u],
    ['a promise of bytes', () => readBytes('a.json', as(Promise.resolve(bytes))), /`await` it$/u],
    [
      'the text of a rule as a query',
      () => sqlOf(as(RULE), { dialect: 'duckdb' }),
      /^sqlOf takes a rule that compileRule/u,
    ],
    ['an unknown dialect', () => sqlOf(compileRule(RULE), as({ dialect: 'mysql' })), /dialect: 'duckdb'/u],
    ['no dialect', () => sqlOf(compileRule(RULE), as(undefined)), /dialect: 'duckdb'/u],
  ])('%s', (_, call, said) => {
    expect(call).toThrow(said);
  });

  test('a clock near 1970 is one', () => {
    expect(compileRule(RULE).evaluate({ type: 'X', a: 1 }, { now: 5 }).status).toBe('passed');
    expect(compileRule(RULE).evaluate({ type: 'X', a: 1 }, { now: Date.now() }).status).toBe('passed');
  });
});

describe('what a function of your own gives is what its definition says', () => {
  type Result = 'any' | 'boolean' | 'list' | 'number' | 'object' | 'text';
  const gives = (result: Result, value: unknown): string => {
    const own = {
      name: 'f',
      origin: 'extension',
      receiver: 'any',
      parameters: [],
      summary: 's',
      details: [],
      examples: [],
    };
    const functions = [defineFunction(as({ ...own, result, bind: () => () => value }))];
    const rule = compileRule(`X should not have a f()`, { functions });
    const { status, error } = rule.evaluate({ type: 'X', a: 1 });
    const file = compileRules([{ id: 'r', severity: 'Low', logic: 'X should not have a f()' }], { functions });
    expect(loadCompiled(file, { functions })[0]?.evaluate({ type: 'X', a: 1 })).toMatchObject({
      status,
      ...(error === undefined ? {} : { error: { message: error.message } }),
    });
    return error === undefined ? status : `${error.code}: ${error.message}`;
  };

  test.each<[Result, unknown, string]>([
    ['boolean', true, 'failed'],
    ['boolean', false, 'passed'],
    ['boolean', Promise.resolve(true), 'wrong-type: `f()` gave a promise, and its `result` is true or false'],
    ['boolean', undefined, 'wrong-type: `f()` gave nothing, and its `result` is true or false'],
    ['boolean', 'no', 'wrong-type: `f()` gave text, and its `result` is true or false'],
    ['number', 1, 'failed'],
    ['number', NaN, 'wrong-type: `f()` gave NaN, and its `result` is a number'],
    ['number', new Date(0), 'wrong-type: `f()` gave an object, and its `result` is a number'],
    ['text', 'x', 'failed'],
    ['text', undefined, 'passed'],
    ['list', [], 'passed'],
    ['list', new Set(['x']), 'wrong-type: `f()` gave an object, and its `result` is a list'],
    ['object', { a: 1 } satisfies Json, 'failed'],
    ['any', Promise.resolve(1), 'wrong-type: `f()` gave a promise, and its `result` is anything'],
  ])('%s: %s', (result, value, said) => {
    expect(gives(result, value)).toBe(said);
  });
});
