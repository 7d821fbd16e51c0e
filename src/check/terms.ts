import type { AndNode, CallNode, ComparisonNode, ExpressionNode, LiteralNode, OrNode } from '../syntax/ast.ts';
import { type TimeUnit, timeUnitOf } from '../values/time.ts';
import type { Identity } from './identity.ts';
import { isLiteral } from '../syntax/literals.ts';

/** A condition on one operand, as far as it can be held against others on the same one. */
export interface Term {
  readonly node: ExpressionNode;
  /** What it is about; the same number for the same operand. */
  readonly operand: number;
  readonly says:
    | { readonly kind: 'equals' | 'differs'; readonly literals: readonly LiteralNode[] }
    | { readonly kind: 'bound'; readonly operator: '<' | '>' | '<=' | '>='; readonly value: number | bigint }
    | { readonly kind: 'like'; readonly pattern: string }
    | { readonly kind: 'moment'; readonly side: 'after' | 'before'; readonly amount: number; readonly unit: TimeUnit };
}

/** The operands of an `and` or `or` with those of the same kind in brackets inside of it, in source order. */
export function flattened(node: AndNode | OrNode): ExpressionNode[] {
  const flat: ExpressionNode[] = [];
  const pending: ExpressionNode[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === node.kind) pending.push(...[...(next as AndNode).operands].reverse());
    else flat.push(next);
  }
  return flat;
}

/** The conditions that all hold when a condition holds. */
export function conjunctsOf(node: ExpressionNode): ExpressionNode[] {
  return node.kind === 'And' ? flattened(node) : [node];
}

/**
 * Reads a condition, or its opposite, as a term; undefined where nothing follows from it.
 *
 * @param inBlock a literal alone is then a condition on the element
 */
export function termOf(
  node: ExpressionNode,
  opposite: boolean,
  inBlock: boolean,
  identity: Identity,
): Term | undefined {
  let inner = node;
  let isOpposite = opposite;
  while (inner.kind === 'Not') {
    inner = inner.operand;
    isOpposite = !isOpposite;
  }
  const equality = (literals: readonly LiteralNode[], operand: number, equals: boolean): Term => ({
    node,
    operand,
    says: { kind: equals === isOpposite ? 'differs' : 'equals', literals },
  });
  if (inner.kind === 'Comparison') {
    const { left, right, operator } = inner;
    if (isLiteral(left) || !isLiteral(right)) return undefined;
    if (operator === '=' || operator === '!=') return equality([right], identity.of(left), operator === '=');
    const value = boundOf(inner);
    // The opposite of an order is no order: neither holds of a missing property.
    return value === undefined || isOpposite
      ? undefined
      : { node, operand: identity.of(left), says: { kind: 'bound', operator, value } };
  }
  if (inner.kind === 'In') {
    return 'kind' in inner.list ? undefined : equality(inner.list, identity.of(inner.left), true);
  }
  if (inner.kind === 'Call') return isOpposite ? undefined : momentOf(inner, node, identity);
  if (inner.kind === 'Like') {
    return isOpposite
      ? undefined
      : { node, operand: identity.of(inner.left), says: { kind: 'like', pattern: inner.pattern.value } };
  }
  if (inBlock && isLiteral(inner) && !(inner.kind === 'String' && inner.value.includes('%'))) {
    return equality([inner], identity.ofElement(), true);
  }
  return undefined;
}

/** `before(-90, 'days')`; of a time that is missing neither this nor its opposite on the other side holds. */
function momentOf(
  { name, receiver, args: [amount, unit] }: CallNode,
  node: ExpressionNode,
  identity: Identity,
): Term | undefined {
  const side = name.toLowerCase();
  if (receiver === undefined || (side !== 'before' && side !== 'after')) return undefined;
  if (amount?.kind !== 'Number' || unit?.kind !== 'String') return undefined;
  const timeUnit = timeUnitOf(unit.value);
  if (timeUnit === undefined) return undefined;
  return {
    node,
    operand: identity.of(receiver),
    says: { kind: 'moment', side, amount: Number(amount.value), unit: timeUnit },
  };
}

/** Only numbers bound: two texts have another order when both look like numbers. */
function boundOf({ right }: ComparisonNode): number | bigint | undefined {
  return right.kind === 'Number' ? right.value : undefined;
}
