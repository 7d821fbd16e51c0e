import { isObject, ownValue } from '../../entity.ts';
import type { ParameterValues } from '../../parameters.ts';
import { HclExpressions } from './expression.ts';
import { POLICY_DOCUMENT, type Found } from './lookup.ts';
import { conversionOf, type Conversion } from './declared-types.ts';
import { JsonTemplates } from './json-templates.ts';
import { attributesOf, blocksOf, childOf, type HclBlock, type HclNode, type HclParser } from './node.ts';
import { encoded } from './json-text.ts';
import { isOverride } from './override.ts';
import { policyDocument } from './policy-document.ts';
import { HclUnknown } from './unknown.ts';

/** A parsed file of a folder. */
export interface HclFile {
  readonly file: string;
  readonly text: string;
  readonly root: HclNode;
}

/** An expression, and the text that it stands in; or a value of a file in JSON, in whose texts there may be templates. */
type Written =
  | { readonly expression: HclNode; readonly text: string }
  | { readonly value: unknown }
  | { readonly template: unknown };

/** Values of variables, in HCL or as JSON. */
export type HclValues = Pick<HclFile, 'text' | 'root'> | { readonly json: Readonly<Record<string, unknown>> };

/** What a call of the folder as a module gives for a variable; undefined where it leaves it at its default. */
export type ModuleCall = (name: string) => Found | undefined;

/** A file of a folder in JSON. */
export interface JsonFile {
  readonly file: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** What belongs to a folder beside its files of HCL. */
export interface ScopeParts {
  /** The calls of the folder as a module, once they are asked for. */
  readonly calls?: () => readonly ModuleCall[];
  /** Its files in JSON. */
  readonly json?: readonly JsonFile[];
  /** What reads the templates in them. */
  readonly parse?: HclParser;
}

/** How many locals may need one another in a row. */
const MAX_DEPTH = 50;

/** How deep a declared type may nest, in nodes of its tree. */
const MAX_TYPE_DEPTH = 500;

/**
 * What `var.x` and `local.x` stand for in the files of one folder: variables as they are given, else by `*.tfvars` or their
 * defaults, locals by their expressions.
 */
export class HclScope {
  readonly #variables = new Map<string, Written | undefined>();
  readonly #secrets = new Set<string>();
  /** Variables that are at their defaults where null is given. */
  readonly #neverNull = new Set<string>();
  /** Variables of which nothing but the default is told. */
  readonly #defaults = new Set<string>();
  readonly #assumed = new Set<string>();
  readonly #locals = new Map<string, Written>();
  readonly #documents = new Map<string, { readonly block: HclBlock; readonly text: string }>();
  readonly #types = new Map<string, Conversion>();
  readonly #given: ParameterValues;
  readonly #parse: HclParser | undefined;
  readonly #calls: () => readonly ModuleCall[];
  readonly #found = new Map<string, Found | undefined>();
  /** Names being looked up: one that needs itself is unknown. */
  readonly #busy = new Set<string>();

  constructor(
    files: readonly HclFile[],
    values: readonly HclValues[],
    given: ParameterValues = {},
    { calls = () => [], json = [], parse }: ScopeParts = {},
  ) {
    this.#given = given;
    this.#parse = parse;
    this.#calls = calls;
    // What overrides comes last.
    for (const isLast of [false, true]) {
      for (const one of json) if (isOverride(one.file) === isLast) this.#addJson(one);
      for (const one of files) if (isOverride(one.file) === isLast) this.#addHcl(one);
    }
    for (const [name, written] of values.flatMap(writtenValues)) {
      if (!this.#variables.has(name)) continue;
      this.#variables.set(name, written);
      this.#defaults.delete(name);
    }
  }

  #addJson({ json }: JsonFile): void {
    const membersOf = (key: string): readonly (readonly [string, unknown])[] =>
      [ownValue(json, key)]
        .flat()
        .filter(isObject)
        .flatMap((one) => Object.entries(one));
    for (const [name, body] of membersOf('variable')) this.#declareJson(name, body);
    for (const [name, template] of membersOf('locals')) this.#locals.set(name, { template });
  }

  #addHcl({ text, root }: HclFile): void {
    for (const block of blocksOf(childOf(root, 'body'), text)) {
      const { type, labels, attributes } = block;
      if (type === 'data' && labels[0] === POLICY_DOCUMENT) this.#documents.set(labels[1] ?? '', { block, text });
      if (type === 'locals') for (const [name, expression] of attributes) this.#locals.set(name, { expression, text });
      else if (type === 'variable') this.#declare(labels[0] ?? '', attributes, text);
    }
  }

  readonly lookup = (root: string, name: string): Found | undefined => {
    const key = `${root}.${name}`;
    if (this.#found.has(key)) return this.#found.get(key);
    if (this.#busy.has(key) || this.#busy.size >= MAX_DEPTH) return undefined;
    this.#busy.add(key);
    const found = this.#find(root, name);
    this.#busy.delete(key);
    this.#found.set(key, found);
    return found;
  };

  /** What was taken so far for values of variables that were not given, in words. */
  get assumed(): readonly string[] {
    return [...this.#assumed];
  }

  #declare(name: string, attributes: ReadonlyMap<string, HclNode>, text: string): void {
    const value = attributes.get('default');
    const isSaid = (attribute: string, word: string): boolean => {
      const said = attributes.get(attribute);
      return said !== undefined && text.slice(said.start, said.end) === word;
    };
    this.#declared(name, value && { expression: value, text }, attributes.get('type'), text);
    if (isSaid('sensitive', 'true')) this.#secrets.add(name);
    if (isSaid('nullable', 'false')) this.#neverNull.add(name);
  }

  /** Defaults are values in JSON as well. */
  #declareJson(name: string, body: unknown): void {
    const about = [body].flat().filter(isObject);
    const value = about.map((one) => ownValue(one, 'default')).find((one) => one !== undefined);
    const type = about.map((one) => ownValue(one, 'type')).find((one) => typeof one === 'string');
    const text = `type = ${String(type)}\n`;
    const root = type === undefined ? undefined : this.#parse?.(text, MAX_TYPE_DEPTH);
    const written = attributesOf(childOf(root, 'body'), text).get('type');
    this.#declared(name, value === undefined ? undefined : { value }, written, text);
    if (about.some((one) => ownValue(one, 'sensitive') === true)) this.#secrets.add(name);
    if (about.some((one) => ownValue(one, 'nullable') === false)) this.#neverNull.add(name);
  }

  /** What an override leaves out stays as it was said before. */
  #declared(name: string, value: Written | undefined, type: HclNode | undefined, text: string): void {
    if (value !== undefined || !this.#variables.has(name)) this.#variables.set(name, value);
    if (value !== undefined) this.#defaults.add(name);
    const conversion = type && conversionOf(type, new HclExpressions(text, () => undefined));
    if (conversion !== undefined) this.#types.set(name, conversion);
  }

  #find(root: string, name: string): Found | undefined {
    const document = root === `data.${POLICY_DOCUMENT}` ? this.#documents.get(name) : undefined;
    if (document !== undefined) {
      const expressions = new HclExpressions(document.text, this.lookup);
      let isSecret = false;
      const value = policyDocument(document.block, expressions, (node) => {
        const found = expressions.evaluate(node);
        isSecret ||= found.isSecret;
        return found.value;
      });
      return { value, isSecret };
    }
    const isSecret = root === 'var' && this.#secrets.has(name);
    const calls = root === 'var' ? this.#calls() : [];
    if (calls.length > 0) return this.#fromCalls(name, calls, isSecret);
    if (root === 'var' && Object.hasOwn(this.#given, name))
      return this.#typed(name, { value: this.#given[name], isSecret });
    const isDefault = root === 'var' && this.#defaults.has(name);
    if (isDefault) this.#assumed.add(`the default of \`var.${name}\``);
    const found = this.#written(root, name);
    if (found === undefined) return isSecret ? { value: new HclUnknown(`var.${name}`), isSecret } : undefined;
    return { ...found, isSecret: isSecret || found.isSecret, isAssumed: isDefault || found.isAssumed === true };
  }

  #written(root: string, name: string): Found | undefined {
    const written = writtenIn(root, { var: this.#variables, local: this.#locals })?.get(name);
    const found = written && this.#valueOf(written);
    return root === 'var' && found !== undefined ? this.#typed(name, found) : found;
  }

  #valueOf(written: Written): Found {
    if ('value' in written) return { ...written, isSecret: false };
    if ('template' in written) return new JsonTemplates(this.lookup, this.#parse).evaluate(written.template);
    return new HclExpressions(written.text, this.lookup).evaluate(written.expression);
  }

  #typed(name: string, found: Found): Found {
    const convert = this.#types.get(name);
    return convert === undefined ? found : { ...found, value: convert(found.value) };
  }

  /** Several calls that give the same are as one; else it differs from call to call. */
  #fromCalls(name: string, calls: readonly ModuleCall[], isSecret: boolean): Found {
    const all = calls.map((call) => {
      const found = call(name);
      const isLeft = found === undefined || (found.value === null && this.#neverNull.has(name));
      return isLeft ? this.#written('var', name) : this.#typed(name, found);
    });
    const [first, ...others] = all;
    const text = encoded(first?.value, name);
    const isSame = others.every((found) => typeof text === 'string' && encoded(found?.value, name) === text);
    return {
      value: first !== undefined && isSame ? first.value : new HclUnknown(`var.${name}`),
      isSecret: isSecret || all.some((found) => found?.isSecret === true),
      isAssumed: all.some((found) => found?.isAssumed === true),
    };
  }
}

function writtenValues(values: HclValues): readonly (readonly [name: string, Written])[] {
  if ('json' in values) return Object.entries(values.json).map(([name, value]) => [name, { value }] as const);
  const { text, root } = values;
  return [...attributesOf(childOf(root, 'body'), text)].map(
    ([name, expression]) => [name, { expression, text }] as const,
  );
}

function writtenIn(
  root: string,
  tables: { readonly var: Map<string, Written | undefined>; readonly local: Map<string, Written> },
): ReadonlyMap<string, Written | undefined> | undefined {
  if (root === 'var') return tables.var;
  return root === 'local' ? tables.local : undefined;
}
