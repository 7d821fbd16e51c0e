import type { LiteralNode } from '../syntax/ast.ts';
import { type Fold, order } from '../values/equality.ts';
import { COMPARISONS } from '../values/comparison-operators.ts';
import { likeTest } from '../values/pattern.ts';
import { shifted } from '../values/time.ts';
import { literalValue } from '../syntax/literals.ts';
import { keptIn } from './kept.ts';
import { namesOf, spelt } from './literal-names.ts';
import type { Order, Term } from './terms.ts';

/** Two terms that cannot hold together, in source order. */
export interface Conflict {
  readonly first: Term;
  readonly second: Term;
}

/**
 * Finds two terms that no value satisfies both. It may miss some; what it finds is certain.
 *
 * @param fold what makes texts the same that `=` takes as equal
 * @param isOfNumbers looks for two bounds, or times, that no number satisfies both, whatever else may
 */
export function conflictOf(terms: readonly Term[], fold: Fold, isOfNumbers = false): Conflict | undefined {
  const byOperand = new Map<number, Term[]>();
  for (const term of terms) keptIn(byOperand, term.operand, () => []).push(term);
  for (const same of byOperand.values()) {
    const conflict = same.length < 2 ? undefined : conflictOnOne(same, fold, isOfNumbers);
    if (conflict !== undefined) return inOrder(conflict);
  }
  return undefined;
}

function inOrder({ first, second }: Conflict): Conflict {
  return first.node.span.start <= second.node.span.start ? { first, second } : { first: second, second: first };
}

/** The literals that the value can still equal, and the term that left no others. */
interface Candidates {
  readonly left: readonly LiteralNode[];
  readonly by: Term;
}

function conflictOnOne(terms: readonly Term[], fold: Fold, isOfNumbers: boolean): Conflict | undefined {
  let candidates: Candidates | undefined;
  for (const term of terms) {
    if (term.says.kind !== 'equals') continue;
    const next: Candidates = narrowedByEquality(candidates, term, fold, term.says.literals);
    if (candidates !== undefined && next.left.length === 0) return { first: candidates.by, second: term };
    candidates = next;
  }
  if (candidates === undefined)
    return (
      conflictOfBounds(terms, isOfNumbers) ??
      conflictOfMoments(terms, isOfNumbers) ??
      conflictOfPatterns(terms, fold) ??
      conflictOfUnlike(terms)
    );
  for (const term of terms) {
    const left: readonly LiteralNode[] = candidates.left.filter((literal) => canBe(literal, term));
    if (left.length === 0) return { first: candidates.by, second: term };
    if (left.length < candidates.left.length) candidates = { left, by: term };
  }
  return undefined;
}

function narrowedByEquality(
  candidates: Candidates | undefined,
  by: Term,
  fold: Fold,
  literals: readonly LiteralNode[],
): Candidates {
  if (candidates === undefined) return { left: distinct(literals), by };
  const names = new Set(literals.flatMap((literal) => namesOf(literal, fold)));
  const left = candidates.left.filter((literal) => namesOf(literal, fold).some((name) => names.has(name)));
  return left.length === candidates.left.length ? candidates : { left, by };
}

function distinct(literals: readonly LiteralNode[]): LiteralNode[] {
  return [...new Map(literals.map((literal) => [spelt(literal), literal])).values()];
}

const differences = new WeakMap<Term, ReadonlySet<string>>();

/** Whether some value that equals the literal satisfies the term. */
function canBe(literal: LiteralNode, term: Term): boolean {
  const { says } = term;
  const value = literalValue(literal);
  switch (says.kind) {
    case 'equals':
    case 'moment':
      return true;
    case 'differs': {
      const excluded = keptIn(differences, term, () => new Set(says.literals.map(spelt)));
      const own = [spelt(literal), ...namesOf(literal).filter((name) => !name.startsWith('text '))];
      return !own.some((name) => excluded.has(name));
    }
    case 'bound':
      return COMPARISONS[says.operator].test(value, says.value) !== term.isOpposite;
    case 'like':
    case 'match':
      // Text that is written like a number or boolean equals other texts too.
      return (
        typeof value !== 'string' ||
        namesOf(literal)[0] !== `text ${value.toLowerCase()}` ||
        namesOf(literal).length > 1 ||
        (says.kind === 'like' ? likeTest(says.pattern) : says.test())?.(value) !== false
      );
  }
}

type Bound = Extract<Term['says'], { readonly kind: 'bound' }> & { readonly term: Term };

const OPPOSITE_ORDERS: Readonly<Record<Order, Order>> = { '<': '>=', '>': '<=', '<=': '>', '>=': '<' };

/** A lower bound above an upper one. */
function conflictOfBounds(terms: readonly Term[], isOfNumbers: boolean): Conflict | undefined {
  const bounds = terms.flatMap((term): Bound[] => {
    const { says, isOpposite } = term;
    if (says.kind !== 'bound') return [];
    return [{ ...says, operator: isOpposite ? OPPOSITE_ORDERS[says.operator] : says.operator, term }];
  });
  const asked = isOfNumbers ? bounds : bounds.filter(({ term }) => !term.isOpposite);
  for (const [lows, highs] of [
    [asked, bounds],
    [bounds, asked],
  ] as const) {
    const low = tightest(lows, '>', 1);
    const high = tightest(highs, '<', -1);
    if (low === undefined || high === undefined) continue;
    const both = order(low.value, high.value);
    if (both > 0 || (both === 0 && isStrict(low) + isStrict(high) > 0)) return { first: low.term, second: high.term };
  }
  return undefined;
}

/** Of the bounds on one side the one that leaves the least; of two that are the same, the one without the border itself. */
function tightest(bounds: readonly Bound[], side: '<' | '>', direction: 1 | -1): Bound | undefined {
  return bounds
    .filter(({ operator }) => operator.startsWith(side))
    .sort((a, b) => order(b.value, a.value) * direction || isStrict(b) - isStrict(a))[0];
}

function isStrict({ operator }: Bound): number {
  return operator.endsWith('=') ? 0 : 1;
}

type Moment = Extract<Term['says'], { readonly kind: 'moment' }>;

/** Later than some moment, and earlier than one that is no later. */
function conflictOfMoments(terms: readonly Term[], isOfNumbers: boolean): Conflict | undefined {
  const of = (side: Moment['side']): (readonly [Moment, Term])[] =>
    terms.flatMap((term) =>
      term.says.kind === 'moment' && term.says.side === side ? [[term.says, term] as const] : [],
    );
  const [lows, highs] = [of('after'), of('before')];
  if (lows.length * highs.length > MAX_PAIRS) return undefined;
  for (const [low, first] of lows)
    for (const [high, second] of highs)
      if (isNoLater(high, low) && (isOfNumbers || !first.isOpposite || !second.isOpposite)) return { first, second };
  return undefined;
}

/** One pattern, and the opposite of another that takes it in: `like 'prod-%'` and not `like 'prod%'`. */
function conflictOfUnlike(terms: readonly Term[]): Conflict | undefined {
  const of = (kind: 'like' | 'match'): readonly Term[] => terms.filter(({ says }) => says.kind === kind);
  const [likes, others] = [of('like'), of('match').filter(({ says }) => says.kind === 'match' && says.unlike)];
  if (likes.length * others.length > MAX_PAIRS) return undefined;
  for (const first of likes)
    for (const second of others) {
      if (first.says.kind !== 'like' || second.says.kind !== 'match') continue;
      // What stands for any text is a sign that the other can have for its own `%` alone.
      if (second.says.test()?.(first.says.pattern.replaceAll('%', '\0')) === false) return { first, second };
    }
  return undefined;
}

/** Two beginnings, or two ends, that no text has both of: `like 'a%'` and `like 'b%'`. */
function conflictOfPatterns(terms: readonly Term[], fold: Fold): Conflict | undefined {
  const patterns = terms.flatMap((term) => {
    const ends = endsOf(term, fold);
    return ends === undefined ? [] : [[term, ends] as const];
  });
  if (patterns.length ** 2 > MAX_PAIRS) return undefined;
  for (const [index, [first, some]] of patterns.entries())
    for (const [second, others] of patterns.slice(index + 1))
      if (
        !alike(some.start, others.start) ||
        !alike([...some.end].reverse().join(''), [...others.end].reverse().join(''))
      )
        return { first, second };
  return undefined;
}

/** What a pattern has before its first and behind its last `%`, and what one of `regexMatch` begins with. */
function endsOf({ says }: Term, fold: Fold): { readonly start: string; readonly end: string } | undefined {
  if (says.kind === 'match') return says.start && says.test() ? { start: fold(says.start), end: '' } : undefined;
  if (says.kind !== 'like' || !says.pattern.includes('%')) return undefined;
  const text = fold(says.pattern);
  return { start: text.slice(0, text.indexOf('%')), end: text.slice(text.lastIndexOf('%') + 1) };
}

function alike(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Rules are untrusted: of more than so many pairs none is asked. */
const MAX_PAIRS = 10_000;

/** Whether a moment is no later than another on every day of the calendar. */
function isNoLater(one: Moment, other: Moment): boolean {
  const [a, b] = [monthsOf(one), monthsOf(other)];
  if (a !== undefined && b !== undefined) return a <= b;
  return Math.max(...lengthsOf(one)) <= Math.min(...lengthsOf(other));
}

function monthsOf({ amount, unit }: Moment): number | undefined {
  if (unit === 'years') return Math.trunc(amount) * 12;
  return unit === 'months' ? Math.trunc(amount) : undefined;
}

/** The least and the most that it can be from now, in seconds: so many months are as many days but for three. */
function lengthsOf(moment: Moment): readonly number[] {
  const months = monthsOf(moment);
  if (months === undefined) return [shifted(0, moment.amount, moment.unit)];
  return [-3, 3].map((days) => (months * DAYS_OF_A_MONTH + days) * 86_400);
}

const DAYS_OF_A_MONTH = 365.2425 / 12;
