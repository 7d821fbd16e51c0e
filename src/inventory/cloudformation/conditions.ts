import { isObject, ownValue } from '../entity.ts';
import { UNKNOWN } from './parameters.ts';
import { isDynamic } from './unknown-paths.ts';

type Members = Readonly<Record<string, unknown>>;

/** How many conditions may need one another in a row. */
const MAX_CONDITIONS = 100;

/** The conditions of a template, as far as it tells what they compare. */
export class Conditions {
  readonly #written: Members;
  readonly #textOf: (value: unknown) => string | undefined;
  /** Conditions being decided: one that needs itself is unknown. */
  readonly #deciding = new Set<string>();
  readonly #decided = new Map<string, boolean | typeof UNKNOWN>();

  /** @param textOf the text of a value, where it is known */
  constructor(written: Members, textOf: (value: unknown) => string | undefined) {
    this.#written = written;
    this.#textOf = textOf;
  }

  holds(name: string): boolean | typeof UNKNOWN {
    const before = this.#decided.get(name);
    if (before !== undefined) return before;
    if (this.#deciding.has(name)) return UNKNOWN;
    this.#deciding.add(name);
    // The set is what ends a circle; its size bounds how deep one condition may need others.
    const holds = this.#deciding.size > MAX_CONDITIONS ? UNKNOWN : this.#decide(ownValue(this.#written, name));
    this.#deciding.delete(name);
    this.#decided.set(name, holds);
    return holds;
  }

  #decide(condition: unknown): boolean | typeof UNKNOWN {
    if (!isObject(condition)) return UNKNOWN;
    const [name, ...more] = Object.keys(condition);
    if (name === undefined || more.length > 0) return UNKNOWN;
    const argument = condition[name];
    if (name === 'Condition') return typeof argument === 'string' ? this.holds(argument) : UNKNOWN;
    if (!Array.isArray(argument)) return UNKNOWN;
    if (name === 'Fn::Equals') return argument.length === 2 ? this.#equal(argument) : UNKNOWN;
    const parts = argument.map((part) => this.#decide(part));
    // One false part decides an `And`, one true part an `Or`, whatever the unknown ones are.
    if (name === 'Fn::And' || name === 'Fn::Or') {
      const deciding = name === 'Fn::Or';
      if (parts.includes(deciding)) return deciding;
      return parts.includes(UNKNOWN) ? UNKNOWN : !deciding;
    }
    if (name !== 'Fn::Not' || parts.length !== 1 || parts[0] === UNKNOWN) return UNKNOWN;
    return !parts[0];
  }

  #equal(sides: readonly unknown[]): boolean | typeof UNKNOWN {
    const [left, right] = sides.map(this.#textOf);
    if (left === undefined || right === undefined || isDynamic(left) || isDynamic(right)) return UNKNOWN;
    if (left === right) return true;
    // CloudFormation compares texts, and what it makes of `1.0` or `yes` is not what was written.
    return meantBy(left) === meantBy(right) ? UNKNOWN : false;
  }
}

const TRUE = /^(?:true|yes|on|y)$/iu;
const FALSE = /^(?:false|no|off|n)$/iu;

/** A text as one number or truth, however it is written. */
function meantBy(text: string): string {
  if (TRUE.test(text)) return 'true';
  if (FALSE.test(text)) return 'false';
  return /^-?\d+(?:\.\d+)?$/u.test(text) ? String(Number(text)) : text;
}
