import { defined } from '../text/defined.ts';
import type { Predicate, Test } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { kindOf } from '../values/kinds.ts';
import { single } from '../values/value.ts';
import type { PropertyKind } from '../check/schemas/schema.ts';
import { comparableTo, comparedWith } from './comparable.ts';
import { doubtOfTest } from './doubts.ts';
import { type FirstValues, MAX_FIRST } from './evidence-first.ts';

/** A value that is shown is no longer than this. */
const MAX_SHOWN = 100;

const EQUALITIES = ['=', '!='];

/** Something that was met, and its place among the values that were looked at. */
interface Met {
  readonly at: number;
  readonly text: string;
}

/** The places of what could not be compared, by its kind. */
export type Others = Map<string, number[]>;

/** Tells what there is of values. */
export type Examine = (first: FirstValues) => MixedState;

/** A test whose value is of one kind in some entities and of another in others, where it cannot be made. */
export interface MixedEvidence {
  readonly kind: 'mixed';
  readonly part: Test;
  readonly owner: Location | undefined;
  /** It rests on nothing: what could be compared is told elsewhere. */
  supported: boolean;
  readonly examine: Examine;
  /** What was found of values that stand before those that are looked at here. */
  before: MixedState | undefined;
  /** The values that are looked at here, by this rule or another. */
  first: FirstValues | undefined;
}

export function mixedEvidence(part: Test, owner: Location | undefined, examine: Examine): MixedEvidence {
  return { kind: 'mixed', part, owner, supported: false, examine, before: undefined, first: undefined };
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

/** What there is of objects that may have a value, of which it is known what they have. */
export function formsAmong(isOtherForm: (names: readonly string[]) => boolean): Examine {
  return ({ values }) => {
    const others: Others = new Map();
    for (const [index, value] of values.entries())
      if (isOtherForm(Object.keys(single(value) as object))) addOther(others, OTHER_FORM, index + 1);
    return stateOf(values.length, others);
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

/** What there is of values that a test is made of. */
export function kindsAmong(part: Test): Examine {
  const { predicate } = part;
  return (first) => {
    const { values, secret } = first;
    const others: Others = new Map();
    if (areAllComparable(first, predicate)) return stateOf(values.length, others);
    const isComparable = comparableTo(predicate);
    let about: Met | undefined;
    let shown: Met | undefined;
    for (const [index, found] of values.entries()) {
      const isNone = found === undefined || found === null;
      if (!isNone && isComparable(found)) continue;
      const one = single(found);
      const at = index + 1;
      addOther(others, isNone ? NOTHING : kindOf(one), at);
      // What a source marks as secret is shown nowhere.
      const doubt = about === undefined && !secret.has(index) ? doubtOfTest(found, predicate) : undefined;
      if (doubt === undefined) continue;
      about = { at, text: doubt.about };
      if (typeof one === 'string' && one.length <= MAX_SHOWN) shown = { at, text: one };
    }
    return { ...stateOf(values.length, others), ...defined({ about, shown }) };
  };
}

/** Whether all values are of the kind that is asked for, as told without a look at each. */
function areAllComparable({ types }: FirstValues, predicate: Predicate): boolean {
  const [type, ...more] = types;
  if (type === undefined) return true;
  if (more.length > 0) return false;
  if (predicate.kind === 'like') return type === 'string';
  const asked = valuesOf(predicate);
  // A time has no order against text that is a number, nor the reverse.
  return (
    asked.length > 0 && asked.every((one) => typeof one === type && !(typeof one === 'string' && /^\d/u.test(one)))
  );
}

function valuesOf(predicate: Predicate): readonly unknown[] {
  if (predicate.kind === 'oneOf') return predicate.values;
  return predicate.kind === 'compare' && EQUALITIES.includes(predicate.operator) ? [predicate.to] : [];
}

export function addOther(others: Others, kind: string, at: number): void {
  const places = others.get(kind);
  if (places === undefined) others.set(kind, [at]);
  else places.push(at);
}

export function stateOf(asked: number, others: Others): MixedState {
  return { asked, ...(others.size === 0 ? {} : { others: [...others] }) };
}

/** What was found of some values, as plain data. */
export interface MixedState {
  readonly asked: number;
  readonly others?: readonly (readonly [kind: string, places: readonly number[]])[];
  readonly about?: Met;
  readonly shown?: Met;
}

/** What was found of the values that others looked at, and then of those that were looked at here. */
export function mixedState({ before, first, examine }: MixedEvidence): MixedState {
  const here = first === undefined ? { asked: 0 } : examine(first);
  return before === undefined ? here : behind(before, here);
}

/** Adds what later entities showed. */
export function absorbMixed(evidence: MixedEvidence, state: MixedState): void {
  evidence.before = evidence.before === undefined ? state : behind(evidence.before, state);
}

/** What is found of some values and then of others, as if they had been looked at behind those before them. */
function behind(before: MixedState, { asked, others = [], about, shown }: MixedState): MixedState {
  const isWithin = (at: number): boolean => before.asked + at <= MAX_FIRST;
  const all: Others = new Map((before.others ?? []).map(([kind, places]) => [kind, [...places]]));
  for (const [kind, places] of others)
    for (const at of places) if (isWithin(at)) addOther(all, kind, before.asked + at);
  // A text may be shown of which nothing more is said, as a word for nothing.
  const [known, first] = [before.about ?? before.shown, about ?? shown];
  const isNew = known === undefined && first !== undefined && isWithin(first.at);
  const [met, text] = isNew ? [moved(about, before.asked), moved(shown, before.asked)] : [before.about, before.shown];
  return { ...stateOf(Math.min(before.asked + asked, MAX_FIRST), all), ...defined({ about: met, shown: text }) };
}

function moved(met: Met | undefined, by: number): Met | undefined {
  return met && { at: by + met.at, text: met.text };
}
