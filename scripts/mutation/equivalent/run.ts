import { equivalents, forTypes, shortWays, type Equivalent } from './entry.ts';

export const RUN: readonly Equivalent[] = [
  ...shortWays('src/run', {
    'unknown.ts': [
      ['!this.marked.has(list) -> false', 'each list is gone through'],
      ['known !== undefined -> false', 'what is known is worked out again', 'known ?? undefined'],
    ],
    'environment.ts': [['table === undefined -> true', 'a table is made again']],
    'alike.ts': [
      [
        'kept.explanation.now === now && areSame(kept.values, values) -> false',
        'what was explained before is explained again',
      ],
    ],
    'apply-function.ts': [['value !== null -> true', 'nothing costs a unit of work']],
    'closures.ts': [
      ['!usesOuter -> false', 'elements are kept for nobody'],
      ["(arg): arg is LiteralValue => arg.kind === 'literal' -> () => undefined", 'arguments are read for each entity'],
      ['\'literal\' -> ""', 'arguments are read for each entity', 'arg.kind'],
    ],
    'comparable.ts': [
      ["typeof b === 'object' -> false", 'an object beside a scalar is no number, time or truth either', '||'],
      ['\'object\' -> ""', 'an object beside a scalar is no number, time or truth either', '||'],
      [
        "typeof a === 'object' || typeof b === 'object' -> false",
        'an object beside a scalar is no number, time or truth either',
      ],
      [
        "typeof a === 'object' || typeof b === 'object' -> typeof a === 'object' && typeof b === 'object'",
        'an object beside a scalar is no number, time or truth either',
      ],
      ["typeof a === 'object' -> false", 'an object beside a scalar is no number, time or truth either'],
    ],
    'compiled-rule.ts': [
      ['{ -> {}', 'the closures judge what generated code would', 'judge !== undefined'],
      ['this.tier.count(); -> ;', 'the closures judge what generated code would'],
    ],
    'evidence-path.ts': [
      ['first !== undefined -> false', 'names of a wide object are gone through again'],
      ['{ -> {}', 'each name is looked for', 'export function hasJust'],
      ['names.size >= MAX_NAMES -> false', 'names are gone through and none is added'],
      ['(seen += 1) > VERY_MANY -> (seen += 1) >= VERY_MANY', 'the names of an object of just so many are listed'],
      ['(seen += 1) > VERY_MANY -> false', 'names of a wide object are gone through, of which none is kept'],
      ['name !== names[at] -> true', 'each name is looked for'],
      ['at === names.length -> true', 'an object of the first of some names has no other'],
      ['names.size >= MAX_NAMES -> names.size > MAX_NAMES', 'names are gone through and none is added'],
      ['hasNoNew(evidence, owner) -> false', 'names are gone through and none is added'],
      ['{ -> {}', 'the rest of the names is gone through, of which none is kept', 'VERY_MANY) {'],
      ['known !== undefined -> false', 'the names of a wide object are listed again'],
      ['{ -> {}', 'each object is looked at for new names', 'export function hasNoNew'],
      ['last !== undefined && hasJust(owner, last) -> false', 'each name is looked for'],
      ['wide.has(owner) -> false', 'names of a wide object are gone through'],
      ['Object.keys(owner).slice(0, VERY_MANY) -> Object.keys(owner)', 'more names are kept than are asked for'],
    ],
    'evidence-plan.ts': [
      ['this.said.length > 0 -> true', 'a part is looked for among nothing'],
      ['this.said.length > 0 -> this.said.length >= 0', 'a part is looked for among nothing'],

      ['reads.segments.length > 0 -> reads.segments.length <= 0', 'each entity is looked at'],
    ],
    'evidence-skim.ts': [
      ['counted.length > 0 -> counted.length >= 0', 'what is compared and is there is looked at all the same'],
      ['names.length > MAX_NAMES -> true', 'no kind of objects is remembered'],
      ['names.size >= MAX_NAMES -> names.size > MAX_NAMES', 'no name is new where they are full'],
      ['names !== undefined -> false', 'names are looked for again', 'known.add'],

      ['shapes.push(names); -> ;', 'no kind of objects is remembered'],
      ['depth !== path.depth -> true', 'names are looked for again'],
      ['shapes.length >= MAX_SHAPES -> shapes.length > MAX_SHAPES', 'one kind of objects more is kept'],
      [
        'known !== undefined || shapes.length >= MAX_SHAPES -> known !== undefined && shapes.length >= MAX_SHAPES',
        'a kind of objects is kept twice',
      ],
      ['owner !== before -> true', 'names of one object are looked for again'],
      ['shapes.length >= MAX_SHAPES -> false', 'kinds of objects are kept without a bound'],
      ['known.add(names); -> ;', 'names are looked for again'],
      ['names.size >= MAX_NAMES -> false', 'no name is new where they are full'],
      ['names.length > MAX_NAMES -> false', 'names are kept that are then found to be too many'],
      ['names !== undefined && known.has(names) -> false', 'names are looked for again'],
      ['{ -> {}', 'no name is new where they are full', 'function isFull'],
      ['known !== undefined || shapes.length >= MAX_SHAPES -> true', 'no kind of objects is remembered'],
      ['shapes.length >= MAX_SHAPES -> shapes.length < MAX_SHAPES', 'no kind of objects is remembered'],
      ['depth < segments.length -> false', 'each entity is looked at'],
      ['skimmed.counted.push(found); -> ;', 'each entity is looked at'],
      ['skimmed === undefined -> true', 'each entity is looked at'],
      ['{ -> {}', 'no kind of objects is remembered', 'function shapeOf'],
      ['names.length > MAX_NAMES -> names.length >= MAX_NAMES', 'one kind of objects more is not remembered'],
      ['{ -> {}', 'each entity is looked at', 'function skimOf'],

      [
        'paths.every(({ counted }) => counted.length > 0) -> paths.some(({ counted }) => counted.length > 0)',
        'what is compared and is there is looked at all the same',
      ],
    ],
    'evidence.ts': [['looking.looked % SKIMMED_AFTER === 0 -> false', 'each entity is looked at']],
    'generated/constants.ts': [
      ["typeof constant.value === 'string' -> false", 'names of properties are found by their letters'],
      [
        'Object.keys({ [text]: 0 })[0] ?? text -> Object.keys({ [text]: 0 })[0] && text',
        'names of properties are found by their letters',
      ],
      ['\'string\' -> ""', 'names of properties are found by their letters'],
      ['\'bound\' -> ""', 'a call counts what costs nothing'],
      ["constant.kind === 'bound' -> false", 'a call counts what costs nothing'],
    ],
    'generated/emitter.ts': [
      [
        'predicate.values.length > FEW -> predicate.values.length <= FEW',
        'few values are compared by the closure of the test',
      ],
      ['predicate.to === null -> false', 'a constant is counted that nothing asks'],
      [
        "predicate.kind !== 'compare' || predicate.to === null -> predicate.kind !== 'compare' && predicate.to === null",
        'a constant is counted that nothing asks',
      ],
      ['ofKind.set(key, name); -> ;', 'the same constant stands in the table twice'],
      ['this.places.set(constant.kind, ofKind); -> ;', 'the same constant stands in the table twice'],
      ['predicate.values.length > FEW -> false', 'many values are compared one by one'],
      [
        'predicate.values.length > FEW -> predicate.values.length >= FEW',
        'eight values are compared by the closure of the test',
      ],
      ['self.read.set(way, into); -> ;', 'a property is read again'],
      ['\'boolean\' -> ""', 'a constant is counted that nothing asks', 'predicate.to === null'],
      [
        "predicate.kind !== 'compare' || predicate.to === null || typeof predicate.to === 'boolean' -> false",
        'a constant is counted that nothing asks',
      ],
      ['\'literal\' -> ""', 'a literal is read by a closure', "case 'literal'"],
      [
        "predicate.kind !== 'compare' || predicate.to === null || typeof predicate.to === 'boolean' -> (predicate.kind !== 'compare' || predicate.to === null) && typeof predicate.to === 'boolean'",
        'a constant is counted that nothing asks',
      ],
    ],
    'generated/templates.ts': [
      [
        '`if (${same}) ${into} = true; else if (typeof ${value} === "string") ${into} = !(${isOther}) && ${test}(${value}); else ` -> ``',
        'values are compared by the closure of the test',
      ],
      [
        "`if (${value} === undefined || ${value} === null) ${into} = ${String(operator === '=')}; else ` -> ``",
        'values are compared by the closure of the test',
      ],
      [
        "`if (${value} === ${literal}) ${into} = ${String(operator === '=')}; else ` -> ``",
        'values are compared by the closure of the test',
      ],
      [
        "!texts.every((text) => typeof text === 'string' && ASCII.test(text)) -> true",
        'lengths are not compared before',
      ],
      ['length === 0 -> true', 'first letters are not compared before'],
      ['\'!=\' -> ""', 'values are compared by the closure of the test', 'return operator'],
      ['kinds.length > 4 -> true', 'lengths are not compared before'],
      ['kinds.length > 4 -> kinds.length >= 4', 'four lengths are not compared before'],
      ['kinds.length > 4 -> kinds.length <= 4', 'lengths are compared that are many, and not those that are few'],
      ['isOther === undefined -> true', 'values are compared by the closure of the test'],
      [
        'isOther === undefined -> false',
        'texts that may be equal at another length are held against each other all the same',
        'literals.length',
      ],
      ['{ -> {}', 'lengths are not compared before', 'function glance'],
      ["(text) => typeof text === 'string' && ASCII.test(text) -> () => undefined", 'lengths are not compared before'],
      ['length === 0 -> false', 'of no other length is a text that has no letter'],
      ['{ -> {}', 'texts are compared by the closure of the test', 'string: ('],
      [
        "operator === '=' || operator === '!=' -> false",
        'values are compared by the closure of the test',
        'return operator',
      ],
      ['\'string\' -> ""', 'lengths are not compared before', 'ASCII.test'],
      ['{ -> {}', 'values are compared by the closure of the test', 'function isEquality'],
      ["operator === '!=' -> false", 'values are compared by the closure of the test', 'return operator'],
      ['inline === undefined -> true', 'the function is called'],
      ["typeof text === 'string' -> typeof text !== 'string'", 'lengths are not compared before'],
    ],
    'generated/generate.ts': [['maker !== undefined -> false', 'it is asked again whether code may be made']],
    'generated/tier.ts': [['!this.isGenerated -> true', 'code is generated again where none could be']],
    'known-parts.ts': [
      ['!Array.isArray(value) -> Array.isArray(value)', 'the text is written to its limit'],
      [
        '!Array.isArray(value) && namesWithin(value, MAX_PROPERTIES) === undefined -> false',
        'a text is written that is longer than is searched',
      ],
    ],
    'notes.ts': [
      ['notes.length <= FEW -> false', 'few notes are looked up as many are'],
      ['name === undefined -> false', 'some notes are looked at twice', 'const others'],
    ],
    'precompiled/load.ts': [['scope.left >= 0 -> scope.left > 0', 'the closures judge what the code has judged']],
    'scope.ts': [
      ['truth === TOO_MANY_ELEMENTS -> false', 'what is left is asked, and says nothing'],
      ['first !== undefined -> first === undefined', 'two operands are asked as many are'],
      ['second !== undefined -> second === undefined', 'two operands are asked as many are'],
    ],
    'test-closures.ts': [
      ['found !== null -> true', 'nothing is asked for what is in it'],
      [
        "typeof found === 'object' && found !== null -> typeof found === 'object' || found !== null",
        'single values are asked whether something in them is unknown',
      ],
    ],
    'tracing.ts': [
      ['text === undefined -> true', 'a condition is printed again'],
      [
        '\'not\' -> ""',
        'what stands for the part around it is recorded, and is one part with it in the end',
        'part.of.node',
      ],
    ],
  }),
  ...forTypes('src/run', {
    'compiled-rule.ts': [['syntax === undefined -> false', 'without a rule there is an error']],
    'blocks.ts': [
      ['identity === undefined -> false', 'no group is known by nothing'],
      ['[] -> ["Stryker was here"]', 'a text is no group: it has no key, and equals nothing', 'inBucket'],
    ],
    'evidence-plan.ts': [
      ['default: -> default:', 'nothing is given either'],
      [
        'functions.named(name)?.gives -> functions.named(name).gives',
        'a function that is not there keeps a rule from running',
      ],
      ['right?.(self, scope) -> right(self, scope)', 'it is there where two values are compared'],
      ['\'\' -> "Stryker was here!"', 'what was asked tells what it reads', "as: ''"],
    ],
    'evidence-skim.ts': [
      ['[] -> ["Stryker was here"]', 'a text is no list of names', 'shapes: []'],
      ['found === undefined -> false', 'each place holds one'],
    ],
    'evidence-state.ts': [
      ["as !== '' -> true", 'what was asked tells what it reads'],
      ['[] -> ["Stryker was here"]', 'each state of a path has them', 'names = []'],
      ['state !== undefined -> true', 'there are as many states as places'],
      ["evidence.kind === 'comparison' -> true", 'no other state has such a value'],
      [
        "evidence.kind === 'condition' || evidence.kind === 'lookup' -> false",
        'what follows adds the same count',
        'asked += state.asked',
      ],
      ['\'lookup\' -> ""', 'what follows adds the same count', 'asked += state.asked'],
      ['other !== undefined -> true', 'each state of a comparison has it'],
      [
        "evidence.kind === 'condition' || evidence.kind === 'lookup' -> evidence.kind === 'condition' && evidence.kind === 'lookup'",
        'what follows adds the same count',
        'asked += state.asked',
      ],
      ['[] -> ["Stryker was here"]', 'each state of a comparison has them', 'kinds = []'],
    ],
    'evidence-values.ts': [
      ["predicate.kind === 'compare' -> true", 'other kinds have no operator', 'isUnequal'],
      ['() => false -> () => undefined', 'either is no'],
      ['[] -> ["Stryker was here"]', 'each state of values has them', 'values = []'],
      ["predicate.kind === 'compare' -> true", 'other kinds have no operator', 'isEquality'],
      ["predicate.kind === 'compare' -> true", 'the other kinds were asked before', 'predicate.to : '],
    ],
    'evidence-path.ts': [
      [
        "typeof value !== 'object' || value === null -> false",
        'a path that was met goes through objects',
        '|| value === null) return;',
      ],
      ['value === null -> false', 'a path that was met goes through objects', '|| value === null) return;'],
      ["typeof value !== 'object' -> false", 'a path that was met goes through objects', '|| value === null) return;'],
    ],
    'evidence.ts': [
      ['blocks.length - 1 -> blocks.length + 1', 'places behind the end hold none'],
      ["found.kind === 'comparison' -> true", 'nobody reads such a value of other evidence', 'found.part.kind'],
      ['found !== undefined -> true', 'each place holds one'],
      [
        "found.kind === 'comparison' && found.part.kind === 'test' -> found.kind === 'comparison' || found.part.kind === 'test'",
        'nobody reads such a value of other evidence',
      ],
      ['watch === undefined -> false', 'each place holds one'],
      ['list instanceof EvaluationError -> false', 'an error is a list of one, which is passed over'],
      ['watches.length - 1 -> watches.length + 1', 'places behind the end hold none'],
      ["found.part.kind === 'test' -> true", 'two values have no predicate to be looked up by'],
      [
        'watch === undefined || evidence === undefined -> watch === undefined && evidence === undefined',
        'each place holds one',
      ],
    ],
    'generated/constants.ts': [
      ["inline?.kind === 'border' -> true", 'a border is asked of functions that have one'],

      ['definition === undefined -> false', 'a function that is not there keeps a rule from running'],

      ["value.kind === 'literal' -> true", 'the emitter gives calls of literals alone'],
      ['inline?.kind -> inline.kind', 'a border is asked of functions that have one'],
    ],
    'generated/emitter.ts': [
      [
        'selves[selves.length - 1 - value.levels]?.isOfEntity -> selves[selves.length - 1 - value.levels].isOfEntity',
        'a path that leads out of the rule is refused before',
      ],
      ["value.kind === 'path' -> true", 'what is no path has no levels', 'selves.length - 1 - value.levels'],
      ['\'e\' -> ""', 'there is always an element', "?? 'e'"],
      ['definition === undefined -> false', 'a function that is not there keeps a rule from running'],
      ['thrown instanceof LeftToClosures -> true', 'nothing else is thrown'],
      ['self === undefined -> false', 'a path that leads out of the rule is refused before'],
      [
        "part.of.kind === 'block' && part.of.operator === 'with' -> part.of.kind === 'block' || part.of.operator === 'with'",
        'no other block is counted',
      ],
      ['\'applied\' -> ""', 'what is neither of the two others is this'],
      ['\'\' -> "Stryker was here!"', 'without a border none is asked for', 'const border'],
      ["part.of.operator === 'with' -> true", 'no other block is counted'],
    ],
    'known-parts.ts': [
      ['value === undefined -> false', 'JSON has no such property'],
      ['pieces === undefined -> false', 'without pieces it is a gap all the same'],
    ],
    'test-closures.ts': [
      [
        'scope.unknown?.knownParts -> scope.unknown.knownParts',
        'it is there where something in an object is not known',
      ],
    ],
    'notes.ts': [
      ['this.#named.get(name)?.push -> this.#named.get(name).push', 'it was asked whether one is there'],
      ['\'missing\' -> ""', 'any two names tell the two kinds apart'],
    ],
    'scope.ts': [
      [
        'first !== undefined && second !== undefined -> first !== undefined || second !== undefined',
        'a chain has two operands at least',
      ],
    ],
    'tracing.ts': [
      ['whole !== undefined -> true', 'what was asked was recorded'],
      ['this.closures[name]?.(entity, traced) -> this.closures[name](entity, traced)', 'what was asked has a closure'],
    ],
    'unknown.ts': [
      ["typeof value === 'object' -> true", 'what stands in place of a document is one', 'pieces !== undefined'],
      ['links !== undefined -> true', 'an entity without links has none', 'this.links.set'],

      ['work.left !== undefined -> true', 'a judgement always counts'],
    ],
  }),
  ...equivalents('src/run', {
    'notes.ts': [
      ['\'there\' -> ""', 'any word tells the two apart'],
      ['false -> true', 'a path begins with nothing in either way', 'let isLeftOut'],
    ],
    'alike.ts': [['[] -> ["Stryker was here"]', 'what all have tells none apart', 'const values']],
    'evidence-values.ts': [['/^-+/u -> /-+/u', 'what it is asked of begins with a dash, or has none']],
    'compiled-rule.ts': [['scope.left >= 0 -> true', 'closures in the code say themselves that nothing is left']],
    'generated/generate.ts': [
      [
        'make === null -> false',
        'reached only where a policy forbids making code: test/isolation.test.ts runs it in processes of their own',
      ],
      ['maker !== undefined -> true', 'asked for once, for all tests, as what the column "run once" counts'],
      [
        '{ -> {}',
        'reached only where a policy forbids making code: test/isolation.test.ts runs it in processes of their own',
        '} catch {',
      ],
    ],
    'evidence-skim.ts': [
      [
        'counted.every((evidence) => evidence.depth === depth && hasNoNew(evidence, owner)) -> counted.some(evidence => evidence.depth === depth && hasNoNew(evidence, owner))',
        'what is known of one path is the same wherever the rule has it',
      ],
      ['evidence.depth === depth -> true', 'what is known of one path is the same wherever the rule has it'],
    ],
    'context.ts': [
      ['/^\\d{4}-/u -> /\\d{4}-/u', 'a time with something before it is none'],
      ['[] -> ["Stryker was here"]', 'what is around a block is read from the end', 'outer'],
    ],
    'evidence.ts': [
      ['this.usesOuter -> true', 'nothing is taken from nothing', 'pop()'],

      [
        '(looking.looked ?? 0) + 1 -> (looking.looked ?? 0) - 1',
        'it is counted down, and the rest is asked for as often',
      ],
    ],
    'generated/emitter.ts': [
      ['\'\' -> "Stryker was here!"', 'what was read is found again by any name', 'let way'],
      [
        'body.length > MAX_CODE -> body.length >= MAX_CODE',
        'at one length of code, the closures judge, or the code does, and say the same',
      ],
      ['\'\\n\' -> ""', 'each line of the code ends by itself', 'this.lines.join'],
    ],
    'known-parts.ts': [
      ['\'\' -> "Stryker was here!"', 'what is decided by it is said, and nothing of it', 'new PartlyKnownText'],
    ],
    'tracing.ts': [
      ['begin(traced); -> ;', 'what was read while judging is not read again'],
      ['scope.left < 0 -> false', 'once nothing is left, nothing more is asked', 'isDecided'],
      ['scope.left > 0 -> scope.left >= 0', 'where just nothing is left, one element more is shown'],
      ['element === undefined -> false', 'what is undefined is as what is not there'],
    ],
  }),
];
