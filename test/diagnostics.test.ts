import { expect, test } from 'vitest';
import { tryCompile } from '../src/compile/rule.ts';
import { CODES } from '../src/text/codes.ts';

/** Too long for the page; test/syntax/errors.test.ts provokes them. */
const LONG = ['rule-too-long', 'rule-too-deep'];

test.each(Object.entries(CODES).filter(([code]) => !LONG.includes(code)))(
  'the example of %s provokes it',
  (code, { example }) => {
    const { diagnostics } = tryCompile(example);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  },
);
