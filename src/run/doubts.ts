import type { Predicate } from '../plan/plan.ts';
import { NUMBERS } from '../values/service-numbers.ts';
import { isIsoTime, isMilliseconds } from '../values/time.ts';
import { single } from '../values/value.ts';

/** Values that most likely mean what they are not equal to. */
export interface Doubts {
  readonly count: number;
  /** What is to be known of the first of them. */
  readonly about: string;
}

const TRUTHS: ReadonlyMap<string, string> = new Map([
  ...['yes', 'y', 'on', 't', 'enabled', '1'].map((word) => [word, 'true'] as const),
  ...['no', 'n', 'off', 'f', 'disabled', '0'].map((word) => [word, 'false'] as const),
]);

/** What a text or number beside true or false most likely stands for. */
export function truthMeant(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? TRUTHS.get(String(value).toLowerCase()) : undefined;
}

/** What something else is to put a value for: `${NAME}`, `{{ name }}`, `<name>`. */
const PLACEHOLDER = /^(?:\$\{[^{}]*\}|\{\{[^{}]*\}\}|<[A-Za-z][\w -]*>|\$\([A-Za-z_][\w.]*\))$/u;

/** Why a value that cannot be held against what a predicate asks most likely should be; undefined where it is not. */
export function doubtOfTest(value: unknown, predicate: Predicate): string | undefined {
  if (predicate.kind === 'compare') return doubtOf(value, predicate.to);
  if (predicate.kind !== 'oneOf') return undefined;
  for (const one of predicate.values) {
    const doubt = doubtOf(value, one);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

/** Why two values that cannot be held against each other most likely should be; undefined where they should not. */
export function doubtOf(left: unknown, right: unknown): string | undefined {
  const [a, b] = [single(left), single(right)];
  return doubtBeside(a, b) ?? doubtBeside(b, a);
}

function doubtBeside(value: unknown, other: unknown): string | undefined {
  if (typeof value === 'string' && typeof other === 'number' && NUMBERS.get(value.toLowerCase()) === String(other))
    return `\`${value}\` is the name of what has the number ${other}: ask for what is there`;
  if (typeof other === 'string') {
    return isMilliseconds(value) && isIsoTime(other)
      ? 'it is a time in milliseconds, and seconds are compared'
      : undefined;
  }
  if (typeof other !== 'boolean' && typeof other !== 'number') return undefined;
  if (typeof value === 'string' && value.length <= MAX_PLACEHOLDER && PLACEHOLDER.test(value))
    return `\`${value}\` is a placeholder: put the values in first`;
  if (typeof other !== 'boolean') return undefined;
  const truth = truthMeant(value);
  return truth === undefined
    ? undefined
    : `\`${String(value)}\` most likely stands for ${truth}, and equals neither true nor false`;
}

const MAX_PLACEHOLDER = 100;
