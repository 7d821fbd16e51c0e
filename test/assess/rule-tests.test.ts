import { expect, test } from 'vitest';
import { readRuleTests } from '../../src/assess/read-rule-tests.ts';
import { runRuleTests } from '../../src/assess/rule-tests.ts';
import type { EntitySchemas } from '../../src/check/schemas/schema.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { compileRule, type CompileOptions } from '../../src/run/compiled-rule.ts';

/*
 * What is said of the tests that stand with rules, and what comes of them, as a table in `rule-tests.txt`. `npx vitest run
 * rule-tests -u` writes it; what changed is to be read.
 */

const entity = { a: 1 };

const GIVEN: readonly unknown[] = [
  ...[undefined, null, 'x', 5, {}, [], [null], ['x', { entity, expect: 'passed' }], [[]]],
  ...[
    [{}],
    [{ entity }],
    [{ expect: 'passed' }],
    [
      { entity, expect: 'passed' },
      { entity, expect: 'failed' },
    ],
  ],
  ...[
    ...['passed', 'failed', 'irrelevant', 'excluded', 'error', 'pass', 'Failed', '', 5, null, ['passed'], undefined],
  ].map((expected) => [{ entity, expect: expected }]),
  ...[null, 'x', [], 5, {}].map((one) => [{ entity: one, expect: 'passed' }]),
  ...[5, null, '', 'x'].map((name) => [{ entity, expect: 'passed', name }]),
  ...['2026-01-01', '2026-01-01T12:00:00', 'yesterday', '', 5, null].map((now) => [{ entity, expect: 'passed', now }]),
  ...[{}, { L: [] }, { L: ['x', 1, true] }, { L: [null] }, { L: [{}] }, { L: 'x' }, [], 'x', null].map((lists) => [
    { entity, expect: 'passed', lists },
  ]),
  ...[[], [{ type: 'V' }], [{ type: 'V' }, {}], [{ type: 5 }], ['x'], {}, 'x', null].map((resources) => [
    { entity, expect: 'passed', resources },
  ]),
  ...[{ expct: 'passed' }, { zzzzzz: 1 }, { enity: {}, resource: [] }, { __proto__: null, toString: 1 }].map((more) => [
    { entity, expect: 'passed', ...more },
    { entity, expect: 'failed' },
  ]),
];

const SCHEMAS: EntitySchemas = {
  T: { size: 'number', tags: {}, owner: { name: 'text' }, parts: [{ weight: 'number' }], any: 'any' },
  V: { n: 'number' },
};

const RUN: readonly (readonly [logic: string, tests: readonly object[], options?: CompileOptions])[] = [
  ["T should have a = 1 and b = 'x' or c", [{ entity: { a: 1 }, expect: 'failed' }]],
  [
    "T should have a = 1 and b = 'x' or c",
    [
      { entity: { a: 1, b: 'x' }, expect: 'passed', name: 'both' },
      { entity: { a: 2, c: true }, expect: 'failed' },
      { entity: {}, expect: 'passed' },
    ],
  ],
  [
    'T where a should have b exclude c',
    [
      { entity: { a: true, c: true }, expect: 'excluded' },
      { entity: { a: true, b: true }, expect: 'passed' },
      { entity: {}, expect: 'irrelevant' },
      { entity: { type: 'U', a: true }, expect: 'irrelevant' },
    ],
  ],
  ['T should have a', [{ entity: { type: 'U', a: true }, expect: 'irrelevant' }]],
  [
    'T should have a',
    [
      { entity: { type: 'U', a: true }, expect: 'irrelevant' },
      { entity: {}, expect: 'failed' },
    ],
  ],
  ['T should have l contain [ a = 1 ]', [{ entity: { l: [{ a: 1 }, { a: 2 }] }, expect: 'passed' }]],
  ['T should have l contain [ a = 1 ]', [{ entity: { l: [] }, expect: 'failed' }]],
  ['T should have l.a = 1', [{ entity: { l: [{ a: 1 }, { a: 2 }] }, expect: 'error' }]],
  ['List<T> should have items length() = 1', [{ entity: { items: [{}] }, expect: 'passed' }]],
  ["T should have t before(0, 'days')", [{ entity: { t: '2026-01-01' }, expect: 'passed', now: '2026-01-02' }]],
  ["T should have t before(0, 'days')", [{ entity: { t: '2026-01-01' }, expect: 'failed', now: '2025-12-31' }]],
  [
    'T should have a in ($L) and b in ($M)',
    [
      { entity: { a: 'x', b: 'y' }, expect: 'passed', lists: { M: ['y'] } },
      { entity: { a: 'x', b: 'y' }, expect: 'failed', lists: { L: ['z'], M: ['y'] } },
      { entity: { a: 'x', b: 'y' }, expect: 'error' },
    ],
    { lists: { L: ['x'] } },
  ],
  [
    "T should have getResource('V', key) getValue('n') = 1",
    [
      { entity: { key: 'v' }, expect: 'passed', resources: [{ type: 'V', id: 'v', n: 1 }] },
      { entity: { key: 'v' }, expect: 'failed', resources: [{ type: 'V', id: 'w', n: 1 }] },
      { entity: { key: 'v' }, expect: 'failed' },
    ],
  ],
  ['T should have true', [{ entity: {}, expect: 'passed' }, 'x' as never, { entity: {}, expect: 'failed' }]],
  ['T should have true', []],
  [
    "T should have size = 1 and getResource('V', key) isEmpty()",
    [
      { entity: { size: 1, key: 'v' }, expect: 'passed' },
      { entity: { sise: 1, tags: { x: 1 }, owner: { nme: 'x', name: 'y' } }, expect: 'failed' },
      { entity: { size: 1, parts: [{ weight: 1 }, { wieght: 1, other: 2 }, 5] }, expect: 'passed' },
      { entity: { size: 1, any: { x: 1 }, owner: [{ zz: 1 }], parts: { weihgt: 1 } }, expect: 'passed' },
      {
        entity: { size: 1 },
        expect: 'passed',
        resources: [
          { type: 'V', n: 1, m: 1 },
          { type: 'W', x: 1 },
        ],
      },
      { entity: { type: 'V', n: 1, nn: 1, key: 1 }, expect: 'irrelevant' },
      { entity: { type: 5, x: 1 }, expect: 'irrelevant' },
      { entity: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`q${n}`, n])), expect: 'failed' },
    ],
    { schemas: SCHEMAS },
  ],
  [
    'List<T> should have items contain [ size = 1 ]',
    [{ entity: { items: [{ size: 1, sise: 2 }], itms: 1 }, expect: 'passed' }],
    { schemas: SCHEMAS },
  ],
  ['U should have a', [{ entity: { a: 1, b: 1 }, expect: 'passed' }], { schemas: SCHEMAS }],
];

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

test('what is said of tests, and what comes of them', async () => {
  const read = GIVEN.map((given) => {
    const { tests, problems } = readRuleTests(given);
    const said = problems.map((problem) => `  ${shown(problem)}\n`).join('');
    return `${shown(given)}: ${tests.map(({ index }) => index).join(' ') || 'none'}\n${said}`;
  });
  const run = RUN.map(([logic, tests, options = {}]) => {
    const rule: Rule = { id: 'r', severity: 'High', logic, tests: tests as never };
    const report = runRuleTests(rule, compileRule(logic, options), options);
    const results = report.results.map(({ name, index, entity: one, expected, actual, explanation }) => {
      const parts = Object.keys(explanation).filter((key) => ['where', 'exclude', 'condition'].includes(key));
      return `  ${index} ${name}: ${actual}${actual === expected ? '' : `, and not ${expected}`} of ${shown(one)} by ${parts.join(', ')}\n`;
    });
    const more = [...report.uncovered, ...report.problems, ...report.warnings].map((one) => `  ${shown(one)}\n`);
    return `${logic}\n${[...results, ...more].join('')}`;
  });
  await expect(['Tests as they are read\n', ...read, '\nTests that are run\n', ...run].join('')).toMatchFileSnapshot(
    'rule-tests.txt',
  );
});

test('how deep the properties of a test are asked for', () => {
  const schemas: EntitySchemas = { T: { x: 'any' } };
  const nest = (depth: number): object => (depth === 0 ? { zz: 1 } : { l: nest(depth - 1) });
  const schema = (depth: number): object => (depth === 0 ? { y: 'text' } : { l: schema(depth - 1) });
  const warned = (depth: number): boolean => {
    const rule: Rule = {
      id: 'r',
      severity: 'High',
      logic: 'T should have l',
      tests: [{ entity: nest(depth), expect: 'passed' }],
    };
    const options = { schemas: { ...schemas, T: schema(depth) } as EntitySchemas };
    return runRuleTests(rule, compileRule(rule.logic, options), options).warnings.length > 0;
  };
  expect([0, 1, 19, 20, 21, 22].map(warned)).toEqual([true, true, true, true, false, false]);
});
