import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateTokens } from '../../src/syntax/lexer.ts';
import { parse, parseRule } from '../../src/syntax/parse.ts';
import { RuleParser } from '../../src/syntax/parser.ts';
import { printRule } from '../../src/syntax/print.ts';
import { accepts, readEbnf, sentence } from '../support/ebnf.ts';

const grammar = readEbnf(readFileSync(new URL('../../grammar/gsl.ebnf', import.meta.url), 'utf8'));

/** What the grammar cannot say: only `List` is followed by a type in angle brackets. */
function isSayable(text: string): boolean {
  return !/^\S+ </u.test(text) || text.startsWith('List ');
}

const random = fc
  .infiniteStream(fc.nat({ max: 1_000_000 }))
  .map((stream) => (below: number) => stream.next().value % below);

describe('grammar/gsl.ebnf and the parser accept the same', () => {
  test('the token and parser definitions have no conflicts', () => {
    expect(validateTokens()).toEqual([]);
    expect(() => new RuleParser(false)).not.toThrow();
  });

  test('sentences of the grammar parse, and print as sentences of the grammar', () => {
    let parsed = 0;
    fc.assert(
      fc.property(random, (next) => {
        const text = sentence(grammar, 'rule', next);
        if (!isSayable(text)) return;
        const { rule, diagnostics } = parse(text);
        if (
          diagnostics.every(
            ({ code }) => code === 'rule-too-deep' || code === 'rule-too-long' || code === 'expected-token',
          )
        ) {
          // A place in a list that is negative or a fraction is a sentence, and refused afterwards.
          if (rule === undefined) return;
        }
        expect(diagnostics, text).toEqual([]);
        parsed += 1;
        const printed = printRule(rule!);
        if (printed.length < 400) expect(accepts(grammar, 'rule', printed), printed).toBe(true);
      }),
      { numRuns: 400, seed: 51 },
    );
    expect(parsed).toBeGreaterThan(200);
  });

  test.each([
    ['IamUser', false],
    ['IamUser should have', false],
    ['IamUser should have name', true],
    ['IamUser should name', true],
    ['IamUser should not have not name', true],
    ['IamUser where name', true],
    ['IamUser name', false],
    ['List < IamUser > should have items', true],
    ['TRUE', true],
    ['true and false', false],
    ["X should have a = 'b' = 'c'", false],
    ['X should have a in ()', false],
    ["X should have a in ('b',)", false],
    ["X should have a in ('b', -1, true, null)", true],
    ['X should have a in ($B)', true],
    ['X should have a with [ b ] contain-all [ c ] length() > 0', true],
    ['X should have a groupBy [ b.c ] contain [ values length() > 1 ]', true],
    ['X should have a contain []', false],
    ['X should have a like b', false],
    ["X should have a regexMatch 'b'", false],
    ['X should have (a or b) and not (c)', true],
    ['X should have ()', false],
    ["X should have $['in'][0].b = ~.c", true],
    ["X should have f('a', b) contain [ $ ]", true],
    ['X should have a exclude b', true],
    ['X where a exclude b', false],
    ['X should have a = b length()', true],
  ])('%s: %s', (text, expected) => {
    expect(accepts(grammar, 'rule', text), 'grammar').toBe(expected);
    expect(parse(text).rule !== undefined, 'parser').toBe(expected);
  });
});

test('every node has the span of its text', () => {
  const text =
    "List<Role> where a.b = 'x' should not have c contain-any [ $.d like '%e' and not f length() > 1 ] exclude g";
  const slices: string[] = [];
  JSON.stringify(parseRule(text), (key, value: unknown) => {
    if (key === 'span') {
      const { start, end } = value as { start: number; end: number };
      slices.push(text.slice(start, end));
    }
    return value;
  });
  expect(slices).toMatchInlineSnapshot(`
    [
      "List<Role> where a.b = 'x' should not have c contain-any [ $.d like '%e' and not f length() > 1 ] exclude g",
      "List<Role>",
      "a.b = 'x'",
      "a.b",
      "a",
      "b",
      "'x'",
      "c contain-any [ $.d like '%e' and not f length() > 1 ]",
      "c",
      "c",
      "$.d like '%e' and not f length() > 1",
      "$.d like '%e'",
      "$.d",
      "d",
      "'%e'",
      "not f length() > 1",
      "f length() > 1",
      "f length()",
      "f",
      "f",
      "1",
      "g",
      "g",
    ]
  `);
});
