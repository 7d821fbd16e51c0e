import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateTokens } from '../../src/syntax/slip-lexer.ts';
import { parse, parseRule } from '../../src/syntax/parse.ts';
import { RuleParser } from '../../src/syntax/parser.ts';
import { printRule } from '../../src/syntax/print.ts';
import { accepts, readEbnf, sentence } from '../support/ebnf.ts';
import { KEYWORD_TOKENS, wordsOf } from '../../src/syntax/tokens.ts';
import { KEYWORDS } from '../../src/syntax/words.ts';

const grammar = readEbnf(readFileSync(new URL('../../grammar/gsl.ebnf', import.meta.url), 'utf8'));

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
        const { rule, diagnostics } = parse(text);
        expect(diagnostics, text).toEqual([]);
        parsed += 1;
        const printed = printRule(rule!);
        if (printed.length < 400) expect(accepts(grammar, 'rule', printed), printed).toBe(true);
      }),
      { numRuns: 400, seed: 51 },
    );
    expect(parsed).toBe(400);
  });

  test('with a token left out, doubled or moved, the parser accepts what the grammar does', () => {
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(random, (next) => {
        const words = sentence(grammar, 'rule', next).split(' ');
        if (words.length > 40) return;
        const at = next(words.length);
        const other = words[next(words.length)]!;
        const edits = [[], [words[at]!, words[at]!], [other]];
        const text = words.toSpliced(at, 1, ...edits[next(3)]!).join(' ');
        const expected = accepts(grammar, 'rule', text);
        const { rule } = parse(text);
        expect(rule !== undefined, text).toBe(expected);
        if (expected) accepted += 1;
        else refused += 1;
      }),
      { numRuns: 600, seed: 51 },
    );
    expect(Math.min(accepted, refused)).toBeGreaterThan(20);
  });

  test.each([
    ['IamUser<X> should have y', false],
    ['X should have a[1.5]', false],
    ['X should have a[0]', true],
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

test('`List` is a word like others where no type in angle brackets follows', () => {
  expect(printRule(parseRule('List should have List < 5'))).toBe('List should have List < 5');
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

test('the words that are printed are the words that are read', () => {
  expect([...KEYWORDS].sort()).toEqual(KEYWORD_TOKENS.flatMap(wordsOf).sort());
});
