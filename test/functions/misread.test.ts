import { expect, test } from 'vitest';
import type { EvaluationContext } from '../../src/functions/define.ts';
import { functions, isTest } from '../../src/functions/index.ts';
import { misreadNetwork, misreadRules } from '../../src/functions/misread.ts';
import { getResourcesFunction } from '../../src/functions/resources.ts';
import type { Misreads } from '../../src/values/work.ts';

/* What functions tell of texts that they cannot read, and which functions are tests. */

test.each([
  ['isPublic', [], '8.8.8.O', '8.8.8.O'],
  ['isPublic', [], ['8.8.8.8', 'x'], undefined],
  ['isPublic', [], ['10.0.0.1', '1O.0.0.1', '10.0.0.256'], '10.0.0.256'],
  ['isPrivate', [], ['10.0.0.1', '10.0.0'], '10.0.0'],
  ['isPrivate', [], '10.0.0.1', undefined],
  ['inSubnet', ['10.0.0.0/8'], ['10.0.0.1/33', 'name'], '10.0.0.1/33'],
  ['inSubnet', ['10.0.0.0/8'], ['name', '10.1.0.0/16'], undefined],
  ['numberOfHosts', [], '10.0.0.0/40', '10.0.0.0/40'],
  ['numberOfHosts', [], '10.0.0.0/24', undefined],
  ['numberOfHosts', [], 'sg-1', undefined],
  ['allowedHostsForPort', [22], [{ source: '10.0.0.0/33', port: 22 }], '10.0.0.0/33'],
  [
    'allowedHostsForPort',
    [22],
    [
      { source: '10.0.0.0/8', port: 22 },
      { source: 'sg-1', port: 22 },
    ],
    undefined,
  ],
] as const)('%s(%j) of %j tells of %s', (name, args, receiver, text) => {
  const misreads: Misreads = new Map();
  const context: EvaluationContext = { now: 0, left: 1_000, misreads };
  const bound = functions.find((one) => one.name === name)?.bind(args);
  bound?.(receiver, context);
  expect([...misreads].map(([told, { text: first }]) => [told, first])).toEqual(
    text === undefined ? [] : [[name, text]],
  );
  // Where nobody listens, nothing is told.
  expect(bound?.(receiver, { now: 0 })).toEqual(bound?.(receiver, context));
});

test.each([
  [undefined, undefined],
  ['', undefined],
  [[], undefined],
  [[5, null], undefined],
  ['x', false],
  ['10.0.0.1', undefined],
  [['x', '10.0.0.1'], undefined],
  ['10.0.0.256', true],
  [['10.0.0.256', 'x'], false],
  [['10.0.0.256', '::g', '1::z'], false],
  [['10.0.0.256', 'fe80:::1'], true],
])('%j is no network, and written like one: %s', (receiver, isNear) => {
  expect(misreadNetwork(receiver)?.isNear).toBe(isNear);
  expect(misreadNetwork(receiver)?.as).toBe(isNear === undefined ? undefined : 'an address or a network');
  const rules = misreadRules([{ source: receiver, port: 22 }, { scope: receiver }]);
  expect([rules?.isNear, rules?.as]).toEqual(
    isNear === undefined ? [undefined, undefined] : [isNear, 'rules with an address or a network as their source'],
  );
});

test('what is left alone may stand behind `=`: the functions that are tests', () => {
  expect(functions.filter(isTest).map(({ name }) => name)).toEqual([
    ...[
      'after',
      'before',
      'endsWith',
      'inSubnet',
      'isEmpty',
      'isFilterPatternEqual',
      'isPrivate',
      'isPublic',
      'startsWith',
    ],
  ]);
  expect(functions.map(({ name }) => name)).toEqual(functions.map(({ name }) => name).sort((a, b) => (a < b ? -1 : 1)));
});

test('no more is looked for once nothing is left', () => {
  let asked = 0;
  const find = (): readonly { type: string }[] => {
    asked += 1;
    return [{ type: 'V' }, { type: 'V' }];
  };
  const bound = getResourcesFunction.bind(['V', ['a', 'b', '', 'c', 'd', 'e'], 'id']);
  const counts = [5, 4, 3, 1, 100].map((left) => {
    asked = 0;
    bound(undefined, { now: 0, left, resources: { find } });
    return asked;
  });
  expect(counts).toEqual([3, 3, 2, 1, 5]);
});
