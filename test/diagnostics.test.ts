import { expect, test } from 'vitest';
import { cloudGuardSchemas } from '../src/check/schemas/cloudguard.ts';
import { tryCompile } from '../src/run/compiled-rule.ts';
import { CHECK_CODES, checks } from '../src/check/checks/index.ts';
import { type CodeEntry, CODES } from '../src/text/codes.ts';

/** Too long for the page; test/syntax/errors.test.ts provokes them. */
const LONG = ['rule-too-long', 'rule-too-deep'];

/** What the checker is told for the codes that need it. */
const OPTIONS = { strict: { strict: true }, schemas: { schemas: cloudGuardSchemas }, lists: { lists: {} } };

const ALL: Readonly<Record<string, CodeEntry>> = { ...CODES, ...CHECK_CODES };

test('each code is declared in one place', () => {
  const declared = [...Object.keys(CODES), ...checks.flatMap(({ codes }) => Object.keys(codes))];
  expect(new Set(declared).size).toBe(declared.length);
  expect(checks.flatMap(({ also = [] }) => also).filter((code) => !Object.hasOwn(ALL, code))).toEqual([]);
});

test.each(Object.entries(ALL).filter(([code]) => !LONG.includes(code)))(
  'the example of %s provokes it',
  (code, entry) => {
    const { needs } = entry;
    const { diagnostics } = tryCompile(entry.example, needs === undefined ? {} : OPTIONS[needs]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  },
);
