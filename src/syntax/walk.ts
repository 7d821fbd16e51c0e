import { CHILD_KEYS, type Node } from './ast.ts';

/**
 * The child nodes of a node, in source order.
 *
 * @example
 * childrenOf(parseRule('A should have b')).map(({ kind }) => kind) // ['Target', 'Path']
 */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of CHILD_KEYS[node.kind]) {
    const child = (node as unknown as Record<string, Node | readonly Node[] | undefined>)[key];
    if (Array.isArray(child)) children.push(...(child as readonly Node[]));
    else if (child !== undefined) children.push(child as Node);
  }
  return children;
}

/**
 * Visits a node and everything below it, parents first. `visit` gets the path of ancestors, outermost first.
 * Its own stack, so that a deep tree cannot overflow the engine's.
 *
 * @example
 * const called: string[] = [];
 * walk(parseRule('IamUser should not have tags isEmpty()'), (node) => {
 *   if (node.kind === 'Call') called.push(node.name);
 * });
 * called // ['isEmpty']
 */
export function walk(root: Node, visit: (node: Node, ancestors: readonly Node[]) => void): void {
  const pending: { readonly node: Node; readonly ancestors: readonly Node[] }[] = [{ node: root, ancestors: [] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    visit(next.node, next.ancestors);
    const ancestors = [...next.ancestors, next.node];
    for (const node of childrenOf(next.node).reverse()) pending.push({ node, ancestors });
  }
}
