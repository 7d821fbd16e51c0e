import { isObject, ownValue } from '../../entity.ts';
import type { ParameterValues } from '../../parameters.ts';
import { HclExpressions, type Found } from './expression.ts';
import { attributesOf, blocksOf, childOf, type HclBlock, type HclNode } from './node.ts';
import { encoded } from './json-text.ts';
import { POLICY_DOCUMENT, policyDocument } from './policy-document.ts';
import { HclUnknown } from './unknown.ts';

/** A parsed file of a folder. */
export interface HclFile {
  readonly file: string;
  readonly text: string;
  readonly root: HclNode;
}

/** An expression, and the text that it stands in; or a value of a file in JSON. */
type Written = { readonly expression: HclNode; readonly text: string } | { readonly value: unknown };

/** Values of variables, in HCL or as JSON. */
export type HclValues = Pick<HclFile, 'text' | 'root'> | { readonly json: Readonly<Record<string, unknown>> };

/** What a call of the folder as a module gives for a variable; undefined where it leaves it at its default. */
export type ModuleCall = (name: string) => Found | undefined;

/** What belongs to a folder beside its files of HCL. */
export interface ScopeParts {
  /** The calls of the folder as a module, once they are asked for. */
  readonly calls?: () => readonly ModuleCall[];
  /** Its files in JSON. */
  readonly json?: readonly Readonly<Record<string, unknown>>[];
}

/** How many locals may need one another in a row. */
const MAX_DEPTH = 50;

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
  readonly #given: ParameterValues;
  readonly #calls: () => readonly ModuleCall[];
  readonly #found = new Map<string, Found | undefined>();
  /** Names being looked up: one that needs itself is unknown. */
  readonly #busy = new Set<string>();

  constructor(
    files: readonly HclFile[],
    values: readonly HclValues[],
    given: ParameterValues = {},
    { calls = () => [], json = [] }: ScopeParts = {},
  ) {
    this.#given = given;
    this.#calls = calls;
    for (const configuration of json) {
      const variables = [ownValue(configuration, 'variable')].flat().filter(isObject);
      for (const [name, body] of variables.flatMap((one) => Object.entries(one))) this.#declareJson(name, body);
    }
    for (const { text, root } of files) {
      for (const block of blocksOf(childOf(root, 'body'), text)) {
        const { type, labels, attributes } = block;
        if (type === 'data' && labels[0] === POLICY_DOCUMENT) this.#documents.set(labels[1] ?? '', { block, text });
        if (type === 'locals')
          for (const [name, expression] of attributes) this.#locals.set(name, { expression, text });
        else if (type === 'variable') this.#declare(labels[0] ?? '', attributes, text);
      }
    }
    for (const [name, written] of values.flatMap(writtenValues)) {
      if (!this.#variables.has(name)) continue;
      this.#variables.set(name, written);
      this.#defaults.delete(name);
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
    this.#variables.set(name, value === undefined ? undefined : { expression: value, text });
    if (value !== undefined) this.#defaults.add(name);
    if (isSaid('sensitive', 'true')) this.#secrets.add(name);
    if (isSaid('nullable', 'false')) this.#neverNull.add(name);
  }

  /** Defaults are values in JSON as well. */
  #declareJson(name: string, body: unknown): void {
    const about = [body].flat().filter(isObject);
    const value = about.map((one) => ownValue(one, 'default')).find((one) => one !== undefined);
    this.#variables.set(name, value === undefined ? undefined : { value });
    if (value !== undefined) this.#defaults.add(name);
    if (about.some((one) => ownValue(one, 'sensitive') === true)) this.#secrets.add(name);
    if (about.some((one) => ownValue(one, 'nullable') === false)) this.#neverNull.add(name);
  }

  #find(root: string, name: string): Found | undefined {
    const document = root === `data.${POLICY_DOCUMENT}` ? this.#documents.get(name) : undefined;
    if (document !== undefined) {
      const expressions = new HclExpressions(document.text, this.lookup);
      let isSecret = false;
      const value = policyDocument(document.block, (node) => {
        const found = expressions.evaluate(node);
        isSecret ||= found.isSecret;
        return found.value;
      });
      return { value, isSecret };
    }
    const isSecret = root === 'var' && this.#secrets.has(name);
    const calls = root === 'var' ? this.#calls() : [];
    if (calls.length > 0) return this.#fromCalls(name, calls, isSecret);
    if (root === 'var' && Object.hasOwn(this.#given, name)) return { value: this.#given[name], isSecret };
    const isDefault = root === 'var' && this.#defaults.has(name);
    if (isDefault) this.#assumed.add(`the default of \`var.${name}\``);
    const found = this.#written(root, name);
    if (found === undefined) return isSecret ? { value: new HclUnknown(`var.${name}`), isSecret } : undefined;
    return { ...found, isSecret: isSecret || found.isSecret, isAssumed: isDefault || found.isAssumed === true };
  }

  #written(root: string, name: string): Found | undefined {
    const written = writtenIn(root, { var: this.#variables, local: this.#locals })?.get(name);
    if (written === undefined || 'value' in written) return written && { ...written, isSecret: false };
    return new HclExpressions(written.text, this.lookup).evaluate(written.expression);
  }

  /** Several calls that give the same are as one; else it differs from call to call. */
  #fromCalls(name: string, calls: readonly ModuleCall[], isSecret: boolean): Found {
    const all = calls.map((call) => {
      const found = call(name);
      const isLeft = found === undefined || (found.value === null && this.#neverNull.has(name));
      return isLeft ? this.#written('var', name) : found;
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
