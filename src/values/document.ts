import { parseExactJson } from './exact-json.ts';
import { isObject, type JsonObject } from './value.ts';
import { spend, UNCOUNTED, type Work } from './work.ts';

/** What the text of a document holds. */
type Document = JsonObject | readonly unknown[];

/** A document that was read, and what it costs to read it. */
interface Read {
  readonly document: Document | null;
  readonly cost: number;
}

/** A longer text is left as text. IAM's documents have 20,480 characters at most, three times that when URL-encoded. */
export const MAX_DOCUMENT_LENGTH = 200_000;

/** Documents that were read, the last used one last: an inventory repeats a few policies for thousands of entities. */
const CACHE_SIZE = 200;
/** Longer texts are told apart by their length alone, and then compared to their ends. */
const MAX_CACHED_LENGTH = 16_000;
const cache = new Map<string, Read>();

/**
 * The object or list that a text is the JSON of, also when it is URL-encoded, as IAM's interface gives policy documents, has
 * a byte order mark, or is the JSON of such a text, which was encoded twice.
 * Undefined for every other text. It is frozen, since it may be given out again.
 *
 * @param work the judgement that it is read for: it pays once, and is given the same document again
 * @example
 * readDocument('{"Version":"2012-10-17"}'); // { Version: '2012-10-17' }
 * readDocument('%7B%22Version%22%3A1%7D');  // { Version: 1 }
 */
export function readDocument(text: string, work: Work = UNCOUNTED): Document | undefined {
  if (text.length > MAX_DOCUMENT_LENGTH || !STARTS.has(text.charCodeAt(0))) return undefined;
  if (work.left === undefined) return readText(text).document ?? undefined;
  const known = text.length > MAX_CACHED_LENGTH ? longKnown(text, work) : work.documents?.get(text);
  if (known !== undefined) return (known as Document | null) ?? undefined;
  const { document, cost } = readText(text);
  spend(work, cost);
  (work.documents ??= new Map()).set(text, document);
  if (text.length > MAX_CACHED_LENGTH) work.longTexts = (work.longTexts ?? 0) + 1;
  return document ?? undefined;
}

/** Each of the long texts that are known already may be compared with it. */
function longKnown(text: string, work: Work): object | null | undefined {
  const others = Math.max(0, (work.longTexts ?? 0) - 1);
  if (!spend(work, Math.ceil((others * text.length) / COMPARED))) return undefined;
  return work.documents?.get(text);
}

/** So many characters of two long texts are compared in one unit of work. */
const COMPARED = 4_096;

/** {@link readDocument} where only an object will do. */
export function readObject(text: string): JsonObject | undefined {
  const document = readDocument(text);
  return isObject(document) ? document : undefined;
}

/**
 * Whether a text begins as the JSON of an object or a list does, and is none: it was cut, or is too large or too deep to be
 * opened. What stands in it is not known.
 */
export function isUnreadDocument(text: string, work: Work = UNCOUNTED): boolean {
  if (!STARTS.has(text.charCodeAt(0))) return false;
  // White space is all that can be long before it is told.
  if (text.length > FIRST && BLANKS.test(text.slice(0, FIRST)) && !spend(work, text.length >> 5)) return false;
  return BEGINS.test(text);
}

/** Without so much white space in so many characters it is told by these what a text is. */
const FIRST = 4_096;
const BLANKS = /(?:\s|%20|%0[9AD]){64}/iu;

/** What a document can begin with, that no other text need be looked at again and again: a bracket, `%7B`, white space. */
const STARTS: ReadonlySet<number> = new Set([...'[{%" \t\n\r\uFEFF'].map((character) => character.charCodeAt(0)));

function readText(text: string): Read {
  if (text.length > MAX_CACHED_LENGTH) return parsed(text);
  const known = cache.get(text);
  if (known !== undefined) {
    cache.delete(text);
    cache.set(text, known);
    return known;
  }
  const read = parsed(text);
  if (cache.size >= CACHE_SIZE) for (const oldest of cache.keys()) if (cache.delete(oldest)) break;
  cache.set(text, read);
  return read;
}

/** A name in quotes, or an element, follows the bracket: `{ $.errorCode = x }`, `{{ name }}` and `[hidden]` are other texts. */
const BEGINS = /^(?:\s|%20|%0[9AD])*(?:\{\s*["}]|\[\s*["{[]|%7B|%5B|"\s*(?:\{\s*(?:\\"|\})|\[\s*(?:\\"|[{[])))/iu;

/** As Python prints an object or a list: `{'Version': '2012-10-17'}`, `[{'Effect': …`, `['a', 'b']`. */
const PYTHON =
  /^\s*(?:\[\s*){0,3}(?:\{\s*'[^'\n]{0,200}'\s*:|\[\s*'[^'\n]{0,200}'\s*[,\]])|^\s*\[\s*'[^'\n]{0,200}'\s*[,\]]/u;

/** Whether a text is an object or list in the form in which Python prints them, which is no JSON. */
export function isPythonForm(text: string): boolean {
  return STARTS.has(text.charCodeAt(0)) && PYTHON.test(text);
}

/** So many characters, or values, of a document cost one unit of work to read. */
const CHARACTERS = 128;
const VALUES = 8;

function parsed(text: string): Read {
  const cost = 1 + Math.ceil(text.length / CHARACTERS);
  if (!/^(?:\s|%20|%0[9AD])*(?:[[{"]|%7B|%5B)/iu.test(text)) return { document: null, cost };
  try {
    const plain = text.trimStart();
    let value: unknown = parseExactJson(/^[[{"]/u.test(plain) ? plain : decodeURIComponent(plain));
    // Text of text: JSON that was made JSON once more.
    if (typeof value === 'string' && /^\s*[[{]/u.test(value)) value = parseExactJson(value.trimStart());
    if (!isObject(value) && !Array.isArray(value)) return { document: null, cost };
    const { isTooDeep, values } = freeze(value);
    return { document: isTooDeep ? null : (value as Document), cost: cost + Math.ceil(values / VALUES) };
  } catch {
    return { document: null, cost };
  }
}

/** Deeper than any policy, and not so deep that writing the document as JSON overflows the stack. */
const MAX_DEPTH = 100;

/** Level by level, without recursion: a text can nest deeper than the stack is. */
function freeze(document: object): { isTooDeep: boolean; values: number } {
  let level: object[] = [document];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return { isTooDeep: true, values };
    const below: object[] = [];
    for (const object of level) {
      for (const value of Object.values(Object.freeze(object)) as unknown[]) {
        values += 1;
        if (typeof value === 'object' && value !== null) below.push(value);
      }
    }
    level = below;
  }
  return { isTooDeep: false, values };
}
