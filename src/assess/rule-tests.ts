import * as z from 'zod';
import { type CompiledRule, contextOf } from '../run/compiled-rule.ts';
import type { Explanation, ExplanationPart } from '../run/explanation.ts';
import { mustBe, problemsOf } from '../rules/problem.ts';
import { dataPathText } from '../text/format-message.ts';
import type { Rule } from '../rules/schema.ts';
import { nearest } from '../text/suggest.ts';
import type { Entity } from '../values/entity.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import { isObject } from '../values/value.ts';
import { indexResources } from './resources.ts';

/** One test of a rule: an entity and what the rule must say of it. */
const ruleTest = z.object(
  {
    name: z.string({ error: mustBe('text') }).exactOptional(),
    entity: z.looseObject({}, { error: mustBe('an object') }),
    expect: z.enum(STATUSES, { error: `must be one of ${STATUSES.join(', ')}` }),
    /** The clock, as ISO 8601; in UTC where it names no zone. */
    now: z
      .string({ error: mustBe('a time') })
      .refine(isTime, 'must be a time like 2026-11-23T12:00:00Z')
      .exactOptional(),
    /** Other entities, for the resource functions. */
    resources: z
      .array(z.looseObject({ type: z.string({ error: mustBe('text') }) }, { error: mustBe('an entity') }), {
        error: mustBe('a list'),
      })
      .exactOptional(),
  },
  { error: mustBe('an object') },
);

const ruleTests = z.array(ruleTest, { error: mustBe('a list of tests') });

/** What is wrong with the tests of a rule, a line each. */
function problemsIn(tests: unknown): string[] {
  const fields = Object.keys(ruleTest.shape);
  const unknown = (Array.isArray(tests) ? (tests as readonly unknown[]) : []).flatMap((test, index) =>
    Object.keys(isObject(test) ? test : {})
      .filter((field) => !fields.includes(field))
      .map((field) => {
        const near = nearest(field, fields);
        return `unknown field \`tests[${index}].${field}\`${near === undefined ? `; there are ${fields.join(', ')}` : `; did you mean \`${near}\`?`}`;
      }),
  );
  const { error } = ruleTests.safeParse(tests);
  const wrong = error === undefined ? [] : problemsOf(error, tests, ['tests'], new Map());
  return [
    ...unknown,
    ...wrong.map(({ message, at: { path } }) => `${message.replace(/^`[^`]*`|^it/u, `\`${dataPathText(path)}\``)}`),
  ];
}

function isTime(now: string): boolean {
  try {
    contextOf({ now });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What came of one test. */
export interface RuleTestResult {
  readonly name: string;
  readonly entity: Entity;
  readonly expected: Status;
  readonly actual: Status;
  readonly explanation: Explanation;
}

/** A part of a condition that no test made true, or that none made false. */
export interface UncoveredPart {
  readonly text: string;
  readonly never: 'true' | 'false';
}

export interface RuleTestsReport {
  readonly rule: Rule;
  readonly results: readonly RuleTestResult[];
  readonly uncovered: readonly UncoveredPart[];
  /** The tests are not of the form that they must have; then none has run. */
  readonly problem?: string;
}

/**
 * Runs the tests that stand with a rule (`tests`). An entity without a type is of the rule's target.
 *
 * @example
 * runRuleTests(rule, compileRule(rule.logic)).results.filter(({ expected, actual }) => expected !== actual)
 */
export function runRuleTests(rule: Rule, compiled: CompiledRule): RuleTestsReport {
  const [problem, ...more] = problemsIn(rule.tests ?? []);
  if (problem !== undefined) {
    return { rule, results: [], uncovered: [], problem: [problem, ...more].join('\n') };
  }
  const tests = ruleTests.parse(rule.tests ?? []);
  const type = compiled.isList ? `List<${compiled.target}>` : compiled.target;
  const seen = new Map<string, { readonly text: string; wasTrue: boolean; wasFalse: boolean }>();
  const results = tests.map((test, index): RuleTestResult => {
    const entity = { type: type ?? '', ...test.entity } as Entity;
    const resources = test.resources === undefined ? {} : { resources: indexResources(test.resources as Entity[]) };
    const evaluation = compiled.evaluate(entity, {
      ...(test.now === undefined ? {} : { now: test.now }),
      ...resources,
    });
    const explanation = evaluation.explain();
    for (const part of [explanation.where, explanation.exclude, explanation.condition])
      if (part !== undefined) note(part, seen);
    return {
      name: test.name ?? `test ${index + 1}`,
      entity,
      expected: test.expect,
      actual: evaluation.status,
      explanation,
    };
  });
  return { rule, results, uncovered: uncoveredOf(seen) };
}

function note(
  part: ExplanationPart,
  seen: Map<string, { readonly text: string; wasTrue: boolean; wasFalse: boolean }>,
): void {
  if (part.truth !== undefined) {
    const key = `${part.node.span.start}:${part.node.span.end}:${part.node.kind}`;
    const known = seen.get(key) ?? { text: part.text, wasTrue: false, wasFalse: false };
    if (part.truth === true) known.wasTrue = true;
    if (part.truth === false) known.wasFalse = true;
    seen.set(key, known);
  }
  part.parts.forEach((inner) => note(inner, seen));
}

function uncoveredOf(
  seen: ReadonlyMap<string, { readonly text: string; readonly wasTrue: boolean; readonly wasFalse: boolean }>,
): UncoveredPart[] {
  return [...seen.values()].flatMap(({ text, wasTrue, wasFalse }): UncoveredPart[] => [
    ...(wasTrue ? [] : [{ text, never: 'true' as const }]),
    ...(wasFalse ? [] : [{ text, never: 'false' as const }]),
  ]);
}
