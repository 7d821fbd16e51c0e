import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { testOf } from '../../src/run/predicates.ts';
import { unknownTest } from '../../src/run/partly.ts';
import { foldOf } from '../../src/values/equality.ts';
import { PartlyKnownText } from '../../src/values/partly-known.ts';
import { type EntityRecord, entityRecord } from '../../src/values/record.ts';

async function status(
  logic: string,
  value: unknown,
  unknown: Readonly<Record<string, string>>,
  more: Partial<EntityRecord> = {},
): Promise<string> {
  const record = { ...entityRecord({ type: 'X', name: 'x', p: value }, { file: 'x' }, unknown), ...more };
  const results = assess([{ id: 'r', severity: 'High', logic }], [record], {
    now: 0,
    include: ['passed', 'failed', 'error'],
  });
  for await (const result of results) return result.status;
  return 'nothing';
}

const KEY = 'X should have p regexMatch /"(A|B)":[{][^{}]*"key":/';

describe('a pattern over an object that is known in parts', () => {
  it.each<readonly [string, string, unknown, readonly string[], string]>([
    ['holds where it occurs in what is known', KEY, { A: { key: { Ref: 'T' } } }, ['p.A.key'], 'passed'],
    ['behind what is not known', KEY, { C: 1, A: { key: 1 } }, ['p.C'], 'passed'],
    ['and not across it', 'X should have p regexMatch /"a":1,"b"/', { a: 1, b: 2 }, ['p.a'], 'error'],
    ['is undecided where it does not occur', KEY, { A: { other: 1 } }, ['p.A.other'], 'error'],
    [
      'where it asks for what is not known',
      'X should have p regexMatch /"key":"x"/',
      { A: { key: 'x' } },
      ['p.A.key'],
      'error',
    ],
    ['where a property may stand anywhere', KEY, { A: { key: 1 } }, ['p.A.more'], 'error'],
    ['where any property may be there', KEY, { A: { key: 1 } }, ['p.A.*'], 'error'],
    [
      'where it minds the start',
      'X should have p regexMatch /^[{]"A":[{]"key"/',
      { A: { key: 1 } },
      ['p.A.key'],
      'error',
    ],
    ['where all of it is not known', KEY, { A: { key: 1 } }, ['p'], 'error'],
    ['two of its values', KEY, { A: { key: 1, b: 2 }, C: [1, 2] }, ['p.A.b', 'p.C.1'], 'passed'],
    ['a value in a value', KEY, { A: { key: { a: 1 } } }, ['p.A.key', 'p.A.key.a'], 'passed'],
    ['in a list', 'X should have p regexMatch /"C":[[]1,/', { C: [1, 2] }, ['p.C.1'], 'passed'],
    ['where nothing stands around it', KEY, { A: null, B: { key: 1 } }, ['p.A.key'], 'error'],
    [
      'and nothing within it',
      'X should have p regexMatch /"key":[{]/',
      { key: { a: 1 } },
      ['p.key', 'p.key.a'],
      'error',
    ],
    ['but around it', 'X should have p regexMatch /"key":[{]/', { key: { a: 1 } }, ['p.key.a'], 'passed'],
    ['a list of which more may be there', 'X should have p regexMatch /"a"/', ['a', 'b'], ['p.length'], 'error'],
    [
      'a list in it of which more may be there',
      'X should have p regexMatch /"a"/',
      { l: ['a', 'b'] },
      ['p.l.length'],
      'error',
    ],
    [
      'a property that is called so',
      'X should have p regexMatch /"a"/',
      { length: 1, l: ['a'] },
      ['p.length'],
      'passed',
    ],
    ['a list as a whole', 'X should have p regexMatch /"a"/', ['a', 'b'], ['p.1'], 'error'],
    [
      'where it asks for what is not known itself',
      String.raw`X should have p regexMatch /"key":\x1a[}]/`,
      { A: { key: 1 } },
      ['p.A.key'],
      'passed',
    ],
    [
      'and that is elsewhere',
      String.raw`X should have p regexMatch /"b":\x1a/`,
      { A: { key: 1 } },
      ['p.A.key'],
      'error',
    ],
    [
      'but not for a character among others',
      String.raw`X should have p regexMatch /[\x00-\x1a]/`,
      { A: { key: 1 } },
      ['p.A.key'],
      'error',
    ],
    ['all is known', String.raw`X should have p regexMatch /"key":\x1a/`, { A: { key: '\u001a' } }, [], 'failed'],
    ['turned round', 'X should not have p regexMatch /"key":/', { A: { key: 1 } }, ['p.A.key'], 'failed'],
  ])('%s', async (_title, logic, value, paths, expected) => {
    expect(await status(logic, value, Object.fromEntries(paths.map((path) => [path, 'it is not told'])))).toBe(
      expected,
    );
  });
});

describe('a pattern over an object with texts that are known in parts', () => {
  it.each<
    readonly [string, string, Readonly<Record<string, readonly string[] | undefined>>, readonly string[], string]
  >([
    ['holds where it occurs in them', '/"key":"x-/', { 'p.key': ['x-', ''] }, [], 'passed'],
    ['is undecided across their gaps', '/x-1/', { 'p.key': ['x-', '1'] }, [], 'error'],
    ['and where all of one is not known', '/"key":"x-/', { 'p.key': undefined }, [], 'error'],
    ['or the text is a document', '/"key":"[{]/', { 'p.key': ['{', '}'] }, ['p.key'], 'error'],
    ['or what is around it is not known', '/"key":"x-/', { p: undefined, 'p.key': ['x-', ''] }, [], 'error'],
    ['whichever of both is noted first', '/"key":"x-/', { 'p.key': ['x-', ''], p: undefined }, [], 'error'],
    [
      'or what it is in is known in parts itself',
      '/"a":"x-/',
      { 'p.inner': ['y'], 'p.inner.a': ['x-', ''] },
      [],
      'error',
    ],
    ['but not of what is in it', '/"inner":"y/', { 'p.inner': ['y', ''], 'p.inner.a': ['x-', ''] }, [], 'error'],
    ['of two such texts', '/"key":"x-.*"other":"y/', { 'p.key': ['x-', ''], 'p.other': ['y', ''] }, [], 'error'],
    ['of one beside what is known', '/"other":"o"/', { 'p.key': ['x-', ''] }, [], 'passed'],
  ])('%s', async (_title, pattern, notes, documents, expected) => {
    const value = { key: 'k', other: 'o', inner: { a: 'a' } };
    const unknown = Object.fromEntries(Object.keys(notes).map((path) => [path, 'it is not told']));
    const partly = Object.fromEntries(
      Object.entries(notes).flatMap(([path, pieces]) => (pieces === undefined ? [] : [[path, pieces]])),
    );
    expect(await status(`X should have p regexMatch ${pattern}`, value, unknown, { partly, documents })).toBe(expected);
  });
});

describe('what is known in parts is paid for', () => {
  const text = (part: string): string => part.repeat(800);
  const items = Array.from({ length: 20_000 }, (_, n) => ({ n }));
  it.each([
    `~.p like '%${text('b')}%'`,
    `~.p = '${text('b')}'`,
    `~.p in ('${text('b')}', '${text('c')}')`,
    '~.p regexMatch /x(a|b)*y/',
  ])('%#', async (condition) => {
    const entity = { type: 'X', name: 'x', p: '', items };
    const record = {
      ...entityRecord(entity, { file: 'x' }, { p: 'it is not told' }),
      partly: { p: [text('b'), text('a')] },
    };
    const logic = `X should not have items contain [ ${condition} ]`;
    const results = assess([{ id: 'r', severity: 'High', logic }], [record], { now: 0, include: ['error'] });
    const found: unknown[] = [];
    for await (const { status, error } of results) found.push([status, error?.code]);
    expect(found).toEqual([['error', 'limit']]);
  });
});

it('is undecided by a pattern that cannot be read', () => {
  const error = new PartlyKnownText(['x', ''], 'not known', 'later');
  const said = (pattern: string): unknown =>
    unknownTest({ kind: 'match', pattern, ignoreCase: false }, {}, foldOf(false))(error, { left: 100 });
  expect([said('x'), said('y'), said('(')]).toEqual([true, error, error]);
  expect(testOf({ kind: 'match', pattern: '(', ignoreCase: false }, {}, foldOf(false))('x')).toMatchObject({
    code: 'invalid-pattern',
    message: expect.stringMatching(/^the pattern `\/\(\/` cannot be used: \S/u) as unknown,
  });
});
