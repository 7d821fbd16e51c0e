import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileRule, tryCompile } from '../src/run/compiled-rule.ts';
import { printRule } from '../src/syntax/print.ts';
import type { Entity } from '../src/values/entity.ts';
import { casesOf } from './conformance/schema.ts';
import { arbitraryRule } from './support/arbitrary-rule.ts';
import { generatedJudge } from './support/back-ends.ts';
import { judge } from './support/reference/interpreter.ts';
import { entitiesFor } from './support/samples.ts';
import { TAME } from './support/vocabulary.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const LISTS = { Known: ['a', 5, true] };
const FACTOR = Number(process.env.FUZZ_FACTOR ?? 1);

describe('generated code', () => {
  it('says what closures and the reference say of plain data, or leaves it to the closures', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(arbitraryRule(TAME), fc.nat(), (rule, choice) => {
        const { compiled } = tryCompile(printRule(rule), { lists: LISTS });
        const generated = compiled && generatedJudge(compiled, { lists: LISTS }, NOW);
        if (compiled === undefined || generated === undefined) return;
        const candidates = entitiesFor(compiled.syntax, { now: NOW / 1000, lists: LISTS });
        for (let turn = 0; turn < 12; turn += 1) {
          const one = candidates[(choice + turn * 7919) % candidates.length]!;
          const status = generated(one) ?? 'left';
          seen.set(status, (seen.get(status) ?? 0) + 1);
          if (status === 'left') continue;
          const why = `${printRule(rule)}\n${JSON.stringify(one)}`;
          expect(status, why).toBe(compiled.evaluate(one as Entity, { now: NOW }).status);
          expect(status, why).toBe(judge(compiled.syntax, one, { now: NOW / 1000, lists: LISTS }));
        }
      }),
      { numRuns: 900 * FACTOR },
    );
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
    for (const status of ['passed', 'failed', 'irrelevant', 'excluded', 'matched'])
      expect((seen.get(status) ?? 0) / total, `share of ${status}`).toBeGreaterThan(0.03);
    expect((seen.get('left') ?? 0) / total, 'share of what is left to closures').toBeLessThan(0.6);
  });

  it('says what closures say of entities of which something is not known', () => {
    const seen = { known: 0, unknown: 0 };
    fc.assert(
      fc.property(arbitraryRule(TAME), fc.nat(), (rule, choice) => {
        const compile = () => tryCompile(printRule(rule), { lists: LISTS }).compiled;
        const [cold, hot] = [compile(), compile()];
        if (cold === undefined || hot === undefined) return;
        const candidates = entitiesFor(cold.syntax, { now: NOW / 1000, lists: LISTS });
        for (let turn = 0; turn < 250; turn += 1) hot.evaluate({ type: cold.target ?? 'T' }, { now: NOW });
        for (let turn = 0; turn < 8; turn += 1) {
          const one = candidates[(choice + turn * 7919) % candidates.length] as Entity;
          const names = [...Object.keys(one), 'else'].filter((_, at) => ((choice + turn) >> at) % 3 === 0);
          const unknown = Object.fromEntries(names.map((name, at) => [at % 2 === 0 ? name : `${name}.a.0`, 'later']));
          const asked = { now: NOW, unknown };
          const [said, expected] = [hot.evaluate(one, asked), cold.evaluate(one, asked)];
          const why = `${printRule(rule)}\n${JSON.stringify(one)}\n${JSON.stringify(unknown)}`;
          expect([said.status, said.error], why).toEqual([expected.status, expected.error]);
          expect(said.explain(), why).toEqual(expected.explain());
          if (names.length > 0) seen[said.status === 'error' ? 'unknown' : 'known'] += 1;
        }
      }),
      { numRuns: 250 * FACTOR },
    );
    expect(seen.known).toBeGreaterThan(200);
    expect(seen.unknown).toBeGreaterThan(50);
  });

  it('says what conformance says', () => {
    const folder = new URL('./conformance/', import.meta.url);
    const said = { said: 0, left: 0 };
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.startsWith('known'))) {
      const cases = casesOf(file, parse(readFileSync(new URL(file, folder), 'utf8'), { maxAliasCount: 1_000 }));
      for (const { rule, entity, now, lists, expect: expected, path } of cases) {
        if (entity === undefined || expected === 'refused') continue;
        const clock = now === undefined ? NOW : Date.parse(now);
        const generated = generatedJudge(compileRule(rule, { lists }), { lists }, clock);
        const isTarget = compileRule(rule, { lists }).isTarget(entity as Entity);
        const status = isTarget ? generated?.(entity) : undefined;
        said[status === undefined ? 'left' : 'said'] += 1;
        if (status !== undefined) expect(status, `${path}: ${rule}\n${JSON.stringify(entity)}`).toBe(expected);
      }
    }
    expect(said.said).toBeGreaterThan(said.left);
  });

  const rule = compileRule('User should have settings.mfa = true');
  const code = generatedJudge(rule, {}, NOW)!;
  class Settings {
    get mfa(): boolean {
      return true;
    }
  }
  it.each<[what: string, entity: unknown, says: string | undefined]>([
    ['plain data', { settings: { mfa: true } }, 'passed'],
    ['a property that is missing', { settings: {} }, 'failed'],
    ['an inherited property', { settings: Object.create({ mfa: true }) as unknown }, undefined],
    ['a getter of a class', { settings: new Settings() }, undefined],
    [
      'an object without prototype',
      { settings: Object.assign(Object.create(null) as object, { mfa: true }) },
      undefined,
    ],
    ['a list', { settings: [{ mfa: true }] }, undefined],
    ['text', { settings: '{"mfa":true}' }, undefined],
  ])('judges plain data and leaves the rest: %s', (_, entity, says) => {
    expect(code(entity)).toBe(says);
  });

  it.each<[logic: string, entity: Record<string, unknown>]>([
    ["User should not have not 'null' <= 'null' exclude null >= null", {}],
    ["User should have null = nothing exclude 'null' = nothing", {}],
    ["User should have nothing in (null, 'null')", { nothing: null }],
    ["User should have name in ('null') exclude nothing in (null)", { name: 'null', nothing: 'null' }],
    [
      `User should have tags[0].key = 'a' and text = '["tags",0,"key"]'`,
      { tags: [{ key: 'a' }], text: '["tags",0,"key"]' },
    ],
    [`User should have 'x' = text exclude settings.mfa = '["settings","mfa"]'`, { text: 'x', settings: { mfa: true } }],
    ["User should have 1 = count exclude '1' = text", { count: 1, text: '1' }],
    ["User should have true = flag exclude 'true' = text", { flag: true, text: 'true' }],
  ])('tells constants from each other that are written alike: %s', (logic, properties) => {
    const compiled = compileRule(logic);
    const entity = { type: 'User', ...properties };
    expect(generatedJudge(compiled, {}, NOW)?.(entity)).toBe(compiled.evaluate(entity, { now: NOW }).status);
  });

  it('is put together without a word of the rule', () => {
    fc.assert(
      fc.property(fc.constantFrom('`', '${1}', '"', "'", '\\', '\u2028', '*/', '];process.exit()//'), (evil) => {
        const { compiled } = tryCompile(
          `User should have 'aws:${evil.replaceAll(/['\\]/gu, '')}' = "${evil.replaceAll(/["\\]/gu, '')}" and name like '%x%'`,
        );
        if (compiled !== undefined)
          expect(generatedJudge(compiled, {}, NOW)?.({ name: 'x' }) ?? 'failed').toBe('failed');
      }),
    );
  });

  it('does not read what was put into the prototype of all objects', () => {
    const warm = compileRule('User should have admin = true');
    for (let turn = 0; turn < 1_000; turn += 1) warm.evaluate({ type: 'User', admin: true });
    const all = Object.prototype as { admin?: boolean };
    all.admin = true;
    const { status } = warm.evaluate({ type: 'User' });
    delete all.admin;
    expect(status).toBe('failed');
  });
});
