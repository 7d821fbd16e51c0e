import type { CodeEntry } from '../text/code-entry.ts';

/** Every code of what is said of rules as code: of their tests, and of how they are written. Each example is a ruleset. */
export const AUTHORING_CODES = {
  'test-failed': {
    title: 'a test of which the rule says otherwise',
    explanation: 'Either the rule is wrong, or what the test expects.',
    example:
      'logic: IamUser should have mfaActive = true\nseverity: Low\ntests: [{ entity: { mfaActive: true }, expect: failed }]',
  },
  'test-property': {
    title: 'a property in a test that entities of the type are not known to have',
    explanation: 'The rule does not ask for it, so that the test proves less than it seems to. Mostly it is a slip.',
    example:
      'logic: IamUser should have mfaActive = true\nseverity: Low\ntests: [{ entity: { mfaActve: true }, expect: failed }]',
  },
  'not-formatted': {
    title: 'a rule that is not written in its canonical form',
    explanation: '`gsl fmt` writes it so; `gsl fmt --check` only says so.',
    example: 'severity: Low\nlogic: IamUser   should have mfaActive=true',
  },
} as const satisfies Record<string, CodeEntry>;
