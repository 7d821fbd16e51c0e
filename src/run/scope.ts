import type { Besides } from './predicates.ts';
import type { UnknownValues } from './unknown.ts';
import type { EvaluationContext } from '../functions/define.ts';
import { EvaluationError, type Truth } from '../values/value.ts';

/** What the closures of a rule share while they look at one entity. */
export interface Scope extends Omit<EvaluationContext, 'unknown'> {
  unknown?: UnknownValues;
  /** The elements of the blocks around the current one, outermost first; kept only for rules that use `~`. */
  readonly outer: unknown[];
  /** How much work may still be done in this judgement: nested blocks multiply, and rules are untrusted. */
  left: number;
  /** Objects inherit no property by assignment, so that code may read properties without asking whose they are. */
  isPlain: boolean;
  /** A parser made the entity, so that no object in it inherits anything of its own. */
  isParsed: boolean;
  /** Where what was met beside the kinds that predicates ask for is told. */
  besides?: Besides | undefined;
  /** The source of the entity marks some of it as secret: no value of it is kept. */
  hasSecrets?: boolean;
}

/** A scope for a judgement of its own: nothing is spent, nothing was worked out. */
export function begin(scope: Scope): void {
  scope.left = MAX_ELEMENTS;
  scope.documents = undefined;
  scope.longTexts = undefined;
  scope.pieces = undefined;
  scope.jsonTexts = undefined;
  scope.knownParts = undefined;
}

/** The value of something for an element (or entity). */
export type ValueClosure = (self: unknown, scope: Scope) => unknown;
/** The truth of a condition for an element (or entity). */
export type TruthClosure = (self: unknown, scope: Scope) => Truth;

/**
 * More than this is done for no entity. An element that a block asks a few things of counts as one; so does about as much
 * work of other kinds: 32 characters of a text that is gone through, an element that a function reads.
 */
export const MAX_ELEMENTS = 1_000_000;

/** Ends a judgement: unlike other errors it is not waited for whether another operand decides. */
export const TOO_MANY_ELEMENTS = new EvaluationError(
  'limit',
  `the rule takes more than ${MAX_ELEMENTS} steps to judge this entity`,
  'what a block asks of a list or a long text is asked again for each of its elements: ask it once, outside of the block',
);

/** What was found, unless nothing is left to find it by. */
export function whileLeft<T>(found: T, scope: Scope): T | EvaluationError {
  return scope.left < 0 ? TOO_MANY_ELEMENTS : found;
}

export function not(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth;
}

/**
 * `and`: false as soon as one operand is false, even beside one that cannot be decided; otherwise the first error;
 * otherwise true.
 */
export function allOf(operands: readonly TruthClosure[]): TruthClosure {
  const [first, second, ...others] = operands;
  if (first !== undefined && second !== undefined && others.length === 0) {
    return (self, scope) => {
      const left = first(self, scope);
      if (left === false || left === TOO_MANY_ELEMENTS) return left;
      const right = second(self, scope);
      return left === true || right === false || right === TOO_MANY_ELEMENTS ? right : left;
    };
  }
  return (self, scope) => {
    let error: EvaluationError | undefined;
    for (const operand of operands) {
      const truth = operand(self, scope);
      if (truth === false || truth === TOO_MANY_ELEMENTS) return truth;
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
      if (truth === true || truth === TOO_MANY_ELEMENTS) return truth;
      if (truth !== false) error ??= truth;
    }
    return error ?? false;
  };
}
