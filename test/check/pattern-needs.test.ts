import { expect, test } from 'vitest';
import { RE2JS } from 're2js';
import fc from 'fast-check';
import '../support/fast-check.ts';
import { holdingNeeded, neverMatched, textNeeded } from '../../src/check/pattern-needs.ts';
import { regexTest } from '../../src/values/pattern.ts';

test.each([
  [String.raw`^arn:aws:iam::\d+:role/.*Admin$`, 'arn:aws:iam::'],
  [String.raw`a\.b\-c`, 'a.b-c'],
  ['(a|b)cd+e', 'cd'],
  ['ab?c', 'a'],
  ['ab{0,1}cd', 'cd'],
  ['abc+d', 'abc'],
  ['(a(b)c)xyz', 'xyz'],
  ['(?:abc)?def', 'def'],
  ['[abc]def', 'def'],
  // A pair of units is one sign.
  ['\u{1F600}*x', 'x'],
  // Nothing is, or it is not known.
  ['a|bcd', ''],
  ['(?i)abc', ''],
  ['(?P<name>a)bcd', ''],
  [String.raw`\p{Greek}abc`, ''],
  [String.raw`\x41bcd`, ''],
  [String.raw`\Qa*b\E`, ''],
  ['[[:alpha:]x]bcd', ''],
  ['(abc)', ''],
  ['', ''],
])('the text without which %s does not match is %j', (pattern, needed) => {
  expect(textNeeded(pattern)).toBe(needed);
});

// Signs that differ by case from one of ASCII, and from none, are among them.
const SIGNS = 'a b k K s S \u017f \u212a \u0130 i \u00e9 \u00c9 \u00df \u{1F600} 1 - . { } ] / \u0307'.split(' ');
const ATOMS = [
  ...'a b k S s K é \u017f \u212a \u{1F600} 1 - { } ] / \u0130 ^ $ . |'.split(' '),
  ...String.raw`\. \d \w [ab] [^k] [[:alpha:]] (a|bk) (?:sa) (k) \bk \x6b \p{L} ak sk \- i`.split(' '),
];
const REPETITIONS = ['', '', '', '', '?', '*', '+', '{2}', '{0,1}', '+?', '??'];

const patterns = fc
  .array(fc.tuple(fc.constantFrom(...ATOMS), fc.constantFrom(...REPETITIONS)), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.flat().join(''))
  .filter((pattern) => compiled(pattern, false) !== undefined);

function compiled(pattern: string, ignoreCase: boolean): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    return undefined;
  }
}

const texts = fc.array(fc.constantFrom(...SIGNS), { maxLength: 8 }).map((signs) => signs.join(''));

test('what has not the text that a pattern needs is not matched, in whatever case', () => {
  fc.assert(
    fc.property(patterns, fc.array(texts, { minLength: 10, maxLength: 10 }), (pattern, many) => {
      const [engine, mayMatch] = [compiled(pattern, true), holdingNeeded(pattern)];
      expect(many.filter((text) => engine?.test(text) && !mayMatch(text))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern of which it is said that it is found in no text is found in none', () => {
  fc.assert(
    fc.property(patterns, fc.array(texts, { minLength: 10, maxLength: 10 }), (pattern, many) => {
      const engine = neverMatched(pattern) === undefined ? undefined : compiled(pattern, true);
      expect(many.filter((text) => engine?.test(text))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test.each([false, true])('plain patterns say what the engine says, without it; case apart: %s', (ignoreCase) => {
  const plain = fc
    .tuple(
      fc.constantFrom('', '^'),
      fc.array(fc.constantFrom('a', 'k', 'S', 'K', '1', '-', ' ', '\\.', 'i')),
      fc.constantFrom('', '$'),
    )
    .map(([start, parts, end]) => start + parts.join('') + end);
  fc.assert(
    fc.property(plain, fc.array(texts, { minLength: 10, maxLength: 10 }), (pattern, many) => {
      const [engine, matches] = [compiled(pattern, ignoreCase), regexTest(pattern, ignoreCase)];
      expect(many.map((text) => matches(text))).toEqual(many.map((text) => engine?.test(text)));
    }),
    { numRuns: 2_000 },
  );
});
