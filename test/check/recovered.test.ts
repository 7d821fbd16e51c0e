import { expect, test } from 'vitest';
import { check } from '../../src/check/check.ts';

test.each<[string, string[]]>([
  ["IamUser shoud have name = 'x' and tags lenght() > 0", ['misspelt-keyword: shoud', 'unknown-function: lenght']],
  [
    'IamUser should have a == 1 || tags isEmty()',
    ['wrong-operator: ==', 'wrong-operator: ||', 'unknown-function: isEmty'],
  ],
  ["IamUser should have key eq 'x' and tags len() > 3", ['foreign-word: eq', 'foreign-word: len']],
  ['IamUser should have a = and b frist()', ['expected-value: and', 'unknown-function: frist']],
  ['IamUser should have', ['expected-condition: ']],
])('a slip does not hide the rest: %s', (rule, expected) => {
  expect(check(rule).map(({ code, at: { span } }) => `${code}: ${rule.slice(span.start, span.end)}`)).toEqual(expected);
});
