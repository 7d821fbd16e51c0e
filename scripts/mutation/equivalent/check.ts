import { equivalents, forTypes, shortWays, type Equivalent } from './entry.ts';

export const CHECK: readonly Equivalent[] = [
  ...shortWays('src/check', {
    'check.ts': [['visitors.set(kind, known); -> ;', 'the visitors of a kind are looked up for each node']],
    'checks/quantity-order.ts': [["right.kind !== 'String' -> false", 'no number is written with a unit']],
    'checks/version-order.ts': [['/^v?\\d+\\./iu -> /v?\\d+\\./iu', 'what follows asks for the beginning again']],
    'conflicts.ts': [
      ['names === undefined -> true', 'the names that a term leaves out are gathered again'],
      ['differences.set(term, names); -> ;', 'the names that a term leaves out are gathered again'],
    ],
    'names.ts': [
      ['{ -> {}', 'edits are looked for that cannot be few', 'function bitsOf'],
      ['bitsOf(some & ~others) > limit -> false', 'edits are looked for that cannot be few'],
      ['at < text.length -> false', 'edits are looked for that cannot be few'],
      ['smallest > limit -> false', 'edits are looked for to the end'],
    ],
    'property-hints.ts': [['ofOwner.size >= MAX_KEPT -> true', 'what was found of a name is looked for again']],
    'shapes.ts': [['shape === undefined -> true', 'what is known of an operand is worked out again']],
    'target-types.ts': [
      ['vocabulary === undefined -> true', 'the words of a family are gathered again'],
      ['types.meant.size >= MAX_KEPT -> types.meant.size > MAX_KEPT', 'one name more is kept'],
    ],
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
    'checks/foreign-patterns.ts': [
      ['error instanceof PatternError -> true', 'a pattern is refused, or ends in no error'],
    ],
    'checks/function-arguments.ts': [
      ['parameter !== undefined -> true', 'more arguments than parameters are told of before'],
    ],
    'checks/network-text.ts': [
      ["right.kind === 'String' -> true", 'what follows asks for a network, which is a text', "operator === '='"],
    ],
    'checks/own-type.ts': [['first === undefined -> false', 'a list that is written has one value at least']],
    'checks/literal-forms.ts': [["left.kind === 'Path' -> true", 'nothing else has words']],
    'checks/one-differs.ts': [["condition.kind !== 'Block' -> false", 'nothing else has such an operator']],
    'checks/property.ts': [
      ["typeof only?.name === 'string' -> true", 'a path that begins with a place begins with `$`'],
      ['parent?.node -> parent.node', 'a path stands in something'],
      ['scope === undefined -> false', 'a path that leads out of the rule is told of, and has no end'],
    ],
    'checks/quantity-order.ts': [
      ["right.kind === 'Number' -> true", 'the unit is asked for beside numbers alone', 'unit !== undefined'],
    ],
    'checks/reversed-bounds.ts': [
      ['end === undefined -> false', 'without it nothing was found by it'],
      ['\'\' -> "Stryker was here!"', 'no end of a range is called so', 'segments.length === 1'],
      ['parent?.node -> parent.node', 'an `and` stands in something'],
    ],
    'checks/times.ts': [
      [
        "left.kind !== 'Path' || (right.kind !== 'Number' && right.kind !== 'String') -> false",
        'nothing else has a number as its value, and no function gives a time',
      ],
      [
        "left.kind !== 'Path' || right.kind !== 'String' -> left.kind !== 'Path' && right.kind !== 'String'",
        'nothing else gives a time',
      ],
      ["left.kind !== 'Path' -> false", 'nothing else gives a time', "(right.kind !== 'Number'"],
    ],
    'checks/two-blocks.ts': [['parent?.node -> parent.node', 'an `and` stands in something']],
    'checks/unknown-function.ts': [
      ["lower.at(-1 - name.length) === '.' -> false", 'no word begins with a dot'],
      ['\'.\' -> ""', 'no word begins with a dot', 'lower.at('],
    ],
    'checks/vendor-words.ts': [['WORDS[name]?.get -> WORDS[name].get', 'it is asked whether it is there']],
    'conflicts.ts': [
      [
        "term.says.kind !== 'bound' || than.says.kind !== 'bound' -> term.says.kind !== 'bound' && than.says.kind !== 'bound'",
        'it is asked of bounds alone',
      ],
      ["term.says.kind !== 'bound' || than.says.kind !== 'bound' -> false", 'it is asked of bounds alone'],
    ],
    'near-values.ts': [['short === undefined -> false', 'a list of two has a first', 'long.length < LEAST_WORD']],
    'wording.ts': [['\'\' -> "Stryker was here!"', 'there is one word at most', 'words.join']],
  }),
  ...equivalents('src/check', {
    'checks/function-arguments.ts': [
      [
        'node.args.length > parameters.length -> node.args.length >= parameters.length',
        'as many as there are parameters are right anyway',
      ],
      [
        'given === undefined || next === undefined || first.kind === second.kind -> (given === undefined || next === undefined) && first.kind === second.kind',
        'two of one kind are never in the wrong order',
      ],
      [
        "parameters[2]?.kind !== 'path' && parameters[2]?.kind !== 'text' -> false",
        'what is asked behind it is so of `getResources` alone',
      ],
      ["kind === 'text' -> true", 'only texts have a table of values', 'values?.some'],
    ],
    'checks/times.ts': [['amount.value > 0 -> amount.value >= 0', 'nothing is said of 0 before']],
    'conflicts.ts': [
      [
        'order(term.says.value, than.says.value) * direction -> order(term.says.value, than.says.value) / direction',
        'by one or by minus one',
      ],
    ],
    'identity.ts': [
      ['\'like\' -> ""', 'any word that is no other tells it apart', "this.listed('like'"],
      ['first < SMALL && second < SMALL -> first < SMALL || second < SMALL', 'a rule has no so many different parts'],
      ['first * 2 ** 32 + second -> first * 2 ** 32 - second', 'a rule has no so many different parts'],
      ['second < SMALL -> second <= SMALL', 'a rule has no so many different parts'],
      ['\'Like\' -> ""', 'the pattern is told apart as other texts are', "case 'Like'"],
    ],
  }),
];
