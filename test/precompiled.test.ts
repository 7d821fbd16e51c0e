import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as definitions from '../src/functions/definitions.ts';
import { defineFunction } from '../src/functions/define.ts';
import { tryCompile } from '../src/run/compiled-rule.ts';
import { compiledJson, compiledModule, compileRules } from '../src/run/precompiled/compile.ts';
import { loadCompiled, type LoadOptions, type PrecompiledRule } from '../src/run/precompiled/index.ts';
import type { CompiledFile } from '../src/run/precompiled/stored.ts';
import { printRule } from '../src/syntax/print.ts';
import type { Entity } from '../src/values/entity.ts';
import { loadPatterns } from '../src/values/pattern-engine.ts';
import { casesOf } from './conformance/schema.ts';
import { arbitraryRule } from './support/arbitrary-rule.ts';
import { entitiesFor } from './support/samples.ts';
import { TAME } from './support/vocabulary.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const LISTS = { Known: ['a', 5, true] };
const functions = Object.values(definitions);

await loadPatterns();

function fileOf(...logics: readonly string[]): CompiledFile {
  return compileRules(logics.map((logic, index) => ({ id: `R${index}`, severity: 'High', logic })));
}

/** A file as who reads it from a disk gets it. */
function read(file: CompiledFile): CompiledFile {
  return JSON.parse(compiledJson(file)) as CompiledFile;
}

/** What a module gives when it is imported, with what it imports put in by hand. */
async function imported(file: CompiledFile, options: LoadOptions = {}): Promise<readonly PrecompiledRule[]> {
  const body = compiledModule(file)
    .replaceAll(/^import \{ (.*) \} from '.*';$/gmu, 'const { $1 } = given;')
    .replaceAll(/^export const (\w+) =/gmu, 'const $1 = given.$1 =');
  const given: Record<string, unknown> & { load?: (options: LoadOptions) => readonly PrecompiledRule[] } = {
    loadCompiled,
    ...definitions,
  };
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  await (AsyncFunction('given', body) as (given: unknown) => Promise<void>)(given);
  return given.load!(options);
}

describe('rules that were compiled ahead say what rules say', () => {
  it('in conformance, from JSON and from a module', async () => {
    const folder = new URL('./conformance/', import.meta.url);
    let compared = 0;
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.yaml') && !one.startsWith('known'))) {
      const cases = casesOf(name, parse(readFileSync(new URL(name, folder), 'utf8'), { maxAliasCount: 1_000 }));
      for (const { rule, entity, now, lists, path } of cases) {
        const given = lists === undefined ? {} : { lists };
        const { compiled } = tryCompile(rule, given);
        if (entity === undefined || compiled === undefined) continue;
        const file = compileRules([{ id: 'R', severity: 'Low', logic: rule }], given);
        const options = { now: now ?? NOW };
        const { status, error } = compiled.evaluate(entity as Entity, options);
        const wanted = error === undefined ? { status } : { status, error };
        const [stored] = loadCompiled(read(file), { functions, ...given });
        expect(stored!.evaluate(entity as Entity, options), `${path}: ${rule}`).toEqual(wanted);
        const [module] = await imported(file, given);
        expect(module!.evaluate(entity as Entity, options), `module, ${path}: ${rule}`).toEqual(wanted);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('over generated rules and entities', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRule(TAME), fc.nat(), async (rule, choice) => {
        const { compiled } = tryCompile(printRule(rule), { lists: LISTS });
        if (compiled === undefined) return;
        const file = fileOf(printRule(rule));
        const [stored] = loadCompiled(read(file), { functions, lists: LISTS });
        const [module] = await imported(file, { lists: LISTS });
        const candidates = entitiesFor(compiled.syntax, { now: NOW / 1000, lists: LISTS });
        for (let turn = 0; turn < 6; turn += 1) {
          const one = candidates[(choice + turn * 7919) % candidates.length]! as Entity;
          const { status } = compiled.evaluate(one, { now: NOW });
          expect(stored!.evaluate(one, { now: NOW }).status, printRule(rule)).toBe(status);
          expect(module!.evaluate(one, { now: NOW }).status, printRule(rule)).toBe(status);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of an entity with a value that is not known', () => {
    const [rule] = loadCompiled(fileOf("Bucket should have acl = 'private'"));
    expect(rule!.evaluate({ type: 'Bucket' }, { unknown: { acl: 'the plan does not say' } })).toMatchObject({
      status: 'error',
      error: { code: 'unknown-value' },
    });
  });
});

describe('a file of compiled rules', () => {
  it.each<[what: string, logic: string, entity: object, status: string]>([
    ['a number beyond 2^53', 'Thing should have id = 9007199254740993', { id: 9007199254740993n }, 'passed'],
    ['its neighbour', 'Thing should have id = 9007199254740993', { id: 9007199254740992n }, 'failed'],
    ['a name that an object has', 'Thing should have __proto__.x = 1', {}, 'failed'],
    ['text that looks like a number in JSON', "Thing should have name = '$'", { name: '$' }, 'passed'],
  ])('holds %s', async (_, logic, entity, status) => {
    const file = fileOf(logic);
    const one = { type: 'Thing', ...entity } as Entity;
    expect(loadCompiled(read(file))[0]!.evaluate(one).status).toBe(status);
    expect((await imported(file))[0]!.evaluate(one).status).toBe(status);
  });

  it('is the same for the same rules, and has another hash for others', () => {
    const one = fileOf('A should have b = 1', 'A should have c');
    expect(compiledJson(fileOf('A should have b = 1', 'A should have c'))).toBe(compiledJson(one));
    expect(fileOf('A should have b = 2', 'A should have c').hash).not.toBe(one.hash);
  });

  const calls = fileOf('Group should have scope isPublic()');
  const evil = { ...calls.rules[0]!.plan, condition: { kind: 'eval', code: '1' } };
  it.each<[what: string, file: unknown, message: RegExp]>([
    ['another file', { rules: [] }, /no file of compiled rules; `gsl compile` writes them/u],
    ['no object', 'text', /no file of compiled rules/u],
    ['another version', { ...calls, version: 99 }, /has version 99, and this reads .*compile the rules again/u],
    ['a function that is not given', calls, /`R0` calls `isPublic\(\)`.*give `isPublicFunction`/u],
    [
      'a part that is none',
      { ...calls, rules: [{ ...calls.rules[0], plan: evil }] },
      /the plan of `R0` cannot be read/u,
    ],
  ])('is refused: %s', (_, file, message) => {
    expect(() => loadCompiled(file as CompiledFile)).toThrow(message);
  });

  it('calls functions of your own, which are given again; a module cannot import them', () => {
    const own = defineFunction({
      name: 'isOdd',
      origin: 'extension',
      receiver: 'number',
      parameters: [],
      result: 'boolean',
      summary: 'True for odd numbers.',
      details: [],
      examples: [],
      bind: () => (value) => typeof value === 'number' && value % 2 === 1,
    });
    const rules = [{ id: 'R', severity: 'Low', logic: 'Thing should have n isOdd()' }];
    const file = compileRules(rules, { functions: [own] });
    expect(loadCompiled(file, { functions: [own] })[0]!.evaluate({ type: 'Thing', n: 3 }).status).toBe('passed');
    expect(() => compiledModule(file)).toThrow(/`R` calls `isOdd\(\)`, a function of your own/u);
  });
});

it('nothing of a rule becomes code of a module', async () => {
  const hostile = "'); throw new Error('run'); ('`${process}`*/ \u2028 </script>";
  const literal = hostile.replaceAll("'", '"');
  const logic = `Thing should have name = '${literal}' and tags.a like '%${literal}%'`;
  const file = compileRules([{ id: hostile, name: hostile, severity: 'High', logic }]);
  const text = compiledModule(file);
  const [rule] = await imported(file);
  expect(rule!.name).toBe(hostile);
  expect(rule!.evaluate({ type: 'Thing', name: literal, tags: { a: literal } }).status).toBe('passed');
  expect(rule!.evaluate({ type: 'Thing', name: 'x' }).status).toBe('failed');
  const code = text.slice(text.indexOf('const code ='), text.indexOf('const file ='));
  expect(code).toContain('function (K, H)');
  expect(code).not.toMatch(/throw|process|tags|Thing|\bname\b/u);
});
