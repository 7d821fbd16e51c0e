import type { Range } from 'vscode-languageserver/node';
import { runRuleTests } from '../../assess/rule-tests.ts';
import { reasonOf } from '../../findings/reason.ts';
import { explanationLines } from '../../findings/tree.ts';
import { parseRuleset } from '../../rules/parse-text.ts';
import type { LoadedRule } from '../../rules/rule.ts';
import { tryCompile } from '../../run/compiled-rule.ts';
import type { ServiceOptions } from '../../services/options.ts';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isObject } from '../../values/value.ts';
import { rangeIn } from './convert.ts';

/** A test that stands with a rule. */
export interface ShownTest {
  /** Its place in the rule's list, from 0. */
  readonly index: number;
  readonly label: string;
  readonly range: Range;
}

/** A rule that has tests. */
export interface TestedRule {
  readonly id: string;
  readonly label: string;
  readonly range: Range;
  readonly tests: readonly ShownTest[];
}

/** What came of a test. */
export interface TestOutcome {
  readonly id: string;
  readonly index: number;
  readonly passed: boolean;
  readonly expected: string;
  readonly actual: string;
  /** Why, where it did not come out as the test says. */
  readonly message: string;
}

const MAX_TESTS = 1_000;

/** The tests in a file of rules. */
export function testsIn(document: TextDocument): readonly TestedRule[] {
  const { rulesets, placeOf } = parseRuleset(document.getText(), document.uri);
  const rangeOf = (rule: LoadedRule, path: readonly (string | number)[]): Range =>
    rangeIn(document, placeOf(rule, path)?.span ?? { start: 0, end: 0 });
  return rulesets
    .flatMap(({ rules }) => rules)
    .flatMap((rule): TestedRule[] => {
      const { tests } = rule;
      if (!Array.isArray(tests) || tests.length === 0) return [];
      const shown = (tests as readonly unknown[]).slice(0, MAX_TESTS).map((test, index): ShownTest => {
        const name = isObject(test) ? test['name'] : undefined;
        const label = typeof name === 'string' && name !== '' ? name : `test ${index + 1}`;
        return { index, label, range: rangeOf(rule, ['tests', index]) };
      });
      return [{ id: rule.id, label: rule.name, range: rangeOf(rule, []), tests: shown }];
    });
}

/** Runs the tests of a file's rules, or of those that are named. */
export function runTestsIn(
  document: TextDocument,
  ids: readonly string[] | undefined,
  options: ServiceOptions,
): readonly TestOutcome[] {
  const { rulesets } = parseRuleset(document.getText(), document.uri);
  const chosen = rulesets.flatMap(({ rules }) => rules).filter(({ id }) => ids?.includes(id) ?? true);
  return chosen.flatMap((rule): TestOutcome[] => {
    const { compiled, diagnostics } = tryCompile({ name: rule.id, text: rule.logic }, options);
    if (compiled === undefined) {
      const message = diagnostics.map((one) => one.message).join('\n');
      const tests: readonly unknown[] = Array.isArray(rule.tests) ? (rule.tests as readonly unknown[]) : [];
      return tests.map((_, index) => ({ id: rule.id, index, passed: false, expected: '', actual: 'error', message }));
    }
    const { results, problems } = runRuleTests(rule, compiled, options);
    const broken = new Map(problems.map(({ at: { path }, message }) => [Number(path[1]), message]));
    const told = [...broken].map(([index, message]): TestOutcome => ({
      id: rule.id,
      index,
      passed: false,
      expected: '',
      actual: 'error',
      message,
    }));
    const ran = results.map(({ index, expected, actual, explanation }): TestOutcome => {
      const passed = expected === actual;
      const why = [`expected ${expected}, got ${actual}: ${reasonOf(explanation)}`, ...explanationLines(explanation)];
      return { id: rule.id, index, passed, expected, actual, message: passed ? '' : why.join('\n') };
    });
    return [...told, ...ran].sort((a, b) => a.index - b.index);
  });
}
