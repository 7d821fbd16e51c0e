import type { ComparisonOperator } from '../syntax/ast.ts';
import { equals, equalTo, type Fold, order } from './equality.ts';
import type { Work } from './work.ts';

/** What a comparison operator means. A property that is missing, or of another kind, has no order and equals nothing. */
interface ComparisonMeaning {
  /** For a right side that changes from entity to entity. */
  readonly test: (left: unknown, right: unknown, fold?: Fold, work?: Work) => boolean;
  /** For a right side that is a literal: what can be done once is done once. */
  readonly testFor: (right: unknown, fold?: Fold) => (left: unknown) => boolean;
}

function ordering(
  holds: (order: number) => boolean,
  direct: (left: number, right: number) => boolean,
): ComparisonMeaning {
  return {
    test: (left, right, fold) => holds(order(left, right, fold)),
    testFor: (right, fold) =>
      typeof right === 'number'
        ? (left) => (typeof left === 'number' ? direct(left, right) : holds(order(left, right, fold)))
        : (left) => holds(order(left, right, fold)),
  };
}

/** The meaning of each comparison operator. NaN, for no order, satisfies none of the four orderings. */
export const COMPARISONS: Readonly<Record<ComparisonOperator, ComparisonMeaning>> = {
  '=': { test: equals, testFor: equalTo },
  '!=': {
    test: (left, right, fold, work) => !equals(left, right, fold, work),
    testFor: (right, fold) => {
      const equal = equalTo(right, fold);
      return (left) => !equal(left);
    },
  },
  '<': ordering(
    (o) => o < 0,
    (left, right) => left < right,
  ),
  '>': ordering(
    (o) => o > 0,
    (left, right) => left > right,
  ),
  '<=': ordering(
    (o) => o <= 0,
    (left, right) => left <= right,
  ),
  '>=': ordering(
    (o) => o >= 0,
    (left, right) => left >= right,
  ),
};
