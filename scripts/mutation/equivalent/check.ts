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
      ['bitsOf(some & ~others) > limit -> false', 'edits are looked for that cannot be few'],
      ['at < text.length -> false', 'edits are looked for that cannot be few'],
      ['smallest > limit -> false', 'edits are looked for to the end'],
    ],
    'target-types.ts': [['vocabulary === undefined -> true', 'the words of a family are gathered again']],
  }),
  ...forTypes('src/check', {
    'checks/doubtful-precedence.ts': [['near === undefined -> false', 'an `and` has two operands at least']],
    'checks/empty-text-element.ts': [
      ["node.body.kind !== 'String' -> false", 'nothing else has an empty text as its value'],
    ],
    'checks/extension.ts': [['above?.kind -> above.kind', 'an operand stands in something']],
    'checks/literal-forms.ts': [["left.kind === 'Path' -> true", 'nothing else has words']],
    'checks/one-differs.ts': [["condition.kind !== 'Block' -> false", 'nothing else has such an operator']],
    'checks/property.ts': [
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
    'identity.ts': [
      ['\'like\' -> ""', 'any word that is no other tells it apart', "this.listed('like'"],
      ['first < SMALL && second < SMALL -> first < SMALL || second < SMALL', 'a rule has no so many different parts'],
      ['first * 2 ** 32 + second -> first * 2 ** 32 - second', 'a rule has no so many different parts'],
      ['second < SMALL -> second <= SMALL', 'a rule has no so many different parts'],
      ['\'Like\' -> ""', 'the pattern is told apart as other texts are', "case 'Like'"],
    ],
  }),
];
