/** What a diagnostic code means, for people who look it up, and a rule that provokes it. */
interface CodeEntry {
  readonly title: string;
  readonly explanation: string;
  readonly example: string;
  /** What the checker must be told for the example to provoke it: to be strict, what entities hold, which lists exist. */
  readonly needs?: 'strict' | 'schemas' | 'lists';
}

/** Every code that a rule's text can get. The one list: grammar/diagnostics.md and its tests are made from it. */
export const CODES = {
  'empty-rule': {
    title: 'there is no rule',
    explanation: 'The text holds nothing but white space. A rule names a target and says what it should have.',
    example: ' ',
  },
  'rule-too-long': {
    title: 'the rule is longer than the limit',
    explanation: 'Rules are untrusted text, so their length is bounded (65,536 characters).',
    example: '(longer than fits here)',
  },
  'rule-too-deep': {
    title: 'the rule is nested deeper than the limit',
    explanation:
      'Brackets may nest 100 deep, and the tree of a rule, to which chains and `not` add, 300; real rules stay below 10.',
    example: '(deeper than fits here)',
  },
  'unexpected-character': {
    title: 'a character that no part of a rule begins with',
    explanation: 'Text belongs between single quotes; names hold letters, digits, `_`, `-`, `:` and dots.',
    example: 'IamUser should have name = #alice',
  },
  'unterminated-text': {
    title: 'a text without its closing quote',
    explanation: 'Text runs from one single quote to the next; a quote inside it is written twice.',
    example: "IamUser should have name = 'alice",
  },
  'wrong-quotes': {
    title: 'quotes that are not the single quote',
    explanation:
      'Word processors and web pages turn quotes into typographic ones; GSL knows only the plain single quote.',
    example: 'IamUser should have name = “alice”',
  },
  'wrong-operator': {
    title: 'an operator of another language',
    explanation: 'GSL writes `=`, `!=`, `and`, `or`, `not`, `regexMatch` where programming languages have other signs.',
    example: 'IamUser should have mfaActive==true',
  },
  'foreign-word': {
    title: 'a word of a look-alike language',
    explanation: 'Other rule languages write `eq`, `len()` or `isEarlierThan`; the message names the GSL form.',
    example: "IamUser should have name eq 'alice'",
  },
  'unquoted-text': {
    title: 'text without quotes',
    explanation: 'Addresses and networks are text, and text stands between single quotes.',
    example: 'SecurityGroup should not have inboundRules contain [ scope = 0.0.0.0/0 ]',
  },
  'misspelt-keyword': {
    title: 'a word that is nearly a keyword',
    explanation: 'Where the grammar asks for a keyword, a word close to one is taken for a slip.',
    example: 'IamUser shoud have mfaActive = true',
  },
  'unclosed-bracket': {
    title: 'a bracket that is never closed',
    explanation: 'Each `(` needs a `)` and each `[` a `]`, in the right order.',
    example: "IamUser should have tags contain [ key = 'owner'",
  },
  'unmatched-bracket': {
    title: 'a closing bracket that closes nothing',
    explanation: 'There is no open bracket of its kind before it.',
    example: "IamUser should have name = 'alice')",
  },
  'expected-target': {
    title: 'a rule must begin with the type of entity that it judges',
    explanation: 'A rule begins with a type such as `IamUser`, or `List<IamUser>` for all of them per account.',
    example: 'should have name',
  },
  'expected-should': {
    title: 'the target is not followed by `should` or `where`',
    explanation: 'After the target comes `where` with a filter, or `should [not] have` with the condition.',
    example: 'IamUser',
  },
  'expected-condition': {
    title: 'a condition is missing',
    explanation: 'After `where`, `should have`, `not`, `and`, `or`, and inside brackets there must be a condition.',
    example: 'IamUser should have',
  },
  'expected-value': {
    title: 'the right side of a comparison is missing',
    explanation: 'A comparison ends in text, a number, `true`, `false` or a property.',
    example: 'IamUser should have name =',
  },
  'expected-token': {
    title: 'something that the grammar asks for is missing',
    explanation: 'The message says what was expected and what was found.',
    example: 'IamUser should have name like 5',
  },
  'unexpected-token': {
    title: 'something stands where the rule or condition should have ended or gone on',
    explanation: 'After a condition come `and`, `or`, a closing bracket, `exclude` or the end of the rule.',
    example: 'IamUser should have name mfaActive',
  },
  'unknown-flag': {
    title: 'a regular-expression flag other than `i`',
    explanation: 'The only flag is `i`: upper and lower case count as the same.',
    example: 'IamUser should have name regexMatch /^a/g',
  },
  'unknown-function': {
    title: 'a call of something that is no function',
    explanation: 'The functions are listed in functions.md. A blank stands between a property and its function.',
    example: 'NetworkSecurityGroup should have inboundRuleslength() > 0',
  },
  'function-case': {
    title: 'a function name in other letters than its own',
    explanation: 'It is understood, but written the way it is listed in functions.md, it is understood everywhere.',
    example: 'IamUser should have tags isempty()',
  },
  'argument-count': {
    title: 'a function with too many or too few arguments',
    explanation: 'Each function takes the arguments that functions.md lists, no more and no fewer.',
    example: 'IamUser should have createDate before(-90)',
  },
  'argument-type': {
    title: 'an argument of the wrong kind',
    explanation: 'Numbers stand without quotes, text between quotes, in the order that functions.md lists.',
    example: "IamUser should have createDate before('-90', 'days')",
  },
  'argument-value': {
    title: 'an argument that is none of the possible ones',
    explanation: 'Some arguments can be one of a few texts only, such as a unit of time.',
    example: "IamUser should have createDate before(-90, 'dyas')",
  },
  'missing-receiver': {
    title: 'a function without the property that it is about',
    explanation: 'Most functions follow a property: `tags length()`.',
    example: 'IamUser should have length() > 0',
  },
  'unexpected-receiver': {
    title: 'a property before a function that takes none',
    explanation: 'Functions such as `getResource` begin an operand; what they need stands between their brackets.',
    example: "Instance should have vpc getResource('VPC', vpcId)",
  },
  'wrong-receiver': {
    title: 'a function or block on a value of the wrong kind',
    explanation:
      'An error where the language itself decides the kind (a literal, the result of a function), a warning where a table of properties does.',
    example: 'IamUser should have tags length() length() > 0',
  },
  'invalid-pattern': {
    title: 'a regular expression that cannot be used',
    explanation:
      'Patterns are in the syntax of RE2, which runs in linear time: no look-around, no back-references, at most 1,000 characters.',
    example: 'IamUser should have name regexMatch /*admin/',
  },
  'literal-condition': {
    title: 'a literal where a condition is to be',
    explanation:
      'In a block a literal asks whether the element equals it; elsewhere there is nothing to compare. Each comparison names its property.',
    example: "IamUser should have name = 'alice' or 'bob'",
  },
  'no-enclosing-element': {
    title: '`~` without a block around it',
    explanation: 'Each `~` leads out of one block; outside of all blocks there is only the entity.',
    example: 'IamUser should have ~.name',
  },
  extension: {
    title: 'a form or function of this engine alone',
    explanation: 'Strict rules hold only what the vendor documents or published rules use, so that they run on both.',
    example: 'IamUser should have firstAccessKey = null',
    needs: 'strict',
  },
  'unknown-type': {
    title: 'a target that is nearly a known type of entity',
    explanation: 'Types are matched with upper and lower case as written, so a slip makes a rule that judges nothing.',
    example: 'Iamuser should have mfaActive = true',
    needs: 'schemas',
  },
  'unknown-property': {
    title: 'a property that entities of the type are not known to have',
    explanation:
      'A property that is missing equals nothing, so that a slip makes a rule that says the same of every entity. The table of properties is made from exports and published rules; new ones may be missing.',
    example: 'IamUser should have mfaActve = true',
    needs: 'schemas',
  },
  'path-through-list': {
    title: 'a path that runs through a list',
    explanation: 'A path stops at a list, and what follows is missing. Blocks look at the elements of lists.',
    example: 'SecurityGroup should not have inboundRules.port = 22',
    needs: 'schemas',
  },
  'impossible-comparison': {
    title: 'a comparison that the kind of a value decides',
    explanation:
      'A number never equals text that is no number, and a list equals no literal: the result is the same for every entity.',
    example: "IamUser should have tags length() = 'three'",
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
  'duplicate-term': {
    title: 'the same condition twice in an `and` or `or`',
    explanation: 'The second adds nothing; often another property or value was meant.',
    example: 'IamUser should not have firstAccessKey.isActive = true and firstAccessKey.isActive = true',
  },
  'duplicate-value': {
    title: 'the same value twice in a list',
    explanation: 'Upper and lower case are the same in comparisons, so `TCP` and `tcp` are the same value.',
    example: "SecurityGroup should have inboundRules contain [ protocol in ('TCP', 'UDP', 'tcp') ]",
  },
  'unknown-list': {
    title: 'a named list that does not exist',
    explanation: 'The values of named lists are given beside the rules; without them no entity can be judged.',
    example: 'IamUser should have name in ($Admins)',
    needs: 'lists',
  },
  'test-as-value': {
    title: 'a test in the place of a value',
    explanation: '`name = isEmpty()` occurs in published rules and is read as `name isEmpty()`, the canonical form.',
    example: 'IamUser should have tags = isEmpty()',
  },
  'empty-text-element': {
    title: 'a block that asks for an empty text',
    explanation: "Rules that were copied from web pages may show `['']` where `['*']` stood.",
    example: "IamPolicy should not have document.Statement contain [ Action contain [''] ]",
  },
  'bare-number': {
    title: 'a number alone as a condition',
    explanation: 'A property alone asks whether it is there, and 0 is there too.',
    example: 'IamUser should have tags length()',
  },
  'doubtful-precedence': {
    title: '`and` beside `or`, where brackets seem to be missing',
    explanation: '`and` binds before `or`. The warning comes only where all of the `or` is about one property.',
    example: "IamUser should have mfaActive = true and name = 'alice' or name = 'bob'",
  },
} as const satisfies Record<string, CodeEntry>;

/** A code of the table {@link CODES}. */
export type DiagnosticCode = keyof typeof CODES;
