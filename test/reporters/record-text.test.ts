import { expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { findingOf, recordOf } from '../../src/findings/finding.ts';
import { recordText } from '../../src/reporters/record-text.ts';
import { compared, entities, exclusions, NOW, ruleset } from './support.ts';

test.each([
  ['all kinds of results', [ruleset], entities],
  ['a changed severity', compared.rulesets ?? [], compared.entities ?? []],
])('the text of a finding is that of its record: %s', async (_, rulesets, inventory) => {
  let count = 0;
  for await (const result of assess(rulesets, inventory, { now: NOW, exclusions })) {
    const baseline = { mark: () => 'new' as const, see: () => false };
    const finding = findingOf(result, { explainPassed: true, baseline });
    expect(JSON.parse(recordText(finding))).toEqual(JSON.parse(JSON.stringify(recordOf(finding))));
    expect(Object.keys(JSON.parse(recordText(finding)) as object).sort()).toEqual(
      Object.keys(recordOf(finding)).sort(),
    );
    count += 1;
  }
  expect(count).toBeGreaterThan(2);
});
