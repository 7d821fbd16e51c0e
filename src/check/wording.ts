import { clip } from '../text/clip.ts';
import type { Node } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { KIND_WORDS } from '../values/kinds.ts';
import type { PropertyKind } from './schemas/schema.ts';

/** More of a condition than this makes a message hard to read. */
const MAX_SHOWN = 60;

/** A node as messages quote it: its canonical text, blocks without their inside, and not too much of it. */
export function clipped(node: Node): string {
  if (node.kind === 'Block') return shortened(`${clipped(node.receiver)} ${node.operator} […]`);
  if (node.kind === 'GroupBy') return shortened(`${clipped(node.receiver)} groupBy […]`);
  if (node.kind === 'Call') {
    const receiver = node.receiver === undefined ? '' : `${clipped(node.receiver)} `;
    return shortened(`${receiver}${node.name}(${node.args.map(print).join(', ')})`);
  }
  if (node.kind === 'And' || node.kind === 'Or') return 'this condition';
  if (node.kind === 'Not') return shortened(`not ${clipped(node.operand)}`);
  if (node.kind === 'Comparison') return shortened(`${clipped(node.left)} ${node.operator} ${clipped(node.right)}`);
  if (node.kind === 'In' && !('kind' in node.list)) {
    const values = node.list.length > 3 ? [...node.list.slice(0, 2).map(print), '…'] : node.list.map(print);
    return shortened(`${clipped(node.left)} in (${values.join(', ')})`);
  }
  return shortened(print(node));
}

function shortened(text: string): string {
  return clip(text, MAX_SHOWN);
}

/** A network is shown as what it is in an entity. */
const KINDS: Readonly<Record<PropertyKind, string>> = { ...KIND_WORDS, network: KIND_WORDS.text };

/** Kinds in the words of a rule author. */
export function kindWords(kinds: readonly PropertyKind[]): string {
  return [...new Set(kinds.map((kind) => KINDS[kind]))].join(' or ');
}

/** `a`, `a and b`, `a, b and c` */
export function enumerated(words: readonly string[], join = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1)}`;
}
