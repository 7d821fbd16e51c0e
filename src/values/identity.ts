import { booleanOf, type Fold, fold, numberOrTimeOf } from './equality.ts';
import { namesWithin } from './names.ts';
import { single } from './value.ts';
import { spend, UNCOUNTED, type Work } from './work.ts';

const MAX_DEPTH = 100;

/**
 * A text that is the same for values that are the same: texts apart from case, lists and objects by all that they hold, in
 * whatever order an object has its properties. Undefined for a value that is nested too deep, or for which not enough is
 * left of the judgement that pays for it.
 */
export function identityOf(value: unknown, work: Work = UNCOUNTED, folding: Fold = fold): string | undefined {
  return short(describe(value, { of: (scalar) => exactly(scalar, folding), isLoose: false }, work, 0), work);
}

/**
 * A text that is the same for values that `=` takes as equal, `443` and `'443'` too, and nearly always another for others:
 * to look values up by, before `equals` decides. Undefined as for {@link identityOf}.
 */
export function bucketOf(value: unknown, work: Work = UNCOUNTED): string | undefined {
  return short(describe(value, LOOSELY, work, 0), work);
}

/**
 * Tables of V8 tell texts beyond 16,383 units apart by their length alone, so that those of one length are compared with
 * each other, to their ends: 3,000 elements took 19 s. So the pieces of a long description are numbered, each by what it is,
 * and their numbers stand for it. No description begins like that.
 */
function short(description: string | undefined, work: Work): string | undefined {
  let text = description;
  while (text !== undefined && text.length > LONG && work.left !== undefined) {
    const pieces = (work.pieces ??= new Map<string, number>());
    let numbers = '#';
    for (let at = 0; at < text.length; at += PIECE) {
      const piece = text.slice(at, at + PIECE);
      let number = pieces.get(piece);
      if (number === undefined) pieces.set(piece, (number = pieces.size));
      numbers += `${number},`;
    }
    text = numbers;
  }
  return text;
}

const PIECE = 8_000;
const LONG = 16_000;

function exactly(value: unknown, folding: Fold): string {
  return typeof value === 'string' ? JSON.stringify(folding(value)) : String(value);
}

function loosely(value: unknown): string {
  const number = numberOrTimeOf(value);
  // As text: whole numbers beyond 2^53 stay apart, as they are for `=`.
  if (number !== undefined) return numberText(number);
  if (typeof value !== 'string') return String(value);
  return String(booleanOf(value) ?? JSON.stringify(fold(value)));
}

/** One text for a number and the bigint of its value. */
export function numberText(number: number | bigint): string {
  return typeof number === 'number' && Number.isInteger(number) && !Number.isSafeInteger(number)
    ? String(BigInt(number))
    : String(number);
}

interface Manner {
  readonly of: (scalar: unknown) => string;
  /** A list of one is described as what is in it. */
  readonly isLoose: boolean;
}

const LOOSELY: Manner = { of: loosely, isLoose: true };

function describe(whole: unknown, manner: Manner, work: Work, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const value = manner.isLoose ? single(whole) : whole;
  if (typeof value === 'string') return spend(work, 1 + (value.length >> CHARACTERS)) ? manner.of(value) : undefined;
  if (!spend(work, 1)) return undefined;
  if (typeof value !== 'object' || value === null) return manner.of(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const element of value as readonly unknown[]) {
      const part = describe(element, manner, work, depth + 1);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return `[${parts.join(',')}]`;
  }
  const names = namesWithin(value, work.left ?? Infinity);
  if (names === undefined) {
    spend(work, (work.left ?? 0) + 1);
    return undefined;
  }
  // Many names are kept in another way: they take longer to list, and to sort.
  if (names.length > WIDE && !spend(work, 2 * names.length)) return undefined;
  for (const key of names.sort()) {
    if (key.length > LONG_NAME && !spend(work, key.length >> CHARACTERS)) return undefined;
    const part = describe((value as Record<string, unknown>)[key], manner, work, depth + 1);
    if (part === undefined) return undefined;
    parts.push(`${JSON.stringify(key)}:${part}`);
  }
  return `{${parts.join(',')}}`;
}

const WIDE = 16;
const LONG_NAME = 128;

/** So many characters cost as much as a value, as a power of two. */
const CHARACTERS = 4;
