import type { ExpressionNode, Node } from '../syntax/ast.ts';
import { childrenOf } from '../syntax/walk.ts';
import { isLiteral } from '../syntax/literals.ts';
import { spelt } from './literal-names.ts';

/**
 * Numbers that are the same for nodes that mean the same where they stand side by side: apart from spans, brackets, the
 * case of function names, the order of `and` and `or`. Text that differs in case is other text: whether case counts is an
 * option, and both spellings may be meant. Each node is read once, so that finding doubles among
 * thousands of terms takes no longer than reading them.
 */
export class Identity {
  private readonly numbers = new Map<string, number>();
  private readonly known = new Map<Node, number>();

  of(node: Node): number {
    let number = this.known.get(node);
    if (number === undefined) {
      number = this.numberFor(this.keyOf(node, false));
      this.known.set(node, number);
    }
    return number;
  }

  /** The number of the opposite of a condition, where there is an exact one. */
  ofOpposite(node: ExpressionNode): number {
    if (node.kind === 'Not') return this.of(node.operand);
    return this.numberFor(this.keyOf(node, true));
  }

  /** The number of the element itself, `$`. */
  ofElement(): number {
    return this.numberFor('Path 0');
  }

  private numberFor(key: string): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(key, number);
    }
    return number;
  }

  private keyOf(node: Node, opposite: boolean): string {
    if (isLiteral(node)) return `${opposite ? 'Not ' : ''}Literal ${spelt(node)}`;
    if (node.kind === 'Path') {
      const steps = node.segments.map(({ name }) => (typeof name === 'number' ? `${name}` : JSON.stringify(name)));
      return `${opposite ? 'Not ' : ''}Path ${[node.levels, ...steps].join(' ')}`;
    }
    if (node.kind === 'Comparison' && opposite && (node.operator === '=' || node.operator === '!=')) {
      return `Comparison ${node.operator === '=' ? '!=' : '='} ${this.of(node.left)} ${this.of(node.right)}`;
    }
    if (node.kind === 'Block') return `Block ${blockWord(node.operator, opposite)} ${this.children(node).join(' ')}`;
    if (opposite) return `Not ${this.of(node)}`;
    switch (node.kind) {
      case 'And':
      case 'Or':
        return `${node.kind} ${[...new Set(this.children(node))].sort((a, b) => a - b).join(' ')}`;
      case 'Not': {
        const { operand } = node;
        return operand.kind === 'Not' ? this.keyOf(operand.operand, false) : this.keyOf(operand, true);
      }
      case 'Comparison': {
        // `true` equals `'true'`, but only the text has an order.
        const isOrder = node.operator !== '=' && node.operator !== '!=';
        const kinds = isOrder ? ` ${node.left.kind} ${node.right.kind}` : '';
        return `Comparison ${node.operator}${kinds} ${this.children(node).join(' ')}`;
      }
      case 'Call':
        return `Call ${node.name.toLowerCase()} ${node.receiver === undefined ? '' : 'on '}${this.children(node).join(' ')}`;
      case 'Like':
        return `Like ${this.of(node.left)} ${JSON.stringify(node.pattern.value)}`;
      case 'Regex':
        return `Regex ${node.ignoreCase} ${JSON.stringify(node.pattern)}`;
      case 'NamedList':
        return `NamedList ${node.name}`;
      default:
        return `${node.kind} ${this.children(node).join(' ')}`;
    }
  }

  private children(node: Node): number[] {
    return childrenOf(node).map((child) => this.of(child));
  }
}

/** `contain` and `contain-any` are the same, `contain-none` is their opposite. */
function blockWord(operator: string, opposite: boolean): string {
  const word = operator === 'contain-any' ? 'contain' : operator;
  return opposite ? (OPPOSITE_BLOCKS[word] ?? `not ${word}`) : word;
}

const OPPOSITE_BLOCKS: Readonly<Record<string, string>> = { contain: 'contain-none', 'contain-none': 'contain' };
