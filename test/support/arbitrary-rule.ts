import fc from 'fast-check';
import {
  BLOCK_OPERATORS,
  type CallNode,
  COMPARISON_OPERATORS,
  type ExpressionNode,
  type LiteralNode,
  type OperandNode,
  type PathNode,
  type ReferenceNode,
  type RuleNode,
  type SegmentNode,
} from '../../src/syntax/ast.ts';
import { isKeyword, isName, isSegment, KEYWORDS } from '../../src/syntax/words.ts';

/* Arbitrary rules as trees, of every kind of node. Spans are all the same; nothing that is tested here looks at them. */

const span = { start: 0, end: 0 };

/** How wild the names and texts are. */
export interface Vocabulary {
  readonly name: fc.Arbitrary<string | number>;
  readonly text: fc.Arbitrary<string>;
  readonly number: fc.Arbitrary<number | bigint>;
  readonly regex: fc.Arbitrary<string>;
  readonly call: (
    receiver: fc.Arbitrary<OperandNode>,
    argument: fc.Arbitrary<LiteralNode | PathNode>,
  ) => fc.Arbitrary<CallNode>;
  /** How many blocks further out `~` may go; 0 for none. */
  readonly outer: number;
}

const word = fc.stringMatching(/^[A-Za-z_][\w:-]{0,6}$/);
const signs = fc.constantFrom(
  "'",
  "''",
  '’',
  '"',
  '%',
  '$',
  '~',
  '[',
  ']',
  '\\',
  '/',
  '\n',
  '\u00a0',
  'ü',
  '😀',
  'should',
  ' ',
  '',
);

/** Everything that the grammar can say. */
export const WILD: Vocabulary = {
  name: fc.oneof(
    word,
    fc.constantFrom(...KEYWORDS, '__proto__', 'a b', "it's", '0', '0a', '012', ''),
    fc.nat(20),
    fc.string({ unit: 'grapheme', maxLength: 5 }),
  ),
  text: fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.array(signs, { maxLength: 4 }).map((parts) => parts.join('')),
  ),
  number: fc.oneof(
    fc.integer(),
    fc.integer({ min: -999, max: 999 }).map((whole) => whole / 8),
    fc.maxSafeNat(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 90n }),
    fc.bigInt({ min: -(2n ** 90n), max: -(2n ** 53n) }),
  ),
  regex: fc
    .array(fc.constantFrom('a', '.', '\\/', '\\w+', '[/x]', '[^\\]]', '(a|b)', '^', '$', '<', "'", ' ', '-', '\\\\'), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.join('')),
  call: (receiver, argument) =>
    fc
      .record({
        receiver: fc.option(receiver, { nil: undefined }),
        name: fc.constantFrom('isEmpty', 'length', 'LENGTH', 'before', 'getValue', 'numberOfHosts', 'zzTop9'),
        args: fc.array(argument, { maxLength: 3 }),
      })
      .map(({ receiver: on, name, args }) => callNode(name, args, on)),
  outer: 3,
};

export function callNode(name: string, args: CallNode['args'], receiver?: OperandNode): CallNode {
  return { kind: 'Call', span, ...(receiver === undefined ? {} : { receiver }), name, nameSpan: span, args };
}

export function textNode(value: string): LiteralNode {
  return { kind: 'String', span, value };
}

export function numberNode(value: number | bigint): LiteralNode {
  return { kind: 'Number', span, value };
}

/** A path as the parser gives it: one that cannot begin with its first name begins with `$`. */
export function pathNode(start: PathNode['start'], levels: number, names: readonly (string | number)[]): PathNode {
  const [first, second] = names;
  const isDotted =
    typeof second === 'number' || (second !== undefined && isSegment(second) && !/^(?:0|[1-9]\d*)$/.test(second));
  const isWord = typeof first === 'string' && isName(first) && (isDotted || !isKeyword(first));
  const segments = names.map((name): SegmentNode => ({ kind: 'Segment', span, name }));
  return {
    kind: 'Path',
    span,
    start: start === 'element' && !isWord ? '$' : start,
    levels: start === '~' ? levels : 0,
    segments,
  };
}

/** Rules with a vocabulary. */
export function arbitraryRule(vocabulary: Vocabulary): fc.Arbitrary<RuleNode> {
  const expression = arbitraryExpression(vocabulary);
  const target = fc
    .record({
      name: word.filter((name) => !isKeyword(name) && !/^list$/i.test(name)),
      list: fc.boolean(),
    })
    .map(({ name, list }) => ({ kind: 'Target' as const, span, name, nameSpan: span, list }));
  const optional = fc.option(expression, { nil: undefined, freq: 2 });
  const assertion = fc
    .record({
      target,
      where: optional,
      negated: fc.boolean(),
      condition: expression,
      exclude: fc.option(expression, { nil: undefined, freq: 3 }),
    })
    .map(({ target: type, where, negated, condition, exclude }): RuleNode => ({
      kind: 'Assertion',
      span,
      shouldSpan: span,
      target: type,
      ...(where === undefined ? {} : { where }),
      negated,
      condition,
      ...(exclude === undefined ? {} : { exclude }),
    }));
  const query = fc
    .record({ target, where: expression })
    .map(({ target: type, where }): RuleNode => ({ kind: 'Query', span, target: type, whereSpan: span, where }));
  return fc.oneof(
    { weight: 12, arbitrary: assertion },
    { weight: 3, arbitrary: query },
    { weight: 1, arbitrary: fc.constant<RuleNode>({ kind: 'ConstantRule', span }) },
  );
}

/** Conditions with a vocabulary. */
export function arbitraryExpression(vocabulary: Vocabulary): fc.Arbitrary<ExpressionNode> {
  const literal: fc.Arbitrary<LiteralNode> = fc.oneof(
    vocabulary.text.map(textNode),
    vocabulary.number.map(numberNode),
    fc.boolean().map((value): LiteralNode => ({ kind: 'Boolean', span, value })),
    fc.constant<LiteralNode>({ kind: 'Null', span }),
  );
  const names = fc.array(vocabulary.name, { maxLength: 3 });
  const path = fc.oneof(
    { weight: 8, arbitrary: names.filter((some) => some.length > 0).map((some) => pathNode('element', 0, some)) },
    { weight: 2, arbitrary: names.map((some) => pathNode('$', 0, some)) },
    ...(vocabulary.outer === 0
      ? []
      : [
          {
            weight: 1,
            arbitrary: fc
              .tuple(fc.integer({ min: 1, max: vocabulary.outer }), names)
              .map(([levels, some]) => pathNode('~', levels, some)),
          },
        ]),
  );
  const argument = fc.oneof(literal, path);
  const { expression } = fc.letrec<{ expression: ExpressionNode; operand: OperandNode; simple: OperandNode }>(
    (tie) => ({
      simple: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        { weight: 6, arbitrary: path },
        { weight: 1, arbitrary: literal },
        { weight: 2, arbitrary: vocabulary.call(tie('simple'), argument) },
      ),
      operand: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        { weight: 6, arbitrary: path },
        { weight: 1, arbitrary: literal },
        { weight: 2, arbitrary: vocabulary.call(tie('operand'), argument) },
        {
          weight: 3,
          arbitrary: fc
            .record({
              operator: fc.constantFrom(...BLOCK_OPERATORS),
              receiver: tie('operand'),
              body: tie('expression'),
            })
            .map((parts): OperandNode => ({ kind: 'Block', span, operatorSpan: span, bracketsSpan: span, ...parts })),
        },
        {
          weight: 1,
          arbitrary: fc
            .record({ receiver: tie('operand'), path })
            .map((parts): OperandNode => ({ kind: 'GroupBy', span, keywordSpan: span, bracketsSpan: span, ...parts })),
        },
      ),
      expression: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        { weight: 3, arbitrary: tie('operand') },
        {
          weight: 4,
          arbitrary: fc
            .record({
              operator: fc.constantFrom(...COMPARISON_OPERATORS),
              left: tie('operand'),
              right: fc.oneof({ weight: 3, arbitrary: literal }, { weight: 1, arbitrary: tie('simple') }),
            })
            .map((parts): ExpressionNode => ({ kind: 'Comparison', span, ...parts })),
        },
        {
          weight: 2,
          arbitrary: fc
            .record({
              left: tie('operand'),
              list: fc.oneof(
                fc.array(literal, { minLength: 1, maxLength: 3 }),
                fc.constantFrom('Known', 'Unknown').map((name) => ({ kind: 'NamedList' as const, span, name })),
                tie('operand').filter((operand): operand is ReferenceNode => !isLiteralChain(operand)),
              ),
            })
            .map((parts): ExpressionNode => ({ kind: 'In', span, ...parts })),
        },
        {
          weight: 1,
          arbitrary: fc
            .record({ left: tie('operand'), text: vocabulary.text })
            .map(({ left, text }): ExpressionNode => ({
              kind: 'Like',
              span,
              left,
              pattern: { kind: 'String', span, value: text },
            })),
        },
        {
          weight: 1,
          arbitrary: fc
            .record({ left: tie('operand'), pattern: vocabulary.regex, ignoreCase: fc.boolean() })
            .map(({ left, ...pattern }): ExpressionNode => ({
              kind: 'Match',
              span,
              left,
              pattern: { kind: 'Regex', span, ...pattern },
            })),
        },
        { weight: 2, arbitrary: tie('expression').map((operand): ExpressionNode => ({ kind: 'Not', span, operand })) },
        {
          weight: 3,
          arbitrary: fc
            .record({
              kind: fc.constantFrom('And' as const, 'Or' as const),
              operands: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
            })
            .map((parts): ExpressionNode => ({ span, ...parts })),
        },
      ),
    }),
  );
  return expression;
}

/** Whether a chain begins with a literal: in `in ( … )` that is a list of literals. */
function isLiteralChain(node: OperandNode): boolean {
  if (node.kind === 'Path') return false;
  if (node.kind === 'Call') return node.receiver !== undefined && isLiteralChain(node.receiver);
  return node.kind === 'Block' || node.kind === 'GroupBy' ? isLiteralChain(node.receiver) : true;
}

/** A tree without spans, for comparing. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !/span$/i.test(key))
      .map(([key, inner]) => [key, withoutSpans(inner)]),
  );
}
