import { fold, numberOf } from './equality.ts';

const MAX_DEPTH = 100;

/**
 * A text that is the same for values that are the same: texts apart from case, lists and objects by all that they hold, in
 * whatever order an object has its properties. Undefined for a value that is nested too deep.
 */
export function identityOf(value: unknown): string | undefined {
  return describe(value, exactly, 0);
}

/**
 * A text that is the same for values that `=` takes as equal, `443` and `'443'` too, and nearly always another for others:
 * to look values up by, before `equals` decides. Undefined for a value that is nested too deep.
 */
export function bucketOf(value: unknown): string | undefined {
  return describe(value, loosely, 0);
}

function exactly(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(fold(value)) : String(value);
}

function loosely(value: unknown): string {
  const number = numberOf(value);
  if (number !== undefined) return String(Number(number));
  if (typeof value !== 'string') return String(value);
  const text = fold(value);
  return text === 'true' || text === 'false' ? text : JSON.stringify(text);
}

function describe(value: unknown, scalar: (value: unknown) => string, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const element of value as readonly unknown[]) {
      const part = describe(element, scalar, depth + 1);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return `[${parts.join(',')}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const part = describe((value as Record<string, unknown>)[key], scalar, depth + 1);
    if (part === undefined) return undefined;
    parts.push(`${JSON.stringify(key)}:${part}`);
  }
  return `{${parts.join(',')}}`;
}
