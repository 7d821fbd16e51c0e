import type { LiteralNode, Node } from './ast.ts';

export function isLiteral(node: Node): node is LiteralNode {
  return node.kind === 'String' || node.kind === 'Number' || node.kind === 'Boolean' || node.kind === 'Null';
}

/** The value that a literal stands for. */
export function literalValue(node: LiteralNode): string | number | bigint | boolean | null {
  return node.kind === 'Null' ? null : node.value;
}
