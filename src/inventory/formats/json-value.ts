import { bytesOfText, textOf } from './bytes.ts';
import { parseExactJson } from '../../values/exact-json.ts';
import { hasManyLongNames, LONG_NAME, MAX_LONG_NAMES } from './long-names.ts';
import { problem, reasonOf } from '../problems.ts';
import type { ProblemRecord, Provenance } from '../../values/record.ts';
import type { ReadOptions } from '../reader.ts';

/**
 * What a text held: a value, or the problem that it holds none. These are two fields, since a value is data of strangers
 * and may look like a problem.
 */
export interface ParsedValue {
  readonly value: unknown;
  readonly problem: ProblemRecord | undefined;
}

/** A parsed JSON value, or the problem in its stead, with its place. */
export interface ParsedRecord extends ParsedValue {
  readonly place: Provenance;
}

/** One of the values of an answer, with the name of the member that it stands under. */
export interface KeyedRecord extends ParsedRecord {
  readonly key?: string | undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** +1 for `{` and `[`, -1 for `}` and `]`. `{` and `[`, `}` and `]` differ in one bit only. */
const NESTING = new Int8Array(256);
NESTING[0x7b] = NESTING[0x5b] = 1;
NESTING[0x7d] = NESTING[0x5d] = -1;

/**
 * The value of one JSON text, or the problem with it. `JSON.parse` itself takes any depth; the limit is for all code
 * after it, which recurses.
 */
export function parseJson(bytes: Uint8Array, place: Provenance, options: ReadOptions): ParsedValue {
  if (bytes.length > options.maxRecordBytes) return noValue(recordTooLarge(place, options));
  if (nestsDeeperThan(bytes, options.maxDepth)) return noValue(tooDeep(place, options));
  const text = textOf(bytes);
  return text === undefined ? noValue(invalidUtf8(place)) : valueOf(text, place);
}

/** As {@link parseJson}, of a text that is not too large. */
export function parseJsonText(text: string, place: Provenance, options: ReadOptions): ParsedValue {
  // Few records open so many brackets: a native search tells that of the others.
  const isDeep = mayNestDeeperThan(text, options.maxDepth) && nestsDeeperThan(bytesOfText(text), options.maxDepth);
  return isDeep ? noValue(tooDeep(place, options)) : valueOf(text, place);
}

function valueOf(text: string, place: Provenance): ParsedValue {
  if (hasManyLongNames(text)) return noValue(manyLongNames(place));
  try {
    return { value: parseExactJson(text), problem: undefined };
  } catch (thrown) {
    return noValue(problem('invalid-json', `the record is not valid JSON: ${reasonOf(thrown)}`, place));
  }
}

/** The problem in place of a value. */
export function noValue(found: ProblemRecord): ParsedValue {
  return { value: undefined, problem: found };
}

export function invalidUtf8(place: Provenance): ProblemRecord {
  return problem(
    'invalid-utf8',
    'the record holds bytes that are not UTF-8',
    place,
    'convert the file: iconv -f WINDOWS-1252 -t UTF-8',
  );
}

export function tooDeep(place: Provenance, options: ReadOptions): ProblemRecord {
  return problem('too-deep', `the record nests deeper than ${options.maxDepth} levels`, place);
}

export function recordTooLarge(place: Provenance, options: ReadOptions): ProblemRecord {
  return problem('record-too-large', `the record is larger than ${options.maxRecordBytes} bytes`, place);
}

function manyLongNames(place: Provenance): ProblemRecord {
  return problem(
    'record-too-large',
    `the record has more than ${MAX_LONG_NAMES} names of properties with ${LONG_NAME} characters or more`,
    place,
    'no source writes such names; look at what made the file',
  );
}

/** Whether as many brackets open as would be needed, in strings or not. */
function mayNestDeeperThan(text: string, limit: number): boolean {
  if (text.length <= 2 * limit) return false;
  let opened = 0;
  for (const bracket of '[{') {
    for (let at = text.indexOf(bracket); at >= 0 && opened <= limit; at = text.indexOf(bracket, at + 1)) opened += 1;
  }
  return opened > limit;
}

/** Whether brackets outside of strings nest deeper than the limit. */
export function nestsDeeperThan(bytes: Uint8Array, limit: number): boolean {
  // Short records cannot, and in most others too few brackets open: both are told without following the strings.
  if (bytes.length <= 2 * limit) return false;
  let opened = 0;
  for (let index = 0; index < bytes.length && opened <= limit; index += 1) {
    if (NESTING[bytes[index]!] === 1) opened += 1; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- within the array; every byte passes here
  }
  if (opened <= limit) return false;
  let depth = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index]!; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- within the array; every byte passes here
    if (byte === QUOTE) {
      for (index += 1; index < bytes.length && bytes[index] !== QUOTE; index += 1) {
        if (bytes[index] === BACKSLASH) index += 1;
      }
      continue;
    }
    depth += NESTING[byte]!; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- 256 long, one for each byte
    if (depth > limit) return true;
  }
  return false;
}
