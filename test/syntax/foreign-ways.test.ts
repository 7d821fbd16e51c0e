import { describe, expect, test } from 'vitest';
import { parseRepaired as parse } from '../../src/syntax/repaired.ts';
import { FUNCTION_WORDS } from '../../src/syntax/words.ts';
import { functions } from '../../src/functions/index.ts';

/** What is advised, as `code: underlined text -> advice`. */
function advised(text: string): string[] {
  return parse(text).diagnostics.map(
    ({ code, at: { span }, help = '' }) => `${code}: ${text.slice(span.start, span.end)} -> ${help}`,
  );
}

const X = 'X should have ';

describe('how long ago it was, as other languages ask it', () => {
  test.each([
    ['at < now() - 90d', "before(-90, 'days')"],
    ['at < now() - 90 days', "before(-90, 'days')"],
    ['at < today() - 90', "before(-90, 'days')"],
    ['at <= now - 90', "before(-90, 'days')"],
    ['at < NOW() - INTERVAL 90 DAY', "before(-90, 'days')"],
    ["at < now() - interval '6 months'", "before(-6, 'months')"],
    ['at > now() - 12h', "after(-12, 'hours')"],
    ['at < current_timestamp + 30 minutes', "before(30, 'minutes')"],
    ['at < ago(90d)', "before(-90, 'days')"],
    ['at >= ago(1w)', "after(-1, 'weeks')"],
    ['at < dateadd(day, -90, getdate())', "before(-90, 'days')"],
    ["datediff('day', at, now()) > 90", "at before(-90, 'days')"],
    ['now() - at > 90 days', "at before(-90, 'days')"],
    ['now() - at < 2 hrs', "at after(-2, 'hours')"],
    ['at older than 90 days', "before(-90, 'days')"],
    ['at is newer than 2 years', "after(-2, 'years')"],
    ['at before(-90d)', "before(-90, 'days')"],
    ["at before('-90 days')", "before(-90, 'days')"],
    ["at after(-90 'days')", "after(-90, 'days')"],
    ["at before -90, 'days'", "before(-90, 'days')"],
    ['at before 30 days', "before(30, 'days')"],
  ])('%s', (condition, text) => {
    const { diagnostics, recovered } = parse(X + condition);
    expect(diagnostics.map(({ help }) => help)).toEqual([`write \`${text}\``]);
    // The repair is right where it is put.
    const [fix] = diagnostics[0]?.fixes ?? [];
    const mended = `${(X + condition).slice(0, fix?.span.start)}${fix?.text}${(X + condition).slice(fix?.span.end)}`;
    expect(parse(mended).diagnostics).toEqual([]);
    expect(recovered).toBeDefined();
  });

  test.each(["at before(-90, 'days')", "at before ( 90 , 'd' )", 'at before(now)', 'nowhere < todays', 'at < ago'])(
    '%s is read as it stands',
    (condition) => {
      expect(parse(X + condition).diagnostics).toEqual([]);
    },
  );
});

describe('what stands for an element in other languages', () => {
  const BLOCK =
    "a block asks each element, by its own properties or as `$`: `rules contain [ port = 22 ]`, `groups contain [ $ = 'a' ]`";

  test.each([
    ["any(groups, g => g = 'a')", 'g =>'],
    ['rules any (r=>r.port = 22)', 'r=>'],
    ['rules.all(r, r.port = 22)', 'r,'],
    ['rules.exists(rule, rule.port != 22)', 'rule,'],
  ])('%s', (condition, slip) => {
    expect(advised(X + condition)).toContain(`wrong-operator: ${slip} -> ${BLOCK}`);
  });

  test.each(['port => 22', 'port in (a, b)', 'a => b', "getResources('T', id, id)"])('%s is none', (condition) => {
    expect(advised(X + condition).filter((text) => text.includes(BLOCK))).toEqual([]);
  });
});

describe('operators in words', () => {
  test.each([
    ['n greater than 5', 'foreign-word: greater than -> write `>`'],
    ['n is less than or equal to 5', 'foreign-word: is less than or equal to -> write `<=`'],
    ['n is at least 5', 'foreign-word: is at least -> write `>=`'],
    ['n at most 5', 'foreign-word: at most -> write `<=`'],
    ["a is not 'b'", 'foreign-word: is not -> write `!=`'],
    ["a equal to 'b'", 'foreign-word: equal to -> write `=`'],
    ["a not equals 'b'", 'foreign-word: not equals -> write `!=`'],
    ["a starts with 'b'", "foreign-word: starts with 'b' -> write `like 'b%'`"],
    ["a ends with 'it''s'", "foreign-word: ends with 'it''s' -> write `like '%it''s'`"],
    [
      "a has 'b'",
      "foreign-word: has -> for a part of a text write `like '%b%'`, for an element of a list `contain [ 'b' ]`",
    ],
    [
      "a contain 'b'",
      "foreign-word: contain -> for a part of a text write `like '%b%'`, for an element of a list `contain [ 'b' ]`",
    ],
    ['a contain none [ b ]', 'wrong-operator: contain none -> write `contain-none`'],
    [
      'a contain-one [ b ]',
      'foreign-word: contain-one -> write `contain [ … ]` for at least one, and `with [ … ] length() = 1` for exactly one',
    ],
    ['a filter [ b ] length() > 1', 'foreign-word: filter -> write `with`'],
    ['any(a, b = 1)', 'foreign-word: any -> write `a contain [ … ]`'],
    ['a exists', 'foreign-word: exists -> a property alone asks whether it is there: `a`'],
    ['not exists a', 'foreign-word: exists -> a property alone asks whether it is there: `a`'],
    ['if a then b', 'foreign-word: if -> put `where a` before `should`'],
    ['a = None', "foreign-word: None -> write `null`, or `'None'` if it is text"],
    ['a != undefined', "foreign-word: undefined -> write `null`, or `'undefined'` if it is text"],
  ])('%s', (condition, expected) => {
    expect(advised(X + condition)).toEqual([expected]);
  });

  test('two of them in one', () => {
    expect(advised(`${X}a does not contain [ b ]`)).toEqual([
      'foreign-word: does  -> leave it out',
      'wrong-operator: not -> write `not a contain [ b ]`',
    ]);
    expect(advised(`${X}a not like ('b%' or 'c%')`)).toEqual([
      'wrong-operator: not -> write `not a like …`',
      "wrong-operator: like -> write each: `not (a like 'b%' or a like 'c%')`",
    ]);
    expect(advised(`${X}a contains-all ('b', 'c')`).at(-1)).toContain('join one `contain` for each with `and`');
  });
});

describe('brackets that were left out, and others', () => {
  test.each([
    ['a isPublic', 'unexpected-token: isPublic -> write `a isPublic()`'],
    ["a startsWith 'b'", "unexpected-token: startsWith 'b' -> write `a startsWith('b')`"],
    [
      "a inSubnet '10.0.0.0/8', '11.0.0.0/8'",
      "unexpected-token: inSubnet '10.0.0.0/8', '11.0.0.0/8' -> write `a inSubnet('10.0.0.0/8', '11.0.0.0/8')`",
    ],
    ['a length > 0', 'unexpected-token: length -> write `a length()`'],
    ['a empty', 'unexpected-token: empty -> write `a isEmpty()`'],
    ['a in 22, 3389', 'wrong-operator: 22, 3389 -> write `in (22, 3389)`'],
    ['a in [22, 3389]', 'wrong-operator: [ -> write `(22, 3389)`'],
    ['a in $B', 'wrong-operator: in $B -> write `in ($B)`'],
    ['a = $B', 'wrong-operator: = $B -> write `in ($B)`'],
    ['a != $B', 'wrong-operator: != $B -> write `not … in ($B)`'],
    ["'b' in a", "wrong-operator: a -> for an element of a list write `in (a)`, for a part of a text `a like '%b%'`"],
    ['a in (20-25)', 'wrong-operator: in -> write `(a >= 20 and a <= 25)`'],
    ['a in range(20, 25)', 'wrong-operator: in -> write `(a >= 20 and a < 25)`'],
    ['20 <= a <= 25', 'wrong-operator: <= -> write `20 <= a and a <= 25`'],
    ["a regexMatch('^b')", "wrong-operator: regexMatch('^b') -> write `regexMatch /^b/`"],
    ["a regexp '^b/c'", "wrong-operator: regexp '^b/c' -> write `regexMatch /^b\\/c/`"],
    ['a ~ /b/', 'wrong-operator: ~ /b/ -> write `regexMatch /b/`'],
    ['a groupBy b length() > 1', 'wrong-operator: groupBy b -> write `groupBy [ b ]`'],
    ["a groupBy [ 'b' ] length() > 1", "wrong-operator: groupBy [ 'b' ] -> write `groupBy [ b ]`"],
    ['a[*].b = 1', 'wrong-operator: [*].b -> write `contain [ b … ]` for some of it, `contain-all [ … ]` for each'],
    ['a[].b = 1', 'wrong-operator: [].b -> write `contain [ b … ]` for some of it, `contain-all [ … ]` for each'],
    [
      "a[?b=='c' && d]",
      "wrong-operator: [?b=='c' && d] -> write `contain [ b = 'c' and d ]`, or `with [ … ]` where more follows",
    ],
    [
      "a[?(@.b=='c')]",
      "wrong-operator: [?(@.b=='c')] -> write `contain [ b = 'c' ]`, or `with [ … ]` where more follows",
    ],
    ['@.a = 1', 'wrong-operator: @. -> leave it out'],
    ['a = 1_000', 'wrong-operator: 1_000 -> write `1000`'],
    ['a = 0x10', 'wrong-operator: 0x10 -> write `16`'],
    ['a = 1 -- b', 'unexpected-character: -- b -> leave it out'],
    ['a = 1 /* b */', 'unexpected-character: /* b */ -> leave it out'],
  ])('%s', (condition, expected) => {
    expect(advised(X + condition)).toEqual([expected]);
  });
});

describe('targets', () => {
  test.each([
    ['List(X) should have items', 'expected-should: List(X) -> write `List<X>`'],
    ['List[X] should have items', 'expected-should: List[X] -> write `List<X>`'],
    ['X[] should have items', 'expected-should: X[] -> write `List<X>`'],
    ['count(X) > 5', 'expected-should: count(X)  -> write `List<X> should have items length() > …`'],
    ['X count > 5', 'expected-should: X count  -> write `List<X> should have items length() > …`'],
    ['X length() >= 5', 'expected-should: X length()  -> write `List<X> should have items length() >= …`'],
    ['X.a = 1', 'expected-should: X.a -> write `X should have a …`'],
    ['X, Y should have a', 'expected-should: , Y -> write a rule for each'],
    ['X or Y or Z where a should have b', 'expected-should: or Y or Z -> write a rule for each'],
    ['SELECT a FROM X WHERE b = 1', 'foreign-word: SELECT a FROM X -> a rule begins with the type: `X where …`'],
  ])('%s', (rule, expected) => {
    expect(advised(rule)).toEqual([expected]);
  });
});

test('the words that are called behind a property are the functions of the language', () => {
  const named = new Set(FUNCTION_WORDS.values());
  const behind = functions.filter(({ receiver }) => receiver !== undefined).map(({ name }) => name);
  expect([...named].sort()).toEqual([...behind].sort());
});

describe('elements with a name, as other languages have them', () => {
  test.each([
    ['some rule in inboundRules { rule.port = 22 }', 'inboundRules', 'port = 22'],
    ['some rule in inboundRules', 'inboundRules', '…'],
    [
      "any policy.Statement as s { s.Effect = 'Allow' and as.s = 1 }",
      'policy.Statement',
      "Effect = 'Allow' and as.s = 1",
    ],
    ['every s, i in policy.Statement { s.Effect = 1 }', 'policy.Statement', 'Effect = 1'],
  ])('%s', (condition, list, asked) => {
    expect(advised(X + condition)).toEqual([
      `foreign-word: ${condition} -> write \`${list} contain [ ${asked} ]\` for some of them, \`${list} contain-all [ ${asked} ]\` for each`,
    ]);
  });

  test('an element of any list', () => {
    expect(advised(`${X}some i; inboundRules[i].port = 22`)[0]).toBe(
      'foreign-word: some i; -> write `list contain [ … ]` for some of them, `list contain-all [ … ]` for each',
    );
  });

  test.each(["all in ('a')", "any like 'x'", 'some isEmpty()', "every contain [ 'a' ]"])('%s is right', (condition) => {
    expect(advised(X + condition)).toEqual([]);
  });

  test('what a function gives is looked into by a block', () => {
    expect(advised("X should have getResource('VPC', id).isDefault = true")).toEqual([
      'unexpected-token: .isDefault -> write `contain [ isDefault … ]`',
    ]);
  });
});
