import { wholly } from '../values/partly-known.ts';
import { EvaluationError, singleFor, type Truth } from '../values/value.ts';
import { payForText } from '../values/work.ts';
import type { PredicateTest } from './predicates.ts';
import { type Scope, TOO_MANY_ELEMENTS, type TruthClosure, type ValueClosure, whileLeft } from './scope.ts';

/** The test of one value: what is not known of it may leave the truth open. */
export function testing(
  value: ValueClosure,
  holds: PredicateTest,
  decide: (error: EvaluationError, work: Scope) => Truth,
  isWhole: boolean,
): TruthClosure {
  return (self, scope) => {
    const found = value(self, scope);
    if (typeof found === 'object' && found !== null) {
      const one = Array.isArray(found) ? singleFor(found, scope) : found;
      if (one instanceof EvaluationError) return decide(one, scope);
      const unknown = unknownIn(found, scope) ?? (isWhole ? scope.unknown?.insideOf(found) : undefined);
      if (unknown !== undefined) return known(unknown, found, scope, decide);
      if (!payForText(one, scope)) return TOO_MANY_ELEMENTS;
      return whileLeft(holds(found, scope), scope);
    }
    return payForText(found, scope) ? holds(found, scope) : TOO_MANY_ELEMENTS;
  };
}

/** What is known of an object may decide: a pattern that occurs in it holds, whatever stands in its gaps. */
function known(
  error: EvaluationError,
  found: object,
  scope: Scope,
  decide: (error: EvaluationError, work: Scope) => Truth,
): Truth {
  const parts = scope.unknown?.knownParts(found, scope);
  const holds = parts !== undefined && decide(parts, scope) === true;
  return whileLeft(holds ? true : error, scope);
}

/** The test of two values, which are asked for one after the other. */
export function holding(
  left: ValueClosure,
  right: ValueClosure,
  holds: (left: unknown, right: unknown, scope: Scope) => boolean,
): TruthClosure {
  return (self, scope) => {
    const a = left(self, scope);
    if (a instanceof EvaluationError) return wholly(a);
    const b = right(self, scope);
    if (b instanceof EvaluationError) return wholly(b);
    if (!payForText(singleFor(a, scope), scope) || !payForText(singleFor(b, scope), scope)) return TOO_MANY_ELEMENTS;
    return (
      unknownIn(a, scope) ?? unknownIn(b, scope) ?? unknownInside(a, b, scope) ?? whileLeft(holds(a, b, scope), scope)
    );
  };
}

/** Lists and objects are compared whole. */
function unknownInside(a: unknown, b: unknown, { unknown }: Scope): EvaluationError | undefined {
  if (unknown === undefined || typeof a !== 'object' || typeof b !== 'object') return undefined;
  return unknown.insideOf(a) ?? unknown.insideOf(b);
}

function unknownIn(value: unknown, { unknown }: Scope): EvaluationError | undefined {
  return unknown !== undefined && Array.isArray(value) ? wholly(unknown.firstIn(value)) : undefined;
}
