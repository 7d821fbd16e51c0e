import { isObject, ownValue } from '../../entity.ts';
import { parseExactJson } from '../../../values/exact-json.ts';
import { MAX_TEXT } from './known-text.ts';
import { areEqual } from './operators.ts';
import { asSet } from './sets.ts';
import { HclUnknown } from './unknown.ts';

/*
 * The functions of Terraform that are worked out, one entry each. Each gives what Terraform gives, and undefined where that
 * is not sure: within lists and objects may stand what is not known.
 *
 * https://developer.hashicorp.com/terraform/language/functions
 */

type HclFunction = (...values: readonly unknown[]) => unknown;
type List = readonly unknown[];
type Members = Readonly<Record<string, unknown>>;

/** Case, length and parts of other text are counted otherwise than here. */
function isAscii(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e\t\n]*$/u.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function areTexts(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.every(isText);
}

function areLists(values: readonly unknown[]): values is readonly List[] {
  return values.every(Array.isArray);
}

function ofText(count: number, work: (...texts: readonly [string, string, string]) => unknown): HclFunction {
  return (...values) => {
    const [first = '', second = '', third = ''] = values.filter(isAscii);
    return values.length === count && values.every(isAscii) ? work(first, second, third) : undefined;
  };
}

function ofWholes(work: (...values: readonly number[]) => number): HclFunction {
  return (...values) =>
    values.length > 0 && values.every((value): value is number => Number.isSafeInteger(value))
      ? work(...values)
      : undefined;
}

function ofTruths(work: (values: readonly boolean[]) => boolean): HclFunction {
  return (list, ...more) =>
    more.length === 0 && Array.isArray(list) && list.every((one): one is boolean => typeof one === 'boolean')
      ? work(list)
      : undefined;
}

/** A set is without order; Terraform writes it sorted. */
function sorted(list: unknown): readonly string[] | undefined {
  return areTexts(list) && list.every(isAscii) ? [...list].sort(byCodeUnits) : undefined;
}

function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A set of texts; undefined of all else. */
export function setOf(list: unknown): readonly string[] | undefined {
  const texts = sorted(unique(list));
  return texts && asSet(texts);
}

function unique(list: unknown): List | undefined {
  return areTexts(list) ? [...new Set(list)] : undefined;
}

/** What is not known may be a list. */
function flattened(list: List): List | undefined {
  const parts = list.map((item: unknown) => (Array.isArray(item) ? flattened(item) : [item]));
  return list.some((item) => item instanceof HclUnknown) || !areLists(parts) ? undefined : parts.flat();
}

/** Few characters may become many: the text is not made where it would be too long. */
function replaced(text: string, from: string, to: string): string | undefined {
  if (from === '' || /^\/.*\/$/su.test(from)) return undefined;
  const parts = text.split(from);
  const length = text.length + (parts.length - 1) * (to.length - from.length);
  return length > MAX_TEXT ? undefined : parts.join(to);
}

function contains(list: unknown, value: unknown): boolean | undefined {
  if (!Array.isArray(list)) return undefined;
  const found = list.map((item) => areEqual(item, value));
  if (found.includes(true)) return true;
  return found.includes(undefined) ? undefined : false;
}

function lookup(map: unknown, key: unknown, ...other: List): unknown {
  if (!isObject(map) || map instanceof HclUnknown || !isText(key) || other.length > 1) return undefined;
  return Object.hasOwn(map, key) ? ownValue(map, key) : other[0];
}

function element(list: unknown, index: unknown): unknown {
  if (!Array.isArray(list) || list.length === 0 || !Number.isSafeInteger(index)) return undefined;
  const at = index as number;
  return at < 0 ? undefined : (list[at % list.length] as unknown);
}

function lengthOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  return isAscii(value) ? value.length : undefined;
}

function slice(list: unknown, from: unknown, to: unknown): List | undefined {
  const isRange = Number.isSafeInteger(from) && Number.isSafeInteger(to);
  if (!Array.isArray(list) || !isRange) return undefined;
  const [start, end] = [from as number, to as number];
  return start >= 0 && start <= end && end <= list.length ? (list as List).slice(start, end) : undefined;
}

function numberOf(value: unknown): unknown {
  if (typeof value === 'number' || value === null) return value;
  const number = isText(value) && /^-?(?:0|[1-9]\d*)$/u.test(value) ? Number(value) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}

function jsonOf(value: unknown): unknown {
  if (!isText(value)) return undefined;
  try {
    return parseExactJson(value);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function known(value: unknown): unknown {
  return value instanceof HclUnknown ? undefined : value;
}

/** Members of objects by their names in order. */
function members(map: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (!isObject(map)) return undefined;
  const names = sorted(Object.keys(map));
  return names?.map((name) => [name, map[name]] as const);
}

/** What may be given what is not known, and still say something. */
export const LENIENT: ReadonlySet<string> = new Set(['coalesce', 'lookup']);

export const FUNCTIONS: Readonly<Record<string, HclFunction>> = {
  abs: ofWholes(Math.abs),
  alltrue: ofTruths((list) => list.every(Boolean)),
  anytrue: ofTruths((list) => list.some(Boolean)),
  ceil: ofWholes((value) => value),
  coalesce: (...values) => known(values.find((value) => value !== null && value !== '')),
  coalescelist: (...lists) => (areLists(lists) ? lists.find((list) => list.length > 0) : undefined),
  compact: (list) =>
    Array.isArray(list) && list.every((one) => one === null || isText(one)) ? list.filter(Boolean) : undefined,
  concat: (...lists) => (areLists(lists) ? lists.flat() : undefined),
  contains,
  distinct: unique,
  element,
  endswith: ofText(2, (text, end) => text.endsWith(end)),
  flatten: (list) => (Array.isArray(list) ? flattened(list) : undefined),
  floor: ofWholes((value) => value),
  jsondecode: jsonOf,
  keys: (map) => members(map)?.map(([name]) => name),
  length: lengthOf,
  lookup,
  lower: ofText(1, (text) => text.toLowerCase()),
  max: ofWholes(Math.max),
  merge: (...maps) =>
    maps.every((map) => map === null || isObject(map))
      ? Object.fromEntries(maps.flatMap((map) => Object.entries((map as Members | null) ?? {})))
      : undefined,
  min: ofWholes(Math.min),
  one: (list) => (Array.isArray(list) && list.length < 2 ? (list[0] ?? null) : undefined),
  replace: ofText(3, replaced),
  reverse: (list) => (Array.isArray(list) ? (list as List).toReversed() : undefined),
  slice,
  sort: sorted,
  split: ofText(2, (separator, text) => (separator === '' ? undefined : text.split(separator))),
  startswith: ofText(2, (text, start) => text.startsWith(start)),
  strcontains: ofText(2, (text, part) => text.includes(part)),
  tonumber: numberOf,
  toset: setOf,
  trimprefix: ofText(2, (text, start) => (text.startsWith(start) ? text.slice(start.length) : text)),
  trimspace: ofText(1, (text) => text.trim()),
  trimsuffix: ofText(2, (text, end) => (end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text)),
  upper: ofText(1, (text) => text.toUpperCase()),
  values: (map) => members(map)?.map(([, value]) => value),
};

/** The parts of the text that `join` puts together; undefined where it is no list of them. */
function joinParts(separator: unknown, ...lists: List): List | undefined {
  if (!isText(separator) || lists.length === 0 || !areLists(lists)) return undefined;
  return lists.flat().flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
}

/** Those of `format`, where all that it asks for is written plainly. */
function formatParts(spec: unknown, ...values: List): List | undefined {
  if (!isText(spec)) return undefined;
  const parts = spec.split(/%(.?)/su);
  const verbs = parts.filter((_, index) => index % 2 === 1);
  const asked = verbs.filter((verb) => verb !== '%');
  if (asked.length !== values.length || asked.some((verb, index) => !isFormatted(verb, values[index])))
    return undefined;
  let at = 0;
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    return part === '%' ? part : values[at++];
  });
}

/** `%d` writes whole numbers, and what is not known is written by `%s` and `%v` alone as it is. */
function isFormatted(verb: string, value: unknown): boolean {
  if (verb === 'd') return Number.isSafeInteger(value);
  return verb === 's' || verb === 'v';
}

/** Functions that put a text together of values, of which some may not be known. */
export const TEXTS: Readonly<Record<string, (...values: List) => List | undefined>> = {
  format: formatParts,
  join: joinParts,
};
