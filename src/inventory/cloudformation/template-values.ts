import { isObject, ownObject, ownText } from '../entity.ts';
import { Conditions } from './conditions.ts';
import { intrinsicOf, isDynamic, listUnknown, pathsOf } from './unknown-paths.ts';
import { Loops, type Written } from './loops.ts';
import { namesResource, startOfAttribute, startOfName } from './references.ts';
import { parameterValues, secretValues, PSEUDO_PARAMETERS, UNKNOWN } from './parameters.ts';

type Template = Readonly<Record<string, unknown>>;

/** The paths that are known only at deployment. */
export interface Unresolved {
  /** Each with why. */
  readonly unknown: ReadonlyMap<string, string>;
  /** Of those paths, the text that is known: `['arn:aws:iam::', ':root']`. */
  readonly partly: ReadonlyMap<string, readonly string[]>;
  /** Of those paths, what is there for certain: it names a resource of the template. */
  readonly present: readonly string[];
}

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
  readonly #resources: Template;
  readonly #conditions: Conditions;
  readonly #declared: Template;
  /** Each object is resolved once: a call that stays as it is has its arguments looked at twice, at every level. */
  readonly #resolved = new WeakMap<object, unknown>();
  /** The calls that stay as they are, with the pieces of the text that is known of them. */
  readonly #left = new WeakMap<object, readonly string[] | undefined>();
  /** Of what is left, what names a resource. */
  readonly #present = new WeakSet();
  readonly #secrets: readonly string[];
  readonly #given: Template;
  /** What was taken for values that nobody gave. */
  readonly #assumed = new Set<string>();
  readonly #loops = new Loops((value) => this.#value(value));

  readonly #template: Template;
  readonly #assumes: boolean;
  #certain: Conditions | undefined;

  /** @param assumes whether what nobody gave is taken from defaults and from what stacks mostly have */
  constructor(template: Template, given: Template = {}, assumes = true) {
    this.#template = template;
    this.#assumes = assumes;
    this.#given = given;
    this.#mappings = ownObject(template, 'Mappings') ?? {};
    this.#conditions = new Conditions(ownObject(template, 'Conditions') ?? {}, (value) => textOf(this.#value(value)));
    this.#resources = ownObject(template, 'Resources') ?? {};
    this.#declared = ownObject(template, 'Parameters') ?? {};
    const isKnown = ([name]: readonly [string, unknown]): boolean => assumes || Object.hasOwn(given, name);
    const known = Object.fromEntries(Object.entries(this.#declared).filter(isKnown));
    this.#parameters = parameterValues(known, given);
    this.#secrets = secretValues(this.#declared, this.#parameters);
  }

  /** A value with the intrinsic functions in it resolved where possible. The document's depth limit bounds the recursion. */
  resolve(value: unknown): unknown {
    const resolved = this.#value(value);
    return resolved === NO_VALUE ? undefined : resolved;
  }

  /** The members of an object, with its loops written out where the template tells what they run over. */
  membersOf(object: Template): readonly Written[] {
    return Loops.isIn(object)
      ? this.#loops.members(object)
      : Object.entries(object).map(([key, value]) => ({ key, value, from: key }));
  }

  /** The condition by which a resource is not made, whatever else is given: by other values than the defaults it may be. */
  leftOutBy(resource: unknown): string | undefined {
    const name = isObject(resource) ? ownText(resource, 'Condition') : undefined;
    if (name === undefined || this.#conditions.holds(name) !== false) return undefined;
    this.#certain ??= new TemplateValues(this.#template, this.#given, false).#conditions;
    return this.#certain.holds(name) === false ? name : undefined;
  }

  /** What of a resolved value is known only at deployment. */
  unresolved(value: unknown, hasNames = false): Unresolved {
    const partly = new Map<string, readonly string[]>();
    const present: string[] = [];
    const unknown = listUnknown(
      value,
      (object, path) => {
        if (!this.#left.has(object)) return false;
        const pieces = this.#left.get(object);
        if (pieces?.some((piece) => piece !== '') === true) partly.set(path, pieces);
        if (this.#present.has(object)) present.push(path);
        return true;
      },
      hasNames,
    );
    return { unknown, partly, present };
  }

  /** What was taken so far for values of parameters that were not given, in words. */
  get assumed(): readonly string[] {
    return [...this.#assumed];
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
    if (isCall && name !== undefined) {
      this.#left.set(left, this.#piecesOf(name, value[name]));
      if (namesResource(name, value[name], this.#resources)) this.#present.add(left);
    }
    return left;
  }

  #members(value: Template): Template {
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return Object.fromEntries(
      this.membersOf(value).flatMap(({ key, value: item }) => {
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
        return whole(this.#substituted(argument));
      case 'Fn::Join':
        return whole(this.#joined(argument));
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
    if (this.#parameters.has(name)) {
      if (!Object.hasOwn(this.#given, name)) this.#assumed.add(`the default of \`${name}\``);
      return this.#parameters.get(name);
    }
    const common = this.#assumes ? PSEUDO_PARAMETERS.get(name) : undefined;
    if (common !== undefined) this.#assumed.add(`\`${name}\` is \`${common}\``);
    return common ?? UNKNOWN;
  }

  /** Arguments as a list of the given length. A call with another one is left as it is. */
  #list(argument: unknown, length: number): readonly unknown[] | undefined {
    return Array.isArray(argument) && argument.length === length
      ? argument.map((item) => this.#value(item))
      : undefined;
  }

  /** What is known of the text that a call gives. */
  #piecesOf(name: string, argument: unknown): readonly string[] | undefined {
    const found = this.#textOfCall(name, argument);
    return found?.some(isDynamic) === true ? undefined : found;
  }

  #textOfCall(name: string, argument: unknown): readonly string[] | undefined {
    switch (name) {
      case 'Fn::Sub':
        return this.#substituted(argument);
      case 'Fn::Join':
        return this.#joined(argument);
      case 'Fn::GetAtt':
        return startOfAttribute(argument, this.#resources);
      case 'Ref':
        return typeof argument === 'string' ? startOfName(argument, this.#resources, this.#declared) : undefined;
      default:
        return undefined;
    }
  }

  #substituted(argument: unknown): readonly string[] | undefined {
    const [text, own]: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
    if (typeof text !== 'string') return undefined;
    const pieces = [''];
    let at = 0;
    for (const found of text.matchAll(/\$\{([^${}]*)\}/gu)) {
      const name = found[1] ?? '';
      append(pieces, [text.slice(at, found.index)]);
      at = found.index + found[0].length;
      const hasOwn = isObject(own) && Object.hasOwn(own, name);
      if (name.startsWith('!')) append(pieces, [`\${${name.slice(1)}}`]);
      else if (hasOwn) append(pieces, this.#known(this.#value(own[name])));
      else append(pieces, this.#named(name));
    }
    append(pieces, [text.slice(at)]);
    return pieces;
  }

  /** The text of a name in `${ }` as far as it is known. */
  #named(name: string): readonly string[] {
    const value = this.#parameter(name);
    return value === UNKNOWN ? (startOfName(name, this.#resources, this.#declared) ?? OPEN) : this.#known(value);
  }

  #joined(argument: unknown): readonly string[] | undefined {
    const [separator, parts] = this.#list(argument, 2) ?? [];
    if (typeof separator !== 'string' || !Array.isArray(parts)) return undefined;
    const pieces = [''];
    for (const [index, part] of parts.entries()) {
      if (index > 0) append(pieces, [separator]);
      append(pieces, this.#known(part));
    }
    return pieces;
  }

  /** The text of a value as far as it is known. */
  #known(value: unknown): readonly string[] {
    const text = textOf(value);
    if (text !== undefined) return isDynamic(text) ? OPEN : [text];
    return (isObject(value) ? this.#left.get(value) : undefined) ?? OPEN;
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
    const holds = this.#conditions.holds(argument[0]);
    return holds === UNKNOWN ? UNKNOWN : this.#value(argument[holds ? 1 : 2]);
  }
}

/** Nothing is known of it, and whoever deploys the template can make it what he likes: a gap beside a gap. */
const OPEN: readonly string[] = ['', '', ''];

/** Puts text after text, of which parts may be unknown. */
function append(pieces: string[], more: readonly string[]): void {
  const [first = '', ...rest] = more;
  pieces[pieces.length - 1] += first;
  for (const piece of rest) pieces.push(piece);
}

/** The text where all of it is known. */
function whole(pieces: readonly string[] | undefined): unknown {
  return pieces?.length === 1 ? pieces[0] : UNKNOWN;
}

/** What a scalar reads as inside of text; undefined for what is none. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Short secrets are found only where they are the whole text: in longer text they may stand by chance. */
function holdsOneOf(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => (secret.length < 4 ? text === secret : text.includes(secret)));
}
