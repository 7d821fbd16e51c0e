import type { CallNode, ComparisonNode, ExpressionNode, LiteralNode, OperandNode, PathNode } from '../syntax/ast.ts';
import { isLiteral } from '../syntax/literals.ts';
import { networkOf } from '../values/network.ts';
import { likeTest } from '../values/pattern.ts';
import { isPrivateNetwork } from '../values/public-addresses.ts';
import type { Identity } from './identity.ts';
import { keptIn } from './kept.ts';
import { readRegex } from './kinds-of-patterns.ts';
import { numberIn } from './literal-names.ts';

/**
 * What a condition says of a value: it is empty or not, it is `false`, it is taken for false or for true, it equals null, something in it
 * is there, it is something that is neither null nor empty.
 */
type Says = 'empty' | 'full' | 'false' | 'falsy' | 'truthy' | 'null' | 'member' | 'known' | 'public' | 'private';

interface Saying {
  readonly on: OperandNode;
  readonly says: Says;
}

/** What never holds of one value together. `false` is taken for false, and not empty; the text `null` equals null. */
const OPPOSITES: Readonly<Record<Says, readonly Says[]>> = {
  empty: ['full', 'false', 'truthy', 'member', 'known', 'public', 'private'],
  full: ['empty'],
  false: ['empty', 'truthy', 'null', 'member', 'known', 'public', 'private'],
  falsy: ['truthy', 'member', 'known', 'public', 'private'],
  truthy: ['empty', 'false', 'falsy'],
  null: ['false', 'member', 'known', 'public', 'private'],
  member: ['empty', 'false', 'falsy', 'null'],
  known: ['empty', 'false', 'falsy', 'null'],
  // All of what is private is; some of what is public.
  public: ['empty', 'false', 'falsy', 'null', 'private'],
  private: ['empty', 'false', 'falsy', 'null', 'public'],
};

/**
 * Two conditions that are to hold together, of which one says that there is nothing, and the other asks something of it:
 * `tags isEmpty() and tags contain [ … ]`. It may miss some; what it finds is certain.
 */
export function emptinessConflict(
  terms: readonly ExpressionNode[],
  identity: Identity,
): { readonly first: ExpressionNode; readonly second: ExpressionNode } | undefined {
  if (!mayConflict(terms)) return undefined;
  const byOperand = new Map<number, Map<Says, ExpressionNode>>();
  for (const term of terms) {
    for (const { on, says } of sayingsOf(term)) {
      const before = keptIn(byOperand, identity.of(on), () => new Map<Says, ExpressionNode>());
      const opposite = OPPOSITES[says].find((other) => before.has(other));
      const first = opposite === undefined ? undefined : before.get(opposite);
      if (first !== undefined) return { first, second: term };
      if (!before.has(says)) before.set(says, term);
    }
  }
  return undefined;
}

/** Whether two of these could be at odds if they were of one value: most rules ask only what is there, and no pattern is to be read for them. */
function mayConflict(terms: readonly ExpressionNode[]): boolean {
  // What is asked of a property is asked of what it is a member of.
  const said = new Set<Says>(['member']);
  for (const term of terms) {
    const says = term.kind === 'Like' || term.kind === 'Match' ? 'known' : sayingOf(term)?.says;
    if (says !== undefined) said.add(says);
  }
  return [...said].some((says) => OPPOSITES[says].some((other) => said.has(other)));
}

/** What a condition says of its operand, and of what that is a part of. */
function sayingsOf(node: ExpressionNode): readonly Saying[] {
  const own = sayingOf(node);
  if (own === undefined) return [];
  const { on, says } = own;
  if (on.kind !== 'Path' || !ASKS_WITHIN.has(says)) return [own];
  return [own, ...aboveOf(on).map((path) => ({ on: path, says: 'member' as const }))];
}

/** What holds of nothing that is missing. */
const ASKS_WITHIN: ReadonlySet<Says> = new Set(['full', 'truthy', 'known', 'public', 'private']);

/** So many steps of a path are looked at: rules are untrusted. */
const MAX_STEPS = 10;

function aboveOf(path: PathNode): readonly PathNode[] {
  return path.segments
    .slice(1, MAX_STEPS)
    .map((_, index) => ({ ...path, segments: path.segments.slice(0, index + 1) }));
}

function sayingOf(node: ExpressionNode): Saying | undefined {
  const isNegated = node.kind === 'Not';
  const inner = isNegated ? node.operand : node;
  if (inner.kind === 'Path') return { on: inner, says: isNegated ? 'falsy' : 'truthy' };
  if (inner.kind === 'Call')
    return isEmptyCall(inner) ? { on: inner.receiver, says: isNegated ? 'full' : 'empty' } : callSays(inner, isNegated);
  if (isNegated) return undefined;
  switch (inner.kind) {
    case 'Block':
      // Of no elements all but `contain-none` is false.
      return inner.operator === 'contain-none' ? undefined : { on: inner.receiver, says: 'full' };
    case 'Comparison':
      return comparisonSays(inner);
    case 'In':
      return 'kind' in inner.list || !inner.list.every(isSomething) ? undefined : { on: inner.left, says: 'truthy' };
    case 'Like':
      return isKnownBy(likeTest(inner.pattern.value)) ? { on: inner.left, says: 'known' } : undefined;
    case 'Match':
      return isKnownBy(readRegex(inner.pattern.pattern, true)) ? { on: inner.left, says: 'known' } : undefined;
    default:
      return undefined;
  }
}

function isEmptyCall(node: CallNode): node is CallNode & { readonly receiver: NonNullable<CallNode['receiver']> } {
  return node.name.toLowerCase() === 'isempty' && node.receiver !== undefined;
}

/** What is written for nothing, also by JSON. */
const NOTHING = ['', 'null', 'false', '[]', '{}'];

/** Whether a pattern holds of nothing that stands for nothing. */
function isKnownBy(holds: ((text: string) => boolean) | undefined): boolean {
  return holds !== undefined && !NOTHING.some(holds);
}

function isPrivate(node: OperandNode): boolean {
  const network = node.kind === 'String' ? networkOf(node.value) : undefined;
  return network !== undefined && isPrivateNetwork(network);
}

function callSays({ name, receiver, args }: CallNode, isNegated: boolean): Saying | undefined {
  const [first] = args;
  if (receiver === undefined || isNegated) return undefined;
  const called = name.toLowerCase();
  const says = called === 'insubnet' && args.every(isPrivate) ? 'private' : OF_SOMETHING.get(called);
  if (says !== undefined) return { on: receiver, says };
  const affix = first?.kind === 'String' ? first.value.toLowerCase() : undefined;
  if (affix === undefined || (called !== 'startswith' && called !== 'endswith')) return undefined;
  const holds = (text: string): boolean => (called === 'startswith' ? text.startsWith(affix) : text.endsWith(affix));
  return isKnownBy(holds) ? { on: receiver, says: 'known' } : undefined;
}

/** Functions that are false of what is missing, and of all that stands for nothing. */
const OF_SOMETHING: ReadonlyMap<string, Says> = new Map([
  ['ispublic', 'public'],
  ['isprivate', 'private'],
  ['insubnet', 'known'],
  ['before', 'known'],
  ['after', 'known'],
]);

/** Whether what equals a literal is there, and taken for true. */
function isSomething(literal: LiteralNode): boolean {
  if (literal.kind === 'Number') return true;
  if (literal.kind === 'Boolean') return literal.value;
  return literal.kind === 'String' && literal.value !== '' && !/^(?:false|null)$/iu.test(literal.value);
}

function isFalse(literal: LiteralNode): boolean {
  return literal.kind === 'Boolean' ? !literal.value : literal.kind === 'String' && /^false$/iu.test(literal.value);
}

function comparisonSays({ left, right, operator }: ComparisonNode): Saying | undefined {
  if (!isLiteral(right)) return undefined;
  if (left.kind === 'Path') {
    if (operator === '=' && right.kind === 'Null') return { on: left, says: 'null' };
    if (operator === '=' && isFalse(right)) return { on: left, says: 'false' };
    if (operator === '=') return isSomething(right) ? { on: left, says: 'truthy' } : undefined;
    return operator !== '!=' && right.kind === 'Number' ? { on: left, says: 'truthy' } : undefined;
  }
  if (left.kind !== 'Call' || left.name.toLowerCase() !== 'length' || left.receiver === undefined) return undefined;
  const count = numberIn(right);
  const says = count === undefined ? undefined : lengthSays(operator, Number(count));
  return says === undefined ? undefined : { on: left.receiver, says };
}

function lengthSays(operator: ComparisonNode['operator'], count: number): Says | undefined {
  if ((operator === '>' && count >= 0) || ((operator === '>=' || operator === '=') && count >= 1)) return 'truthy';
  if (operator === '!=' && count === 0) return 'truthy';
  if ((operator === '=' && count === 0) || (operator === '<' && count === 1) || (operator === '<=' && count === 0))
    return 'empty';
  return undefined;
}
