import { expect, test } from 'vitest';
import { isAmong, isSeveralNumbers, severalHelp } from '../../src/values/number-texts.ts';

test.each<[text: string, isSeveral: boolean, within: readonly number[]]>([
  ['20-25', true, [20, 22, 25]],
  ['20 - 25', true, [20, 22, 25]],
  ['22,80', true, [22, 80]],
  ['22, 80', true, [22, 80]],
  ['1-2,22,24-25', true, [22, 25]],
  ['25-20', true, []],
  ['22', false, []],
  ['22-', false, []],
  ['-22', false, []],
  [',22', false, []],
  ['20-25x', false, []],
  ['x20-25', false, []],
  ['', false, []],
  ['*', false, [19, 20, 22, 25, 26, 80]],
  ['1-2-3', false, []],
  [`${'1,'.repeat(99)}22`, true, [22]],
  [`${'1,'.repeat(99)}222`, false, []],
])('`%s` stands for several numbers: %s', (text, isSeveral, within) => {
  expect(isSeveralNumbers(text)).toBe(isSeveral);
  expect([19, 20, 22, 25, 26, 80].filter((number) => isAmong(number, text))).toEqual(within);
});

test('what to do about them', () => {
  expect([severalHelp('*'), severalHelp('1-2')]).toEqual([
    '`*` stands for any, and equals no number: ask for it too',
    '`1-2` is several numbers in one text, which no number equals: list the texts that are meant',
  ]);
});
