import type { NamedLists } from './environment.ts';
import type { Predicate, Scalar } from '../plan/plan.ts';
import { COMPARISONS } from '../values/comparison-operators.ts';
import { equalTo, type Fold, sameTextTest } from '../values/equality.ts';
import { jsonTextOf } from '../values/json-text.ts';
import { likeTest, PatternError, regexTest } from '../values/pattern.ts';
import { textOf } from '../values/text.ts';
import { EvaluationError, single } from '../values/value.ts';

/** What a predicate says of a value. */
export type PredicateTest = (value: unknown) => boolean | EvaluationError;

/** The test of a predicate: everything that does not depend on the value is done here, once. */
export function testOf(predicate: Predicate, lists: NamedLists, fold: Fold): PredicateTest {
  switch (predicate.kind) {
    case 'compare':
      return COMPARISONS[predicate.operator].testFor(predicate.to, fold);
    case 'oneOf':
      return oneOf(predicate.values, fold);
    case 'listed':
      return listed(predicate.name, lists, fold);
    case 'like':
      return onText(likeTest(predicate.pattern, fold));
    case 'match':
      return match(predicate.pattern, predicate.ignoreCase);
  }
}

/** Text operators look at text and at what is written like it: a number or boolean is read as its text. */
function onText(holds: (text: string) => boolean): (value: unknown) => boolean {
  return (value) => {
    if (typeof value === 'string') return holds(value);
    const text = textOf(single(value));
    return text !== undefined && holds(text);
  };
}

function oneOf(values: readonly Scalar[], fold: Fold): (value: unknown) => boolean {
  const tests = values.map((value) => equalTo(value, fold));
  const texts = values.filter((value) => typeof value === 'string');
  // Nearly all lists hold text, and nearly all values are text in the list's own spelling.
  const isText = textSetTest(texts, fold);
  // A text also equals the number, boolean or null that it is written like.
  const others = values.flatMap((value, index) => (typeof value === 'string' ? [] : [tests[index] ?? never]));
  return (value) => {
    const one = single(value);
    if (typeof one !== 'string') return tests.some((test) => test(one));
    return isText(one) || others.some((test) => test(one));
  };
}

const never = (): boolean => false;

/** So few texts are compared one by one. */
const FEW = 8;

/** Whether a text is one of several, apart from case. */
function textSetTest(texts: readonly string[], fold: Fold): (text: string) => boolean {
  if (texts.length <= FEW) {
    const tests = texts.map((text) => sameTextTest(fold(text), fold));
    return (text) => {
      for (const test of tests) if (test(text)) return true;
      return false;
    };
  }
  const exact = new Set(texts);
  const folded = new Set(texts.map(fold));
  return (text) => exact.has(text) || folded.has(fold(text));
}

function listed(name: string, lists: NamedLists, fold: Fold): PredicateTest {
  const values = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (values !== undefined) return oneOf(values, fold);
  const known = Object.keys(lists);
  const error = new EvaluationError(
    'unknown-list',
    `the list \`$${name}\` is not known`,
    known.length === 0
      ? 'give the values of named lists to `compileRule` or `assess` with the option `lists`, or with --lists'
      : `known lists: ${known.map((list) => `$${list}`).join(', ')}`,
  );
  return () => error;
}

/** Of a list or an object, the JSON text is searched, as published rules want it; one text and a list of it are the same. */
function match(pattern: string, ignoreCase: boolean): PredicateTest {
  try {
    const holds = regexTest(pattern, ignoreCase);
    return (value) => {
      if (typeof value === 'string') return holds(value);
      const text = textOf(single(value));
      if (text !== undefined && holds(text)) return true;
      const json = jsonTextOf(value);
      return json instanceof EvaluationError ? json : json !== undefined && holds(json);
    };
  } catch (thrown) {
    if (!(thrown instanceof PatternError)) throw thrown;
    const error = new EvaluationError(
      'invalid-pattern',
      `the pattern \`/${pattern}/\` cannot be used: ${thrown.message}`,
    );
    return () => error;
  }
}
