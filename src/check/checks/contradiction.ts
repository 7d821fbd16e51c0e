import type { AndNode, ComparisonNode, ExpressionNode, OrNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import { COMPARISONS } from '../../values/comparison-operators.ts';
import { conflictOf } from '../conflicts.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { emptinessConflict } from '../emptiness.ts';
import { isLiteral, literalValue } from '../../syntax/literals.ts';
import { isInBlock, type Place } from '../places.ts';
import { flattened, type Term, termOf } from '../terms.ts';
import { clipped } from '../wording.ts';

/** Terms of an `and` or `or` that stand twice, or decide it whatever the entity. */
export const contradiction = defineCheck({
  name: 'contradiction',
  codes: {
    'duplicate-term': {
      title: 'the same condition twice in an `and` or `or`',
      explanation: 'The second adds nothing; often another property or value was meant.',
      example: 'IamUser should not have firstAccessKey.isActive = true and firstAccessKey.isActive = true',
    },
    'always-true': {
      title: 'a condition that holds of every entity',
      explanation: 'Often `or` where `and` was meant: every value differs from one of two texts.',
      example: "IamUser should have name != 'alice' or name != 'bob'",
    },
    'always-false': {
      title: 'a condition that holds of no entity',
      explanation: 'Often `and` where `or` was meant, or a condition that contradicts `where`.',
      example: "IamUser where name = 'alice' should have name = 'bob'",
    },
  },
  visit: { And: visit, Or: visit, Comparison: constant },
});

function visit(node: AndNode | OrNode, place: Place, context: CheckContext): void {
  // One in brackets inside of another is read with that.
  if (place.parent?.node.kind === node.kind) return;
  const terms = flattened(node);
  reportDuplicates(node, terms, context);
  if (reportOpposites(node, terms, context)) return;
  const inBlock = isInBlock(place);
  const read = terms
    .map((term) => termOf(term, node.kind === 'Or', inBlock, context.identity))
    .filter((term): term is Term => term !== undefined);
  const sure = conflictOf(read, context.fold);
  // What is missing is above and below no number: both are false of it.
  const conflict = sure ?? (node.kind === 'Or' ? conflictOf(read, context.fold, true) : undefined);
  if (conflict === undefined) {
    reportEmptiness(node, terms, context);
    return;
  }
  const [first, second] = [conflict.first.node, conflict.second.node];
  const span = { start: first.span.start, end: second.span.end };
  const both = `\`${clipped(first)}\` ${node.kind === 'And' ? 'and' : 'or'} \`${clipped(second)}\``;
  const kinds: readonly Term['says']['kind'][] = [conflict.first.says.kind, conflict.second.says.kind];
  const bounds = kinds.includes('bound') || kinds.includes('moment');
  if (node.kind === 'And') {
    context.warn('always-false', span, `${both} never hold together`, {
      always: { span: node.span, truth: false },
      help: bounds ? 'turn one of the bounds round, or write `or`' : 'write `or`, or `in (…)`, if either may hold',
    });
    return;
  }
  const [code, all] =
    sure === undefined
      ? (['reversed-bounds', kinds.includes('moment') ? 'time' : 'number'] as const)
      : (['always-true', 'value'] as const);
  context.warn(code, span, `${both} holds of every ${all}`, {
    always: { span: node.span, truth: true },
    help: bounds ? 'write `and` for what lies between both' : 'write `and` to rule out both, or `not … in (…)`',
  });
}

/** One says that there is nothing, and the other asks something of it. */
function reportEmptiness(node: AndNode | OrNode, terms: readonly ExpressionNode[], context: CheckContext): void {
  const found = node.kind === 'And' ? emptinessConflict(terms, context.identity) : undefined;
  if (found === undefined) return;
  const { first, second } = found;
  const span = { start: first.span.start, end: second.span.end };
  context.warn('always-false', span, `\`${clipped(first)}\` and \`${clipped(second)}\` never hold together`, {
    always: { span: node.span, truth: false },
    help: 'write `or` if either may hold, or put `not` before one of them: nothing is both',
  });
}

function reportDuplicates(node: AndNode | OrNode, terms: readonly ExpressionNode[], context: CheckContext): void {
  const seen = new Set<number>();
  let before = node.span;
  for (const term of terms) {
    const { span } = term;
    const id = context.identity.of(term);
    if (seen.has(id)) {
      // Not across brackets, which would be left without their partner.
      const removable = /^\s+(?:and|or)\s+$/iu.test(context.textOf({ start: before.end, end: span.start }));
      const word = node.kind === 'And' ? 'and' : 'or';
      context.warn('duplicate-term', span, `\`${clipped(term)}\` stands twice in this \`${word}\``, {
        help: 'remove it, or correct it if another was meant',
        ...(removable ? { fix: { span: { start: before.end, end: span.end }, text: '' } } : {}),
      });
    }
    seen.add(id);
    before = span;
  }
}

/** A term and its exact opposite. */
function reportOpposites(node: AndNode | OrNode, terms: readonly ExpressionNode[], context: CheckContext): boolean {
  if (!terms.some(isNegative)) return false;
  const seen = new Map<number, ExpressionNode>();
  for (const term of terms) {
    const opposite = seen.get(context.identity.ofOpposite(term));
    if (opposite !== undefined) {
      const code = node.kind === 'And' ? 'always-false' : 'always-true';
      const both = `\`${clipped(opposite)}\` and \`${clipped(term)}\``;
      const message =
        node.kind === 'And' ? `${both} never hold together` : `${both} are opposites: one of them always holds`;
      context.warn(code, { start: opposite.span.start, end: term.span.end }, message, {
        always: { span: node.span, truth: node.kind === 'Or' },
      });
      return true;
    }
    seen.set(context.identity.of(term), term);
  }
  return false;
}

/** Of two opposites one says `not`, in its word or before it. */
function isNegative(term: ExpressionNode): boolean {
  if (term.kind === 'Comparison') return term.operator === '!=';
  return term.kind === 'Not' || (term.kind === 'Block' && term.operator === 'contain-none');
}

/** Comparisons of a literal with a literal, and of an order of something with itself. */
function constant(node: ComparisonNode, _: Place, context: CheckContext): void {
  const { left, right, operator } = node;
  if (isLiteral(left) && isLiteral(right)) {
    const text = `${print(left)} ${operator} ${print(right)}`;
    const truth = COMPARISONS[operator].testFor(literalValue(right), context.fold)(literalValue(left));
    const help = left.kind === 'String' ? 'a property stands without quotes' : undefined;
    context.warn(`always-${truth}`, node.span, `\`${text}\` is ${truth} for every entity`, {
      help,
      always: { span: node.span, truth },
    });
  } else if (left.kind === right.kind && context.isSame(left, right)) {
    // Of what is missing none holds but `!=`; what an entity shows otherwise is watched.
    const truth = operator.endsWith('=') && operator !== '!=';
    context.warn(`always-${truth}`, node.span, `\`${clipped(node)}\` compares a value with itself`, {
      always: { span: node.span, truth },
    });
  }
}
