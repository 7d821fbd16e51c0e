import type { Comparison } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { fold } from '../values/equality.ts';
import { single } from '../values/value.ts';
import type { Scope, ValueClosure } from './scope.ts';

/** Longer texts are not shown. */
const MAX_SHOWN = 100;

/** Two properties that are compared with regard to case, and how often they differed by it alone while they never were the same. */
export interface CaseEvidence {
  readonly kind: 'case';
  readonly part: Comparison;
  readonly owner: Location | undefined;
  /** They were the same once. */
  supported: boolean;
  /** How many entities (or elements) had two texts there. */
  asked: number;
  /** In how many of them these differ by case alone. */
  near: number;
  /** The first two, where they are no secret. */
  pair: readonly [string, string] | undefined;
}

export function caseEvidence(part: Comparison, owner: Location | undefined): CaseEvidence {
  return { kind: 'case', part, owner, supported: false, asked: 0, near: 0, pair: undefined };
}

export function lookingAtCase(
  left: ValueClosure,
  right: ValueClosure,
): (self: unknown, scope: Scope, evidence: CaseEvidence) => boolean {
  return (self, scope, evidence) => {
    const [a, b] = [single(left(self, scope)), single(right(self, scope))];
    if (typeof a !== 'string' || typeof b !== 'string') return false;
    if (a === b) return true;
    evidence.asked += 1;
    if (a.length !== b.length || fold(a) !== fold(b)) return false;
    evidence.near += 1;
    if (scope.hasSecrets !== true && a.length <= MAX_SHOWN) evidence.pair ??= [a, b];
    return false;
  };
}

/** Adds what later entities showed. */
export function absorbCase(
  evidence: CaseEvidence,
  { asked, near = 0, pair }: { readonly asked: number; readonly near?: number; readonly pair?: CaseEvidence['pair'] },
): void {
  evidence.asked += asked;
  evidence.near += near;
  evidence.pair ??= pair;
}
