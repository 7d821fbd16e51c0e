import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { factsOf, reasonOf } from '../../src/findings/reason.ts';
import { explanationLines } from '../../src/findings/tree.ts';
import type { Explanation } from '../../src/run/explanation.ts';

const NOW = '2026-11-23T12:00:00Z';

const entity = {
  type: 'X',
  name: 'bob',
  owner: 'carol',
  port: 7,
  from: 5,
  empty: '',
  tags: [{ key: 'a' }, { key: 'b' }, { key: 'c' }, { key: 'c' }, { key: 'd' }],
  rules: [
    { id: 'r-1', port: 80, portTo: 80 },
    { id: 'r-2', port: 0, portTo: 65_535 },
  ],
  created: 1_767_225_600,
  due: '2026-12-03T11:00:00Z',
  never: -62_135_596_800,
  long: Array.from({ length: 1000 }, (_, n) => ({ n })),
  verbs: ['get', '*'],
  grants: [{ verbs: ['get'] }, { verbs: ['list', '*'] }],
};

function explained(condition: string): Explanation {
  return compileRule(`X should have ${condition}`).evaluate(entity, { now: NOW }).explain();
}

describe('one fact', () => {
  test.each([
    // The literal on the right.
    ["name = 'alice'", "name is 'bob', not 'alice'"],
    ["name = 'bob'", "name = 'bob'"],
    ["name != 'bob'", "name = 'bob'"],
    ["name != 'alice'", "name != 'alice' (it is 'bob')"],
    ['port > 22', 'port is 7, not > 22'],
    ['port <= 22', 'port <= 22 (it is 7)'],
    // The literal on the left says the same of the same subject.
    ["'alice' = name", "name is 'bob', not 'alice'"],
    ["'bob' = name", "name = 'bob'"],
    ["'bob' != name", "name = 'bob'"],
    ["'alice' != name", "name != 'alice' (it is 'bob')"],
    ['22 < port', 'port is 7, not > 22'],
    ['22 <= port', 'port is 7, not >= 22'],
    ['5 > port', 'port is 7, not < 5'],
    ['5 >= port', 'port is 7, not <= 5'],
    ['22 >= port', 'port <= 22 (it is 7)'],
    ['5 < port', 'port > 5 (it is 7)'],
    ['5 != tags length()', 'tags length() = 5'],
    ['4 = tags length()', 'tags length() is 5, not 4'],
    ['null = name', "name is 'bob', not null"],
    ['true = missing', 'missing is missing, not true'],
    // Two properties.
    ['name = owner', "name is 'bob', not owner ('carol')"],
    ['port > from', 'port > from (it is 7, from is 5)'],
    ['port < from', 'port is 7, not < from (5)'],
    ['port = tags length()', 'port is 7, not tags length() (5)'],
    // A test on the right.
    ['empty = isEmpty()', 'empty = isEmpty()'],
    ['name = isEmpty()', "name is 'bob', not isEmpty()"],
    // A selected list stands for its length beside a comparison, and nowhere else.
    ["tags with [ key = 'c' ] = 3", "tags with [ key = 'c' ] is 2, not 3"],
    ["tags with [ key = 'c' ] > 1", "tags with [ key = 'c' ] > 1 (it is 2)"],
    ['tags groupBy [ key ] = 3', 'tags groupBy [ key ] is 4, not 3'],
    ["tags with [ key = 'a' ] in (1, 2)", "tags with [ key = 'a' ] in (1, 2) (it is 1)"],
    ['port in (1, 7)', 'port in (1, 7) (it is 7)'],
    ["name like 'b%'", "name like 'b%' (it is 'bob')"],
    ['name regexMatch /^a/', "name is 'bob', not regexMatch /^a/"],
    ["name startsWith('b')", "name startsWith('b') (it is 'bob')"],
    ['name', "name is 'bob'"],
  ])('%s', (condition, reason) => {
    expect(reasonOf(explained(condition))).toBe(reason);
  });
});

describe('a time in words, by the clock of the rule', () => {
  test.each([
    ["created before(-90, 'days')", 'created is 326 days ago, more than 90 (2026-01-01T00:00:00Z)'],
    ["created after(-90, 'days')", 'created is 326 days ago, more than 90 (2026-01-01T00:00:00Z)'],
    ["created before(-1, 'years')", 'created is 0 years ago, less than 1 (2026-01-01T00:00:00Z)'],
    ["created after(-400, 'days')", 'created is 326 days ago, less than 400 (2026-01-01T00:00:00Z)'],
    ["created before(-10, 'months')", 'created is 10 months ago, more than 10 (2026-01-01T00:00:00Z)'],
    ["created before(30, 'days')", 'created is 326 days ago, earlier than in 30 days (2026-01-01T00:00:00Z)'],
    ["due before(30, 'days')", 'due is in 9 days, less than 30 (2026-12-03T11:00:00Z)'],
    ["due after(1, 'weeks')", 'due is in 1 week, more than 1 (2026-12-03T11:00:00Z)'],
    ["due before(-1, 'days')", 'due is in 9 days, later than 1 day ago (2026-12-03T11:00:00Z)'],
    ["due before(0, 'days')", 'due is in 9 days (2026-12-03T11:00:00Z)'],
    ["never after(-45, 'days')", "never is never, not after(-45, 'days')"],
    ["never before(-45, 'days')", "never before(-45, 'days') (it is never)"],
    ["missing before(-45, 'days')", "missing is missing, not before(-45, 'days')"],
  ])('%s', (condition, reason) => {
    expect(reasonOf(explained(condition))).toBe(reason);
  });

  test('the number that stands for never is in no fact', () => {
    expect(factsOf(explained("never after(-45, 'days')"))[0]).toMatchObject({ path: 'never', value: 'never' });
  });
});

describe('a literal alone in a block names the element', () => {
  test.each([
    ["verbs contain [ '*' ]", "verbs[1] = '*'"],
    ["verbs contain [ 'g%' ]", "verbs[0] like 'g%' (it is 'get')"],
    ["not verbs contain-all [ '*' ]", "verbs[0] is 'get', not '*'"],
    ["not verbs contain-all [ 'g%' ]", "verbs[1] is '*', not like 'g%'"],
    ["verbs contain [ 'x' or '*' ]", "verbs[1] = '*'"],
    ["verbs contain [ 'x' ]", "none of the 2 of verbs has 'x'"],
    ["grants contain [ verbs contain [ '*' ] ]", "grants[1].verbs[1] = '*'"],
  ])('%s', (condition, reason) => {
    expect(reasonOf(explained(condition))).toBe(reason);
  });

  test('and the fact has its path and value', () => {
    expect(factsOf(explained("grants contain [ verbs contain [ '*' ] ]"))).toEqual([
      { text: "grants[1].verbs[1] = '*'", condition: "'*'", path: 'grants[1].verbs[1]', value: '*' },
    ]);
  });
});

describe('the fewest facts', () => {
  test.each([
    ['an `or` that holds: the shortest, not the first', "name like '%o%' or port = 7", 'port = 7'],
    ['an `or` that holds: the shortest, not the last', "port = 7 or name like '%o%'", 'port = 7'],
    ['an `and` that fails: the shortest, not the first', "name = 'a long name' and port = 8", 'port is 7, not 8'],
    ['an `and` that fails: one that fails', "name = 'alice' and port = 7", "name is 'bob', not 'alice'"],
    ['an `or` that fails: all', "name = 'alice' or port = 8", "name is 'bob', not 'alice' and port is 7, not 8"],
    ['a fact is said once', "port = 7 and (name = 'bob' and port = 7)", "port = 7 and name = 'bob'"],
    ['a fact is said once, from either side', '8 = port or port = 8', 'port is 7, not 8'],
    [
      'the element that decides, with what it is known by',
      'rules contain [ port <= 22 and portTo >= 22 ]',
      "rules[1].port <= 22 (it is 0) and rules[1].portTo >= 22 (it is 65535), for id 'r-2'",
    ],
    [
      'how many other elements of a long list would decide',
      'long contain [ n >= 500 ]',
      'long[500].n >= 500 (it is 500), and 499 more like it',
    ],
    [
      'how many elements of a long list fail',
      'not long contain-all [ n < 990 ]',
      'long[990].n is 990, not < 990, and 9 more like it',
    ],
    [
      'how many other elements would decide',
      'rules contain [ port >= 0 ]',
      "rules[1].port >= 0 (it is 0), for id 'r-2', and 1 more like it",
    ],
  ])('%s', (_, condition, reason) => {
    expect(reasonOf(explained(condition))).toBe(reason);
  });

  test('each has its part of the condition, its path and its value', () => {
    expect(factsOf(explained("'alice' = name"))).toEqual([
      { text: "name is 'bob', not 'alice'", condition: "'alice' = name", path: 'name', value: 'bob' },
    ]);
  });
});

describe('the tree', () => {
  test.each(['and', 'or'])('all operands of `%s`, also when one is enough', (word) => {
    for (const operands of [
      ["name = 'bob'", 'port = 8'],
      ['port = 8', "name = 'bob'"],
    ]) {
      const lines = explanationLines(explained(operands.join(` ${word} `))).map((line) => line.trim());
      for (const operand of operands)
        expect(lines).toContain(`${operand.startsWith('port') ? 'false' : 'true '}  ${operand}`);
      expect(lines).toEqual(expect.arrayContaining(["name is 'bob'", 'port is 7']));
    }
  });

  test('control characters of the rule and of the entity are not printed', () => {
    const bad = '\u001b[31m\u0000\u202e\u2028';
    const explanation = compileRule(`X should have tags contain [ key = '${bad}' ] or $['${bad}'] = '${bad}'`)
      .evaluate({ type: 'X', [bad]: 'x', tags: [{ key: bad }] })
      .explain();
    const text = explanationLines(explanation).join('\n');
    expect(text).toContain('\ufffd[31m');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
  });
});
