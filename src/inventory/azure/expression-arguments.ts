/** Stands for what is known only at the deployment. */
export const UNKNOWN = Symbol('unknown');

/** Gives the value of an argument, when it is asked for. */
export type Argument = () => unknown;

export type TemplateFunction = (args: readonly Argument[]) => unknown;

/** Longer text is not made: each of some functions may double it, or more. */
export const MAX_TEXT = 1024 * 1024;

export function ofNone(value: unknown): TemplateFunction {
  return (args) => (args.length === 0 ? value : UNKNOWN);
}

export function ofKnown(result: (values: readonly unknown[]) => unknown): TemplateFunction {
  return (args) => {
    const values = args.map((arg) => arg());
    return values.includes(UNKNOWN) ? UNKNOWN : result(values);
  };
}

export function ofOne(result: (value: unknown) => unknown): TemplateFunction {
  return ofKnown((values) => (values.length === 1 ? result(values[0]) : UNKNOWN));
}

/** Of two values, or of a third that may be left out. */
export function ofTwo(result: (one: unknown, other: unknown, more: unknown) => unknown, most = 2): TemplateFunction {
  return ofKnown((values) =>
    values.length >= 2 && values.length <= most ? result(values[0], values[1], values[2]) : UNKNOWN,
  );
}

/** What scalars read as inside of text; how true and false are written there is not documented. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

export function isAscii(value: unknown): value is string {
  return typeof value === 'string' && /^[\u0020-\u007E]*$/u.test(value);
}

export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** A whole number that both sides can hold exactly. */
export function whole(value: number): unknown {
  return Number.isSafeInteger(value) ? value : UNKNOWN;
}

/** Text in brackets is what an expression left, or what an escaped one stands for. */
export function isUntold(value: unknown): boolean {
  return typeof value === 'string' && /^\[.*\]$/su.test(value);
}

export function told(value: unknown): unknown {
  return isUntold(value) ? UNKNOWN : value;
}
