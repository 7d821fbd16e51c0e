import { namesWithin } from './names.ts';
import { EvaluationError } from './value.ts';
import { spend, UNCOUNTED, type Work } from './work.ts';

/** Longer texts are not searched. In UTF-16 code units; IAM's documents have 20,480 characters at most. */
export const MAX_JSON_TEXT = 1_000_000;

/**
 * The JSON text of a list or an object, without blanks, for `regexMatch`. Undefined for other values; an error where the
 * value holds what is not known, or its text would be longer than the limit.
 *
 * @param work the judgement that it is written for: it pays once for each object
 */
export function jsonTextOf(value: unknown, work: Work = UNCOUNTED): string | undefined | EvaluationError {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof EvaluationError) return value;
  const known = work.jsonTexts?.get(value) as string | EvaluationError | undefined;
  if (known !== undefined) return known;
  let parts = 0;
  let size = 0;
  let unknown: EvaluationError | undefined;
  const text = write(value, 0);
  spend(work, 1 + Math.ceil(parts / PARTS + size / CHARACTERS));
  const result =
    unknown ?? text ?? new EvaluationError('limit', `the value is longer than ${MAX_JSON_TEXT} characters as text`);
  if (work.left !== undefined) (work.jsonTexts ??= new WeakMap()).set(value, result);
  return result;

  function write(part: unknown, depth: number): string | undefined {
    if (size > MAX_JSON_TEXT || depth > 300) return undefined;
    parts += 1;
    size += 1;
    if (part instanceof EvaluationError) {
      unknown ??= part;
      return '';
    }
    if (typeof part === 'bigint') return String(part);
    if (typeof part !== 'object' || part === null) {
      const scalar = JSON.stringify(part ?? null) ?? 'null';
      size += scalar.length;
      return scalar;
    }
    const written: string[] = [];
    if (Array.isArray(part)) {
      for (const element of part as readonly unknown[]) {
        const text = write(element, depth + 1);
        if (text === undefined) return undefined;
        written.push(text);
      }
      return `[${written.join(',')}]`;
    }
    const names = namesWithin(part, MAX_JSON_TEXT / SHORTEST);
    if (names === undefined) return undefined;
    for (const key of names) {
      const name = JSON.stringify(key);
      size += name.length;
      const text = write((part as Record<string, unknown>)[key], depth + 1);
      if (text === undefined) return undefined;
      written.push(`${name}:${text}`);
    }
    return `{${written.join(',')}}`;
  }
}

/** A property has at least so many characters: `"":1,`. */
const SHORTEST = 5;

/** So many values, or characters, cost one unit of work to write. */
const PARTS = 4;
const CHARACTERS = 64;
