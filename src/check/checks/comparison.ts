import type { ComparisonNode, InNode, LikeNode, LiteralNode, MatchNode, OperandNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { isLiteral, literalValue } from '../../syntax/literals.ts';
import { namesOf } from '../literal-names.ts';
import type { Place, Scope } from '../places.ts';
import { kindsOf, type PropertyKind } from '../schemas/schema.ts';
import { clipped, kindWords } from '../wording.ts';

/** Comparisons that the kind of the left side decides, whatever its value. */
export const comparison = defineCheck({
  name: 'comparison',
  codes: {
    'impossible-comparison': {
      title: 'a comparison that the kind of a value decides',
      explanation:
        'A number never equals text that is no number, and a list equals no literal: the result is the same for every entity.',
      example: "IamUser should have tags length() = 'three'",
    },
  },
  visit: {
    Comparison(node, { scope }, context) {
      if (isLiteral(node.right) && !isLiteral(node.left)) checkLiteral(node, node.right, scope, context);
    },
    In(node, { scope }, context) {
      if ('kind' in node.list) return;
      for (const literal of node.list) checkLiteral(node, literal, scope, context);
    },
    Like: checkText,
    Match: checkText,
  },
});

/** The kinds of the left side; a list that was selected stands for its length beside a comparison. */
function kindsOfLeft(node: ComparisonNode | InNode, scope: Scope, context: CheckContext): readonly PropertyKind[] {
  const { left } = node;
  const measured = left.kind === 'GroupBy' || (left.kind === 'Block' && left.operator === 'with');
  if (measured && node.kind === 'Comparison') return ['number'];
  return kindsOf(context.shapeOf(left, scope).schema);
}

function checkLiteral(node: ComparisonNode | InNode, literal: LiteralNode, scope: Scope, context: CheckContext): void {
  const kinds = kindsOfLeft(node, scope, context);
  const operator = node.kind === 'In' ? '=' : node.operator;
  if (kinds.length === 0 || kinds.some((kind) => isPossible(kind, operator, literal))) return;
  const what = operator === '=' || operator === '!=' ? 'never equals' : 'cannot be compared with';
  const list = kinds.includes('list');
  context.warn(
    'impossible-comparison',
    literal.span,
    `\`${clipped(node.left)}\` is ${kindWords(kinds)} and ${what} \`${print(literal)}\``,
    {
      ...(list
        ? {
            help: `look into it: \`${clipped(node.left)} contain [ $ ${operator === '!=' ? '=' : operator} ${print(literal)} ]\``,
          }
        : {}),
    },
  );
}

/** Whether a value of the kind can satisfy the comparison, or fail it for `!=`. */
function isPossible(kind: PropertyKind, operator: ComparisonNode['operator'], literal: LiteralNode): boolean {
  const names = namesOf(literal);
  const isName = (start: string): boolean => names.some((name) => name.startsWith(start));
  if (operator === '=' || operator === '!=') {
    // Every property may be null.
    if (isName('null')) return true;
    switch (kind) {
      case 'boolean':
        return isName('boolean');
      case 'number':
        return isName('number');
      case 'time':
        return literal.kind === 'String' || isName('number');
      case 'text':
      case 'network':
        return true;
      default:
        return false;
    }
  }
  if (kind === 'boolean' || kind === 'list' || kind === 'object') return false;
  const value = literalValue(literal);
  if (typeof value === 'boolean' || value === null) return false;
  return kind !== 'number' || isName('number');
}

/** `like` and `regexMatch` on a list or object are false: they read text. */
function checkText(node: LikeNode | MatchNode, { scope }: Place, context: CheckContext): void {
  const kinds = kindsOf(context.shapeOf(node.left, scope).schema);
  if (kinds.length === 0 || kinds.some((kind) => kind !== 'list' && kind !== 'object')) return;
  const word = node.kind === 'Like' ? 'like' : 'regexMatch';
  const operand: OperandNode = node.left;
  context.warn(
    'impossible-comparison',
    operand.span,
    `\`${word}\` reads text, and \`${clipped(operand)}\` is ${kindWords(kinds)}`,
    {
      ...(kinds.includes('list')
        ? { help: `look into it: \`${clipped(operand)} contain [ $ ${word} ${print(node.pattern)} ]\`` }
        : {}),
    },
  );
}
