import { isObject, ownValue } from '../entity.ts';
import {
  isAscii,
  isUntold,
  isWhole,
  MAX_TEXT,
  ofKnown,
  ofOne,
  ofTwo,
  type TemplateFunction,
  textOf,
  told,
  UNKNOWN,
} from './expression-arguments.ts';

type Members = Readonly<Record<string, unknown>>;

/* Functions of templates on lists and objects, as Azure documents them. */

/** What a loop makes of an object is not known here. */
function isWholeObject(value: unknown): value is Members {
  return isObject(value) && !Array.isArray(ownValue(value, 'copy'));
}

/** Whether all elements are told: an expression that is left may stand for anything. */
function isTold(list: unknown): list is readonly unknown[] {
  return Array.isArray(list) && !list.some(isUntold);
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** The name that a member has in whatever case; Azure does not mind it. */
function keyOf(object: Members, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}

/** A part of a text, with its case; an element of a list; a name of an object. */
function contains(within: unknown, item: unknown): unknown {
  const text = textOf(item);
  if (typeof within === 'string') return text === undefined ? UNKNOWN : within.includes(text);
  if (Array.isArray(within)) {
    if (!isScalar(item)) return UNKNOWN;
    if (within.includes(item)) return true;
    return isTold(within) ? false : UNKNOWN;
  }
  if (!isObject(within) || text === undefined) return UNKNOWN;
  if (keyOf(within, text) !== undefined) return true;
  return isWholeObject(within) ? false : UNKNOWN;
}

/** Lists without what is in them twice, or objects over one another, also within. */
function union(values: readonly unknown[]): unknown {
  if (values.length === 0) return UNKNOWN;
  if (values.every(isTold)) return distinct(values.flat(1));
  return values.every(isWholeObject) ? values.slice(1).reduce(merged, values[0]) : UNKNOWN;
}

function distinct(items: readonly unknown[]): readonly unknown[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const key = isScalar(item) ? item : JSON.stringify(item);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function merged(below: unknown, above: unknown): unknown {
  if (!isWholeObject(below) || !isWholeObject(above)) return below === UNKNOWN || above === UNKNOWN ? UNKNOWN : above;
  const all = new Map(Object.entries(below));
  const names = new Map(Object.keys(below).map((name) => [name.toLowerCase(), name]));
  for (const [name, value] of Object.entries(above)) {
    const key = all.has(name) ? name : names.get(name.toLowerCase());
    // Which of two names counts that differ in case is not documented, nor what null does to a value.
    if (key !== undefined && (key !== name || value === null)) return UNKNOWN;
    const both = key === undefined ? value : merged(all.get(name), value);
    if (both === UNKNOWN) return UNKNOWN;
    all.set(name, both);
  }
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return Object.fromEntries(all);
}

function intersection(values: readonly unknown[]): unknown {
  const [first, ...others] = values;
  if (!isTold(first) || others.length === 0 || !others.every(isTold)) return UNKNOWN;
  if (![first, ...others].flat(1).every(isScalar)) return UNKNOWN;
  const sets = others.map((list) => new Set(list));
  return distinct(first).filter((item) => sets.every((set) => set.has(item)));
}

/** A part of a list, or of a text of ASCII. */
function part(
  within: unknown,
  count: unknown,
  cut: (list: readonly unknown[] | string, at: number) => unknown,
): unknown {
  if (!isWhole(count)) return UNKNOWN;
  return Array.isArray(within) || isAscii(within) ? cut(within, Math.max(0, count)) : UNKNOWN;
}

function one(within: unknown, at: number): unknown {
  const found: unknown = Array.isArray(within) || isAscii(within) ? within.at(at) : undefined;
  return found === undefined ? UNKNOWN : told(found);
}

function range(start: unknown, count: unknown): unknown {
  if (!isWhole(start) || !isWhole(count) || count < 0 || count > MAX_RANGE) return UNKNOWN;
  return Array.from({ length: count }, (_, index) => start + index);
}

const MAX_RANGE = 10_000;

function extreme(of: (one: number, other: number) => number): TemplateFunction {
  return ofKnown((values) => {
    const numbers: readonly unknown[] = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    // Not all at once: a call takes no more than so many arguments.
    return numbers.length > 0 && numbers.every(isWhole) ? numbers.reduce((one, other) => of(one, other)) : UNKNOWN;
  });
}

function joinedBy(list: unknown, by: unknown): unknown {
  if (!isTold(list) || typeof by !== 'string') return UNKNOWN;
  const texts = list.map(textOf);
  const length = texts.reduce((sum, text) => sum + (text?.length ?? 0) + by.length, 0);
  return texts.includes(undefined) || length > MAX_TEXT ? UNKNOWN : texts.join(by);
}

/** Names in their order, where no way of ordering them gives another. */
function sortedNames(object: unknown): readonly string[] | undefined {
  if (!isWholeObject(object) || !Object.keys(object).every((name) => /^[A-Za-z\d]+$/u.test(name))) return undefined;
  const names = Object.keys(object).sort();
  const small = names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return names.every((name, at) => name === small[at]) ? names : undefined;
}

function items(object: unknown): unknown {
  const names = sortedNames(object);
  return names?.map((key) => ({ key, value: isObject(object) ? object[key] : undefined })) ?? UNKNOWN;
}

/** The value at some steps; null where one is missing. */
function tryGet([value, ...steps]: readonly unknown[]): unknown {
  if (steps.length === 0) return UNKNOWN;
  let found = value;
  for (const step of steps) {
    if (found === null) return null;
    if (Array.isArray(found)) {
      if (!isWhole(step) || step < 0) return UNKNOWN;
      found = step < found.length ? (found[step] as unknown) : null;
    } else if (isWholeObject(found) && typeof step === 'string') {
      const key = keyOf(found, step);
      found = key === undefined ? null : found[key];
    } else return UNKNOWN;
    if (isUntold(found)) return UNKNOWN;
  }
  return found;
}

/** Where a text stands in another, whatever its case, or an element in a list. */
function place(within: unknown, item: unknown, isLast: boolean): unknown {
  if (isTold(within) && isScalar(item)) return isLast ? within.lastIndexOf(item) : within.indexOf(item);
  if (!isAscii(within) || !isAscii(item)) return UNKNOWN;
  const [text, sought] = [within.toLowerCase(), item.toLowerCase()];
  return isLast ? text.lastIndexOf(sought) : text.indexOf(sought);
}

export const LIST_FUNCTIONS: readonly (readonly [string, TemplateFunction])[] = [
  ['array', ofOne((value) => (value === null || Array.isArray(value) ? (value ?? UNKNOWN) : [value]))],
  ['contains', ofTwo(contains)],
  ['first', ofOne((within) => one(within, 0))],
  ['flatten', ofOne((lists) => (Array.isArray(lists) && lists.every(Array.isArray) ? lists.flat(1) : UNKNOWN))],
  ['indexof', ofTwo((within, item) => place(within, item, false))],
  ['intersection', ofKnown(intersection)],
  ['items', ofOne(items)],
  ['join', ofTwo(joinedBy)],
  ['last', ofOne((within) => one(within, -1))],
  ['lastindexof', ofTwo((within, item) => place(within, item, true))],
  ['max', extreme(Math.max)],
  ['min', extreme(Math.min)],
  ['objectkeys', ofOne((object) => sortedNames(object) ?? UNKNOWN)],
  ['range', ofTwo(range)],
  ['skip', ofTwo((within, count) => part(within, count, (list, at) => list.slice(at)))],
  ['take', ofTwo((within, count) => part(within, count, (list, at) => list.slice(0, at)))],
  ['tryget', ofKnown(tryGet)],
  ['union', ofKnown(union)],
];
