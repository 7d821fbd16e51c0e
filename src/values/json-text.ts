import { EvaluationError } from './value.ts';

/** Longer texts are not searched. In UTF-16 code units; IAM's documents have 20,480 characters at most. */
export const MAX_JSON_TEXT = 1_000_000;

/**
 * The JSON text of a list or an object, without blanks, for `regexMatch`. Undefined for other values; an error where the
 * value holds what is not known, or its text would be longer than the limit.
 */
export function jsonTextOf(value: unknown): string | undefined | EvaluationError {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof EvaluationError) return value;
  let size = 0;
  let unknown: EvaluationError | undefined;
  const text = write(value, 0);
  return (
    unknown ?? text ?? new EvaluationError('limit', `the value is longer than ${MAX_JSON_TEXT} characters as text`)
  );

  function write(part: unknown, depth: number): string | undefined {
    if (size > MAX_JSON_TEXT || depth > 300) return undefined;
    if (part instanceof EvaluationError) {
      unknown ??= part;
      return '';
    }
    if (typeof part === 'bigint') return String(part);
    if (typeof part !== 'object' || part === null) {
      const written = JSON.stringify(part ?? null) ?? 'null';
      size += written.length;
      return written;
    }
    const parts: string[] = [];
    if (Array.isArray(part)) {
      for (const element of part as readonly unknown[]) {
        const written = write(element, depth + 1);
        if (written === undefined) return undefined;
        parts.push(written);
      }
      return `[${parts.join(',')}]`;
    }
    for (const [key, inner] of Object.entries(part)) {
      const name = JSON.stringify(key);
      size += name.length;
      const written = write(inner, depth + 1);
      if (written === undefined) return undefined;
      parts.push(`${name}:${written}`);
    }
    return `{${parts.join(',')}}`;
  }
}
