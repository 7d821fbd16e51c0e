import type { ExpressionNode, OperandNode, OrNode } from '../../syntax/ast.ts';
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
      const { operands } = node;
      const first = operands[0]!;
      const last = operands.at(-1)!;
      const atStart = first.kind === 'And' && !isBracketed(node, 0, context);
      const atEnd = last.kind === 'And' && !isBracketed(node, operands.length - 1, context);
      if (atStart === atEnd) return;
      const mixed = atStart ? first : last;
      if (mixed.kind !== 'And') return;
      const others = atStart ? operands.slice(1) : operands.slice(0, -1);
      const near = subjectOf(atStart ? mixed.operands.at(-1)! : mixed.operands[0]!);
      const far = atStart ? mixed.operands.slice(0, -1) : mixed.operands.slice(1);
      if (near === undefined) return;
      const isNear = (other: ExpressionNode): boolean => isSubject(other, near, context);
      if (!others.every(isNear) || far.some(isNear)) return;
      const text = clipped(near);
      const span = atStart
        ? { start: mixed.operands.at(-1)!.span.start, end: operands[1]!.span.end }
        : { start: operands.at(-2)!.span.start, end: mixed.operands[0]!.span.end };
      context.warn('doubtful-precedence', span, '`and` binds before `or`, which parts these', {
        help: `if the \`or\` is about \`${text}\` alone, put brackets around it; if not, around the \`and\``,
      });
    },
  },
});

/** Brackets around an operand leave no trace in the tree, but lie between it and its neighbour. */
function isBracketed({ operands }: OrNode, index: number, context: CheckContext): boolean {
  const between =
    index === 0
      ? context.textOf({ start: operands[0]!.span.end, end: operands[1]!.span.start })
      : context.textOf({ start: operands[index - 1]!.span.end, end: operands[index]!.span.start });
  return between.includes(index === 0 ? ')' : '(');
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
    default:
      return undefined;
  }
}

function isSubject(node: ExpressionNode, subject: OperandNode, context: CheckContext): boolean {
  const other = subjectOf(node);
  return other !== undefined && context.isSame(other, subject);
}
