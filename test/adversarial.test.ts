import { describe, expect, test } from 'vitest';
import { assess } from '../src/assess/assess.ts';
import { loadRuleset } from '../src/rules/load.ts';
import { compileRule, type Evaluation } from '../src/run/compiled-rule.ts';
import type { Entity } from '../src/values/entity.ts';
import { ADVERSARIAL } from './support/adversarial.ts';
import { ADVERSARIAL_EVIDENCE } from './support/adversarial-evidence.ts';

/* `npm run bench -- adversarial` prints what they take. Nothing timed is asserted here: the work is counted. */
const LIMIT = expect.objectContaining({ code: 'limit' }) as unknown;

describe.each(ADVERSARIAL)('$name: $gives', ({ rule, entity, unknown, gives }) => {
  const isTrue = (gives === 'passed') !== rule.includes('should not');
  const asked = unknown === undefined ? {} : { unknown: unknown() };
  let once: Evaluation | undefined;
  const evaluate = (): Evaluation =>
    (once ??= compileRule(rule).evaluate({ type: 'T', ...entity(1) } as Entity, asked));

  test('has a verdict, or an error of the limit', () => {
    expect(evaluate()).toMatchObject(gives === 'limit' ? { status: 'error', error: LIMIT } : { status: gives });
  });

  test('has the same where the rule is hot, and code was generated', () => {
    const judge = compileRule(rule);
    for (let turn = 0; turn < 250; turn += 1) judge.evaluate({ type: 'T', items: [{}] });
    const judged = judge.evaluate({ type: 'T', ...entity(1) } as Entity, asked);
    expect(judged).toMatchObject(gives === 'limit' ? { status: 'error', error: LIMIT } : { status: gives });
  });

  test('is explained as it is judged', () => {
    const { condition } = evaluate().explain();
    expect(condition?.truth).toEqual(gives === 'limit' ? LIMIT : isTrue);
  });
});

test.each(ADVERSARIAL_EVIDENCE)('$name: $gives messages', async ({ rule, entity, gives, last }) => {
  const { rulesets } = loadRuleset({ id: 'r', name: 'R', rules: [{ id: 'r', severity: 'High', logic: rule }] });
  const { rules } = await assess(rulesets, [entity(1)], { now: '2026-11-26T00:00:00Z' }).finish();
  const evidence = rules[0]?.evidence ?? [];
  expect(evidence).toHaveLength(gives);
  expect(evidence.at(-1)?.message).toContain(last);
});
