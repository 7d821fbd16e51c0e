import { expect, test } from 'vitest';
import type { Node, PathNode } from '../../src/syntax/ast.ts';
import { formatRule, isSameRule } from '../../src/syntax/format.ts';
import { parseRule } from '../../src/syntax/parse.ts';
import { print, printRule } from '../../src/syntax/print.ts';

test.each([
  ['IamUser SHOULD  HAVE (( mfaActive=TRUE ))', 'IamUser should have mfaActive = true'],
  ['IamUser should mfaActive', 'IamUser should have mfaActive'],
  ["X should have a in('x' ,2)", "X should have a in ('x', 2)"],
  ['X should have (a or b) and (c and d)', 'X should have (a or b) and (c and d)'],
  ['X should have not (a or b) or (c and d)', 'X should have not (a or b) or c and d'],
  ['X should have a = 0.0000001', 'X should have a = 0.0000001'],
  ['X should have a = 1000000000000000000000.5', 'X should have a = 1000000000000000000000.0'],
  ['X should have a = 12345678901234567890', 'X should have a = 12345678901234567890'],
  ['X should have a = -0', 'X should have a = 0'],
  ["X should have a.0.b = 'it''s'", "X should have a[0].b = 'it''s'"],
  ["X should have $['in'][0]", 'X should have $.in[0]'],
  ['Thing should have.5', 'Thing should have have.5'],
  ['X should have in.0a', 'X should have in.0a'],
  ['X should have a.012.123456789012', 'X should have a.012.123456789012'],
  [
    "X should have a contain[not  ~ getValue('b') in( c split(':') )]",
    "X should have a contain [ not ~getValue('b') in (c split(':')) ]",
  ],
  ["X should have tags['a b'].c", "X should have tags['a b'].c"],
])('%s', (text, printed) => {
  expect(printRule(parseRule(text))).toBe(printed);
  expect(printRule(parseRule(printed))).toBe(printed);
});

test.each([
  '9'.repeat(400),
  `${'9'.repeat(400)}.1`,
  `-${'9'.repeat(400)}.1`,
  `${'9'.repeat(308)}.5`,
  `1${'0'.repeat(309)}.0`,
  `0.${'0'.repeat(400)}1`,
  '9007199254740993.0',
])('a number of many digits stays the one that it was: %s', (number) => {
  const rule = parseRule(`X should have a < ${number}`);
  for (const write of [printRule, formatRule]) expect(isSameRule(parseRule(write(rule)), rule)).toBe(true);
});

test('a tree that was made by hand prints as text that parses', () => {
  const span = { start: 0, end: 0 };
  const path = (...names: (string | number)[]): PathNode => ({
    kind: 'Path',
    span,
    start: 'element',
    levels: 0,
    segments: names.map((name) => ({ kind: 'Segment', span, name })),
  });
  expect([path('where', 0), path('in', 'x'), path('or', 'a b'), path(0, 'a')].map((node: Node) => print(node))).toEqual(
    ['where.0', 'in.x', "$['or']['a b']", '$[0].a'],
  );
});

test('a long rule is broken where its parts begin', () => {
  const rule = parseRule(
    "SecurityGroup where name != 'default' should not have inboundRules contain [ scope = '0.0.0.0/0' and port <= 22 and portTo >= 22 and protocol in ('TCP', 'ALL') ]",
  );
  expect(formatRule(rule)).toMatchInlineSnapshot(`
    "SecurityGroup
      where name != 'default'
      should not have inboundRules contain [
        scope = '0.0.0.0/0' and port <= 22 and portTo >= 22 and protocol in ('TCP', 'ALL')
      ]"
  `);
});
