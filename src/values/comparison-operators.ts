import type { ComparisonOperator } from '../syntax/ast.ts';
import { equals, equalTo, order } from './equality.ts';

/** What a comparison operator means. A property that is missing, or of another kind, has no order and equals nothing. */
interface ComparisonMeaning {
  /** For a right side that changes from entity to entity. */
  readonly test: (left: unknown, right: unknown) => boolean;
  /** For a right side that is a literal: what can be done once is done once. */
  readonly testFor: (right: unknown) => (left: unknown) => boolean;
}

function ordering(
  holds: (order: number) => boolean,
  direct: (left: number, right: number) => boolean,
): ComparisonMeaning {
  return {
    test: (left, right) => holds(order(left, right)),
    testFor: (right) =>
      typeof right === 'number'
        ? (left) => (typeof left === 'number' ? direct(left, right) : holds(order(left, right)))
        : (left) => holds(order(left, right)),
  };
}

/** The meaning of each comparison operator. NaN, for no order, satisfies none of the four orderings. */
export const COMPARISONS: Readonly<Record<ComparisonOperator, ComparisonMeaning>> = {
  '=': { test: (left, right) => equals(left, right), testFor: equalTo },
  '!=': {
    test: (left, right) => !equals(left, right),
    testFor: (right) => {
      const equal = equalTo(right);
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
