import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { bundledRules, bundledRulesets } from '../../src/rules/bundled/index.ts';
import { loadRuleset } from '../../src/rules/load.ts';

interface RuleTest {
  readonly name: string;
  readonly entity: unknown;
  readonly expect: string;
  readonly now?: string;
}

test('the bundled rulesets read back as they are', () => {
  const { rulesets, problems } = loadRuleset(JSON.parse(JSON.stringify(bundledRulesets)));
  expect(problems).toEqual([]);
  expect(rulesets).toEqual(bundledRulesets);
});

test('ids are unique and in order', () => {
  const ids = bundledRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(bundledRulesets.map(({ id }) => id)).toEqual(['cloudguard', 'aws-iam-credential-report']);
  expect(ids.slice(1)).toEqual(
    Array.from({ length: 13 }, (_, index) => `GSL.AWS.IAM.${String(index + 1).padStart(2, '0')}`),
  );
});

test('nothing bundled can be changed', () => {
  const check = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    expect(Object.isFrozen(value)).toBe(true);
    Object.values(value).forEach(check);
  };
  check(bundledRulesets);
  check(bundledRules);
});

test('D9.AWS.IAM.51 is the rule that was given', () => {
  const rule = bundledRules[0]!;
  expect(rule).toMatchObject({
    id: 'D9.AWS.IAM.51',
    name: 'Ensure there is only one active access key available for any single IAM user',
    severity: 'High',
    entityType: 'IamUser',
    category: 'Security, Identity, & Compliance',
    logic: 'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true',
  });
  expect(rule.frameworks).toHaveLength(17);
  expect(new Set(rule.frameworks).size).toBe(17);
  expect(rule.frameworks?.filter((framework) => framework.startsWith('AWS CIS Foundations v. '))).toHaveLength(4);
  expect(rule.frameworks?.filter((framework) => framework.startsWith('MITRE ATT&CK v. '))).toHaveLength(2);
  expect(Object.keys(rule.remediation ?? {})).toEqual(['portal', 'terraform', 'cli']);
  expect(rule.remediation?.cli).toContain(
    'aws iam update-access-key --access-key-id ACCESS_KEY_ID --status Inactive --user-name USERNAME',
  );
  expect(rule.references?.map(({ url }) => new URL(url).protocol)).toEqual(['https:', 'https:', 'https:', 'https:']);
});

describe.each(bundledRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('says what, why and how to mend it', () => {
    expect(Object.values(rule)).not.toContain('');
    for (const text of [
      rule.name,
      rule.description,
      rule.rationale,
      rule.remediation?.portal,
      rule.remediation?.cli,
      rule.category,
    ]) {
      expect(text?.length).toBeGreaterThan(10);
    }
    expect(rule.entityType).toBe('IamUser');
  });

  const tests = rule.tests as readonly RuleTest[];

  test('has a passing, a failing and an irrelevant test', () => {
    expect(new Set(tests.map((each) => each.expect))).toEqual(new Set(['passed', 'failed', 'irrelevant']));
    if (/after|before/u.test(rule.logic)) expect(tests.every(({ now }) => now !== undefined)).toBe(true);
  });

  test.each(tests.map((each) => [`${each.name}: ${each.expect}`, each] as const))(
    '%s',
    (__, { entity, now, expect: expected }) => {
      const compiled = compileRule(rule.logic);
      expect(compiled.diagnostics).toEqual([]);
      expect(compiled.evaluate(entity as never, now === undefined ? {} : { now }).status).toBe(expected);
    },
  );
});
