import type { CallValue } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { EvaluationError } from '../values/value.ts';
import type { Scope, ValueClosure } from './scope.ts';

/** More lookups than these are not made once more for evidence. */
export const MAX_LOOKUPS = 2_000;

/** A function that looks up other entities, and whether it ever found one. */
export interface LookupEvidence {
  readonly kind: 'lookup';
  readonly part: CallValue;
  readonly owner: Location | undefined;
  /** Something was found. */
  supported: boolean;
  /** How many entities (or elements) had a value to look for. */
  asked: number;
}

/** Looks whether something is found: undefined when enough was looked for. */
export function lookingUp(
  wanted: ValueClosure,
  lookup: ValueClosure,
): (self: unknown, scope: Scope, evidence: LookupEvidence) => boolean | undefined {
  return (self, scope, evidence) => {
    if (isNothing(wanted(self, scope))) return false;
    const found = lookup(self, scope);
    // What cannot be looked up makes the verdict undecided, and says so itself.
    if (found instanceof EvaluationError || !isNothing(found)) return true;
    evidence.asked += 1;
    return evidence.asked >= MAX_LOOKUPS ? undefined : false;
  };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
