import type {
  ComparisonNode,
  InNode,
  LikeNode,
  LiteralNode,
  MatchNode,
  NumberNode,
  StringNode,
} from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { isLiteral, literalValue } from '../../syntax/literals.ts';
import { namesOf } from '../literal-names.ts';
import { isCondition, isInBlock, type Place, type Scope } from '../places.ts';
import { elementSchema, kindsOf, type PropertyKind, type PropertySchema, propertyNames } from '../schemas/schema.ts';
import { holdsOfTruths, needsOtherThanNumber, type TextPattern } from '../kinds-of-patterns.ts';
import { neverEqual } from '../never-equal.ts';
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
    Like(node, place, context) {
      checkText(node, place, context);
      checkPattern(node, { kind: 'like', pattern: node.pattern.value }, place, context);
    },
    Match(node, place, context) {
      const { pattern, ignoreCase } = node.pattern;
      checkPattern(node, { kind: 'match', pattern, ignoreCase }, place, context);
    },
    String: checkElement,
    Number: checkElement,
  },
});

/** What is known of the left side; a list that was selected stands for its length beside a comparison. */
function schemaOfLeft(node: ComparisonNode | InNode, scope: Scope, context: CheckContext): PropertySchema {
  const { left } = node;
  const measured = left.kind === 'GroupBy' || (left.kind === 'Block' && left.operator === 'with');
  return measured && node.kind === 'Comparison' ? 'number' : context.shapeOf(left, scope).schema;
}

function checkLiteral(node: ComparisonNode | InNode, literal: LiteralNode, scope: Scope, context: CheckContext): void {
  const schema = schemaOfLeft(node, scope, context);
  const kinds = kindsOf(schema);
  const operator = node.kind === 'In' ? '=' : node.operator;
  if (kinds.length === 0 || kinds.some((kind) => isPossible(kind, operator, literal))) return;
  const left = clipped(node.left);
  const isEquality = operator === '=' || operator === '!=';
  if (!kinds.includes('list')) {
    const what = isEquality ? 'never equals' : 'cannot be compared with';
    const message = `\`${left}\` is ${kindWords(kinds)} and ${what} \`${print(literal)}\``;
    const help = kinds.includes('time') ? neverHelp(left) : {};
    context.warn('impossible-comparison', literal.span, message, { ...help, ...neverEqual(node) });
    return;
  }
  // A list of one element is compared as that element.
  const elements = kindsOf(elementSchema(schema));
  const never = elements.length > 0 && !elements.some((kind) => isPossible(kind, operator, literal));
  const inBlock = `\`${left} contain [ $ ${operator === '!=' ? '=' : operator} ${print(literal)} ]\``;
  if (never) {
    const message = `\`${left}\` is a list, of which no element ${isEquality ? 'equals' : 'has an order with'} \`${print(literal)}\``;
    context.warn('impossible-comparison', literal.span, message, {
      help: `the elements are ${kindWords(elements)}`,
      ...neverEqual(node),
    });
  } else {
    const message = `\`${left}\` is a list, and is compared with \`${print(literal)}\` only where it holds one element`;
    context.warn('impossible-comparison', literal.span, message, { help: `look into it: ${inBlock}` });
  }
}

function neverHelp(left: string): { readonly help: string } {
  return {
    help: `what never was is null, missing or a time long ago: \`${left} isEmpty() or ${left} before(-100, 'years')\``,
  };
}

/** Whether a value of the kind can satisfy the comparison, or fail it for `!=`. */
function isPossible(kind: PropertyKind, operator: ComparisonNode['operator'], literal: LiteralNode): boolean {
  const names = namesOf(literal);
  const isName = (start: string): boolean => names.some((name) => name.startsWith(start));
  const value = literalValue(literal);
  const isEquality = operator === '=' || operator === '!=';
  // Every property may be null.
  if (isEquality && isName('null')) return true;
  if (kind === 'list' || kind === 'object') return false;
  if (kind === 'boolean') return isEquality && isName('boolean');
  if (!isEquality && (typeof value === 'boolean' || value === null)) return false;
  // Text without a digit is no time in any form; only of those that are equal is that certain.
  if (kind === 'time' && isEquality) return /\d/u.test(String(value));
  return kind !== 'number' || isName('number');
}

/** `like` on an object is false, and on a list looks at its only element; `regexMatch` looks at their JSON text. */
function checkText(node: LikeNode, { scope }: Place, context: CheckContext): void {
  const { schema } = context.shapeOf(node.left, scope);
  const kinds = kindsOf(schema);
  if (kinds.length === 0 || kinds.some((kind) => kind !== 'list' && kind !== 'object')) return;
  const left = clipped(node.left);
  const message = `\`like\` reads text, and \`${left}\` is ${kindWords(kinds)}`;
  const help = kinds.includes('list')
    ? { help: `look into it: \`${left} contain [ $ like ${print(node.pattern)} ]\`` }
    : {};
  const elements = kinds.includes('list') ? kindsOf(elementSchema(schema)) : kinds;
  const isObject = elements.length > 0 && elements.every((kind) => kind === 'object' || kind === 'list');
  context.warn('impossible-comparison', node.left.span, message, { ...help, ...(isObject ? neverEqual(node) : {}) });
}

/** A number, true and false are read as their text, which a pattern of other letters never matches. */
function checkPattern(node: LikeNode | MatchNode, of: TextPattern, { scope }: Place, context: CheckContext): void {
  const kinds = kindsOf(context.shapeOf(node.left, scope).schema);
  const isNever = (kind: PropertyKind): boolean =>
    kind === 'boolean' ? !holdsOfTruths(of) : kind === 'number' && needsOtherThanNumber(of);
  if (kinds.length === 0 || !kinds.every(isNever)) return;
  const message = `\`${clipped(node.left)}\` is ${kindWords(kinds)} and never matches \`${print(node.pattern)}\``;
  const help = kinds.every((kind) => kind === 'boolean')
    ? { help: 'ask for `true` or `false`: it is nothing else' }
    : {};
  context.warn('impossible-comparison', node.pattern.span, message, { ...help, ...neverEqual(node) });
}

/** `inboundRules contain ['x']`: a literal alone in a block asks whether the element equals it. */
function checkElement(node: StringNode | NumberNode, place: Place, context: CheckContext): void {
  if (!isCondition(place) || !isInBlock(place)) return;
  const { element } = place.scope;
  if (kindsOf(element).join() !== 'object') return;
  const names = propertyNames(element).slice(0, 4);
  const text = print(node);
  const example = names[0] === undefined ? '' : `: \`[ ${names[0]} = ${text} ]\``;
  context.warn('impossible-comparison', node.span, `${place.scope.label} is an object and never equals \`${text}\``, {
    help: `name one of its properties${example}`,
    ...neverEqual(node),
  });
}
