import { describe, expect, test } from 'vitest';
import { loadRuleset } from '../../src/rules/load.ts';
import { applyOverrides, loadOverrides } from '../../src/rules/overrides.ts';

const { rules } = loadRuleset([
  { id: 'A.1', severity: 'Low', logic: 'a' },
  { id: '7', ruleId: 'B.1', severity: 'Low', logic: 'b' },
]).rulesets[0]!;

describe('reading', () => {
  test.each([
    ['a list', [{ rule: 'A.1', severity: 'HIGH', reason: 'r' }]],
    ['an object', { severities: [{ rule: 'A.1', severity: 'high', reason: 'r' }] }],
    ['one', { id: 'A.1', severity: 'High', comment: 'r' }],
  ])('%s', (_, data) => {
    expect(loadOverrides(data)).toEqual({ overrides: [{ rule: 'A.1', severity: 'High', reason: 'r' }], problems: [] });
  });

  test.each<[string, unknown, string]>([
    ['no reason', [{ rule: 'A', severity: 'low' }], 'missing-field 0.reason'],
    ['an empty reason', [{ rule: 'A', severity: 'low', reason: '' }], 'invalid-field 0.reason'],
    [
      'an unknown severity',
      { severities: [{ rule: 'A', severity: 'lo', reason: 'r' }] },
      'unknown-severity severities.0.severity',
    ],
    ['not an object', ['A'], 'invalid-override 0'],
    [
      'two for one',
      [
        { rule: 'A', severity: 'low', reason: 'r' },
        { rule: 'a', severity: 'high', reason: 'r' },
      ],
      'duplicate-override 1.rule',
    ],
  ])('%s', (_, data, expected) => {
    expect(loadOverrides(data).problems.map(({ code, at: { path } }) => `${code} ${path.join('.')}`)).toEqual([
      expected,
    ]);
  });
});

test('an override changes the severity and says so', () => {
  const { overrides } = loadOverrides([{ rule: 'b.1', severity: 'critical', reason: 'r' }]);
  const { rules: changed, problems } = applyOverrides(rules, overrides);
  expect(problems).toEqual([]);
  expect(changed[0]).toBe(rules[0]);
  expect(changed[1]).toEqual({ ...rules[1], severity: 'Critical', severityOverride: { from: 'Low', reason: 'r' } });
});

test('an override for a rule that is not there', () => {
  const { overrides } = loadOverrides([{ rule: 'A.2', severity: 'low', reason: 'r' }]);
  expect(applyOverrides(rules, overrides).problems).toEqual([
    {
      code: 'unknown-rule',
      severity: 'error',
      message: 'no rule has the id `A.2`',
      at: { kind: 'data', path: [0, 'rule'] },
      help: 'did you mean `A.1`?',
    },
  ]);
});
