import { defined } from '../text/defined.ts';
import type { Test } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError, isObject, single } from '../values/value.ts';
import type { PropertyKind } from '../check/schemas/schema.ts';
import { comparableTo, comparedWith } from './comparable.ts';
import { doubtOfTest } from './doubts.ts';
import type { Scope, ValueClosure } from './scope.ts';

/** So many values are looked at, the first that there are: looking at all would cost, whatever they are. */
export const MAX_MIXED = 200;

/** A value that is shown is no longer than this. */
const MAX_SHOWN = 100;

const EQUALITIES = ['=', '!='];

/** Something that was met, and its place among the values that were looked at. */
interface Met {
  readonly at: number;
  readonly text: string;
}

/** A test whose value is of one kind in some entities and of another in others, where it cannot be made. */
export interface MixedEvidence {
  readonly kind: 'mixed';
  readonly part: Test;
  readonly owner: Location | undefined;
  /** It rests on nothing: what could be compared is told elsewhere. */
  supported: boolean;
  /** How many values were looked at, {@link MAX_MIXED} at most. */
  asked: number;
  /** The places of those that could not be compared, by their kind. */
  readonly others: Map<string, number[]>;
  /** Why the first of them that most likely means what it is not equal to does. */
  doubt: Met | undefined;
  /** The first of these, where it is text and no secret. */
  shown: Met | undefined;
}

/** Looks at one more; undefined once enough were looked at. */
type LookAtMixed = (self: unknown, scope: Scope, evidence: MixedEvidence) => boolean | undefined;

export function mixedEvidence(part: Test, owner: Location | undefined): MixedEvidence {
  const nothing = { supported: false, asked: 0, doubt: undefined, shown: undefined };
  return { kind: 'mixed', part, owner, others: new Map(), ...nothing };
}

/** `= ''`, which is true of empty text alone: what is not there is null or missing in most entities. */
export function isEmptyText({ predicate }: Test): boolean {
  return predicate.kind === 'compare' && predicate.to === '' && EQUALITIES.includes(predicate.operator);
}

/** `= 'None'`, as programs print what is null; an interface may have the word itself. */
export function isWordOfNull({ predicate }: Test): boolean {
  return (
    predicate.kind === 'compare' &&
    EQUALITIES.includes(predicate.operator) &&
    typeof predicate.to === 'string' &&
    /^(?:none|nil|undefined|n\/a|empty)$/iu.test(predicate.to)
  );
}

/** How what is not there is called among kinds. */
export const NOTHING = 'null or missing';

/** How what is missing is called where the object that should have it has nothing of what is known of it. */
export const OTHER_FORM = 'missing, in an object of another form';

/** Fewer known names say little of what an object is. */
const ENOUGH_KNOWN = 3;
/** What objects of all kinds have. */
const OF_ANYTHING = /^(?:arn|description|id|name|type)$/iu;

/** Tells of the names of an object whether none of them is known; undefined where too little is known to say so. */
export function otherForm(known: readonly string[]): ((names: readonly string[]) => boolean) | undefined {
  if (known.length < ENOUGH_KNOWN) return undefined;
  const all = new Set(known);
  return (names) => names.some((name) => !OF_ANYTHING.test(name)) && !names.some((name) => all.has(name));
}

/** Looks at the object that may have a value, of which these names are known; undefined where there is nothing to look for. */
export function lookingAtForm(object: ValueClosure, known: readonly string[]): LookAtMixed | undefined {
  const isOtherForm = otherForm(known);
  if (isOtherForm === undefined) return undefined;
  return (self, scope, evidence) => {
    const found = single(object(self, scope));
    if (!isObject(found) || found instanceof EvaluationError) return false;
    evidence.asked += 1;
    if (isOtherForm(Object.keys(found))) addOther(evidence, OTHER_FORM);
    return evidence.asked >= MAX_MIXED ? undefined : false;
  };
}

/** Whether a value may be of a kind that cannot be compared, in some entities. */
export function canBeMixed(part: Test, kinds: readonly PropertyKind[]): boolean {
  if (isEmptyText(part) || isWordOfNull(part)) return true;
  const { predicate } = part;
  const other = comparedWith(predicate);
  // Of a pattern that may stand anywhere, the JSON text of lists and objects is searched.
  if (other === undefined || other === 'null' || other === 'a pattern of text') return false;
  if (kinds.length === 0 || kinds.includes('list') || kinds.includes('object')) return true;
  // Numbers as text, and their names.
  const isText = kinds.includes('text') || kinds.includes('network');
  return other === 'a number' ? isText : other === 'text' && isText && kinds.includes('number');
}

/** Looks at a value. */
export function lookingAtKinds(value: ValueClosure, part: Test): LookAtMixed {
  const { predicate } = part;
  const isComparable = comparableTo(predicate);
  const [asksEmpty, asksNull] = [isEmptyText(part), isWordOfNull(part)];
  return (self, scope, evidence) => {
    const found = value(self, scope);
    const isNone = found === undefined || found === null;
    // An empty list or object holds nothing that could be meant.
    const isSkipped = isNone
      ? !(asksEmpty || (asksNull && found === null))
      : found instanceof EvaluationError || elementsOf(found).length === 0;
    if (isSkipped) return false;
    evidence.asked += 1;
    if (isNone || !isComparable(found)) {
      const one = single(found);
      const at = evidence.asked;
      addOther(evidence, isNone ? NOTHING : kindOf(one));
      // What a source marks as secret is shown nowhere.
      const isAsked = evidence.doubt === undefined && scope.hasSecrets !== true;
      const about = isAsked ? doubtOfTest(found, predicate)?.about : undefined;
      if (about !== undefined) {
        evidence.doubt = { at, text: about };
        if (typeof one === 'string' && one.length <= MAX_SHOWN) evidence.shown = { at, text: one };
      }
    }
    return evidence.asked >= MAX_MIXED ? undefined : false;
  };
}

function addOther({ asked, others }: MixedEvidence, kind: string): void {
  const places = others.get(kind);
  if (places === undefined) others.set(kind, [asked]);
  else places.push(asked);
}

/** What was found of some values, as plain data. */
export interface MixedState {
  readonly asked: number;
  readonly others?: readonly (readonly [kind: string, places: readonly number[]])[];
  readonly about?: Met;
  readonly shown?: Met;
}

export function mixedState({ asked, others, doubt, shown }: MixedEvidence): MixedState {
  return { asked, ...(others.size === 0 ? {} : { others: [...others] }), ...defined({ about: doubt, shown }) };
}

/** What later entities showed, as if they had been looked at behind those before them. */
export function absorbMixed(evidence: MixedEvidence, { asked, others = [], about, shown }: MixedState): void {
  const before = evidence.asked;
  const isWithin = (at: number): boolean => before + at <= MAX_MIXED;
  for (const [kind, places] of others) {
    const added = places.filter(isWithin).map((at) => before + at);
    if (added.length > 0) evidence.others.set(kind, [...(evidence.others.get(kind) ?? []), ...added]);
  }
  if (evidence.doubt === undefined && about !== undefined && isWithin(about.at)) {
    evidence.doubt = { at: before + about.at, text: about.text };
    if (shown !== undefined) evidence.shown = { at: before + shown.at, text: shown.text };
  }
  evidence.asked = Math.min(before + asked, MAX_MIXED);
}
