import { isObject, type JsonObject } from './value.ts';

/** What the text of a document holds. */
type Document = JsonObject | readonly unknown[];

/** A longer text is left as text. IAM's documents have 20,480 characters at most, three times that when URL-encoded. */
export const MAX_DOCUMENT_LENGTH = 200_000;

/** Documents that were read, the last used one last: an inventory repeats a few policies for thousands of entities. */
const CACHE_SIZE = 200;
const MAX_CACHED_LENGTH = 20_000;
const cache = new Map<string, Document | null>();

/**
 * The object or list that a text is the JSON of, also when it is URL-encoded, as IAM's interface gives policy documents.
 * Undefined for every other text. It is frozen, since it may be given out again.
 *
 * @example
 * readDocument('{"Version":"2012-10-17"}'); // { Version: '2012-10-17' }
 * readDocument('%7B%22Version%22%3A1%7D');  // { Version: 1 }
 */
export function readDocument(text: string): Document | undefined {
  if (text.length > MAX_DOCUMENT_LENGTH || !/^\s*(?:[[{]|%7B|%5B)/iu.test(text)) return undefined;
  if (text.length > MAX_CACHED_LENGTH) return parsed(text) ?? undefined;
  const known = cache.get(text);
  const object = known === undefined ? parsed(text) : known;
  if (known !== undefined) cache.delete(text);
  else if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '');
  cache.set(text, object);
  return object ?? undefined;
}

/** {@link readDocument} where only an object will do. */
export function readObject(text: string): JsonObject | undefined {
  const document = readDocument(text);
  return isObject(document) ? document : undefined;
}

function parsed(text: string): Document | null {
  try {
    const value: unknown = JSON.parse(/^\s*[[{]/u.test(text) ? text : decodeURIComponent(text));
    return isObject(value) || Array.isArray(value) ? frozen(value as Document) : null;
  } catch {
    return null;
  }
}

/** Deeper than any policy, and not so deep that writing the document as JSON overflows the stack. */
const MAX_DEPTH = 100;

/** Level by level, without recursion: a text can nest deeper than the stack is. Null for one that nests too deep. */
function frozen(document: Document): Document | null {
  let level: readonly object[] = [document];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return null;
    level = level.flatMap((object) =>
      Object.values(Object.freeze(object)).filter((value) => typeof value === 'object' && value !== null),
    ) as object[];
  }
  return document;
}
