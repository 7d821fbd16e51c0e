import type { PathValue } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { readDocument } from '../values/document.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError, isObject } from '../values/value.ts';
import { hasJust } from './evidence-path.ts';
import { type FirstValues, MAX_FIRST } from './evidence-first.ts';

/** So many elements of a list, and so many names of an object, are looked at. */
const MAX_ELEMENTS = 20;
const MAX_NAMES = 20;

/** What stands for the value itself among the names that are asked of it. */
export const ITSELF = '';

/** How a value is made: a list, an object, a single value; the names that it or its elements have. */
export interface Form {
  readonly is: 'list' | 'object' | 'single';
  readonly names: readonly string[];
  /** What the single value is, or single values in the list are. */
  readonly kind?: string | undefined;
}

/** What a rule looks into, and how it is made in the entities. */
export interface ShapeEvidence {
  readonly kind: 'shape';
  readonly part: PathValue;
  readonly owner: Location | undefined;
  /** Where the elements stand that a block looks at; undefined where none does. */
  elements: Location | undefined;
  /** The names that the rule asks for in it. */
  readonly names: ReadonlySet<string>;
  /** It rests on nothing: a name that is nowhere is told elsewhere. */
  supported: boolean;
  /** What was found of values that stand before those that are looked at here. */
  before: ShapeState | undefined;
  first: FirstValues | undefined;
}

/** What was found of some values, as plain data. */
export interface ShapeState {
  readonly asked: number;
  /** Forms of values, with the places of those that are made so, from one to another. */
  readonly forms?: readonly (readonly [form: string, runs: readonly (readonly [from: number, to: number])[]])[];
}

/** What was found of the values that others looked at, and then of those that were looked at here. */
export function shapeState({ before, first }: ShapeEvidence): ShapeState {
  const here = first === undefined ? { asked: 0 } : stateOf(first);
  return before === undefined ? here : behind(before, here);
}

export function absorbShape(evidence: ShapeEvidence, state: ShapeState): void {
  evidence.before = evidence.before === undefined ? state : behind(evidence.before, state);
}

/** The forms of the values, with how many are made so. */
export function formsOf({ forms = [] }: ShapeState): readonly (readonly [form: Form, count: number])[] {
  return forms.map(([form, runs]) => [
    JSON.parse(form) as Form,
    runs.reduce((sum, [from, to]) => sum + to - from + 1, 0),
  ]);
}

type Runs = Map<string, [from: number, to: number][]>;

/** Of values that many rules look at, it is worked out once. */
const known = /*#__PURE__*/ new WeakMap<FirstValues, ShapeState>();

function stateOf(first: FirstValues): ShapeState {
  const { values } = first;
  const found = known.get(first);
  if (found?.asked === values.length) return found;
  const forms: Runs = new Map();
  let form: string | undefined;
  let names: readonly string[] | undefined;
  let isList = false;
  let from = 1;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    // Most objects, and those in most lists, have the names of the ones before them.
    if (names !== undefined && Array.isArray(value) === isList && areAlike(value, names)) continue;
    if (form !== undefined) add(forms, form, from, index);
    from = index + 1;
    form = JSON.stringify(formOf(value));
    isList = Array.isArray(value);
    const first: unknown = isList ? (value as readonly unknown[])[0] : value;
    names = isObject(first) ? Object.keys(first) : undefined;
    if (names !== undefined && !areAlike(value, names)) names = undefined;
  }
  if (form !== undefined) add(forms, form, from, values.length);
  const state = { asked: values.length, ...(forms.size === 0 ? {} : { forms: [...forms] }) };
  known.set(first, state);
  return state;
}

/** Whether an object, or each of those that are looked at in a list of some, has just some names. */
function areAlike(value: unknown, names: readonly string[]): boolean {
  if (!Array.isArray(value)) return isObject(value) && hasJust(value, names);
  const elements = value as readonly unknown[];
  for (let at = 0; at < elements.length && at < MAX_ELEMENTS; at += 1) {
    const one = elements[at];
    if (!isObject(one) || one instanceof EvaluationError || !hasJust(one, names)) return false;
  }
  return elements.length > 0;
}

function add(forms: Runs, form: string, from: number, to: number): void {
  const runs = forms.get(form);
  const last = runs?.at(-1);
  if (last !== undefined && last[1] === from - 1) last[1] = to;
  else if (runs === undefined) forms.set(form, [[from, to]]);
  else runs.push([from, to]);
}

function behind(before: ShapeState, { asked, forms = [] }: ShapeState): ShapeState {
  const all: Runs = new Map((before.forms ?? []).map(([form, runs]) => [form, runs.map(([a, b]) => [a, b])]));
  for (const [form, runs] of forms)
    for (const [from, to] of runs)
      if (before.asked + from <= MAX_FIRST) add(all, form, before.asked + from, Math.min(before.asked + to, MAX_FIRST));
  const sum = Math.min(before.asked + asked, MAX_FIRST);
  return { asked: sum, ...(all.size === 0 ? {} : { forms: [...all] }) };
}

function formOf(given: unknown): Form {
  const value = typeof given === 'string' ? (readDocument(given) ?? given) : given;
  if (isObject(value)) return { is: 'object', names: namesOf([value]) };
  if (!Array.isArray(value)) return { is: 'single', names: [], kind: meantKind(value) };
  const elements = (value as readonly unknown[])
    .slice(0, MAX_ELEMENTS)
    .map((one) => (typeof one === 'string' ? (readDocument(one) ?? one) : one));
  const kind = elements.map(meantKind).find((one) => one !== undefined);
  return { is: 'list', names: namesOf(elements.filter(isObject)), ...(kind === undefined ? {} : { kind }) };
}

/** The names that some objects have, in an order of their own. */
function namesOf(objects: readonly object[]): readonly string[] {
  const names = objects
    .filter((one) => !(one instanceof EvaluationError))
    .flatMap((one) => Object.keys(one).slice(0, MAX_NAMES));
  return [...new Set(names)].sort().slice(0, MAX_NAMES);
}

/** What a single value is; undefined for what means that there is nothing: empty text, signs alone, false, zero. */
function meantKind(value: unknown): string | undefined {
  const isMeant =
    typeof value === 'string' ? /[\p{L}\p{N}*]/u.test(value) : value === true || typeof value === 'number';
  return isMeant && value !== 0 ? kindOf(value) : undefined;
}

/** Whether a form is of lists of single values alone. */
export function isOfSingles({ is, names, kind }: Form): boolean {
  return is === 'list' && names.length === 0 && kind !== undefined;
}
