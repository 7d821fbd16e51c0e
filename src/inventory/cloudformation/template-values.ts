import { isObject, ownObject, ownValue } from '../entity.ts';
import { intrinsicOf, isDynamic, listUnknown, pathsOf } from './unknown-paths.ts';
import { parameterValues, secretValues, PSEUDO_PARAMETERS, UNKNOWN } from './parameters.ts';

type Template = Readonly<Record<string, unknown>>;

/** Stands for `AWS::NoValue`: the property is not there. */
const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Gives the values of a CloudFormation template as far as the template itself tells them: parameters as they are given or
 * by their defaults, conditions and mappings by these. What it does not tell (another resource, the account, an import)
 * stays the intrinsic function as it is written.
 */
export class TemplateValues {
  readonly #parameters: ReadonlyMap<string, unknown>;
  readonly #mappings: Template;
  readonly #conditions: Template;
  /** Conditions being decided: one that needs itself is unknown. */
  readonly #deciding = new Set<string>();
  readonly #decided = new Map<string, boolean | typeof UNKNOWN>();
  /** Each object is resolved once: a call that stays as it is has its arguments looked at twice, at every level. */
  readonly #resolved = new WeakMap<object, unknown>();
  /** The calls that stay as they are. */
  readonly #left = new WeakSet<object>();
  readonly #secrets: readonly string[];

  constructor(template: Template, given: Template = {}) {
    this.#mappings = ownObject(template, 'Mappings') ?? {};
    this.#conditions = ownObject(template, 'Conditions') ?? {};
    const declared = ownObject(template, 'Parameters') ?? {};
    this.#parameters = parameterValues(declared, given);
    this.#secrets = secretValues(declared, this.#parameters);
  }

  /** A value with the intrinsic functions in it resolved where possible. The document's depth limit bounds the recursion. */
  resolve(value: unknown): unknown {
    const resolved = this.#value(value);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  /** The paths within a resolved value that are known only at deployment, each with why. */
  unresolved(value: unknown): ReadonlyMap<string, string> {
    return listUnknown(value, (object) => this.#left.has(object));
  }

  /** The paths within a resolved value of text with a parameter in it that is not to be echoed. */
  secretPaths(value: unknown): readonly string[] {
    return this.#secrets.length === 0 ? [] : pathsOf(value, (text) => holdsOneOf(text, this.#secrets));
  }

  #value(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (this.#resolved.has(value)) return this.#resolved.get(value);
    const resolved = Array.isArray(value)
      ? value.map((item) => this.#value(item)).filter((item) => item !== NO_VALUE)
      : this.#object(value as Template);
    this.#resolved.set(value, resolved);
    return resolved;
  }

  #object(value: Template): unknown {
    const keys = Object.keys(value);
    const [name] = keys;
    const isCall = intrinsicOf(value) !== undefined;
    if (isCall && name !== undefined) {
      const known = this.#call(name, value[name]);
      if (known !== UNKNOWN) return known;
    }
    const left = this.#members(value);
    if (isCall) this.#left.add(left);
    return left;
  }

  #members(value: Template): Template {
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => {
        const resolved = this.#value(item);
        return resolved === NO_VALUE ? [] : [[key, resolved]];
      }),
    );
  }

  #call(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        if (argument === 'AWS::NoValue') return NO_VALUE;
        return typeof argument === 'string' ? this.#parameter(argument) : UNKNOWN;
      case 'Fn::Sub':
        return this.#substitute(argument);
      case 'Fn::Join':
        return this.#join(argument);
      case 'Fn::Split':
        return this.#split(argument);
      case 'Fn::Select':
        return this.#select(argument);
      case 'Fn::FindInMap':
        return this.#findInMap(argument);
      case 'Fn::If':
        return this.#if(argument);
      default:
        return UNKNOWN;
    }
  }

  #parameter(name: string): unknown {
    if (this.#parameters.has(name)) return this.#parameters.get(name);
    return PSEUDO_PARAMETERS.get(name) ?? UNKNOWN;
  }

  /** Arguments as a list of the given length. A call with another one is left as it is. */
  #list(argument: unknown, length: number): readonly unknown[] | undefined {
    return Array.isArray(argument) && argument.length === length
      ? argument.map((item) => this.#value(item))
      : undefined;
  }

  #substitute(argument: unknown): unknown {
    const [text, own]: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
    if (typeof text !== 'string') return UNKNOWN;
    let complete = true;
    const result = text.replace(/\$\{([^${}]*)\}/gu, (whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const hasOwn = isObject(own) && Object.hasOwn(own, name);
      const part = textOf(hasOwn ? this.#value(own[name]) : this.#parameter(name));
      if (part === undefined) complete = false;
      return part ?? whole;
    });
    return complete ? result : UNKNOWN;
  }

  #join(argument: unknown): unknown {
    const [separator, parts] = this.#list(argument, 2) ?? [];
    if (typeof separator !== 'string' || !Array.isArray(parts)) return UNKNOWN;
    const texts = parts.map(textOf);
    return texts.includes(undefined) ? UNKNOWN : texts.join(separator);
  }

  #split(argument: unknown): unknown {
    const [separator, text] = this.#list(argument, 2) ?? [];
    if (typeof separator !== 'string' || separator === '' || typeof text !== 'string') return UNKNOWN;
    return isDynamic(text) ? UNKNOWN : text.split(separator);
  }

  #select(argument: unknown): unknown {
    const [position, list] = this.#list(argument, 2) ?? [];
    const index = typeof position === 'string' && /^\d+$/u.test(position) ? Number(position) : position;
    if (typeof index !== 'number' || !Array.isArray(list) || !(index in list)) return UNKNOWN;
    return list[index] as unknown;
  }

  #findInMap(argument: unknown): unknown {
    const keys = this.#list(argument, 3);
    let value: unknown = this.#mappings;
    for (const key of keys ?? [undefined]) {
      const name = textOf(key);
      if (name === undefined || !isObject(value) || !Object.hasOwn(value, name)) return UNKNOWN;
      value = value[name];
    }
    return value;
  }

  #if(argument: unknown): unknown {
    if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') return UNKNOWN;
    const holds = this.#condition(argument[0]);
    return holds === UNKNOWN ? UNKNOWN : this.#value(argument[holds ? 1 : 2]);
  }

  #condition(name: string): boolean | typeof UNKNOWN {
    const before = this.#decided.get(name);
    if (before !== undefined) return before;
    if (this.#deciding.has(name)) return UNKNOWN;
    this.#deciding.add(name);
    // The set is what ends a circle; its size bounds how deep one condition may need others.
    const holds = this.#deciding.size > MAX_CONDITIONS ? UNKNOWN : this.#holds(ownValue(this.#conditions, name));
    this.#deciding.delete(name);
    this.#decided.set(name, holds);
    return holds;
  }

  #holds(condition: unknown): boolean | typeof UNKNOWN {
    if (!isObject(condition)) return UNKNOWN;
    const [name, ...more] = Object.keys(condition);
    if (name === undefined || more.length > 0) return UNKNOWN;
    const argument = condition[name];
    if (name === 'Condition') return typeof argument === 'string' ? this.#condition(argument) : UNKNOWN;
    if (!Array.isArray(argument)) return UNKNOWN;
    if (name === 'Fn::Equals') {
      const [left, right] = (this.#list(argument, 2) ?? []).map(textOf);
      if (isDynamic(left) || isDynamic(right)) return UNKNOWN;
      return left === undefined || right === undefined ? UNKNOWN : left === right;
    }
    const parts = argument.map((part) => this.#holds(part));
    // One false part decides an `And`, one true part an `Or`, whatever the unknown ones are.
    if (name === 'Fn::And' || name === 'Fn::Or') {
      const deciding = name === 'Fn::Or';
      if (parts.includes(deciding)) return deciding;
      return parts.includes(UNKNOWN) ? UNKNOWN : !deciding;
    }
    if (name !== 'Fn::Not' || parts.length !== 1 || parts[0] === UNKNOWN) return UNKNOWN;
    return !parts[0];
  }
}

/** How many conditions may need one another in a row. */
const MAX_CONDITIONS = 100;

/** What a scalar reads as inside of text; undefined for what is none. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Short secrets are found only where they are the whole text: in longer text they may stand by chance. */
function holdsOneOf(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => (secret.length < 4 ? text === secret : text.includes(secret)));
}
