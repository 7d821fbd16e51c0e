import type { BlockNode, GroupByNode, Node, PathNode, RuleNode } from '../syntax/ast.ts';
import { childrenOf } from '../syntax/walk.ts';
import type { PropertySchema } from './schemas/schema.ts';

/** What paths start at: the entity, or the element of the block around them. */
export interface Scope {
  /** What is known of the element. */
  readonly element: PropertySchema;
  /** What messages call it. */
  readonly label: string;
  /** The scope of the block's list; undefined for the entity. */
  readonly outer?: Scope;
}

/** A node with where it stands. */
export interface Place {
  readonly node: Node;
  readonly scope: Scope;
  readonly parent?: Place;
}

/** Finds the scope of the body of a block, or of the key of a `groupBy`. */
export type ScopeInside = (node: BlockNode | GroupByNode, scope: Scope) => Scope;

/** Visits every node with its place, parents first, in source order. Its own stack, so that no tree overflows the engine's. */
export function walkPlaces(rule: RuleNode, entity: Scope, inside: ScopeInside, visit: (place: Place) => void): void {
  const pending: Place[] = [{ node: rule, scope: entity }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    visit(place);
    const { node, scope } = place;
    for (const child of childrenOf(node).reverse()) {
      const isInside = (node.kind === 'Block' || node.kind === 'GroupBy') && child !== node.receiver;
      pending.push({ node: child, scope: isInside ? inside(node, scope) : scope, parent: place });
    }
  }
}

/** Whether the node, an expression, is asked for its truth, and not for its value. */
export function isCondition({ node, parent }: Place): boolean {
  const above = parent?.node;
  switch (above?.kind) {
    case 'And':
    case 'Or':
    case 'Not':
    case 'Assertion':
    case 'Query':
      return true;
    case 'Block':
      return above.body === node;
  }
  return false;
}

/** Whether a block is around the place: only there is `$` something else than the entity. */
export function isInBlock(place: Place): boolean {
  return place.scope.outer !== undefined;
}

/** The scope that a path starts in; undefined when it has more `~` than there are blocks around it. */
export function scopeOf(path: PathNode, scope: Scope): Scope | undefined {
  let found: Scope | undefined = scope;
  for (let level = 0; level < path.levels && found !== undefined; level += 1) found = found.outer;
  return found;
}
