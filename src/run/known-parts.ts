import { jsonTextOf, MAX_JSON_TEXT } from '../values/json-text.ts';
import { namesWithin } from '../values/names.ts';
import { PartlyKnownText } from '../values/partly-known.ts';
import { spend, type Work } from '../values/work.ts';
import type { Note } from './notes.ts';

/**
 * The JSON text of an object, cut where something in it is not known; undefined where that may stand anywhere: a property
 * that is not there. All is cut at once: a plan notes thousands of paths, and a rule asks again for each element of a list.
 */
export function knownPartsOf(value: object, notes: readonly Note[], work: Work): PartlyKnownText | undefined {
  spend(work, 1 + (notes.length >> NOTES));
  const texts = new Map<Gaps, readonly string[]>();
  const json = withGaps(value, gapsOf(notes, texts), texts);
  const text = json === undefined ? undefined : jsonTextOf(json, work);
  if (typeof text !== 'string') return undefined;
  // What it decides is said, and never what is not known of it.
  return new PartlyKnownText(text.split(CUT), '', '');
}

/** So many notes cost one unit of work to put into the text, as a power of two. */
const NOTES = 2;

/** More properties have a longer text than is searched: each has at least five characters. */
const MAX_PROPERTIES = MAX_JSON_TEXT / 5;

/** Stands for what is not known, in a text that is cut there. */
const GAP = '\u0000gap\u0000';
/** The same within a text of which the rest is known. */
const PART = '\u0000part\u0000';
const CUT = /"\\u0000gap\\u0000"|\\u0000part\\u0000/u;

/** The steps to what is not known, each with those behind it; none where nothing is known. */
type Gaps = Map<string, Gaps>;

/** @param texts takes the known pieces of what is text */
function gapsOf(notes: readonly Note[], texts: Map<Gaps, readonly string[]>): Gaps {
  const gaps: Gaps = new Map();
  const whole = new Set<Gaps>();
  for (const { path, pieces, isDocument } of notes) {
    let at = gaps;
    for (const step of path) {
      // What is not known as a whole has no parts.
      if (whole.has(at)) break;
      let next = at.get(String(step));
      if (next === undefined) at.set(String(step), (next = new Map()));
      at = next;
    }
    // Of two notes of one value, the one that knows less.
    if (pieces === undefined || isDocument || whole.has(at)) texts.delete(at);
    else texts.set(at, pieces);
    whole.add(at);
    at.clear();
  }
  return gaps;
}

/** The value with its gaps; undefined where nothing stands at one of them. */
function withGaps(value: unknown, gaps: Gaps, texts: ReadonlyMap<Gaps, readonly string[]>): unknown {
  if (value === undefined) return undefined;
  if (gaps.size === 0) return texts.get(gaps)?.join(PART) ?? GAP;
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value) && namesWithin(value, MAX_PROPERTIES) === undefined) return undefined;
  const inner = new Map<string, unknown>();
  for (const [step, behind] of gaps) {
    const isThere = Object.hasOwn(value, step) && !(Array.isArray(value) && step === 'length');
    const part = isThere ? withGaps((value as Readonly<Record<string, unknown>>)[step], behind, texts) : undefined;
    if (part === undefined) return undefined;
    inner.set(step, part);
  }
  if (Array.isArray(value)) return value.map((item: unknown, at) => inner.get(String(at)) ?? item);
  // `fromEntries` defines properties: a `__proto__` key stays data.
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inner.get(name) ?? (item as unknown)]));
}
