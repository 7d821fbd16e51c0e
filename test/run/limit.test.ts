import { expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { Entity } from '../../src/values/entity.ts';
import { TOO_MANY_ELEMENTS } from '../../src/run/scope.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';

/* Where a judgement ends for its work, and that it takes no more than it should. */

const numbers = (length: number): number[] => Array.from({ length }, (_, n) => n);

function judged(logic: string, entity: object): string {
  const { status, error } = compileRule(logic).evaluate({ type: 'T', ...entity });
  return error === undefined ? status : error.code;
}

test('a judgement may take a million steps, and no more', () => {
  // Each element costs one, each look into the list one, and each eight values of the list another.
  const rule = 'T should have l contain [ $ in (~.m) ]';
  const entity = (length: number): object => ({
    l: numbers(length),
    m: [...numbers(15).map((n) => -n - 1), length - 1],
  });
  expect(judged(rule, entity(250_000))).toBe('passed');
  expect(judged(rule, entity(250_001))).toBe('limit');
  const { condition } = compileRule(rule)
    .evaluate({ type: 'T', ...entity(250_000) })
    .explain();
  expect(condition?.truth).toBe(true);
});

test('what is no entity is refused, and what is of another type is irrelevant', () => {
  const rule = compileRule('T should have a');
  const judge = (entity: unknown): string => rule.evaluate(entity as Entity).status;
  for (const none of ['x', null, undefined, 5, []]) expect(() => judge(none)).toThrow('an entity is an object');
  expect(() => judge(Promise.resolve({ type: 'T' }))).toThrow(
    'an entity is an object, and this is a promise of one: `await` it',
  );
  expect([{ type: 'U' }, {}, { type: 'List<T>' }, { type: 't' }].map(judge)).toEqual(Array(4).fill('irrelevant'));
  const isPromise = Object.assign(Promise.resolve(), { type: 'T', a: true });
  expect(judge(isPromise)).toBe('passed');
});

test('the clock may be any time that a date can be, and no other', () => {
  const rule = compileRule("T should have a before(0, 'days')");
  const judgedAt = (now: unknown): string => {
    try {
      return rule.evaluate({ type: 'T', a: 5 }, { now: now as number }).status;
    } catch (thrown) {
      return String(thrown);
    }
  };
  const none = (now: unknown): string => `RangeError: \`now\` is no time: ${String(now)}`;
  for (const now of [8.64e15, new Date(8.64e15), 10_000, '1970-01-02', '1970-01-02T00:00:00Z'])
    expect(judgedAt(now)).toBe('passed');
  for (const now of [-8.64e15, 0]) expect(judgedAt(now)).toBe('failed');
  for (const now of [
    8.64e15 + 2,
    NaN,
    null,
    true,
    [],
    '',
    '5',
    '1000000',
    ' 1970-01-02',
    'x1970-01-02',
    '1970',
    new Date(NaN),
  ])
    expect(judgedAt(now)).toBe(none(now));
});

test('what is left is asked of the truth that an explanation says too', () => {
  const evaluation = compileRule('T should have a regexMatch /[0-9]+x/').evaluate({
    type: 'T',
    a: 'y'.repeat(5_000_000),
  });
  expect([evaluation.error?.code, evaluation.explain().condition?.truth]).toEqual(['limit', TOO_MANY_ELEMENTS]);
  for (const rest of ['and b', 'and b and c', 'or b']) {
    const more = compileRule(`T should have a regexMatch /[0-9]+x/ ${rest}`).evaluate({
      type: 'T',
      a: 'y'.repeat(5_000_000),
    });
    expect([more.error?.code, more.explain().condition?.truth]).toEqual(['limit', TOO_MANY_ELEMENTS]);
  }
});

test('a list that nobody gave is an error that says how it is given', () => {
  const rule = 'T should have a in ($L)';
  expect(compileRule(rule).evaluate({ type: 'T', a: 1 }).error?.help).toBe(
    'give the values of named lists to `compileRule` or `assess` with the option `lists`, or with --lists',
  );
  expect(compileRule(rule, { lists: { M: [], N: [] } }).evaluate({ type: 'T', a: 1 }).error?.help).toBe(
    'known lists: $M, $N',
  );
});

test('groups with many equal keys, and with many that are alike, cost little', () => {
  const items = (count: number, key: (n: number) => unknown): object => ({
    items: numbers(count).map((n) => ({ key: key(n) })),
  });
  const rule = 'T should have items groupBy [ key ] length() = 500';
  expect(
    judged(
      rule,
      items(100_000, (n) => n % 500),
    ),
  ).toBe('passed');
  expect(
    judged(
      rule,
      items(50_000, (n) => `${n % 500}`),
    ),
  ).toBe('passed');
  expect(
    judged(
      rule,
      items(50_000, (n) => ({ n: n % 500 })),
    ),
  ).toBe('passed');
});

test('values whose descriptions are long are told apart by what they are', () => {
  const long = (end: string): object => ({ key: [...numbers(4_000), 'x'.repeat(100), end] });
  const entity = { items: [long('a'), long('b'), long('a'), long('A'), long('b')] };
  expect(judged('T should have items groupBy [ key ] length() = 2', entity)).toBe('passed');
  expect(judged('T should have items unique() length() = 2', entity)).toBe('passed');
});

test.each(["startsWith('y')", "toLower() = 'x'", "split(',') length() > 5", 'isPublic()'])(
  'a text that a function goes through is paid for by its length: %s',
  (call) => {
    const rule = `T should have l contain [ ~.t ${call} ]`;
    expect(judged(rule, { l: numbers(2_000), t: 'x'.repeat(30_000) })).toBe('limit');
    expect(judged(rule, { l: numbers(2_000), t: 'x'.repeat(300) })).toBe('failed');
  },
);

test('texts that are held against each other are paid for', () => {
  const [t, u] = ['x'.repeat(3_000), 'x'.repeat(2_999)];
  const rule = 'T should not have l contain [ ~.t < ~.u ]';
  expect(judged(rule, { l: numbers(20_000), t, u })).toBe('limit');
  expect(judged(rule, { l: numbers(1_000), t, u })).toBe('passed');
});

test('evidence is looked for with a budget of its own, whatever a rule before has used up', async () => {
  const costly = 'T should have l contain [ ~.l contain [ $ < 0 ] ]';
  const rules = [costly, 'T should have items contain [ opne = 1 ]'].map((logic, n) => ({
    id: `r${n}`,
    severity: 'High' as const,
    logic,
  }));
  const entity = { type: 'T', l: numbers(2_000), items: [{ open: 1 }] };
  const summary = await assess(rules, [entity, entity], { now: 0 }).finish();
  expect(summary.rules.map(({ counts }) => counts.error)).toEqual([2, 0]);
  expect(summary.rules[1]?.evidence.map(({ message }) => message)).toEqual([
    '`opne` is in none of 2 elements of `items`, which have `open`',
  ]);
});
