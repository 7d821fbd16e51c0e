import type { AndNode, ExpressionNode, OperandNode, OrNode } from '../../syntax/ast.ts';
import { walk } from '../../syntax/walk.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { clipped } from '../wording.ts';

/**
 * `a and name = 'x' or name = 'y'`: read as `(a and name = 'x') or name = 'y'`, where what follows suggests
 * `a and (name = 'x' or name = 'y')`. Only where every other operand of the `or` asks the same property: mixing `and`
 * and `or` without brackets is common and mostly meant.
 */
export const doubtfulPrecedence = defineCheck({
  name: 'doubtful-precedence',
  codes: {
    'doubtful-precedence': {
      title: '`and` beside `or`, where brackets seem to be missing',
      explanation: '`and` binds before `or`. The warning comes only where all of the `or` is about one property.',
      example: "IamUser should have mfaActive = true and name = 'alice' or name = 'bob'",
    },
  },
  visit: {
    Or(node, _, context) {
      const found = mixedAtAnEnd(node, context);
      if (found === undefined) return;
      const { near, far, others, neighbour } = found;
      const subject = subjectOf(near);
      if (subject === undefined) return;
      const isNear = (other: ExpressionNode): boolean => isSubject(other, subject, context);
      if (!others.every(isNear) || far.some(isNear)) return;
      const text = clipped(subject);
      const span = {
        start: Math.min(near.span.start, neighbour.span.start),
        end: Math.max(near.span.end, neighbour.span.end),
      };
      context.warn('doubtful-precedence', span, '`and` binds before `or`, which parts these', {
        help: `if the \`or\` is about \`${text}\` alone, put brackets around it; if not, around the \`and\``,
      });
    },
  },
});

/** An `and` without brackets at one end of an `or`, and nowhere else in it. */
interface Mixed {
  /** What stands beside the `or`. */
  readonly near: ExpressionNode;
  /** The rest of the `and`. */
  readonly far: readonly ExpressionNode[];
  /** The other operands of the `or`, and the one of them that is next to the `and`. */
  readonly others: readonly ExpressionNode[];
  readonly neighbour: ExpressionNode;
}

function mixedAtAnEnd({ operands }: OrNode, context: CheckContext): Mixed | undefined {
  const isMixed = (node: ExpressionNode | undefined): node is AndNode =>
    node?.kind === 'And' && !isBracketed(node, context);
  const [first, second] = operands;
  const [last, beforeLast] = [operands.at(-1), operands.at(-2)];
  if (isMixed(first) === isMixed(last)) return undefined;
  if (isMixed(first)) {
    const near = first.operands.at(-1);
    if (near === undefined || second === undefined) return undefined;
    return { near, far: first.operands.slice(0, -1), others: operands.slice(1), neighbour: second };
  }
  if (!isMixed(last) || beforeLast === undefined) return undefined;
  const [near, ...far] = last.operands;
  return near === undefined ? undefined : { near, far, others: operands.slice(0, -1), neighbour: beforeLast };
}

/**
 * Whether brackets stand around an `and` as a whole. They leave no trace in the tree: those before it that are not closed
 * within it, as those of `(a) and (b)` are.
 */
function isBracketed(node: AndNode, context: CheckContext): boolean {
  const { start, end } = node.span;
  let before = 0;
  for (let index = start - 1; /[\s(]/u.test(context.textOf({ start: index, end: index + 1 })); index -= 1) {
    if (context.textOf({ start: index, end: index + 1 }) === '(') before += 1;
  }
  return before > unopened(context.textOf({ start, end }), node);
}

/** How many brackets a text closes that it did not open. Quoted text and patterns are passed over. */
function unopened(text: string, node: AndNode): number {
  const masked = text.split('');
  walk(node, (inner) => {
    if (inner.kind !== 'String' && inner.kind !== 'Regex' && inner.kind !== 'Segment') return;
    masked.fill(' ', inner.span.start - node.span.start, inner.span.end - node.span.start);
  });
  let depth = 0;
  let lowest = 0;
  for (const character of masked) {
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    lowest = Math.min(lowest, depth);
  }
  return -lowest;
}

/** The property that a condition is about. */
function subjectOf(node: ExpressionNode): OperandNode | undefined {
  switch (node.kind) {
    case 'Comparison':
    case 'In':
    case 'Like':
    case 'Match':
      return node.left.kind === 'Path' ? node.left : undefined;
    case 'Block':
      return node.receiver.kind === 'Path' ? node.receiver : undefined;
  }
  return undefined;
}

function isSubject(node: ExpressionNode, subject: OperandNode, context: CheckContext): boolean {
  const other = subjectOf(node);
  return other !== undefined && context.isSame(other, subject);
}
