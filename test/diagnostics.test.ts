import { expect, test } from 'vitest';
import { cloudGuardSchemas } from '../src/check/schemas/cloudguard.ts';
import { tryCompile } from '../src/run/compiled-rule.ts';
import { CODES } from '../src/text/codes.ts';

/** Too long for the page; test/syntax/errors.test.ts provokes them. */
const LONG = ['rule-too-long', 'rule-too-deep'];

/** What the checker is told for the codes that need it. */
const OPTIONS = { strict: { strict: true }, schemas: { schemas: cloudGuardSchemas }, lists: { lists: {} } };

test.each(Object.entries(CODES).filter(([code]) => !LONG.includes(code)))(
  'the example of %s provokes it',
  (code, entry) => {
    const needs = 'needs' in entry ? entry.needs : undefined;
    const { diagnostics } = tryCompile(entry.example, needs === undefined ? {} : OPTIONS[needs]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  },
);
