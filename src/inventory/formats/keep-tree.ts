import { bytesOfText } from './bytes.ts';
import type { EntityNeeds } from '../../values/record-batches.ts';

/** What of an object is kept: its members that are asked for, by the number of bytes of their names. */
export type KeepTree = readonly (readonly KeptMember[] | undefined)[];

/** A member that is kept. */
export interface KeptMember {
  readonly name: string;
  /** The name in UTF-8. */
  readonly bytes: Uint8Array;
  /** What is kept of its value where that is an object; undefined: all. */
  readonly tree: KeepTree | undefined;
  /** The same text comes again and again: it is the type of entities. */
  readonly repeats: boolean;
  /** The types, as bits, whose entities may have it though it is not kept; undefined where it is kept. */
  readonly passed?: number | undefined;
}

/** What to keep of entities whose type shows only as they are read. */
export interface KeptOfEntities {
  readonly tree: KeepTree;
  /** The bits of the types of which not all names are known. */
  readonly bits: ReadonlyMap<string, number>;
}

/** The bits of a number. */
const MOST_TYPES = 31;

/** Names on the way; undefined where a path ends, so that all below is kept. */
interface Branch {
  readonly names: Map<string, Branch | undefined>;
}

/**
 * What to keep: what any of the types asks for, and `type` itself; and which names are known of what is passed over. Undefined
 * where entities are better read whole.
 */
export function keepTree(needs: EntityNeeds): KeptOfEntities | undefined {
  const root: Branch = { names: new Map([['type', undefined]]) };
  const bits = new Map<string, number>();
  const passed = new Map<string, number>();
  for (const [type, ofType] of needs) {
    const { paths = [], names } = ofType ?? {};
    for (const path of paths) {
      // An empty path is the entity itself; to set a property of the other name would set no property.
      if (path.length === 0 || path.includes('__proto__')) return undefined;
      add(root, path);
    }
    if (names === undefined) continue;
    // Entities of further types are read whole.
    const bit = bits.size < MOST_TYPES ? 1 << bits.size : 0;
    bits.set(type, bit);
    for (const name of names) passed.set(name, (passed.get(name) ?? 0) | bit);
  }
  return { tree: treeOf(root, { repeated: 'type', passed }), bits };
}

function add({ names }: Branch, [name = '', ...rest]: readonly string[]): void {
  const known = names.get(name);
  if (rest.length === 0) names.set(name, undefined);
  else if (known !== undefined) add(known, rest);
  else if (!names.has(name)) {
    const next: Branch = { names: new Map() };
    names.set(name, next);
    add(next, rest);
  }
}

function treeOf(
  { names }: Branch,
  { repeated, passed = new Map() }: { readonly repeated?: string; readonly passed?: ReadonlyMap<string, number> } = {},
): KeepTree {
  const tree: KeptMember[][] = [];
  const put = (member: Omit<KeptMember, 'bytes'>): void => {
    const bytes = bytesOfText(member.name);
    (tree[bytes.length] ??= []).push({ ...member, bytes });
  };
  for (const [name, below] of names)
    put({ name, tree: below === undefined ? undefined : treeOf(below), repeats: name === repeated, passed: undefined });
  for (const [name, types] of passed)
    if (!names.has(name)) put({ name, tree: undefined, repeats: false, passed: types });
  return tree;
}
