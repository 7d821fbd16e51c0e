import type { NamedLists } from './environment.ts';
import { truthMeant } from './doubts.ts';
import type { Predicate } from '../plan/plan.ts';
import { COMPARISONS } from '../values/comparison-operators.ts';
import type { Fold } from '../values/equality.ts';
import { jsonTextOf } from '../values/json-text.ts';
import { oneOf } from '../values/one-of.ts';
import { likeTest, PatternError, regexTest } from '../values/pattern.ts';
import { textOf } from '../values/text.ts';
import { EvaluationError, single } from '../values/value.ts';
import { costOfText, spend, UNCOUNTED, type Work } from '../values/work.ts';

/** What a predicate says of a value. What it has to go through is paid for by the judgement; a text itself was before. */
export type PredicateTest = (value: unknown, work?: Asked) => boolean | EvaluationError;

/** Values that were met beside those of the kind that a predicate asks for, and most likely mean them. */
export type Besides = Map<Predicate, unknown>;

/** What a judgement may spend, and where it tells what it met. */
export interface Asked extends Work {
  readonly besides?: Besides | undefined;
}

/** The test of a predicate: everything that does not depend on the value is done here, once. */
export function testOf(predicate: Predicate, lists: NamedLists, fold: Fold): PredicateTest {
  switch (predicate.kind) {
    case 'compare':
      return compared(predicate, fold);
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

/** Whether a value may be met that most likely means what a predicate asks for, and is of another kind. */
export function hasBesides(predicate: Predicate): boolean {
  if (predicate.kind !== 'compare' || (predicate.operator !== '=' && predicate.operator !== '!=')) return false;
  return (
    typeof predicate.to === 'boolean' || (typeof predicate.to === 'string' && truthMeant(predicate.to) !== undefined)
  );
}

function compared(predicate: Predicate & { readonly kind: 'compare' }, fold: Fold): PredicateTest {
  const { to } = predicate;
  const test = COMPARISONS[predicate.operator].testFor(to, fold);
  if (!hasBesides(predicate)) return test;
  const isBeside =
    typeof to === 'boolean'
      ? (value: unknown) => truthMeant(value) !== undefined
      : (value: unknown) => typeof value === 'boolean';
  return (value, work) => {
    if (work?.besides !== undefined && isBeside(value) && !work.besides.has(predicate))
      work.besides.set(predicate, value);
    return test(value);
  };
}

/** Text operators look at text and at what is written like it: a number or boolean is read as its text. */
function onText(holds: (text: string) => boolean): (value: unknown) => boolean {
  return (value) => {
    const text = textOf(single(value));
    return text !== undefined && holds(text);
  };
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
    return (value, work = UNCOUNTED) => {
      const text = textOf(single(value));
      if (text !== undefined && holds(text, work)) return true;
      const json = jsonTextOf(value, work);
      if (json === undefined || json instanceof EvaluationError) return json ?? false;
      return spend(work, costOfText(json)) && holds(json, work);
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
