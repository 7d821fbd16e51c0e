/*
 * What a judgement may cost. Rules and entities are untrusted, and what a rule asks again for each element of a list
 * multiplies. Whoever looks at something takes its share first, by size; once nothing is left the judgement has no
 * verdict, whatever is still said, and blocks ask no further. One unit is about a microsecond at worst, and a tenth of it as a rule.
 */

/** What is left of a judgement, and what was worked out for it once. */
export interface Work {
  /** Units; absent outside of a judgement, where nothing is counted. */
  left?: number;
  /** The documents that texts of the entity hold, by the text; null for a text that is none. */
  documents?: Map<string, object | null> | undefined;
  /** How many of them are long. */
  longTexts?: number | undefined;
  /** Pieces of the descriptions of its large values, numbered. */
  pieces?: Map<string, number> | undefined;
  /** The JSON texts of its lists and objects, or why there is none. */
  jsonTexts?: WeakMap<object, unknown> | undefined;
  /** What is known of objects in which something is not; null where nothing can be told. */
  knownParts?: WeakMap<object, unknown> | undefined;
  /** Where functions tell what they met among what they read, and most likely should have read. */
  misreads?: Misreads | undefined;
}

/** Texts that a function could not read and that are written like what it reads: how many, and the first by its characters. */
export interface Misreading {
  readonly count: number;
  readonly text: string;
}

/** By the name of the function. */
export type Misreads = Map<string, Misreading>;

/** Adds what was met to what was met before. */
export function addMisread(misreads: Misreads, name: string, { count, text }: Misreading): void {
  const before = misreads.get(name);
  misreads.set(name, {
    count: (before?.count ?? 0) + count,
    text: before === undefined || text < before.text ? text : before.text,
  });
}

/** Takes units off a judgement. */
export function spend(work: Work, units: number): boolean {
  if (work.left === undefined) return true;
  work.left -= units;
  return work.left >= 0;
}

/** Outside of a judgement. */
export const UNCOUNTED: Work = Object.freeze({});

/** What it costs to go through a text once. Short ones go with what is asked of them. */
export function costOfText({ length }: string): number {
  return length > SHORT_TEXT ? Math.ceil(length / CHARACTERS) : 0;
}

/** Pays for going through a value that is text; whether enough was left. */
export function payForText(value: unknown, work: Work): boolean {
  return typeof value !== 'string' || value.length <= SHORT_TEXT || spend(work, costOfText(value));
}

export const SHORT_TEXT = 32;
const CHARACTERS = 32;
