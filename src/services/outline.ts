import type { ExpressionNode, Node } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import { childrenOf } from '../syntax/walk.ts';
import type { Span } from '../text/source.ts';
import { defined } from '../text/defined.ts';
import type { ServiceOptions } from './options.ts';
import { viewOf } from './rule-view.ts';

/** A part of a rule, with its parts. */
export interface OutlinePart {
  readonly label: string;
  readonly kind: 'target' | 'clause' | 'block';
  readonly span: Span;
  readonly parts: readonly OutlinePart[];
}

const MAX_LABEL = 60;

/**
 * The parts of a rule: its target, its clauses, and the blocks in them.
 *
 * @example
 * outline("IamUser where name = 'a' should have mfaActive = true").map(({ label }) => label)
 * // ['IamUser', 'where', 'should have']
 */
export function outline(text: string, { readAs }: ServiceOptions = {}): readonly OutlinePart[] {
  const { rule } = viewOf(text, defined({ readAs }));
  if (rule === undefined || rule.kind === 'ConstantRule') return [];
  const { target, where } = rule;
  const parts: OutlinePart[] = [
    { label: target.list ? `List<${target.name}>` : target.name, kind: 'target', span: target.span, parts: [] },
  ];
  const add = (label: string, condition: ExpressionNode | undefined): void => {
    if (condition !== undefined)
      parts.push({ label, kind: 'clause', span: condition.span, parts: blocksIn(condition) });
  };
  add('where', where);
  if (rule.kind === 'Assertion') {
    add(rule.negated ? 'should not have' : 'should have', rule.condition);
    add('exclude', rule.exclude);
  }
  return parts;
}

/** The outermost blocks in a condition. A tree is no deeper than the parser lets it be. */
function blocksIn(node: Node): readonly OutlinePart[] {
  if (node.kind !== 'Block') return childrenOf(node).flatMap(blocksIn);
  const written = `${print(node.receiver)} ${node.operator}`;
  const label = written.length > MAX_LABEL ? `${written.slice(0, MAX_LABEL - 1)}…` : written;
  const block: OutlinePart = { label, kind: 'block', span: node.span, parts: blocksIn(node.body) };
  return [...blocksIn(node.receiver), block];
}
