import type { EntitySchemas } from '../check/schemas/schema.ts';
import { type CompiledRule, type CompileOptions, tryCompile } from '../run/compiled-rule.ts';
import type { Explanation, ExplanationPart } from '../run/explanation.ts';
import type { Problem } from '../rules/problem.ts';
import type { Rule } from '../rules/rule.ts';
import type { Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import { readRuleTests, type RuleTest } from './read-rule-tests.ts';
import { indexResources } from './resources.ts';
import { type RuleTestMessage, unknownInTest } from './test-properties.ts';

/** What came of one test. */
export interface RuleTestResult {
  readonly name: string;
  /** Its place in the list of tests. */
  readonly index: number;
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
  /** What is wrong with tests that are not of the form that they must have. These have not run; the others have. */
  readonly problems: readonly Problem[];
  /** Properties of their entities that the schemas do not know; none without schemas. */
  readonly warnings: readonly RuleTestMessage[];
}

/**
 * Runs the tests that stand with a rule (`tests`). An entity without a type is of the rule's target.
 *
 * @param options what the rule was compiled with: its lists stand beside those of a test, its schemas know what a test's
 * entities can have
 *
 * @example
 * const [rule] = bundledRules;
 * const { results } = runRuleTests(rule, compileRule(rule.logic));
 * results.filter(({ expected, actual }) => expected !== actual) // []
 */
export function runRuleTests(rule: Rule, compiled: CompiledRule, options: CompileOptions = {}): RuleTestsReport {
  const { tests, problems } = readRuleTests(rule.tests);
  const type = compiled.isList ? `List<${compiled.target}>` : compiled.target;
  const warnings = options.schemas === undefined ? [] : warningsOf(tests, compiled, type, options.schemas);
  const seen = new Map<string, { readonly text: string; wasTrue: boolean; wasFalse: boolean }>();
  const results = tests.map(({ test, index }): RuleTestResult => {
    const entity = { type: type ?? '', ...test.entity } as Entity;
    const resources = test.resources === undefined ? {} : { resources: indexResources(test.resources as Entity[]) };
    const evaluation = withLists(compiled, test, options).evaluate(entity, {
      ...(test.now === undefined ? {} : { now: test.now }),
      ...resources,
    });
    const explanation = evaluation.explain();
    // Of an entity of another type no condition is asked: it shows nothing of them.
    const isAsked = compiled.isTarget(entity);
    for (const part of [explanation.where, explanation.exclude, explanation.condition])
      if (part !== undefined) note(part, seen, isAsked);
    return {
      name: test.name ?? `test ${index + 1}`,
      index,
      entity,
      expected: test.expect,
      actual: evaluation.status,
      explanation,
    };
  });
  return { rule, results, uncovered: uncoveredOf(seen), problems, warnings };
}

/** A rule that is tried with lists of the test's own. */
function withLists(compiled: CompiledRule, { lists }: RuleTest, options: CompileOptions): CompiledRule {
  if (lists === undefined) return compiled;
  return tryCompile(compiled.source, { ...options, lists: { ...options.lists, ...lists } }).compiled ?? compiled;
}

function warningsOf(
  tests: ReturnType<typeof readRuleTests>['tests'],
  { source }: CompiledRule,
  type: string | undefined,
  schemas: EntitySchemas,
): readonly RuleTestMessage[] {
  const asked = new Set(source.text.match(/\w[\w-]*/gu)?.flatMap((word) => [word, ...word.split('-')]));
  return tests.flatMap(({ index, test: { entity, resources = [] } }) => [
    ...unknownInTest({ type: type ?? '', ...entity }, ['tests', index, 'entity'], schemas, asked),
    ...resources.flatMap((one, at) => unknownInTest(one, ['tests', index, 'resources', at], schemas, asked)),
  ]);
}

function note(
  part: ExplanationPart,
  seen: Map<string, { readonly text: string; wasTrue: boolean; wasFalse: boolean }>,
  isAsked: boolean,
): void {
  if (part.truth !== undefined) {
    const key = `${part.node.span.start}:${part.node.span.end}:${part.node.kind}`;
    const known = seen.get(key) ?? { text: part.text, wasTrue: false, wasFalse: false };
    known.wasTrue ||= isAsked && part.truth === true;
    known.wasFalse ||= isAsked && part.truth === false;
    seen.set(key, known);
  }
  part.parts.forEach((inner) => note(inner, seen, isAsked));
}

function uncoveredOf(
  seen: ReadonlyMap<string, { readonly text: string; readonly wasTrue: boolean; readonly wasFalse: boolean }>,
): UncoveredPart[] {
  return [...seen.values()].flatMap(({ text, wasTrue, wasFalse }): UncoveredPart[] => [
    ...(wasTrue ? [] : [{ text, never: 'true' as const }]),
    ...(wasFalse ? [] : [{ text, never: 'false' as const }]),
  ]);
}
