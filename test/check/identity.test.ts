import { expect, test } from 'vitest';
import { Identity } from '../../src/check/identity.ts';
import { parseRule } from '../../src/syntax/parse.ts';
import type { ComparisonNode, ExpressionNode, PathNode, StringNode } from '../../src/syntax/ast.ts';
import { listed } from './support.ts';

/*
 * Which conditions are taken for the same, and which for opposites, as a table in `identity.txt`. `npx vitest run identity -u`
 * writes it; what changed is to be read.
 */

const CONDITIONS = listed(
  `a; A; a.b; a.b.c; $; $.a; a[0]; a['0']; a[1]; (a); a['b']; $['a']; $[0]; a contain [ ~.a ]`,
  'a contain [ a ]; a contain [ $.a ]; a contain [ $ ]; a contain [ ~ ]; a contain-any [ a ]',
  'a contain-all [ a ]; a contain-none [ a ]; a with [ a ]; not a contain [ a ]; not a contain-all [ a ]',
  'not a contain-none [ a ]; a groupBy [ a ] > 1; a groupBy [ b ] > 1; a with [ a ] > 1; a with [ b ] > 1',
  'not a; not not a; not not not a; not (a and b); not (a or b); a and b; b and a; a and b and a; a or b',
  `b or a; a and (b or c); (c or b) and a; a = 1; a = '1'; a = '01'; a = 1.0; a != 1; not a = 1; not a != 1`,
  `a = b; b = a; a = 'x'; a = 'X'; a = 'abc'; a = 'abcd'; a = 'ABCD'; a = 'true'; a = 'TRUE'; a = true`,
  `a = false; a = 'false'; a = 'null'; a = null; a = 'NULL'; a = 'nulls'; a = 'abcdef'; a = 'ABCDEF'; a = ''`,
  `a = 'a'; a = a; a = 'b'; a = '12345'; a = 12345; a = '123456'; a = 123456; a = '123'; a = 123; a = '1e3'`,
  `a = 1000; a = '1234'; a = 1234; a < 1; a <= 1; a > 1; a >= 1; a < '1'; a > 'true'; a > true; not a < 1`,
  `not a >= 1; 1 < a; a > b; b < a; a like 'x'; a like 'x%'; a like 'X%'; not a like 'x'; b like 'x'`,
  `a regexMatch /x/; a regexMatch /x/i; a regexMatch /X/; a in (1, 2); a in (2, 1); a in (1); a in ('1')`,
  `not a in (1); a in ($L); a in ($M); a in ('L'); a in (1, 2, 3); length() > 1; a length() > 1`,
  `a LENGTH() > 1; a isEmpty(); a ISEMPTY(); isEmpty(); not a isEmpty(); b isEmpty(); a before(-1, 'days')`,
  `a before(-1, 'DAYS'); a before(1, 'days'); a after(-1, 'days'); a before(-1, days)`,
  `a split(',') isEmpty(); getValue(a); a getValue(a); getResource(a, a); a contain [ a contain [ ~~.a ] ]`,
  'a contain [ a contain [ ~.a ] ]',
);

test('what is the same, and what is the opposite', async () => {
  const identity = new Identity();
  const parsed = CONDITIONS.map((text) => {
    const rule = parseRule(`A should have ${text}`);
    return { text, node: (rule as { readonly condition: ExpressionNode }).condition };
  });
  const lines = parsed.map(({ text, node }) => {
    const same = parsed.filter((other) => other.node !== node && identity.of(other.node) === identity.of(node));
    const opposite = parsed.filter((other) => identity.of(other.node) === identity.ofOpposite(node));
    const element = identity.of(node) === identity.ofElement() ? ' (the element)' : '';
    return `${text}${element}: ${same.map((one) => one.text).join('; ')} | ${opposite.map((one) => one.text).join('; ')}\n`;
  });
  await expect(lines.join('')).toMatchFileSnapshot('identity.txt');
});

test('of a hundred thousand conditions each is another', () => {
  const identity = new Identity();
  const span = { start: 0, end: 0 };
  const left: PathNode = { kind: 'Path', start: 'element', levels: 0, segments: [], span };
  const many = Array.from({ length: 100_000 }, (_, n): ComparisonNode => {
    const right: StringNode = { kind: 'String', value: `q${n >> 1}`, span };
    return { kind: 'Comparison', operator: n % 2 === 0 ? '=' : '<', left, right, span };
  });
  const numbers = many.map((node) => identity.of(node));
  const all = new Set(numbers);
  expect(all.size).toBe(many.length);
  expect(many.filter((node) => all.has(identity.ofOpposite(node)))).toEqual([]);
  expect(many.filter((node) => !all.has(identity.of(node)))).toEqual([]);
});
