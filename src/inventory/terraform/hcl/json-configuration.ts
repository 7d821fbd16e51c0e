import { assumedRecord } from '../../coverage.ts';
import { isObject, ownValue } from '../../entity.ts';
import { parseJson } from '../../formats/json-value.ts';
import { placeOf, problem } from '../../problems.ts';
import type { ReadOptions } from '../../reader.ts';
import type { InventoryRecord, Provenance } from '../../../values/record.ts';
import { resourceRecords } from '../resource.ts';
import { isNone } from './made.ts';
import { moduleProblem } from './module-problem.ts';
import { DYNAMIC, settled, STEERING, unsettled } from './block-values.ts';
import type { Found, Lookup } from './expression.ts';
import { MAX_TEXT, shown } from './known-text.ts';
import { templateOf } from './json-text.ts';
import { HclScope, type ModuleCall } from './scope.ts';
import { HclUnknown } from './unknown.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The resources of a configuration in JSON. Texts are templates: what stands in `${…}` is unknown, but for variables and
 * locals that the files of the folder tell, or that are given.
 *
 * Format: https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function* jsonConfiguration(
  bytes: Uint8Array,
  file: string,
  options: ReadOptions,
  folder?: HclScope,
): Generator<InventoryRecord> {
  const { value, problem: broken } = parseJson(bytes, placeOf(file), options);
  if (broken !== undefined) yield broken;
  else if (!isObject(value)) yield problem('not-an-entity', 'the configuration is no object', placeOf(file));
  else {
    const scope = folder ?? new HclScope([], [], options.parameters, { json: [value] });
    const texts = new Templates(value, scope.lookup);
    for (const [type, label, body] of labelled(ownValue(value, 'resource')))
      yield* bodyRecords(type, label, body, texts, placeOf(file));
    if (scope.assumed.length > 0) yield assumedRecord('terraform-configuration', placeOf(file), scope.assumed);
    for (const [name, body] of Object.entries(members(ownValue(value, 'module')))) {
      if (isLeftOut(members(body), texts)) continue;
      const missing = moduleProblem(name, texts.value(ownValue(members(body), 'source')), placeOf(file), options);
      if (missing !== undefined) yield missing;
    }
  }
}

/** The modules that a configuration in JSON calls, each with what it gives them. */
export function modulesInJson(
  configuration: Members,
  scope: HclScope,
): readonly { readonly source: unknown; readonly argument: ModuleCall }[] {
  const texts = new Templates(configuration, scope.lookup);
  return Object.values(members(ownValue(configuration, 'module'))).map((body) => ({
    source: ownValue(members(body), 'source'),
    argument: (name) => {
      const given = ownValue(members(body), name);
      return given === undefined ? undefined : texts.evaluate(given);
    },
  }));
}

/** An object, or the objects of a list as one. */
export function members(value: unknown): Members {
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

function isLeftOut(body: Members, texts: Templates): boolean {
  const many = ownValue(body, 'count') ?? ownValue(body, 'for_each');
  return many !== undefined && isNone(texts.evaluate(many));
}

function* bodyRecords(
  type: string,
  label: string,
  body: Members,
  texts: Templates,
  place: Provenance,
): Generator<InventoryRecord> {
  const address = `${type}.${label}`;
  if (isLeftOut(body, texts)) return;
  const found = unsettled();
  const sensitive: string[] = [];
  const entries = Object.entries(body).flatMap(([name, value]) => {
    if (name === '//' || STEERING.has(name) || name === 'dynamic') return [];
    const { value: filled, isSecret } = texts.evaluate(value);
    if (isSecret) sensitive.push(name);
    const known = settled(filled, name, found);
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
  yield* resourceRecords({ type, label, address, values, unknown, partly, documents, sensitive }, place);
}

const REFERENCE = /^(var|local)\.([\w-]+)$/u;

/** How many locals may need one another in a row. */
const MAX_DEPTH = 50;

/** The values of texts with `${…}` in them. */
class Templates {
  readonly #locals: Members;
  readonly #lookup: Lookup;
  /** Locals by name, worked out once: each may name others twice. */
  readonly #found = new Map<string, Required<Found>>();
  /** Locals being worked out: one that needs itself is unknown. */
  readonly #busy = new Set<string>();
  #hasSecret = false;
  #isAssumed = false;

  constructor(configuration: Members, lookup: Lookup) {
    this.#locals = members(ownValue(configuration, 'locals'));
    this.#lookup = lookup;
  }

  /** A value as {@link value} gives it, and whether something secret or assumed went into it. */
  evaluate(written: unknown): Required<Found> {
    const [hadSecret, wasAssumed] = [this.#hasSecret, this.#isAssumed];
    this.#hasSecret = false;
    this.#isAssumed = false;
    const found = { value: this.value(written), isSecret: this.#hasSecret, isAssumed: this.#isAssumed };
    this.#hasSecret = hadSecret;
    this.#isAssumed = wasAssumed;
    return found;
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
    const [, root = '', name = ''] = REFERENCE.exec(expression.trim()) ?? [];
    const isOwn = root === 'local' && Object.hasOwn(this.#locals, name);
    const found = isOwn ? this.#local(name) : this.#lookup(root, name);
    if (found === undefined || found.value === null) return new HclUnknown(expression.trim());
    this.#hasSecret ||= found.isSecret;
    this.#isAssumed ||= found.isAssumed === true;
    return found.value;
  }

  #local(name: string): Found | undefined {
    const before = this.#found.get(name);
    if (before !== undefined) return before;
    if (this.#busy.has(name) || this.#busy.size >= MAX_DEPTH) return undefined;
    this.#busy.add(name);
    const found = this.evaluate(this.#locals[name]);
    this.#busy.delete(name);
    this.#found.set(name, found);
    return found;
  }
}
