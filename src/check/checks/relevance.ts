import type { AssertionNode, ExpressionNode } from '../../syntax/ast.ts';
import { conflictOf } from '../conflicts.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { emptinessConflict } from '../emptiness.ts';
import { conjunctsOf, flattened, type Term, termOf } from '../terms.ts';
import { clipped } from '../wording.ts';

/** A condition that `where` has decided already, so that all relevant entities pass, or all fail. */
export const relevance = defineCheck({
  name: 'relevance',
  codes: {},
  also: ['always-true', 'always-false'],
  visit: {
    Assertion(node, _, context) {
      const { where, condition } = node;
      if (where === undefined) return;
      const given = conjunctsOf(where);
      const asked = conjunctsOf(condition);
      const known = new Set([where, ...given].map((term) => context.identity.of(term)));
      const isKnown = (term: ExpressionNode): boolean => known.has(context.identity.of(term));
      const alternatives = condition.kind === 'Or' ? flattened(condition) : [];
      if (isKnown(condition) || asked.every(isKnown) || alternatives.some(isKnown)) {
        const message = `\`where\` has asked this already, so that every relevant entity ${outcome(node, true)}`;
        context.warn('always-true', condition.span, message, { always: { span: condition.span, truth: true } });
        return;
      }
      const opposite = asked.find((term) => known.has(context.identity.ofOpposite(term)));
      if (opposite !== undefined) {
        const message = `\`where\` asks the opposite of \`${clipped(opposite)}\`, so that every relevant entity ${outcome(node, false)}`;
        context.warn('always-false', opposite.span, message, { always: { span: opposite.span, truth: false } });
        return;
      }
      reportConflict(node, given, asked, context);
    },
  },
});

function outcome({ negated }: AssertionNode, holds: boolean): string {
  return holds === negated ? 'fails' : 'passes';
}

/** That `where` asks for nothing of what the condition asks something of. */
function emptied(
  given: readonly ExpressionNode[],
  asked: readonly ExpressionNode[],
  context: CheckContext,
): Record<'first' | 'second', { readonly node: ExpressionNode }> | undefined {
  if ([given, asked].some((terms) => emptinessConflict(terms, context.identity) !== undefined)) return undefined;
  const found = emptinessConflict([...given, ...asked], context.identity);
  return found === undefined ? undefined : { first: { node: found.first }, second: { node: found.second } };
}

function reportConflict(
  node: AssertionNode,
  given: readonly ExpressionNode[],
  asked: readonly ExpressionNode[],
  context: CheckContext,
): void {
  const read = (terms: readonly ExpressionNode[]): Term[] =>
    terms
      .map((term) => termOf(term, false, false, context.identity))
      .filter((term): term is Term => term !== undefined);
  const [fromWhere, fromCondition] = [read(given), read(asked)];
  // What is wrong within one of them is reported there.
  if ([fromWhere, fromCondition].some((terms) => conflictOf(terms, context.fold) !== undefined)) return;
  const conflict = conflictOf([...fromWhere, ...fromCondition], context.fold) ?? emptied(given, asked, context);
  if (conflict === undefined) {
    reportImplied(node, fromWhere, context);
    return;
  }
  const message = `\`where\` asks for \`${clipped(conflict.first.node)}\`, so that every relevant entity ${outcome(node, false)}`;
  const { span } = conflict.second.node;
  context.warn('always-false', span, message, { always: { span, truth: false } });
}

/** `where name = 'web'` and then `name != 'db'`: what `where` asks for cannot be otherwise. */
function reportImplied(node: AssertionNode, fromWhere: readonly Term[], context: CheckContext): void {
  const { condition } = node;
  const opposite = termOf(condition, true, false, context.identity);
  const conflict = opposite && conflictOf([...fromWhere, opposite], context.fold);
  if (conflict === undefined) return;
  const message = `\`where\` asks for \`${clipped(conflict.first.node)}\`, so that every relevant entity ${outcome(node, true)}`;
  context.warn('always-true', condition.span, message, { always: { span: condition.span, truth: true } });
}
