import type { ExpressionNode, LiteralNode, Node, PathNode } from '../syntax/ast.ts';
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
  private readonly atoms = new Map<string, number>();
  /** Of segments: a place in a list is a number, and `['0']` a name. */
  private readonly names = new Map<string | number, number>();
  private readonly pairs = new Map<number, number>();
  private readonly known = new Map<Node, number>();
  private count = 0;

  of(node: Node): number {
    if (node.kind === 'Path') return this.ofPath(node);
    if (isLiteral(node)) return this.ofLiteral(node);
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const number = this.numberOf(node, false);
    this.known.set(node, number);
    return number;
  }

  /** The number of the opposite of a condition, where there is an exact one. */
  ofOpposite(node: ExpressionNode): number {
    return node.kind === 'Not' ? this.of(node.operand) : this.numberOf(node, true);
  }

  /** The number of the element itself, `$`. */
  ofElement(): number {
    return this.pair(this.atom('Path'), 0);
  }

  private numberOf(node: Node, opposite: boolean): number {
    if (node.kind === 'Comparison') {
      const { operator, left, right } = node;
      if (operator === '=' || operator === '!=')
        return this.listed(opposite ? OPPOSITE_EQUALITY[operator] : operator, [left, right]);
    } else if (node.kind === 'Block') {
      return this.listed(blockWord(node.operator, opposite), childrenOf(node));
    }
    if (opposite) return this.pair(this.atom('Not'), this.of(node));
    switch (node.kind) {
      case 'And':
      case 'Or': {
        const numbers = new Set(childrenOf(node).map((child) => this.of(child)));
        return [...numbers]
          .sort((a, b) => a - b)
          .reduce((number, each) => this.pair(number, each), this.atom(node.kind));
      }
      case 'Not': {
        const { operand } = node;
        return operand.kind === 'Not' ? this.of(operand.operand) : this.numberOf(operand, true);
      }
      case 'Comparison':
        // `true` equals `'true'`, but only the text has an order.
        return this.listed(`${node.operator} ${node.left.kind} ${node.right.kind}`, [node.left, node.right]);
      case 'Call':
        // With a property before it, a call has one more below it than it has arguments.
        return this.listed(`${node.name.toLowerCase()}(${node.args.length})`, childrenOf(node));
      case 'Regex':
        return this.atom(`/${node.pattern}/${node.ignoreCase}`);
      case 'NamedList':
        return this.atom(`$${node.name}`);
      default:
        return this.listed(node.kind, childrenOf(node));
    }
  }

  private ofPath({ levels, segments }: PathNode): number {
    let number = this.pair(this.atom('Path'), levels);
    for (const { name } of segments) number = this.pair(number, this.names.get(name) ?? this.next(this.names, name));
    return number;
  }

  private ofLiteral(literal: LiteralNode): number {
    return this.atom(spelt(literal));
  }

  /** The number of a word with what belongs to it: each is a word's, or that of another with one behind it. */
  private listed(word: string, nodes: readonly Node[]): number {
    let number = this.atom(word);
    for (const node of nodes) number = this.pair(number, this.of(node));
    return number;
  }

  private atom(text: string): number {
    return this.atoms.get(text) ?? this.next(this.atoms, text);
  }

  private pair(first: number, second: number): number {
    // Small keys are found several times as fast; the others are larger than any of these, and exact.
    const key = first < SMALL && second < SMALL ? first * SMALL + second : first * 2 ** 32 + second;
    return this.pairs.get(key) ?? this.next(this.pairs, key);
  }

  private next<Key>(numbers: Map<Key, number>, key: Key): number {
    this.count += 1;
    numbers.set(key, this.count);
    return this.count;
  }
}

const SMALL = 2 ** 15;

const OPPOSITE_EQUALITY = { '=': '!=', '!=': '=' } as const;

/** `contain` and `contain-any` are the same, `contain-none` is their opposite. */
function blockWord(operator: string, opposite: boolean): string {
  const word = operator === 'contain-any' ? 'contain' : operator;
  return opposite ? (OPPOSITE_BLOCKS[word] ?? `not ${word}`) : word;
}

const OPPOSITE_BLOCKS: Readonly<Record<string, string>> = { contain: 'contain-none', 'contain-none': 'contain' };
