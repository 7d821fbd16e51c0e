import { expect, test } from 'vitest';
import { check } from '../../src/check/check.ts';
import { clip, clipMiddle } from '../../src/text/clip.ts';

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['ab\u{1f600}ef', 4, 'ab…'],
])('%s in %s is %s', (text, max, expected) => {
  expect(clip(text, max)).toBe(expected);
});

test.each([
  ['abcdefghi', 9, 'abcdefghi'],
  ['abcdefghi', 6, 'abc…hi'],
  ['abcdefgh\u{1f600}', 6, 'abc…\u{1f600}'],
  ['abcdefg\u{1f600}i', 6, 'abc…i'],
  ['ab\u{1f600}efghi', 6, 'ab…ghi'],
])('%s in %s is %s, without its middle', (text, max, expected) => {
  expect(clipMiddle(text, max)).toBe(expected);
});

test.each([
  "X should have § = 'a' or 'b'",
  'X should have § > (1 or 2)',
  'X should have § = 1 or = 2',
  "X should have name contains '§'",
  "X should have name after(-1, '§')",
  'X should have every § [ b = 1 ]',
  'X should have §',
  "X should have a in ('§', '§')",
])('messages on %s are not as long as what they quote', (rule) => {
  const said = check(rule.replaceAll('§', 'q'.repeat(20_000)), {});
  for (const { message, help = '' } of said) expect(Math.max(message.length, help.length)).toBeLessThanOrEqual(1_000);
});
