import { describe, expect, test } from 'vitest';
import { RULESET_CODES } from '../../src/rules/codes.ts';
import { parseExclusions, parseOverrides, parseRuleset } from '../../src/rules/parse-text.ts';

/** Needs more than a text, and is tested where it arises. */
const WITHOUT_EXAMPLE = /^\(.*\)$/u;

describe.each(Object.entries(RULESET_CODES))('%s', (code, { title, explanation, example }) => {
  test('is explained', () => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/u);
    expect(title).toMatch(/^[a-z`].*[^.]$/u);
    expect(explanation).toMatch(/\.$/u);
  });

  if (WITHOUT_EXAMPLE.test(example)) return;
  test('is provoked by its example', () => {
    const parse = example.startsWith('exclusions:')
      ? parseExclusions
      : example.startsWith('severities:')
        ? parseOverrides
        : parseRuleset;
    expect(parse(example, 'example.yaml').diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });
});
