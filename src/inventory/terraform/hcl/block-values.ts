import { isObject } from '../../entity.ts';
import { isSecretName } from '../../secret-names.ts';
import { madeBlocks, NOTHING, type MadeBlock } from './dynamic.ts';
import type { HclExpressions } from './expression.ts';
import type { HclBlock } from './node.ts';
import { HclJson, HclUnknown } from './unknown.ts';

/** What a resource block says of its attributes. */
export interface BlockValues {
  readonly values: Readonly<Record<string, unknown>>;
  /** The paths of what only Terraform knows, each with why. */
  readonly unknown: ReadonlyMap<string, string>;
  /** Of those, the text that is known. */
  readonly partly: ReadonlyMap<string, readonly string[]>;
  /** Of those, what is JSON: its known members stand there as values. */
  readonly documents: ReadonlySet<string>;
  /** Of those, what is there for certain. */
  readonly present: ReadonlySet<string>;
  /** The paths of what is made from something secret. */
  readonly sensitive: readonly string[];
}

/**
 * What steers Terraform, and is no attribute of the resource. How it may be replaced and destroyed is asked for, and stands
 * in the configuration alone.
 */
export const STEERING: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'provisioner',
  'connection',
]);

/** Of `lifecycle`, what holds names of attributes, by the place of its block. */
const NAMES_ATTRIBUTES = new Set(['lifecycle.0.ignore_changes', 'lifecycle.0.replace_triggered_by']);

/** Names of attributes as they are written: none has a value here. */
function asNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asNames);
  return value instanceof HclUnknown ? value.expression : value;
}

/**
 * The attributes of a resource block as a plan would have them: blocks are lists of objects, what is not literal is left
 * out and listed as unknown. A dynamic block is what it makes, or an element that is not known.
 *
 * @param bound what `each` or `count` stands for
 */
export function blockValues(block: HclBlock, expressions: HclExpressions, bound = NOTHING): BlockValues {
  const found = unsettled();
  const { unknown } = found;
  const sensitive: string[] = [];
  const bodyOf = (
    { attributes, blocks }: HclBlock,
    path: string,
    isTop: boolean,
  ): Readonly<Record<string, unknown>> => {
    const entries = new Map<string, unknown>();
    for (const [name, expression] of attributes) {
      if (isTop && STEERING.has(name)) continue;
      const { value, isSecret } = expressions.written(expression);
      const at = joined(path, name);
      if (isSecret) sensitive.push(at);
      const known = settled(NAMES_ATTRIBUTES.has(at) ? asNames(value) : value, at, found);
      if (known !== undefined) entries.set(name, known);
    }
    for (const [name, list] of listsOf(blocks)) {
      if (isTop && STEERING.has(name)) continue;
      const at = joined(path, name);
      const made = list.map((inner) => madeBlocks(inner, expressions));
      const elements = made.flatMap((some): readonly (MadeBlock | undefined)[] => some ?? [undefined]);
      if (made.every((some) => some === undefined)) unknown.set(at, DYNAMIC);
      else if (elements.length > 0)
        entries.set(
          name,
          elements.map((inner, index) => elementOf(inner, `${at}.${index}`)),
        );
    }
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return Object.fromEntries(entries);
  };
  const elementOf = (made: MadeBlock | undefined, path: string): unknown => {
    if (made !== undefined) return expressions.within(made.bound, () => bodyOf(made.block, path, false));
    unknown.set(path, DYNAMIC);
    return null;
  };
  const values = expressions.within(bound, () => bodyOf(block, '', true));
  return { values, ...found, sensitive };
}

/** The values of a block over which those of another are put: what that one names, it names alone. */
export function overridden(base: BlockValues, over: BlockValues): BlockValues {
  const names = new Set([...Object.keys(over.values), ...[...over.unknown.keys()].map(topOf)]);
  const kept = <T>(pairs: Iterable<readonly [string, T]>): (readonly [string, T])[] =>
    [...pairs].filter(([path]) => !names.has(topOf(path)));
  const paths = (from: Iterable<string>): string[] => [...from].filter((path) => !names.has(topOf(path)));
  return {
    values: Object.fromEntries([...kept(Object.entries(base.values)), ...Object.entries(over.values)]),
    unknown: new Map([...kept(base.unknown), ...over.unknown]),
    partly: new Map([...kept(base.partly), ...over.partly]),
    documents: new Set([...paths(base.documents), ...over.documents]),
    present: new Set([...paths(base.present), ...over.present]),
    sensitive: [...paths(base.sensitive), ...over.sensitive],
  };
}

function topOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

export const DYNAMIC = 'how many blocks `dynamic` makes is known only to Terraform';

/** The blocks by name, dynamic ones by what they make. */
function listsOf(blocks: readonly HclBlock[]): ReadonlyMap<string, readonly HclBlock[]> {
  const lists = new Map<string, HclBlock[]>();
  for (const block of blocks) {
    const name = block.type === 'dynamic' ? (block.labels[0] ?? '') : block.type;
    const list = lists.get(name) ?? [];
    lists.set(name, list);
    list.push(block);
  }
  return lists;
}

/** What is found to be unknown: by its path why, and what is known of its text. */
export interface Unsettled {
  readonly unknown: Map<string, string>;
  readonly partly: Map<string, readonly string[]>;
  readonly documents: Set<string>;
  readonly present: Set<string>;
}

/** Nothing yet. */
export function unsettled(): Unsettled {
  return { unknown: new Map(), partly: new Map(), documents: new Set(), present: new Set() };
}

/** Why a value is not known: `True` is a name, and Terraform knows no such. */
function reasonOf(expression: string): string {
  const meant = /^(?:true|false|null)$/iu.test(expression) ? expression.toLowerCase() : undefined;
  return `\`${expression}\` is ${meant === undefined ? 'known only to Terraform' : `no value of Terraform, \`${meant}\` is`}`;
}

/** A value without what is unknown in it, which is listed; undefined where all of it is. */
export function settled(value: unknown, path: string, found: Unsettled): unknown {
  if (value instanceof HclUnknown) {
    if (value.pieces !== undefined) found.partly.set(path, value.pieces);
    if (value.isPresent) found.present.add(path);
    const expression = isSecretName(path.slice(path.lastIndexOf('.') + 1)) ? '(sensitive)' : value.expression;
    found.unknown.set(path, reasonOf(expression));
    return value instanceof HclJson ? settledDocument(value.document, path, found) : undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => settled(item, `${path}.${index}`, found) ?? null);
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, item]) => {
    // A name with a dot in it cannot be told in a path: then all that it stands in is unknown.
    const known = key.includes('.')
      ? settled(item, path, { ...unsettled(), unknown: found.unknown })
      : settled(item, `${path}.${key}`, found);
    return [key, known] as const;
  });
  const known = members.filter(([, item]) => item !== undefined);
  // An object of which only the names are known is not empty.
  return Object.fromEntries(known.length === 0 ? members.map(([key]) => [key, null] as const) : known);
}

/** What is known of a document; undefined where what is not known cannot be told by paths below its own. */
function settledDocument(document: object, path: string, found: Unsettled): unknown {
  const inner = unsettled();
  const value = settled(document, path, inner);
  if (inner.unknown.has(path)) return undefined;
  for (const [at, reason] of inner.unknown) found.unknown.set(at, reason);
  for (const [at, pieces] of inner.partly) found.partly.set(at, pieces);
  for (const at of [path, ...inner.documents]) found.documents.add(at);
  for (const at of inner.present) found.present.add(at);
  return value;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
