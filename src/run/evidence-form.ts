import type { Test } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { EvaluationError, isObject, single } from '../values/value.ts';
import type { Scope, ValueClosure } from './scope.ts';

/** So many objects are looked at, the first that there are. */
export const MAX_FORMS = 200;
/** Fewer known names say little of what an object is. */
const ENOUGH_KNOWN = 3;
/** What objects of all kinds have. */
const OF_ANYTHING = /^(?:arn|description|id|name|type)$/iu;

/** A property that is missing in objects which have nothing of what is known of them. */
export interface FormEvidence {
  readonly kind: 'form';
  readonly part: Test;
  readonly owner: Location | undefined;
  /** It rests on nothing: that all are of another form is told of the path. */
  supported: boolean;
  /** How many objects were looked at, {@link MAX_FORMS} at most. */
  asked: number;
  /** The places of those of another form among them. */
  readonly places: number[];
}

export function formEvidence(part: Test, owner: Location | undefined): FormEvidence {
  return { kind: 'form', part, owner, supported: false, asked: 0, places: [] };
}

/** Tells of the names of an object whether none of them is known; undefined where too little is known to say so. */
export function otherForm(known: readonly string[]): ((names: readonly string[]) => boolean) | undefined {
  if (known.length < ENOUGH_KNOWN) return undefined;
  const all = new Set(known);
  return (names) => names.some((name) => !OF_ANYTHING.test(name)) && !names.some((name) => all.has(name));
}

/**
 * Looks at the object that may have a property; undefined once enough were looked at. There is nothing to look for where too
 * little is known of it.
 *
 * @param object gives the object, of which these names are known
 */
export function lookingAtForm(
  object: ValueClosure,
  known: readonly string[],
): ((self: unknown, scope: Scope, evidence: FormEvidence) => boolean | undefined) | undefined {
  const isOtherForm = otherForm(known);
  if (isOtherForm === undefined) return undefined;
  return (self, scope, evidence) => {
    const found = single(object(self, scope));
    if (!isObject(found) || found instanceof EvaluationError) return false;
    evidence.asked += 1;
    if (isOtherForm(Object.keys(found))) evidence.places.push(evidence.asked);
    return evidence.asked >= MAX_FORMS ? undefined : false;
  };
}

/** What later objects showed, as if they had been looked at behind those before them. */
export function absorbForm(
  evidence: FormEvidence,
  { asked, places = [] }: { readonly asked: number; readonly places?: readonly number[] },
): void {
  const before = evidence.asked;
  evidence.places.push(...places.map((at) => before + at).filter((at) => at <= MAX_FORMS));
  evidence.asked = Math.min(before + asked, MAX_FORMS);
}
