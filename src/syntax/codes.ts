import type { CodeEntry } from '../text/code-entry.ts';

/** Every code that reading a rule can give; those of the checks stand with the checks. */
export const SYNTAX_CODES = {
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
} as const satisfies Record<string, CodeEntry>;

/** A code of the table {@link SYNTAX_CODES}. */
export type SyntaxCode = keyof typeof SYNTAX_CODES;
