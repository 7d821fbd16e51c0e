import type { AndNode, CallNode, ComparisonNode, ExpressionNode, LiteralNode, OrNode } from '../syntax/ast.ts';
import { isWithin, type Network, networkOf } from '../values/network.ts';
import { likeTest } from '../values/pattern.ts';
import { isPrivateNetwork, isPublicNetwork } from '../values/public-addresses.ts';
import { foldOf } from '../values/equality.ts';
import { type TimeUnit, timeUnitOf } from '../values/time.ts';
import type { Identity } from './identity.ts';
import { isLiteral } from '../syntax/literals.ts';
import { readRegex } from './kinds-of-patterns.ts';
import { beginningOf } from './near-patterns.ts';

export type Order = '<' | '>' | '<=' | '>=';

/** A condition on one operand, as far as it can be held against others on the same one. */
export interface Term {
  readonly node: ExpressionNode;
  /** What it is about; the same number for the same operand. */
  readonly operand: number;
  /** That its opposite does not hold: an order and a time do of nothing that is missing, or of another kind. */
  readonly isOpposite: boolean;
  readonly says:
    | { readonly kind: 'equals' | 'differs'; readonly literals: readonly LiteralNode[] }
    | { readonly kind: 'bound'; readonly operator: Order; readonly value: number | bigint }
    | { readonly kind: 'like'; readonly pattern: string }
    | {
        readonly kind: 'match';
        /** Undefined where a pattern cannot be read. Asked for late: to read one takes longer than the rest of its rule. */
        readonly test: () => ((text: string) => boolean) | undefined;
        /** What all that it holds of begins with, where that is known. */
        readonly start?: string;
        /** The pattern of `like` that it does not hold of. */
        readonly unlike?: string;
      }
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
    isOpposite,
    says: { kind: equals === isOpposite ? 'differs' : 'equals', literals },
  });
  if (inner.kind === 'Comparison') {
    const { left, right, operator } = inner;
    if (isLiteral(left) || !isLiteral(right)) return undefined;
    if (operator === '=' || operator === '!=') return equality([right], identity.of(left), operator === '=');
    const value = boundOf(inner);
    if (value === undefined) return undefined;
    return { node, operand: identity.of(left), isOpposite, says: { kind: 'bound', operator, value } };
  }
  if (inner.kind === 'In') {
    return 'kind' in inner.list ? undefined : equality(inner.list, identity.of(inner.left), true);
  }
  if (inner.kind === 'Call')
    return momentOf(inner, node, identity, isOpposite) ?? affixOf(inner, node, identity, isOpposite);
  if (inner.kind === 'Like') {
    const { value: pattern } = inner.pattern;
    const says: Term['says'] = isOpposite ? unlike(pattern) : { kind: 'like', pattern };
    return { node, operand: identity.of(inner.left), isOpposite, says };
  }
  if (inner.kind === 'Match' && !isOpposite) {
    const { pattern } = inner.pattern;
    // Which letters `=` minds is an option.
    const start = pattern.startsWith('^') ? beginningOf(pattern).replaceAll(/^\^|\\/gu, '') : '';
    return {
      node,
      operand: identity.of(inner.left),
      isOpposite,
      says: { kind: 'match', test: () => readRegex(pattern, true), start },
    };
  }
  if (inBlock && isLiteral(inner) && !(inner.kind === 'String' && inner.value.includes('%'))) {
    return equality([inner], identity.ofElement(), true);
  }
  return undefined;
}

/** What matches as it is written does whether or not case counts. */
function unlike(pattern: string): Term['says'] {
  return { kind: 'match', test: () => (text) => !likeTest(pattern, foldOf(true))(text), unlike: pattern };
}

/** What is told of an address by its text. */
const NETWORKS: ReadonlyMap<string, (network: Network) => boolean> = new Map([
  ['ispublic', isPublicNetwork],
  ['isprivate', isPrivateNetwork],
]);

/** Whether a network lies in one of those that are written; undefined where one is not, or cannot be read. */
function withinOf(args: CallNode['args']): ((network: Network) => boolean) | undefined {
  const outer = args.map((arg) => (arg.kind === 'String' ? networkOf(arg.value) : undefined));
  if (outer.includes(undefined)) return undefined;
  return (network) => outer.some((one) => one !== undefined && isWithin(network, one));
}

/** `startsWith('a')`, as `like` asks for it, and `isPublic()`. */
function affixOf(
  { name, receiver, args }: CallNode,
  node: ExpressionNode,
  identity: Identity,
  isOpposite: boolean,
): Term | undefined {
  const [affix] = args;
  const known = name.toLowerCase();
  const isOf = NETWORKS.get(known) ?? (known === 'insubnet' ? withinOf(args) : undefined);
  if (isOf !== undefined && receiver !== undefined) {
    const holds = (text: string): boolean => {
      const network = networkOf(text);
      return (network !== undefined && isOf(network)) !== isOpposite;
    };
    return { node, operand: identity.of(receiver), isOpposite, says: { kind: 'match', test: () => holds } };
  }
  if (receiver === undefined || affix?.kind !== 'String' || affix.value.includes('%')) return undefined;
  if (known !== 'startswith' && known !== 'endswith') return undefined;
  const pattern = known === 'startswith' ? `${affix.value}%` : `%${affix.value}`;
  return {
    node,
    operand: identity.of(receiver),
    isOpposite,
    says: isOpposite ? unlike(pattern) : { kind: 'like', pattern },
  };
}

/** `before(-90, 'days')` */
function momentOf(
  { name, receiver, args: [amount, unit] }: CallNode,
  node: ExpressionNode,
  identity: Identity,
  isOpposite: boolean,
): Term | undefined {
  const called = name.toLowerCase();
  if (receiver === undefined || (called !== 'before' && called !== 'after')) return undefined;
  const side = isOpposite === (called === 'before') ? 'after' : 'before';
  if (amount?.kind !== 'Number' || unit?.kind !== 'String') return undefined;
  const timeUnit = timeUnitOf(unit.value);
  if (timeUnit === undefined) return undefined;
  return {
    node,
    operand: identity.of(receiver),
    isOpposite,
    says: { kind: 'moment', side, amount: Number(amount.value), unit: timeUnit },
  };
}

/** Only numbers bound: two texts have another order when both look like numbers. */
function boundOf({ right }: ComparisonNode): number | bigint | undefined {
  return right.kind === 'Number' ? right.value : undefined;
}
