import { describe, expect, test } from 'vitest';
import { assess, check, compileRule, defineFunction, environment } from '../src/index.ts';
import { readBytes } from '../src/inventory/formats.ts';
import { readInventory } from '../src/inventory/index.ts';

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
