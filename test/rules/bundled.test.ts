import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { bundledRules, bundledRulesets } from '../../src/rules/bundled/index.ts';
import { loadRuleset } from '../../src/rules/load.ts';
import { selectRules } from '../../src/rules/select.ts';

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
  for (const framework of rule.frameworks ?? []) {
    // The page's name, and what is left of it without the vendor's prefix.
    for (const asked of [
      framework,
      framework.replace(/^AWS (CloudGuard )?|^CloudGuard /u, ''),
      framework.toUpperCase(),
    ]) {
      expect(selectRules(bundledRules, { frameworks: [asked] }).rules, asked).toContain(rule);
    }
  }
  expect(rule.coveredBySpectral).toBe(true);
  expect(rule.cloudEntity?.name).toBe('IAM User');
  expect(rule.remediation?.terraform).toContain('status = "Inactive"');
  expect(Object.keys(rule.remediation ?? {})).toEqual(['portal', 'terraform', 'cli']);
  expect(rule.remediation?.cli).toContain(
    'aws iam update-access-key --access-key-id ACCESS_KEY_ID --status Inactive --user-name {{name}}',
  );
  expect(rule.references?.map(({ url }) => url)).toEqual(
    expect.arrayContaining([
      'https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-cis_aws_benchmark_level_1.html',
      'https://d0.awsstatic.com/whitepapers/compliance/AWS_CIS_Foundations_Benchmark.pdf',
      'https://docs.aws.amazon.com/general/latest/gr/aws-sec-cred-types.html#access-keys-and-secret-access-keys',
      'https://docs.aws.amazon.com/cli/latest/reference/iam/delete-access-key.html',
    ]),
  );
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
