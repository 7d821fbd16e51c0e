import type { CallNode, ComparisonNode, ExpressionNode } from '../syntax/ast.ts';
import type { Identity } from './identity.ts';
import { numberIn } from './literal-names.ts';

/** What a condition says of a value: it is empty, it is not, it is taken for false, it is taken for true. */
type Says = 'empty' | 'full' | 'falsy' | 'truthy';

interface Saying {
  readonly node: ExpressionNode;
  readonly operand: number;
  readonly says: Says;
}

/** What never holds of one value together. `false` is taken for false, and not empty. */
const OPPOSITES: Readonly<Record<Says, readonly Says[]>> = {
  empty: ['full', 'truthy'],
  full: ['empty'],
  falsy: ['truthy'],
  truthy: ['empty', 'falsy'],
};

/**
 * Two conditions of an `and` of which one says that there is nothing, and the other asks something of it:
 * `tags isEmpty() and tags contain [ … ]`. It may miss some; what it finds is certain.
 */
export function emptinessConflict(
  terms: readonly ExpressionNode[],
  identity: Identity,
): { readonly first: ExpressionNode; readonly second: ExpressionNode } | undefined {
  const byOperand = new Map<number, Saying[]>();
  for (const term of terms) {
    const saying = sayingOf(term, identity);
    if (saying === undefined) continue;
    const before = byOperand.get(saying.operand) ?? [];
    const other = before.find(({ says }) => OPPOSITES[says].includes(saying.says));
    if (other !== undefined) return { first: other.node, second: saying.node };
    // So many kinds are there; more of one say nothing new.
    if (!before.some(({ says }) => says === saying.says)) before.push(saying);
    byOperand.set(saying.operand, before);
  }
  return undefined;
}

function sayingOf(node: ExpressionNode, identity: Identity): Saying | undefined {
  const isNegated = node.kind === 'Not';
  const inner = isNegated ? node.operand : node;
  switch (inner.kind) {
    case 'Path':
      return { node, operand: identity.of(inner), says: isNegated ? 'falsy' : 'truthy' };
    case 'Call':
      return isEmptyCall(inner)
        ? { node, operand: identity.of(inner.receiver), says: isNegated ? 'full' : 'empty' }
        : undefined;
    case 'Block':
      // Of no elements all but `contain-none` is false.
      return isNegated || inner.operator === 'contain-none'
        ? undefined
        : { node, operand: identity.of(inner.receiver), says: 'full' };
    case 'Comparison':
      return isNegated ? undefined : comparisonSays(inner, identity);
    default:
      return undefined;
  }
}

function isEmptyCall(node: CallNode): node is CallNode & { readonly receiver: NonNullable<CallNode['receiver']> } {
  return node.name.toLowerCase() === 'isempty' && node.receiver !== undefined;
}

function comparisonSays(node: ComparisonNode, identity: Identity): Saying | undefined {
  const { left, right, operator } = node;
  if (left.kind === 'Path') {
    if (operator !== '=') return undefined;
    const isTrue = right.kind === 'Boolean' ? right.value : right.kind === 'String' && /^true$/iu.test(right.value);
    return isTrue ? { node, operand: identity.of(left), says: 'truthy' } : undefined;
  }
  if (left.kind !== 'Call' || left.name.toLowerCase() !== 'length' || left.receiver === undefined) return undefined;
  const count = numberIn(right);
  const says = count === undefined ? undefined : lengthSays(operator, Number(count));
  return says === undefined ? undefined : { node, operand: identity.of(left.receiver), says };
}

function lengthSays(operator: ComparisonNode['operator'], count: number): Says | undefined {
  if ((operator === '>' && count >= 0) || ((operator === '>=' || operator === '=') && count >= 1)) return 'full';
  if (operator === '!=' && count === 0) return 'full';
  if ((operator === '=' && count === 0) || (operator === '<' && count === 1) || (operator === '<=' && count === 0))
    return 'empty';
  return undefined;
}
