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
}

/** Names on the way; undefined where a path ends, so that all below is kept. */
interface Branch {
  readonly names: Map<string, Branch | undefined>;
}

/**
 * What to keep of entities whose type shows only as they are read: what any of the types asks for, and `type` itself.
 * Undefined where entities are better read whole.
 */
export function keepTree(needs: EntityNeeds): KeepTree | undefined {
  const root: Branch = { names: new Map([['type', undefined]]) };
  for (const paths of needs.values()) {
    for (const path of paths ?? []) {
      // An empty path is the entity itself; to set a property of the other name would set no property.
      if (path.length === 0 || path.includes('__proto__')) return undefined;
      add(root, path);
    }
  }
  return treeOf(root, 'type');
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

function treeOf({ names }: Branch, repeated?: string): KeepTree {
  const tree: KeptMember[][] = [];
  for (const [name, below] of names) {
    const bytes = bytesOfText(name);
    const member = { name, bytes, tree: below === undefined ? undefined : treeOf(below), repeats: name === repeated };
    (tree[bytes.length] ??= []).push(member);
  }
  return tree;
}
