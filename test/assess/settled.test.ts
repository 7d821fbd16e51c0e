import { expect, test } from 'vitest';
import { assess } from '../../src/index.ts';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';

/* When it is known that what passes by a rule stays passed: whatever is said in the end as an error must leave it open until then. */

async function settled(logic: string, entities: readonly object[], matchCase = false) {
  const rules = [{ id: 'r', severity: 'High' as const, logic }];
  const all = entities.map((entity, index) => ({ type: 'IamUser', id: String(index), name: 'x', ...entity }));
  const assessment = assess(rules, all, {
    now: 0,
    schemas: cloudGuardSchemas,
    environment: { kind: 'environment', matchCase },
  });
  for await (const _ of assessment);
  const [rule] = assessment.summary.rules;
  return { isSettled: rule !== undefined && assessment.isSettled(rule.rule), isError: rule?.status === 'error' };
}

test.each<[condition: string, entities: readonly object[], isSettled: boolean, isError: boolean]>([
  ["v = '*'", [{ v: { AWS: '*' } }], false, true],
  ["v = '*'", [{ v: 'x' }], true, false],
  ["v = 'tcp'", [{ v: 6 }], false, true],
  ["v like 'y%'", [{ v: true }], false, true],
  ["v like 'y%'", [{ v: 'x' }], true, false],
  ["v like 'a*'", [{ v: 'abc' }], false, true],
  ['v = 22', [{ v: '20-25' }], false, true],
  ["v in ('tcp', 'x')", [{ v: 6 }], false, true],
  // What is there shows that it is of another kind than schemas know.
  ["managedPolicies contain [ 'arn:x' ]", [{ managedPolicies: ['arn:y'] }], true, false],
  ["managedPolicies contain [ $ like '%x' ]", [{ managedPolicies: ['arn:y'] }], true, false],
  ["managedPolicies contain [ 'arn:x' ]", [{ managedPolicies: [{ arn: 'arn:y' }] }], false, true],
  // A schema knows it for text.
  ["region = '*'", [{}], true, false],
])('should not have %s of %j', async (condition, entities, isSettled, isError) => {
  expect(await settled(`IamUser should not have ${condition}`, entities)).toEqual({ isSettled, isError });
});

test.each([
  ['x', 'X', false],
  ['x', 'x', true],
])('%s beside %s, where case is minded', async (written, there, isSettled) => {
  const found = await settled(`IamUser should have v != '${written}'`, [{ v: there }], true);
  expect(found.isSettled).toBe(isSettled);
});
