import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scanner } from '../../src/syntax/scan.ts';
import { SLIPS } from '../../src/syntax/slips.ts';
import { TOKENS } from '../../src/syntax/tokens.ts';

const types = [...SLIPS.map(({ token }) => token), ...TOKENS];
const scanner = new Scanner(types);
/** Tries every kind everywhere. */
const patient = new Scanner(types.map((type) => ({ ...type, begins: /(?:)/ })));

function scanned(text: string, by: Scanner): unknown {
  const { tokens, unread } = by.scan(text);
  return { tokens: tokens.map(({ tokenType, ...token }) => ({ ...token, name: tokenType.name })), unread };
}

test('the characters that tokens begin with leave none of them out', () => {
  const rules = readFileSync(new URL('../check/check.txt', import.meta.url), 'utf8');
  expect(rules.length).toBeGreaterThan(1_000);
  expect(scanned(rules, scanner)).toEqual(scanned(rules, patient));
  const pieces = [
    ...'abilcLICw_09-+.,:;<>=!~&|/\\#"\'`’“≤≥≠–$()[]{} \n\té',
    'is empty',
    'contain - any',
    'at least one',
    '0.0.0.0',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (some) => {
      const text = some.join('');
      expect(scanned(text, scanner), text).toEqual(scanned(text, patient));
    }),
    { numRuns: 2_000, seed: 51 },
  );
});

test('tokens and what is not read take up the whole text, but for what stands between', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      const { tokens, unread } = scanner.scan(text);
      const parts = [
        ...tokens.map(({ startOffset, endOffset }) => [startOffset, endOffset] as const),
        ...unread.map(({ offset, length }) => [offset, offset + length] as const),
      ].sort(([a], [b]) => a - b);
      let at = 0;
      for (const [start, end] of [...parts, [text.length, text.length] as const]) {
        expect(text.slice(at, start).trim()).toBe('');
        expect(start).toBeGreaterThanOrEqual(at);
        at = end;
      }
      for (const { image, startOffset, endOffset } of tokens) expect(image).toBe(text.slice(startOffset, endOffset));
    }),
    { numRuns: 2_000, seed: 51 },
  );
});
