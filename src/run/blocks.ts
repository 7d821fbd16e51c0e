import type { BlockOperator } from '../syntax/ast.ts';
import { readDocument } from '../values/document.ts';
import { equals, type Fold } from '../values/equality.ts';
import { bucketOf, identityOf } from '../values/identity.ts';
import { isUnknown, wholly } from '../values/partly-known.ts';
import { unreadDocument } from '../values/path.ts';
import { elementsOf, EvaluationError, type Truth } from '../values/value.ts';
import { spend, type Work } from '../values/work.ts';
import { not, type Scope, TOO_MANY_ELEMENTS, type TruthClosure } from './scope.ts';

/** What a block operator gives for the elements of its list. */
export type BlockMeaning = (elements: readonly unknown[], body: TruthClosure, scope: Scope, cost: number) => unknown;

/** The elements that a block looks at; text that is JSON of a list or an object is opened. */
export function blockElements(list: unknown, work?: Work): readonly unknown[] {
  if (typeof list !== 'string') return elementsOf(list);
  // What stands in a cut document is not known, and neither how many there are.
  return elementsOf(readDocument(list, work) ?? unreadDocument(list, work) ?? list);
}

/** What the body says of an element. One that is not known is an error, whatever is asked; nothing is asked once nothing is left. */
function asked(body: TruthClosure, element: unknown, scope: Scope, cost: number): Truth {
  scope.left -= cost;
  if (scope.left < 0) return TOO_MANY_ELEMENTS;
  if (typeof element === 'object' && isUnknown(element)) return element;
  return body(element, scope);
}

/** Some element. Nothing is in an empty or missing list. */
function some(elements: readonly unknown[], body: TruthClosure, scope: Scope, cost: number): Truth {
  let error: EvaluationError | undefined;
  for (const element of elements) {
    const truth = asked(body, element, scope, cost);
    if (truth === true) return true;
    if (truth !== false) error ??= truth;
  }
  return error ?? false;
}

/** Every element, and there is one: a list that is missing satisfies no rule by being missing. */
function every(elements: readonly unknown[], body: TruthClosure, scope: Scope, cost: number): Truth {
  let error: EvaluationError | undefined;
  for (const element of elements) {
    const truth = asked(body, element, scope, cost);
    if (truth === false) return false;
    if (truth !== true) error ??= truth;
  }
  return error ?? elements.length > 0;
}

/** The elements for which the body is true, as a list. One that is not decided makes the list unknown. */
function filter(
  elements: readonly unknown[],
  body: TruthClosure,
  scope: Scope,
  cost: number,
): readonly unknown[] | EvaluationError {
  const found: unknown[] = [];
  for (const element of elements) {
    const truth = asked(body, element, scope, cost);
    if (truth === true && element instanceof EvaluationError) return wholly(element);
    if (truth === true) found.push(element);
    else if (truth !== false) return truth;
  }
  return found;
}

export const BLOCKS: Readonly<Record<BlockOperator, BlockMeaning>> = {
  contain: some,
  'contain-any': some,
  'contain-all': every,
  'contain-none': (elements, body, scope, cost) => not(some(elements, body, scope, cost)),
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
  work: Work,
): readonly Group[] | EvaluationError {
  const groups: Group[] = [];
  const known = new Map<string, Group>();
  const byBucket = new Map<string | undefined, Group[]>();
  for (const element of elements) {
    if (!spend(work, 1)) return TOO_MANY_ELEMENTS;
    if (element instanceof EvaluationError) return wholly(element);
    const key = keyOf(element) ?? null;
    if (key instanceof EvaluationError) return wholly(key);
    // The same value again is in the same group; another may be equal to one that is written otherwise.
    const identity = identityOf(key, work, fold);
    let group = identity === undefined ? undefined : known.get(identity);
    if (group === undefined) {
      const bucket = bucketOf(key, work);
      let inBucket = byBucket.get(bucket);
      if (inBucket === undefined) byBucket.set(bucket, (inBucket = []));
      group = inBucket.find((other) => spend(work, 1) && equals(other.key, key, fold, work));
      if (group === undefined) {
        group = { key, values: [] };
        inBucket.push(group);
        groups.push(group);
      }
      if (identity !== undefined) known.set(identity, group);
    }
    group.values.push(element);
  }
  return groups;
}
