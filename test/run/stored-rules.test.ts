import { expect, test } from 'vitest';

import { compiledJson, compiledModule, compileRules } from '../../src/run/precompiled/compile.ts';
import { type CompiledFile, loadCompiled } from '../../src/run/precompiled/index.ts';
import { restored, storing } from '../../src/run/precompiled/stored.ts';
import { functions } from '../../src/functions/index.ts';

/* What is stored of rules, and what is said of a file that is none. */

test.each<[unknown, string]>([
  [0, '0'],
  [-0, '{"$":"-0"}'],
  [1.5, '1.5'],
  [Infinity, '{"$":"Infinity"}'],
  [-Infinity, '{"$":"-Infinity"}'],
  [Number.NaN, '{"$":"NaN"}'],
  [10n ** 20n, '{"$":"100000000000000000000n"}'],
  [-5n, '{"$":"-5n"}'],
  [{ $: 'x', a: 1 }, '{"$":"x","a":1}'],
  [{ a: [-0, [5n]] }, '{"a":[{"$":"-0"},[{"$":"5n"}]]}'],
  [null, 'null'],
  ['5n', '"5n"'],
])('%# is stored and restored', (value, text) => {
  const stored = JSON.stringify(value, storing);
  expect(stored).toBe(text);
  expect(restored(JSON.parse(stored))).toStrictEqual(value);
});

test('nodes of the tree are left out', () => {
  expect(JSON.stringify({ node: { a: 1 }, kind: 'x' }, storing)).toBe('{"kind":"x"}');
});

const rule = (logic: string): { id: string; severity: string; logic: string } => ({ id: 'r', severity: 'High', logic });
const fileOf = (logic: string): CompiledFile => JSON.parse(compiledJson(compileRules([rule(logic)]))) as CompiledFile;

test.each<[string, object, string]>([
  ['T should have a = 123456789012345678901234567890', { a: 123456789012345678901234567890n }, 'passed'],
  ['T should have a = 123456789012345678901234567890', { a: 123456789012345678901234567891n }, 'failed'],
  ['T should have a in (1, 9007199254740993)', { a: 9007199254740993n }, 'passed'],
  ['T should have a in (1, 9007199254740993)', { a: 9007199254740992n }, 'failed'],
  ['T where a should have b', { a: false }, 'irrelevant'],
  ['T should have b exclude a', { a: true }, 'excluded'],
  ["T should have a before(0, 'days')", { a: 5 }, 'passed'],
  ['T should have a in ($None)', { a: 5 }, 'error'],
])('%s, %#', (logic, entity, status) => {
  const [loaded] = loadCompiled(fileOf(logic), { functions });
  expect(loaded?.evaluate({ type: 'T', ...entity }).status).toBe(status);
  expect(loaded?.evaluate({ type: 'U', ...entity }).status).toBe('irrelevant');
});

test.each<[string, unknown, RegExp]>([
  ['text', 'x', /this is no file of compiled rules; `gsl compile` writes them/u],
  ['null', null, /this is no file/u],
  ['another file', { format: 'x', rules: [] }, /this is no file/u],
  ['no rules', { format: 'gsl-compiled', version: 1 }, /this is no file/u],
  [
    'another version',
    { format: 'gsl-compiled', version: 2, rules: [] },
    /has version 2, and this reads version 1; compile/u,
  ],
  ['no version', { format: 'gsl-compiled', rules: [] }, /has version undefined/u],
])('%s is refused', (_, file, message) => {
  expect(() => loadCompiled(file as CompiledFile)).toThrow(message);
});

test('a plan that is none, that is too deep, or that calls what is not given, is refused', () => {
  const file = fileOf("T should have a startsWith('x')");
  expect(() => loadCompiled(file)).toThrow('`r` calls `startsWith()`, which was not given; give `startsWithFunction`');
  const [first] = file.rules;
  const withCondition = (condition: unknown): CompiledFile =>
    ({ ...file, rules: [{ ...first, plan: { ...first?.plan, condition } }] }) as CompiledFile;
  expect(() => loadCompiled(withCondition({ kind: 'x' }))).toThrow('the plan of `r` cannot be read');
  let deep: unknown = { kind: 'known', truth: true };
  for (let depth = 0; depth < 1_000; depth += 1) deep = { kind: 'not', of: deep };
  expect(loadCompiled(withCondition(deep))[0]?.evaluate({ type: 'T' }).status).toBe('passed');
  expect(() => loadCompiled(withCondition({ kind: 'not', of: deep }))).toThrow('the plan of `r` cannot be read');
});

test('code that comes with rules judges plain entities of their type, with a whole budget', () => {
  const file = fileOf('T should have a = 1');
  const stored = { ...file, rules: file.rules.map((one) => ({ ...one, constants: [] })) };
  const left: number[] = [];
  const code = [
    () => (_: unknown, scope: { left: number }) => {
      left.push(scope.left);
      return 'excluded' as const;
    },
  ];
  const [loaded] = loadCompiled(stored, { code } as never);
  expect(loaded?.evaluate({ type: 'T', a: 1 }).status).toBe('excluded');
  expect(loaded?.evaluate({ type: 'U', a: 1 }).status).toBe('irrelevant');
  expect(loaded?.evaluate({ type: 'T', a: 1 }, { unknown: { b: 'later' } }).status).toBe('passed');
  expect(left).toEqual([1_000_000]);
  const [without] = loadCompiled(file, { code } as never);
  expect(without?.evaluate({ type: 'T', a: 2 }).status).toBe('failed');
  const leaving = [
    () => (_: unknown, scope: { left: number }) => {
      scope.left = -1;
      return 'excluded' as const;
    },
  ];
  expect(loadCompiled(stored, { code: leaving } as never)[0]?.evaluate({ type: 'T', a: 1 }).status).toBe('passed');
  expect(() => loaded?.evaluate('x' as never)).toThrow('an entity is an object');
});

test('a module holds the constants that its code asks for, and none where it has no code', () => {
  const constantsOf = (logic: string): unknown => {
    const [, data] = /^const file = JSON\.parse\((.*)\);$/mu.exec(compiledModule(compileRules([rule(logic)]))) ?? [];
    const [stored] = (JSON.parse(JSON.parse(data ?? '""') as string) as { rules: { constants?: unknown }[] }).rules;
    return stored?.constants;
  };
  expect(constantsOf("T should have a = 'x'")).toEqual([
    { kind: 'value', value: 'a' },
    { kind: 'test', predicate: expect.anything() as unknown },
    { kind: 'value', value: 'x' },
    // Its letter and length, by which another text is told at a glance.
    { kind: 'value', value: 120 },
    { kind: 'value', value: 1 },
  ]);
  expect(constantsOf("T should have getResource('V', a) isEmpty()")).toBeUndefined();
  const several = ['T should have a', "T should have getResource('V', a)", 'T should have b'].map((logic, n) => ({
    ...rule(logic),
    id: `r${n}`,
  }));
  expect(compiledModule(compileRules(several))).toMatch(
    /^const code = \[function [^]*\n\}, undefined, function [^]*\n\}\];$/mu,
  );
});

test('a module imports the functions that its rules call, and no others', () => {
  const module = (logic: string): string => compiledModule(compileRules([rule(logic)]));
  expect(module('T should have a')).not.toContain('gsl-engine/functions');
  expect(module("T should have a startsWith('x') and b isEmpty()")).toContain(
    "import { isEmptyFunction, startsWithFunction } from 'gsl-engine/functions';",
  );
});
