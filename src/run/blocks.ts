import type { BlockOperator } from '../syntax/ast.ts';
import { readDocument } from '../values/document.ts';
import { equals, type Fold } from '../values/equality.ts';
import { bucketOf } from '../values/identity.ts';
import { elementsOf, EvaluationError, type Truth } from '../values/value.ts';
import { not, type Scope, TOO_MANY_ELEMENTS, type TruthClosure } from './scope.ts';

/** What a block operator gives for the elements of its list. */
export type BlockMeaning = (elements: readonly unknown[], body: TruthClosure, scope: Scope) => unknown;

/** The elements that a block looks at; text that is JSON of a list or an object is opened. */
export function blockElements(list: unknown): readonly unknown[] {
  return elementsOf(typeof list === 'string' ? (readDocument(list) ?? list) : list);
}

/** What the body says of an element. One that is not known is an error, whatever is asked. */
function asked(body: TruthClosure, element: unknown, scope: Scope): Truth {
  scope.left -= 1;
  if (scope.left < 0) return TOO_MANY_ELEMENTS;
  if (typeof element === 'object' && element instanceof EvaluationError) return element;
  return body(element, scope);
}

/** Some element. Nothing is in an empty or missing list. */
function some(elements: readonly unknown[], body: TruthClosure, scope: Scope): Truth {
  let error: EvaluationError | undefined;
  for (const element of elements) {
    const truth = asked(body, element, scope);
    if (truth === true || truth === TOO_MANY_ELEMENTS) return truth;
    if (truth !== false) error ??= truth;
  }
  return error ?? false;
}

/** Every element, and there is one: a list that is missing satisfies no rule by being missing. */
function every(elements: readonly unknown[], body: TruthClosure, scope: Scope): Truth {
  let error: EvaluationError | undefined;
  for (const element of elements) {
    const truth = asked(body, element, scope);
    if (truth === false || truth === TOO_MANY_ELEMENTS) return truth;
    if (truth !== true) error ??= truth;
  }
  return error ?? elements.length > 0;
}

/** The elements for which the body is true, as a list. One that is not decided makes the list unknown. */
function filter(elements: readonly unknown[], body: TruthClosure, scope: Scope): readonly unknown[] | EvaluationError {
  const found: unknown[] = [];
  for (const element of elements) {
    const truth = asked(body, element, scope);
    if (truth === true) found.push(element);
    else if (truth !== false) return truth;
  }
  return found;
}

export const BLOCKS: Readonly<Record<BlockOperator, BlockMeaning>> = {
  contain: some,
  'contain-any': some,
  'contain-all': every,
  'contain-none': (elements, body, scope) => not(some(elements, body, scope)),
  with: filter,
};

interface Group {
  readonly key: unknown;
  readonly values: unknown[];
}

/**
 * The groups of a list by the value of its elements, in order of first appearance. Two elements are in one group when
 * their values are equal as by `=`; a missing value counts as null.
 */
export function groupsOf(
  elements: readonly unknown[],
  keyOf: (element: unknown) => unknown,
  fold: Fold,
): readonly Group[] | EvaluationError {
  const groups: Group[] = [];
  const byBucket = new Map<string | undefined, Group[]>();
  for (const element of elements) {
    if (element instanceof EvaluationError) return element;
    const key = keyOf(element) ?? null;
    if (key instanceof EvaluationError) return key;
    const bucket = bucketOf(key);
    let inBucket = byBucket.get(bucket);
    if (inBucket === undefined) byBucket.set(bucket, (inBucket = []));
    let group = inBucket.find((known) => equals(known.key, key, fold));
    if (group === undefined) {
      group = { key, values: [] };
      inBucket.push(group);
      groups.push(group);
    }
    group.values.push(element);
  }
  return groups;
}
