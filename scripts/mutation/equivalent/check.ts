import { equivalents, forTypes, shortWays, type Equivalent } from './entry.ts';

export const CHECK: readonly Equivalent[] = [
  ...shortWays('src/check', {
    'checks/contradiction.ts': [
      ['!terms.some(isNegative) -> false', 'opposites are looked for among terms of which none has one'],
      ['left.kind === right.kind -> true', 'operands of two kinds have two numbers'],
    ],
    'conflicts.ts': [['same.length < 2 -> false', 'one term is in conflict with nothing']],
    'checks/quantity-order.ts': [["right.kind !== 'String' -> false", 'no number is written with a unit']],
    'checks/version-order.ts': [['/^v?\\d+\\./iu -> /v?\\d+\\./iu', 'what follows asks for the beginning again']],
    'identity.ts': [
      ['first < SMALL && second < SMALL -> false', 'small keys are large ones, which are found more slowly'],
    ],
    'names.ts': [['smallest > limit -> false', 'edits are looked for to the end']],
  }),
  ...forTypes('src/check', {
    'checks/doubtful-precedence.ts': [
      ['near === undefined -> false', 'an `and` has two operands at least'],
      ['node?.kind -> node.kind', 'an `or` has two operands at least'],
      [
        '!isMixed(last) || beforeLast === undefined -> !isMixed(last) && beforeLast === undefined',
        'of the first and the last one is mixed, and an `or` has two operands at least',
      ],
    ],
    'checks/empty-text-element.ts': [
      ["node.body.kind !== 'String' -> false", 'nothing else has an empty text as its value'],
    ],
    'checks/extension.ts': [['above?.kind -> above.kind', 'an operand stands in something']],
    'kinds-of-patterns.ts': [['error instanceof PatternError -> true', 'a pattern is refused, or ends in no error']],
    'checks/function-arguments.ts': [
      ['parameter !== undefined -> true', 'more arguments than parameters are told of before'],
    ],
    'checks/own-type.ts': [['first === undefined -> false', 'a list that is written has one value at least']],
    'checks/one-differs.ts': [["condition.kind !== 'Block' -> false", 'nothing else has such an operator']],
    'checks/property.ts': [
      ['parent?.node -> parent.node', 'a path stands in something'],
      ['scope === undefined -> false', 'a path that leads out of the rule is told of, and has no end'],
    ],
    'checks/reversed-bounds.ts': [['parent?.node -> parent.node', 'an `and` stands in something']],
    'checks/two-blocks.ts': [['parent?.node -> parent.node', 'an `and` stands in something']],
    'wording.ts': [['\'\' -> "Stryker was here!"', 'there is one word at most', 'words.join']],
  }),
  ...equivalents('src/check', {
    'checks/function-arguments.ts': [
      [
        'node.args.length > parameters.length -> node.args.length >= parameters.length',
        'as many as there are parameters are right anyway',
      ],
      ["kind === 'text' -> true", 'only texts have a table of values', 'values?.some'],
    ],
  }),
];
