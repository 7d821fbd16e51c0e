import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../src/syntax/parse.ts';
import { parseRepaired } from '../../src/syntax/repaired.ts';
import { tokenizeSlips } from '../../src/syntax/slip-lexer.ts';

/* A rule that the grammar can read is read without looking for slips, so none may be one that somebody is to be told. */

describe('what the grammar alone would read as something else', () => {
  test.each([
    ['a =~.b', 'wrong-operator'],
    ["~= 'x'", 'wrong-operator'],
    ['a regexMatch /*b*/', 'unexpected-character'],
    ['a = None', 'foreign-word'],
    ["a inn ('b')", 'misspelt-keyword'],
    ["a before('-90 days')", 'foreign-word'],
    ['a < ago(90)', 'foreign-word'],
    ["a < dateadd('day', -90, now)", 'foreign-word'],
    ["datediff('day', a, now) > 90", 'foreign-word'],
    ['now-a > 90', 'foreign-word'],
    ["is in ('a')", 'foreign-word'],
    ["does like 'a'", 'foreign-word'],
    ["atleast one ('a')", 'foreign-word'],
  ])('%s', (condition, code) => {
    const text = `X should have ${condition}`;
    expect(parse(text).diagnostics).toEqual([]);
    expect(parseRepaired(text).diagnostics.map((said) => said.code)).toContain(code);
  });
});

test('parse says where it stopped, and check what to write instead', () => {
  const text = 'IamUser shoud have mfaActive==true';
  expect(parse(text).diagnostics.map(({ code, help }) => [code, help])).toEqual([
    ['expected-should', 'say what it should have: `… should have mfaActive = true`'],
  ]);
  expect(parseRepaired(text).diagnostics.map(({ help }) => help)).toEqual(['did you mean `should`?', 'write `=`']);
});

test('rules that the grammar can read hold no slip unseen', () => {
  const piece = fc.constantFrom(
    ...['a', 'b.c', 'is', 'does', 'do', 'not', 'and', 'or', 'in', 'like', 'contain', 'contain-any', 'with', 'any'],
    ...['one', 'at', 'least', 'atleast', 'older', 'than', 'more', 'equal', 'to', 'empty', 'null', 'true', 'isEmpty()'],
    ...[
      '=',
      '!=',
      '<',
      '>',
      '>=',
      '~',
      '$',
      '(',
      ')',
      '[',
      ']',
      ',',
      '!',
      '*',
      '?',
      '@.',
      '--',
      '/',
      '//',
      '-',
      '&',
      '|',
    ],
    ...["'x'", "'-90 days'", "'90d'", "'day'", '90', '-90', '1.5', '10.0.0.1', '1_000', '0x1', '90d', '/x/', '/*x*/'],
    ...['before', 'after', 'now', 'now()', 'today', 'ago', 'dateadd', 'datediff', 'date_diff', 'interval', 'starts'],
    ...['matches', 'eq', 'has', 'None', 'every', 'filter', 'inn', 'likee', 'groupBy', 'regexMatch', 'length()'],
  );
  const glue = fc.constantFrom(' ', ' ', ' ', '', '  ');
  const condition = fc
    .array(fc.tuple(piece, glue), { minLength: 1, maxLength: 8 })
    .map((pieces) => pieces.flat().join(''));
  fc.assert(
    fc.property(condition, (text) => {
      const rule = `X should have ${text}`;
      if (parse(rule).rule === undefined || tokenizeSlips({ name: 'x', text: rule }).diagnostics.length === 0) return;
      expect([rule, parseRepaired(rule).rule]).toEqual([rule, undefined]);
    }),
    { numRuns: 3_000 * Number(process.env['FUZZ_FACTOR'] ?? 1) },
  );
});
