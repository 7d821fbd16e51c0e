import { describe, expect, test } from 'vitest';
import { assess } from '../src/assess/assess.ts';
import { compileRule } from '../src/run/compiled-rule.ts';
import { reasonOf } from '../src/findings/reason.ts';
import { type EntityRecord, entityRecord } from '../src/values/record.ts';
import { loadExclusions } from '../src/rules/exclusions.ts';
import { bundledRules } from '../src/rules/bundled/index.ts';

const KEYS = { firstAccessKey: 'an IAM credential report has it', secondAccessKey: 'an IAM credential report has it' };
const PARTLY = { partly: { 'a.1': ['x-', ''] } };
const rule = bundledRules.find(({ id }) => id === 'D9.AWS.IAM.51')!;

describe('a property that the source does not hold', () => {
  test('never lets a rule pass: the result is an error that says where to look', async () => {
    const record = entityRecord({ type: 'IamUser', name: 'alice' }, { file: 'config.json' }, KEYS);
    const results = [];
    for await (const result of assess([rule], [record])) results.push(result);
    expect(results.map(({ status }) => status)).toEqual(['error']);
    expect(results[0]!.error).toMatchObject({ code: 'unknown-value', help: 'an IAM credential report has it' });
    expect(reasonOf(results[0]!.explain())).toBe('`firstAccessKey.isActive` is not known');
  });

  test.each<[string, object, Record<string, string>, string]>([
    ['X should have a', {}, { a: 'later' }, 'error'],
    ['X should have a or b', { b: 1 }, { a: 'later' }, 'passed'],
    ['X should have a and b', { b: null }, { a: 'later' }, 'failed'],
    ['X should have a.b.c = 1', {}, { 'a.b': 'later' }, 'error'],
    ['X should have a', {}, { 'a.b': 'later' }, 'error'],
    ['X should have a.c', { a: { c: 1 } }, { 'a.b': 'later' }, 'passed'],
    ['X should have a isEmpty()', {}, { a: 'later' }, 'error'],
    ['X should not have a contain [ b ]', {}, { a: 'later' }, 'error'],
    ['X should not have a contain [ b ]', { a: [{ c: 1 }] }, { 'a.0.b': 'later' }, 'error'],
    ['X should not have a contain [ b ]', { a: [{ c: 1 }, { b: 1 }] }, { 'a.0.b': 'later' }, 'failed'],
    ['X should not have a contain [ b = 1 ]', { a: [{ b: 1 }, null] }, { 'a.1': 'later' }, 'failed'],
    ['X should not have a contain [ b = 1 ]', { a: [{ b: 2 }, null] }, { 'a.1': 'later' }, 'error'],
    ["X should not have a contain [ b contain [ '*' ] ]", { a: [{ b: ['x', null] }] }, { 'a.0.b.1': 'later' }, 'error'],
    ['X should not have a regexMatch /z/', { a: [{ b: 1 }] }, { 'a.0.c': 'later' }, 'error'],
    ['X should not have a regexMatch /z/', { a: { b: [null] } }, { 'a.b.0': 'later' }, 'error'],
    ['X should not have a regexMatch /z/', { a: { b: 1 } }, { c: 'later' }, 'passed'],
    ['X should not have a = b', { a: [{}], b: [{ c: 1 }] }, { 'a.0.c': 'later' }, 'error'],
    ['X should not have a unique() length() = 2', { a: [{}, { c: 1 }] }, { 'a.0.c': 'later' }, 'error'],
    ['X should not have a length() = 3', { a: [{}] }, { 'a.0.c': 'later' }, 'passed'],
    ["X should not have a getValues('d') contain [ 1 ]", { a: [{}] }, { 'a.0.c': 'later' }, 'passed'],
    [
      'X should have a with [ action = 1 ] allowedHostsForPort(22) = 0',
      { a: [{ action: 1, protocol: 'TCP' }] },
      { 'a.0.destinationPort': 'later' },
      'error',
    ],
    ['X should not have a length() = 3', { a: [1, null] }, { 'a.1': 'later' }, 'error'],
    ['X should not have a.b = 1', { a: [null] }, { 'a.0': 'later' }, 'error'],
    ['X should not have a = 1', { a: [null] }, { 'a.0': 'later' }, 'error'],
    ['X should not have a', {}, { '*': 'a macro adds some' }, 'error'],
    ['X should not have a.b', { a: {} }, { 'a.*': 'a macro adds some' }, 'error'],
    ['X should not have a.b', { a: { b: false } }, { 'a.*': 'a macro adds some' }, 'passed'],
    ['X should not have b', {}, { 'a.*': 'a macro adds some' }, 'passed'],
    ['X should not have a contain [ b.c ]', { a: [{ b: {} }] }, { 'a.0.b.*': 'a macro adds some' }, 'error'],
    ['X should not have a contain [ b = 1 ]', { a: { c: 1 } }, { 'a.b': 'later' }, 'error'],
    ['X should not have a contain [ b.c = 1 ]', { a: { b: { d: 1 } } }, { 'a.b.c': 'later' }, 'error'],
    ['X should not have a contain [ c = 2 ]', { a: { c: 1 } }, { 'a.b': 'later' }, 'passed'],
    ['X where a should have b', { b: 1 }, { a: 'later' }, 'error'],
    ['X should have b = a', { b: 1 }, { a: 'later' }, 'error'],
    ['X should have a != 1', {}, { a: 'later' }, 'error'],
    ['X should have c', {}, { a: 'later' }, 'failed'],
    ['X should have a = 1', { a: { 'Fn::ImportValue': 'x' } }, { a: 'at deployment' }, 'error'],
    ['X should have items groupBy [ k ] length() = 1', { items: [{}] }, { 'items.0.k': 'later' }, 'error'],
    ["X should have items getValues('k') isEmpty()", { items: [{}] }, { 'items.0.k': 'later' }, 'error'],
    ['X should not have $ regexMatch /z/', {}, { a: 'later' }, 'error'],
    ['X should have $ regexMatch /"b":"z"/', { b: 'z' }, { c: 'later' }, 'error'],
    ['X should not have $ = $', {}, { a: 'later' }, 'error'],
    ['X should have $ length() = 1', {}, { a: 'later' }, 'passed'],
    ['X should have a contain [ $ regexMatch /z/ ]', { a: [{}] }, { 'a.0.b': 'later' }, 'error'],
    [
      'X should not have a with [ b ] unique() regexMatch /z/',
      { a: [{ b: 1 }, { b: 2 }] },
      { 'a.1.c': 'later' },
      'error',
    ],
    ['X should not have a with [ b ] unique() length() = 2', { a: [null, { b: 1 }] }, { 'a.1.c': 'later' }, 'error'],
    ['X should not have a first() = 1', { a: [1] }, { 'a.0': 'later' }, 'error'],
    ['X should not have a first() = 1', { a: [2, 1] }, { 'a.0': 'later' }, 'error'],
  ])('%s on %j, unknown %j: %s', (text, properties, unknown, expected) => {
    expect(compileRule(text).evaluate({ type: 'X', ...properties }, { unknown }).status).toBe(expected);
  });

  test('counts in List<> targets too', async () => {
    const record = entityRecord({ type: 'IamUser', name: 'alice', accountNumber: '1' }, { file: 'config.json' }, KEYS);
    const list = { ...rule, logic: 'List<IamUser> should not have items contain [ firstAccessKey.isActive = true ]' };
    expect((await assess([list], [record]).finish()).counts.error).toBe(1);
  });

  test('in another entity, makes looking that up an error', async () => {
    const subnet = entityRecord({ type: 'Subnet', id: 's' }, { file: 'plan.json' }, { 'vpc.id': 'known after apply' });
    const lookup = { ...rule, logic: "VPC should have getResources('Subnet', id, 'vpc.id') isEmpty()" };
    expect((await assess([lookup], [{ type: 'VPC', id: 'v' }, subnet]).finish()).counts).toMatchObject({ error: 1 });
  });

  test('is not known to an exclusion either', async () => {
    const { exclusions } = loadExclusions([{ comment: 'no key', expression: 'firstAccessKey.isActive != true' }]);
    const record = entityRecord({ type: 'IamUser', name: 'alice' }, { file: 'config.json' }, KEYS);
    const mfa = { ...rule, logic: 'IamUser should have mfaActive = true' };
    expect((await assess([mfa], [record], { exclusions }).finish()).counts).toMatchObject({ failed: 1, excluded: 0 });
  });
});

describe('a text of which parts are known', () => {
  test.each([
    ['a = 1704067200', ['2024-01-01T', ''], 'a time may be that number'],
    ['a = 1704067200', ['2024-01-01', ''], 'as may a date'],
    ['a = 5', ['x-', ''], undefined],
  ] as const)('%s of %j', async (condition, pieces, why) => {
    const record = {
      ...entityRecord({ type: 'X', id: 'x', name: 'x' }, { file: 'x' }, { a: 'known later' }),
      partly: { a: pieces },
    };
    const rules = [{ id: 'r', severity: 'Low', logic: `X should not have ${condition}` }] as const;
    const { counts } = await assess(rules, [record], { now: 0 }).finish();
    expect(counts.error === 1 ? 'undecided' : 'decided').toBe(why === undefined ? 'decided' : 'undecided');
  });
});

const DOCUMENT = { partly: { a: ['{"c":1,"d":"', '"}'] }, documents: ['a'] };
const CUT = { partly: { 'a.1': [' {"b":', '}'] } };
const ENDING = { partly: { 'a.1': ['', ':root'] } };
const PRESENT = { present: ['a'] };
const LISTED = { partly: { 'l.0': DOCUMENT.partly.a }, documents: ['l.0'] };

describe('what is known besides of what is not', () => {
  const volumes = ['v', 'w'].map((id) => entityRecord({ type: 'Volume', id }, { file: 'x' }));
  test.each<[string, object, Record<string, string>, Partial<EntityRecord>, string]>([
    [String.raw`X should have a regexMatch /x\x1a/`, {}, { a: 'later' }, { partly: { a: ['x', 'y'] } }, 'passed'],
    [String.raw`X should have a regexMatch /x\x1a/`, {}, { a: 'later' }, { partly: { a: ['x\u001ay', ''] } }, 'error'],
    ['X should have a regexMatch /x*/', {}, { a: 'later' }, { partly: { a: ['', ''] } }, 'error'],
    ['X should have a regexMatch /x*/', {}, { a: 'later' }, { partly: { a: ['y', ''] } }, 'passed'],
    ["X should have a like '%x%'", {}, { a: 'later' }, { partly: { a: ['', '-x'] } }, 'passed'],
    ["X should have a like 'x%%'", {}, { a: 'later' }, { partly: { a: ['x-', ''] } }, 'passed'],
    ["X should have a like 'x%x'", {}, { a: 'later' }, { partly: { a: ['x-', ''] } }, 'error'],
    ["X should not have a like 'y%'", {}, { a: 'later' }, { partly: { a: ['x-', ''] } }, 'passed'],
    ['X should have a startsWith(b)', { a: 'v-1' }, { b: 'later' }, { links: { b: 'v' } }, 'error'],
    ['X should have a.c = 1', { a: { c: 1 } }, { a: 'later', 'a.d': 'later' }, DOCUMENT, 'passed'],
    [
      'X should not have a contain [ b ]',
      { a: [0, 1] },
      { 'a.1': 'later' },
      { partly: { 'a.1': ['{"b":', ''] } },
      'error',
    ],
    ['X should not have a contain [ b ]', { a: [0, 1] }, { 'a.1': 'later' }, PARTLY, 'passed'],
    ['X should not have a contain [ b = 1 ]', { a: [0, 1] }, { 'a.1': 'later' }, CUT, 'error'],
    ["X should not have a contain [ b = 'x' ]", { a: [0, 1] }, { 'a.1': 'later' }, ENDING, 'passed'],
    ['X should have a', {}, { a: 'later' }, { partly: { a: ['x-', ''] } }, 'passed'],
    ['X should not have a', {}, { a: 'later' }, { partly: { a: ['x-', ''] } }, 'failed'],
    ['X should have a', {}, { a: 'later' }, { partly: { a: ['', 'LSE'] } }, 'error'],
    ['X should have a', {}, { a: 'later' }, { partly: { a: ['', ''] } }, 'error'],
    ['X should have a', {}, { a: 'later' }, PRESENT, 'passed'],
    ['X should have a isEmpty()', {}, { a: 'later' }, PRESENT, 'failed'],
    ["X should have a != ''", {}, { a: 'later' }, PRESENT, 'passed'],
    ['X should have a = null', {}, { a: 'later' }, PRESENT, 'failed'],
    ["X should have a = 'x'", {}, { a: 'later' }, PRESENT, 'error'],
    ['X should have a < 1', {}, { a: 'later' }, PRESENT, 'error'],
    ['X should have a.b', {}, { a: 'later' }, PRESENT, 'error'],
    ['X should have a contain [ b ]', {}, { a: 'later' }, PRESENT, 'error'],
    ['X should have a isEmpty()', { a: [null] }, { 'a.0': 'later' }, { present: ['a.0'] }, 'failed'],
    ['X should have a', { a: [null] }, { 'a.0': 'later' }, { present: ['a.0'] }, 'passed'],
    ['X should have a length() = 2', { a: [1, null] }, { 'a.1': 'later' }, { present: ['a.1'] }, 'passed'],
    ['X should have a length() = 2', { a: [1, null] }, { 'a.1': 'later' }, {}, 'error'],
    ['X should have a isPublic()', { a: [null] }, { 'a.0': 'later' }, { present: ['a.0'] }, 'error'],
    ['X should have b.c', { b: [{}] }, { 'b.0.c': 'later' }, { present: ['b.0.c'] }, 'passed'],
    ['X should have b contain [ c ]', { b: [{}, {}] }, { 'b.0.c': 'later' }, { present: ['b.0.c'] }, 'passed'],
    ['X should have b contain-all [ $ ]', { b: ['x', null] }, { 'b.1': 'later' }, { present: ['b.1'] }, 'passed'],
    [
      'X should not have a contain [ b ]',
      { a: [0, 1] },
      { 'a.1': 'later' },
      { partly: { 'a.1': [' [', ''] } },
      'error',
    ],
    ["X should not have a contain [ $ = 'x' ]", { a: [0, 1] }, { 'a.1': 'later' }, PARTLY, 'passed'],
    [
      'X should have a regexMatch /"b":"x-/',
      { a: { b: 0 } },
      { 'a.b': 'later' },
      { partly: { 'a.b': ['x-', ''] } },
      'passed',
    ],
    [
      'X should have a regexMatch /"b":"y-/',
      { a: { b: 0 } },
      { 'a.b': 'later' },
      { partly: { 'a.b': ['x-', ''] } },
      'error',
    ],
    ['X should have a.d = 1', { a: { c: 1 } }, { a: 'later', 'a.d': 'later' }, DOCUMENT, 'error'],
    ['X should have a contain [ c = 1 ]', { a: { c: 1 } }, { a: 'later', 'a.d': 'later' }, DOCUMENT, 'passed'],
    ['X should not have a contain [ d = 1 ]', { a: { c: 1 } }, { a: 'later', 'a.d': 'later' }, DOCUMENT, 'error'],
    ['X should have l contain [ c = 1 ]', { l: [{ c: 1 }] }, { 'l.0': 'later', 'l.0.d': 'later' }, LISTED, 'passed'],
    ['X should not have l contain [ d = 1 ]', { l: [{ c: 1 }] }, { 'l.0': 'later', 'l.0.d': 'later' }, LISTED, 'error'],
    ["X should have a with [ $ like 'y%' ] length() = 1", { a: ['y', 0] }, { 'a.1': 'later' }, PARTLY, 'passed'],
    ["X should have a with [ $ like 'x%' ] length() = 1", { a: ['y', 0] }, { 'a.1': 'later' }, PARTLY, 'error'],
    ["X should have a contain [ $ like 'x%' ]", { a: ['y', 0] }, { 'a.1': 'later' }, PARTLY, 'passed'],
    [
      "X should have getResource('Volume', a) getValue('id') = 'v'",
      {},
      { a: 'later' },
      { links: { a: 'v' } },
      'passed',
    ],
    [
      "X should have getResource('Volume', a) getValue('id') = 'w'",
      {},
      { a: 'later' },
      { links: { a: 'v' } },
      'failed',
    ],
    ["X should have getResource('Volume', a) getValue('id') = 'w'", { a: 'w' }, {}, { links: { a: 'v' } }, 'passed'],
    ["X should have getResource('Volume', a) getValue('id') = 'w'", {}, { a: 'later' }, {}, 'error'],
  ])('%s on %j, unknown %j, %j: %s', async (logic, properties, unknown, more, expected) => {
    const record = { ...entityRecord({ type: 'X', id: 'x', ...properties }, { file: 'x' }, unknown), ...more };
    const { counts } = await assess([{ id: 'r', severity: 'Low', logic }], [record, ...volumes], { now: 0 }).finish();
    expect(counts).toMatchObject({ [expected]: 1 });
  });
});
