import { EvaluationError } from '../../src/values/value.ts';

/** A value as the tables of `every-kind` write it. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value instanceof EvaluationError) return `error ${value.code}: ${value.message}; ${value.help ?? ''}`;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return Object.is(value, -0) ? '-0' : String(value);
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)) ?? '';
}
