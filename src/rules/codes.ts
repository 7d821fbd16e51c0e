import type { CodeEntry } from '../text/code-entry.ts';

/** Every code that reading rulesets, exclusions, overrides and selections can give. */
export const RULESET_CODES = {
  'invalid-yaml': {
    title: 'the file is not valid YAML or JSON',
    explanation:
      'The document with the error is not read, others of the file are. A ruleset in JSON is read as YAML, which contains it.',
    example: 'logic: "IamUser should have mfaActive=true',
  },
  'duplicate-key': {
    title: 'a key stands twice',
    explanation: 'Which of the two is meant cannot be known, so the rule or exclusion is left out.',
    example: 'logic: IamUser should have mfaActive=true\nseverity: High\nseverity: Low',
  },
  'too-many-aliases': {
    title: 'aliases repeat too many values',
    explanation: 'A short file with nested aliases can stand for gigabytes, so their number is bounded.',
    example: '(longer than fits here)',
  },
  'text-too-long': {
    title: 'the file is longer than the limit',
    explanation: 'Files are untrusted, so their length is bounded (`maxLength`).',
    example: '(longer than fits here)',
  },
  'too-many-problems': {
    title: 'the file has more problems than are shown',
    explanation: 'The first thousand are shown; it is an error when one of the others is.',
    example: '(longer than fits here)',
  },
  'invalid-ruleset': {
    title: 'the data is no ruleset',
    explanation: 'A ruleset is an object with `rules`, a rule an object with `logic`; a list of either will do.',
    example: 'just text',
  },
  'invalid-rule': {
    title: 'an element of `rules` is no rule',
    explanation: 'A rule is an object with `logic`. The other rules are read.',
    example: 'rules: [IamUser should have mfaActive=true]',
  },
  'empty-ruleset': {
    title: 'there are no rules',
    explanation: 'An assessment of nothing finds nothing, which is easily taken for good news.',
    example: '{ name: iam, rules: [] }',
  },
  'missing-field': {
    title: 'a field that is needed is missing',
    explanation: 'A rule needs `logic`, an exclusion `comment`, an override `rule`, `severity` and `reason`.',
    example: '{ name: MFA, severity: High }',
  },
  'invalid-field': {
    title: 'a field has a value of the wrong kind',
    explanation: 'The message says what was expected. The rule is left out, the others are read.',
    example: 'logic: [IamUser should have mfaActive=true]',
  },
  'unknown-field': {
    title: 'a field that is not known',
    explanation:
      'In a rule it is kept, and reported when it looks like a misspelt one. In an exclusion it is an error.',
    example: 'logic: IamUser should have mfaActive=true\nseverty: High',
  },
  'duplicate-field': {
    title: 'one field under two names',
    explanation: '`complianceTag` and `compliance_tag` are the same field; the first is used.',
    example: 'logic: "true"\nseverity: Low\nrule_id: A\nruleId: B',
  },
  'unknown-severity': {
    title: 'a word that is no severity',
    explanation: 'Severities are Informational, Low, Medium, High and Critical, in any case; Info is Informational.',
    example: 'logic: "true"\nseverity: Hgih',
  },
  'missing-severity': {
    title: 'a rule without a severity',
    explanation: 'Medium is used.',
    example: 'logic: IamUser should have mfaActive=true',
  },
  'logic-hash-mismatch': {
    title: 'a `logicHash` that is not the hash of the logic',
    explanation: 'The logic was changed after the export. The hash of the logic as it stands is used.',
    example: 'logic: "true"\nseverity: Low\nlogicHash: 1B2M2Y8AsgTpgAmY7PhCfg',
  },
  'duplicate-rule-id': {
    title: 'two rules of a ruleset have one id',
    explanation: 'Both are kept, but exclusions, baselines and reports cannot tell them apart.',
    example: '- { id: A, severity: Low, logic: "true" }\n- { id: A, severity: Low, logic: "true" }',
  },
  'duplicate-ruleset-id': {
    title: 'two rulesets have one id',
    explanation: 'Both are kept; an exclusion that names the id means both.',
    example:
      '- { id: 1, rules: [{ severity: Low, logic: "true" }] }\n- { id: 1, rules: [{ severity: Low, logic: "true" }] }',
  },
  'unknown-selector': {
    title: 'a selector that matches no rule',
    explanation: 'It is an error, since a typing error would otherwise select less than was meant.',
    example: '(a command line option)',
  },
  'invalid-exclusion': {
    title: 'an element of the exclusions is none',
    explanation: 'An exclusion is an object with `comment` and what it excludes.',
    example: 'exclusions: [D9.AWS.IAM.51]',
  },
  'exclusion-too-wide': {
    title: 'an exclusion that would hide everything',
    explanation: 'It must name rules, entities, expressions, accounts or regions.',
    example: 'exclusions: [{ comment: later }]',
  },
  'invalid-override': {
    title: 'an element of the severity overrides is none',
    explanation: 'An override is an object with `rule`, `severity` and `reason`.',
    example: 'severities: [D9.AWS.IAM.51]',
  },
  'duplicate-override': {
    title: 'two severity overrides for one rule',
    explanation: 'The first is used.',
    example: 'severities:\n- { rule: A, severity: Low, reason: x }\n- { rule: a, severity: High, reason: y }',
  },
  'unknown-rule': {
    title: 'a severity override for a rule that is not there',
    explanation: 'The id may be misspelt, or the rule is of a ruleset that was not loaded.',
    example: '(needs rules besides the file)',
  },
} as const satisfies Record<string, CodeEntry>;

/** A code of the table {@link RULESET_CODES}. */
export type ProblemCode = keyof typeof RULESET_CODES;
