import { fold } from './compare.ts';

const MAX_DEPTH = 100;

/**
 * A text that is the same for values that are the same: texts apart from case, lists and objects by all that they hold, in
 * whatever order an object has its properties. Undefined for a value that is nested too deep.
 */
export function identityOf(value: unknown, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === 'string') return JSON.stringify(fold(value));
  if (typeof value !== 'object' || value === null) return String(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const element of value as readonly unknown[]) {
      const part = identityOf(element, depth + 1);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return `[${parts.join(',')}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const part = identityOf((value as Record<string, unknown>)[key], depth + 1);
    if (part === undefined) return undefined;
    parts.push(`${JSON.stringify(key)}:${part}`);
  }
  return `{${parts.join(',')}}`;
}
