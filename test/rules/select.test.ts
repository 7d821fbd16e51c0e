import { expect, test } from 'vitest';
import { loadRuleset } from '../../src/rules/load.ts';
import { selectRules, type Selection } from '../../src/rules/select.ts';

const { rulesets } = loadRuleset([
  {
    id: 'GSL.AWS.1',
    severity: 'Low',
    category: 'Identity',
    logic: 'a',
    frameworks: ['CIS v. 1.0 (1.10)', 'SOC2 (AICPA) TSC'],
  },
  { id: 'GSL.AZU.2', severity: 'High', category: 'Network', logic: 'b', frameworks: ['CIS v. 1.0 (2.1)'] },
  { id: '77', ruleId: 'D9.AWS.3', severity: 'High', logic: 'c', frameworks: ['CIS v. 2.0'] },
]);
const rules = rulesets[0]!.rules;

test.each<[Selection, string]>([
  [{}, 'GSL.AWS.1 GSL.AZU.2 77'],
  [{ ids: [], severities: [] }, 'GSL.AWS.1 GSL.AZU.2 77'],
  [{ ids: ['gsl.aws.1'] }, 'GSL.AWS.1'],
  [{ ids: ['*aws*'] }, 'GSL.AWS.1 77'],
  [{ ids: ['D9.AWS.3', '77'] }, '77'],
  [{ ids: ['GSL.*.2'] }, 'GSL.AZU.2'],
  [{ ids: ['*'] }, 'GSL.AWS.1 GSL.AZU.2 77'],
  [{ severities: ['HIGH', 'critical'] }, 'GSL.AZU.2 77'],
  [{ severities: ['info'] }, ''],
  [{ frameworks: ['cis v. 1.0'] }, 'GSL.AWS.1 GSL.AZU.2'],
  [{ frameworks: ['CIS v. 1.0 (2.1)'] }, 'GSL.AZU.2'],
  [{ frameworks: ['soc2 (aicpa) tsc'] }, 'GSL.AWS.1'],
  [{ frameworks: ['CIS*'] }, 'GSL.AWS.1 GSL.AZU.2 77'],
  [{ categories: ['identity', 'network'] }, 'GSL.AWS.1 GSL.AZU.2'],
  [{ ids: ['GSL.*'], severities: ['high'], frameworks: ['cis*'] }, 'GSL.AZU.2'],
  [{ ids: ['GSL.AWS.1'], severities: ['high'] }, ''],
])('%j', (selection, expected) => {
  const selected = selectRules(rules, selection);
  expect(selected.rules.map(({ id }) => id).join(' ')).toBe(expected);
  expect(selected.problems).toEqual([]);
});

test.each<[Selection, string, string | undefined]>([
  [{ ids: ['GSL.AWS.1', 'GSL.AWZ.1'] }, 'no rule has the id `GSL.AWZ.1`', 'did you mean `GSL.AWS.1`?'],
  [{ ids: ['GSL.AWS.1', 'X.*'] }, 'no rule has the id `X.*`', undefined],
  [{ severities: ['high', 'hihg'] }, 'no rule has the severity `hihg`', 'did you mean `High`?'],
  [{ frameworks: ['cis*', 'CIS v. 1.1'] }, 'no rule has the framework `CIS v. 1.1`', 'did you mean `CIS v. 1.0`?'],
  [{ categories: ['network', 'Netwrok'] }, 'no rule has the category `Netwrok`', 'did you mean `Network`?'],
])('%j has a selector that matches nothing', (selection, message, help) => {
  const { problems, rules: selected } = selectRules(rules, selection);
  const [kind] = Object.keys(selection);
  expect(selected.length).toBeGreaterThan(0);
  expect(problems).toEqual([
    {
      code: 'unknown-selector',
      severity: 'error',
      message,
      at: { kind: 'data', path: [kind, 1] },
      ...(help && { help }),
    },
  ]);
});
