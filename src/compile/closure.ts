import type { UnknownValues } from './unknown.ts';
import type { EvaluationContext } from '../functions/define.ts';
import type { EvaluationError, Truth } from '../values/value.ts';

/** What the closures of a rule share while they look at one entity. */
export interface Scope extends EvaluationContext {
  /** The elements of the blocks around the current one, outermost first; kept only for rules that use `~`. */
  readonly outer: unknown[];
  /** Values that the source does not hold; absent for snapshots in which all are known. */
  unknown?: UnknownValues;
}

/** The value of an operand for an element (or entity). */
export type ValueClosure = (self: unknown, scope: Scope) => unknown;
/** The truth of a condition for an element (or entity). */
export type TruthClosure = (self: unknown, scope: Scope) => Truth;

export function not(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth;
}

/**
 * `and`: false as soon as one operand is false, even beside one that cannot be decided; otherwise the first error;
 * otherwise true.
 */
export function allOf(operands: readonly TruthClosure[]): TruthClosure {
  if (operands.length === 2) {
    const [first, second] = operands as readonly [TruthClosure, TruthClosure];
    return (self, scope) => {
      const left = first(self, scope);
      if (left === false) return false;
      const right = second(self, scope);
      return left === true || right === false ? right : left;
    };
  }
  return (self, scope) => {
    let error: EvaluationError | undefined;
    for (const operand of operands) {
      const truth = operand(self, scope);
      if (truth === false) return false;
      if (truth !== true) error ??= truth;
    }
    return error ?? true;
  };
}

/** `or`: true as soon as one operand is true, even beside one that cannot be decided; otherwise the first error; otherwise false. */
export function anyOf(operands: readonly TruthClosure[]): TruthClosure {
  return (self, scope) => {
    let error: EvaluationError | undefined;
    for (const operand of operands) {
      const truth = operand(self, scope);
      if (truth === true) return true;
      if (truth !== false) error ??= truth;
    }
    return error ?? false;
  };
}
