import { assumedRecord } from '../../coverage.ts';
import { isObject, ownValue } from '../../entity.ts';
import { bytesOfText } from '../../formats/bytes.ts';
import { parseJson } from '../../formats/json-value.ts';
import { placeOf, problem } from '../../problems.ts';
import type { ReadOptions } from '../../reader.ts';
import type { InventoryRecord, Provenance } from '../../../values/record.ts';
import { resourceRecords } from '../resource.ts';
import { moduleProblem } from './module-problem.ts';
import { DYNAMIC, settled, STEERING, unsettled } from './block-values.ts';
import { MAX_TEXT, shown } from './expression.ts';
import { templateOf } from './json-text.ts';
import type { ModuleCall } from './scope.ts';
import { HclUnknown } from './unknown.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The resources of a configuration in JSON. Texts are templates: what stands in `${…}` is unknown, but for variables and
 * locals that the same file tells, or that are given.
 *
 * Format: https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function* jsonConfiguration(bytes: Uint8Array, file: string, options: ReadOptions): Generator<InventoryRecord> {
  const { value, problem: broken } = parseJson(bytes, placeOf(file), options);
  if (broken !== undefined) yield broken;
  else if (!isObject(value)) yield problem('not-an-entity', 'the configuration is no object', placeOf(file));
  else {
    const texts = new Templates(value, options.parameters ?? {});
    for (const [type, label, body] of labelled(ownValue(value, 'resource')))
      yield* bodyRecords(type, label, body, texts, placeOf(file));
    if (texts.assumed.length > 0) yield assumedRecord('terraform-configuration', placeOf(file), texts.assumed);
    for (const [name, body] of Object.entries(members(ownValue(value, 'module')))) {
      const missing = moduleProblem(name, texts.value(ownValue(members(body), 'source')), placeOf(file), options);
      if (missing !== undefined) yield missing;
    }
  }
}

/** The modules that a configuration in JSON calls, each with what it gives them. */
export function modulesInJson(
  text: string,
  options: ReadOptions,
): readonly { readonly source: unknown; readonly argument: ModuleCall }[] {
  const { value } = parseJson(bytesOfText(text), placeOf(''), options);
  if (!isObject(value)) return [];
  const texts = new Templates(value, options.parameters ?? {});
  return Object.values(members(ownValue(value, 'module'))).map((body) => ({
    source: texts.value(ownValue(members(body), 'source')),
    argument: (name) => {
      const given = ownValue(members(body), name);
      return given === undefined ? undefined : { value: texts.value(given), isSecret: false };
    },
  }));
}

function members(value: unknown): Members {
  if (Array.isArray(value)) return Object.assign({}, ...value.filter(isObject)) as Members;
  return isObject(value) ? value : {};
}

/** `{ "type": { "label": { … } } }`; each level may be a list of such objects. */
function* labelled(value: unknown): Generator<readonly [type: string, label: string, body: Members]> {
  for (const types of [value].flat()) {
    for (const [type, labels] of Object.entries(isObject(types) ? types : {})) {
      for (const one of [labels].flat()) {
        for (const [label, bodies] of Object.entries(isObject(one) ? one : {})) {
          for (const body of [bodies].flat()) if (type !== '//' && isObject(body)) yield [type, label, body];
        }
      }
    }
  }
}

function* bodyRecords(
  type: string,
  label: string,
  body: Members,
  texts: Templates,
  place: Provenance,
): Generator<InventoryRecord> {
  const address = `${type}.${label}`;
  // By the default of a variable none is made here, and elsewhere one may be.
  const count = ownValue(body, 'count');
  if (count === 0 || (texts.value(count) === 0 && texts.assumed.length === 0)) return;
  const found = unsettled();
  const entries = Object.entries(body).flatMap(([name, value]) => {
    if (name === '//' || STEERING.has(name) || name === 'dynamic') return [];
    const known = settled(texts.value(value), name, found);
    return known === undefined ? [] : [[name, known] as const];
  });
  for (const name of Object.keys(members(ownValue(body, 'dynamic')))) found.unknown.set(name, DYNAMIC);
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  const values: Members = Object.fromEntries(entries);
  const later = ['id', 'arn'].filter((name) => !Object.hasOwn(values, name));
  const unknown = new Map([
    ...later.map((name) => [name, `known after apply (${address})`] as const),
    ...found.unknown,
  ]);
  const { partly, documents } = found;
  yield* resourceRecords({ type, label, address, values, unknown, partly, documents }, place);
}

const REFERENCE = /^(var|local)\.([\w-]+)$/u;

/** How many locals may need one another in a row. */
const MAX_DEPTH = 50;

/** The values of texts with `${…}` in them. */
class Templates {
  readonly #variables: Members;
  readonly #locals: Members;
  readonly #given: Members;
  readonly #assumed = new Set<string>();
  /** Locals by name, worked out once: each may name others twice. */
  readonly #found = new Map<string, unknown>();
  /** Locals being worked out: one that needs itself is unknown. */
  readonly #busy = new Set<string>();

  constructor(configuration: Members, given: Members) {
    this.#variables = members(ownValue(configuration, 'variable'));
    this.#locals = members(ownValue(configuration, 'locals'));
    this.#given = given;
  }

  /** What was taken so far for values of variables that were not given, in words. */
  get assumed(): readonly string[] {
    return [...this.#assumed];
  }

  /** A value with the templates in it filled in; what they do not tell is an `HclUnknown` in its place. */
  value(written: unknown): unknown {
    if (typeof written === 'string') return this.#text(written);
    if (Array.isArray(written)) return written.map((item) => this.value(item));
    if (!isObject(written)) return written;
    return Object.fromEntries(
      Object.entries(written).flatMap(([key, item]) => (key === '//' ? [] : [[key, this.value(item)]])),
    );
  }

  #text(text: string): unknown {
    // A directive may take what stands around it away.
    if (/(?<!%)%\{/u.test(text)) return new HclUnknown(shown(text));
    const parts = text.split(/(?<!\$)\$\{([^{}]*)\}/u);
    const plain = (part: string): string => part.replaceAll('$${', '${').replaceAll('%%{', '%{');
    const [first = '', expression, last] = parts;
    if (expression === undefined) return /(?<!\$)\$\{/u.test(first) ? new HclUnknown(shown(text)) : plain(first);
    if (parts.length === 3 && first === '' && last === '') return this.#reference(expression);
    const pieces = [''];
    const gaps: string[] = [];
    let length = 0;
    for (const [index, part] of parts.entries()) {
      const value = index % 2 === 0 ? plain(part) : this.#reference(part);
      if (typeof value === 'object' || (index % 2 === 0 && /(?<!\$)\$\{/u.test(part))) {
        pieces.push('');
        gaps.push(part.trim());
      } else pieces[pieces.length - 1] += String(value);
      length += String(value).length;
      if (length > MAX_TEXT) return new HclUnknown(shown(text));
    }
    return pieces.length === 1 ? pieces[0] : templateOf(shown(text), pieces, gaps);
  }

  #reference(expression: string): unknown {
    const [, root, name = ''] = REFERENCE.exec(expression.trim()) ?? [];
    const value = this.#named(root, name);
    const unknown = new HclUnknown(expression.trim());
    if (value === undefined || value === null) return unknown;
    // A variable's default is a value, a local an expression.
    if (root !== 'local') return value;
    if (this.#found.has(name)) return this.#found.get(name);
    if (this.#busy.has(name) || this.#busy.size >= MAX_DEPTH) return unknown;
    this.#busy.add(name);
    const found = this.value(value);
    this.#busy.delete(name);
    this.#found.set(name, found);
    return found;
  }

  #named(root: string | undefined, name: string): unknown {
    if (root === 'local') return ownValue(this.#locals, name);
    if (root !== 'var') return undefined;
    const given = ownValue(this.#given, name);
    const usual = ownValue(members(ownValue(this.#variables, name)), 'default');
    if (given === undefined && usual !== undefined) this.#assumed.add(`the default of \`var.${name}\``);
    return given ?? usual;
  }
}
