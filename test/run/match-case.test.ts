import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { indexResources } from '../../src/assess/resources.ts';
import { compileRules } from '../../src/run/precompiled/compile.ts';
import { loadCompiled } from '../../src/run/precompiled/load.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';
import * as definitions from '../../src/functions/definitions.ts';
import type { FunctionDefinition } from '../../src/functions/define.ts';
import { loadExclusions } from '../../src/rules/exclusions.ts';
import { generatedJudge } from '../support/back-ends.ts';
import { judge } from '../support/reference/interpreter.ts';

const NOW = 0;
const functions = Object.values(definitions).filter(
  (value): value is FunctionDefinition => typeof value === 'object' && 'bind' in value,
);

/** What every way of judging says, without regard to case and with it; the same of all, or the list of what they say. */
function says(condition: string, entity: object, others: readonly { type: string }[] = []): readonly string[] {
  return [false, true].map((matchCase) => {
    const logic = `T should have ${condition}`;
    const one = { type: 'T', ...entity };
    const resources = indexResources(others);
    const rule = compileRule(logic, { matchCase });
    const evaluation = rule.evaluate(one, { now: NOW, resources });
    const [compiled] = loadCompiled(compileRules([{ id: 'r', severity: 'Low', logic }]), { functions, matchCase });
    const explained = evaluation.explain().condition?.truth;
    const all = new Set([
      evaluation.status,
      typeof explained === 'boolean' ? (explained ? 'passed' : 'failed') : 'error',
      judge(rule.syntax, one, { now: NOW, lists: {}, matchCase, snapshot: others }),
      compiled?.evaluate(one, { now: NOW, resources }).status,
      generatedJudge(rule, { matchCase }, NOW)?.(one) ?? evaluation.status,
    ]);
    return [...all].join(' and ');
  });
}

describe('text in its case, in every way of judging', () => {
  it.each<[condition: string, entity: object, blind: string, minding: string]>([
    ["a startsWith('svc-')", { a: 'SVC-1' }, 'passed', 'failed'],
    ["a startsWith('svc-')", { a: 'svc-1' }, 'passed', 'passed'],
    ['a startsWith(b)', { a: 'SVC-1', b: 'svc' }, 'passed', 'failed'],
    ["a endsWith(':latest')", { a: 'x:Latest' }, 'passed', 'failed'],
    ["a contain [ $ endsWith('b') ]", { a: ['aB', 'c'] }, 'passed', 'failed'],
    ['a unique() length() = 1', { a: ['x', 'X'] }, 'passed', 'failed'],
    ['a unique() length() = 1', { a: [{ k: 'x' }, { k: 'X' }] }, 'passed', 'failed'],
    ['a groupBy [ k ] length() = 1', { a: [{ k: 'x' }, { k: 'X' }] }, 'passed', 'failed'],
    ["a = 'x'", { a: 'X' }, 'passed', 'failed'],
    ['a = b', { a: { k: ['X'] }, b: { k: ['x'] } }, 'passed', 'failed'],
    ["a in ('x', 'y')", { a: 'X' }, 'passed', 'failed'],
    ['a in (b)', { a: 'X', b: ['x', 'y'] }, 'passed', 'failed'],
    ["a like 'x%'", { a: 'Xy' }, 'passed', 'failed'],
    ["a contain ['x%']", { a: ['Xy'] }, 'passed', 'failed'],
    ["a < 'b'", { a: 'C' }, 'failed', 'passed'],
    // Words of the language.
    ['a = true', { a: 'TRUE' }, 'passed', 'passed'],
    ['a = null', { a: 'NULL' }, 'passed', 'passed'],
    ['not a', { a: 'FALSE' }, 'passed', 'passed'],
    ["a toLower() = 'x'", { a: 'X' }, 'passed', 'passed'],
  ])('%s of %j: %s, and %s where it is minded', (condition, entity, blind, minding) => {
    expect(says(condition, entity)).toEqual([blind, minding]);
  });

  it('looks entities up, and does not take another case for none', () => {
    const one = [{ type: 'V', id: 'VPC-1', ok: true }];
    const both = [...one, { type: 'V', id: 'vpc-1', ok: false }];
    const condition = "getResource('V', v) contain [ ok = true ]";
    expect(says(condition, { v: 'vpc-1' }, one)).toEqual(['passed', 'error']);
    expect(says(condition, { v: 'vpc-1' }, both)).toEqual(['passed', 'failed']);
    expect(says("getResources('V', v, 'id') length() = 2", { v: 'vpc-1' }, both)).toEqual(['passed', 'failed']);
    expect(says("getResources('V', v, 'id') isEmpty()", { v: ['vpc-2'] }, both)).toEqual(['passed', 'passed']);
    expect(says("getResources('V', v, 'id') isEmpty()", { v: ['vpc-2', 'vpC-1'] }, one)).toEqual(['failed', 'error']);
  });

  it.each([
    [false, 'excluded'],
    [true, 'failed'],
  ])('in conditions of exclusions, minded: %s', async (matchCase, expected) => {
    const { exclusions } = loadExclusions([{ logicExpressions: ["name = 'Dev'"], reason: 'known' }]);
    const rules = [{ id: 'r', severity: 'Low', logic: 'T should have a = 1' }] as const;
    const statuses: string[] = [];
    const entities = [{ type: 'T', name: 'dev', a: 2 }];
    for await (const { status } of assess(rules, entities, { now: NOW, matchCase, exclusions })) statuses.push(status);
    expect(statuses).toEqual([expected]);
  });
});

describe('what differs by case alone', () => {
  const said = async (condition: string, names: readonly string[]): Promise<readonly string[]> => {
    const rules = [{ id: 'r', severity: 'Low', logic: `T should not have ${condition}` }] as const;
    const assessment = assess(
      rules,
      names.map((name) => ({ type: 'T', name })),
      { now: NOW, matchCase: true },
    );
    for await (const _ of assessment);
    return assessment.summary.rules.flatMap(({ evidence }) =>
      evidence.map(({ severity, message }) => `${severity}: ${message}`),
    );
  };
  const many = Array.from({ length: 300 }, (_, index) => `user-${index}`);

  it.each([
    ["name = 'ADMIN'", 'admin'],
    ["name in ('ADMIN', 'ROOT')", 'root'],
    ["name like 'ADM%'", 'admin'],
    ["name startsWith('ADM')", 'admin'],
    ["name endsWith('MIN')", 'admin'],
  ])('is told of %s among however many values, unless it is met behind them', async (condition, there) => {
    const before = await said(condition, [...many, there]);
    expect(before).toEqual([
      expect.stringMatching(/^error: `name` was not .* and was `'.*'`, which differs by case alone$/u),
    ]);
    expect(before[0]).toContain(`'${there}'`);
    expect(await said(condition, [there, ...many, there.toUpperCase()])).toEqual([]);
    expect(await said(condition, many)).toEqual([]);
  });
});
