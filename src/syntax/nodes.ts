import { required } from '../text/required.ts';
import type { Span } from '../text/source.ts';
import {
  type CallNode,
  type ExpressionNode,
  isPlace,
  type MissingNode,
  type NumberNode,
  type OperandNode,
  type RegexNode,
  type SegmentNode,
  type StringNode,
} from './ast.ts';
import { spanOf } from './token.ts';
import type { Token } from './token-type.ts';

/* The nodes that are made of tokens alone. */

/** A call with what it is called on. */
export function onReceiver(call: CallNode | MissingNode, receiver: OperandNode): CallNode | MissingNode {
  const span = across(receiver, call);
  return call.kind === 'Missing' ? { kind: 'Missing', span } : { ...call, span, receiver };
}

/** From the start of one to the end of another. */
export function across(first: { readonly span: Span }, last: { readonly span: Span }): Span {
  return { start: first.span.start, end: last.span.end };
}

/** Several operands as one condition; a single one as it is. */
export function joined(kind: 'And' | 'Or', operands: readonly ExpressionNode[]): ExpressionNode {
  if (operands.length === 1) return required(operands[0]);
  return { kind, span: across(required(operands[0]), required(operands.at(-1))), operands };
}

/** The text between quotes. */
export function unquote(image: string): string {
  return image.slice(1, -1).replaceAll("''", "'");
}

export function textNode(token: Token): StringNode {
  return { kind: 'String', span: spanOf(token), value: unquote(token.image) };
}

export function numberNode(token: Token): NumberNode {
  // There is no negative zero in JSON.
  const number = Number(token.image) + 0;
  const exact = Number.isSafeInteger(number) || token.image.includes('.');
  return { kind: 'Number', span: spanOf(token), value: exact ? number : BigInt(token.image) };
}

export function regexNode(token: Token): RegexNode {
  const end = token.image.lastIndexOf('/');
  return {
    kind: 'Regex',
    span: spanOf(token),
    pattern: token.image.slice(1, end),
    ignoreCase: token.image.slice(end + 1).includes('i'),
  };
}

/** The segments of `a.b.c` or `.b.c`, each with its own span. Whole numbers are places in a list. */
export function dotted(token: Token, skip: number): SegmentNode[] {
  let start = token.startOffset + skip;
  return token.image
    .slice(skip)
    .split('.')
    .map((name) => {
      const span = { start, end: start + name.length };
      start = span.end + 1;
      return { kind: 'Segment', span, name: isPlace(name) ? Number(name) : name };
    });
}
