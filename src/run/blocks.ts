import type { BlockOperator } from '../syntax/ast.ts';
import { equals } from '../values/equality.ts';
import { bucketOf } from '../values/identity.ts';
import { elementsOf, EvaluationError, type Truth } from '../values/value.ts';
import { not, type Scope, TOO_MANY_ELEMENTS, type TruthClosure } from './scope.ts';

/** What a block operator gives for the elements of its list. */
export type BlockMeaning = (list: unknown, body: TruthClosure, scope: Scope) => unknown;

/** Some element. Nothing is in an empty or missing list. */
function some(list: unknown, body: TruthClosure, scope: Scope): Truth {
  let error: EvaluationError | undefined;
  for (const element of elementsOf(list)) {
    scope.left -= 1;
    if (scope.left < 0) return TOO_MANY_ELEMENTS;
    const truth = body(element, scope);
    if (truth === true || truth === TOO_MANY_ELEMENTS) return truth;
    if (truth !== false) error ??= truth;
  }
  return error ?? false;
}

/** Every element, and there is one: a list that is missing satisfies no rule by being missing. */
function every(list: unknown, body: TruthClosure, scope: Scope): Truth {
  const elements = elementsOf(list);
  let error: EvaluationError | undefined;
  for (const element of elements) {
    scope.left -= 1;
    if (scope.left < 0) return TOO_MANY_ELEMENTS;
    const truth = body(element, scope);
    if (truth === false || truth === TOO_MANY_ELEMENTS) return truth;
    if (truth !== true) error ??= truth;
  }
  return error ?? elements.length > 0;
}

/** The elements for which the body is true, as a list. One that is not decided makes the list unknown. */
function filter(list: unknown, body: TruthClosure, scope: Scope): readonly unknown[] | EvaluationError {
  const found: unknown[] = [];
  for (const element of elementsOf(list)) {
    scope.left -= 1;
    if (scope.left < 0) return TOO_MANY_ELEMENTS;
    const truth = body(element, scope);
    if (truth === true) found.push(element);
    else if (truth !== false) return truth;
  }
  return found;
}

export const BLOCKS: Readonly<Record<BlockOperator, BlockMeaning>> = {
  contain: some,
  'contain-any': some,
  'contain-all': every,
  'contain-none': (list, body, scope) => not(some(list, body, scope)),
  with: filter,
};

/** The same meaning, but the body is asked of every element before: for explanations. */
export function askingAll(meaning: BlockMeaning): BlockMeaning {
  return (list, body, scope) => {
    const truths: Truth[] = [];
    for (const element of elementsOf(list)) {
      scope.left -= 1;
      truths.push(scope.left < 0 ? TOO_MANY_ELEMENTS : body(element, scope));
      if (scope.left < 0) break;
    }
    let next = 0;
    return meaning(list, () => truths[next++] ?? TOO_MANY_ELEMENTS, scope);
  };
}

interface Group {
  readonly key: unknown;
  readonly values: unknown[];
}

/**
 * The groups of a list by the value of its elements, in order of first appearance. Two elements are in one group when
 * their values are equal as by `=`; a missing value counts as null.
 */
export function groupsOf(list: unknown, keyOf: (element: unknown) => unknown): readonly Group[] | EvaluationError {
  const groups: Group[] = [];
  const byBucket = new Map<string | undefined, Group[]>();
  for (const element of elementsOf(list)) {
    const key = keyOf(element) ?? null;
    if (key instanceof EvaluationError) return key;
    const bucket = bucketOf(key);
    let inBucket = byBucket.get(bucket);
    if (inBucket === undefined) byBucket.set(bucket, (inBucket = []));
    let group = inBucket.find((known) => equals(known.key, key));
    if (group === undefined) {
      group = { key, values: [] };
      inBucket.push(group);
      groups.push(group);
    }
    group.values.push(element);
  }
  return groups;
}
