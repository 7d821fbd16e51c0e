import { expect, test } from 'vitest';
import { ruleTarget } from '../../src/check/rule-target.ts';
import { gsl } from './support.ts';

test('lists rules with severity, target and framework', async () => {
  const { code, out } = await gsl(['rules']);
  expect(code).toBe(0);
  expect(out).toMatch(/^Rule +Severity +Target +Framework/u);
  expect(out).toMatch(/\nD9\.AWS\.IAM\.51 +High +IamUser +AWS CIS Foundations v\. 1\.3\.0 \+16 +Ensure there/u);
  expect(out).toMatch(/\n\d+ rules\n$/u);
});

test.each([
  [['--severity', 'Critical'], /^(?!.*D9\.AWS\.IAM\.51)/su],
  [['--framework', 'AWS CIS Foundations v. 1.3.0'], /\n1 rule\n$/u],
  [['--id', '!GSL.*', '--ruleset', 'all'], /D9\.AWS\.IAM\.51/u],
])('%j', async (args, expected) => {
  expect((await gsl(['rules', ...args])).out).toMatch(expected);
});

test('shows all that is known of one', async () => {
  const { out } = await gsl(['rules', 'D9.AWS.IAM.51']);
  for (const part of ['rule:', 'target:', 'rationale:', 'remediation, cli:', 'frameworks:', 'references:', 'tests:'])
    expect(out).toContain(`\n${part}\n`);
  const [json] = JSON.parse((await gsl(['rules', 'D9.AWS.IAM.51', '-f', 'json'])).out) as Record<string, unknown>[];
  expect(json).toMatchObject({ id: 'D9.AWS.IAM.51', target: 'IamUser', severity: 'High' });
});

test.each([
  ['IamUser should have a', 'IamUser'],
  ['List<IamUser> should have a', 'List<IamUser>'],
  ['cloudtrail where a', 'cloudtrail'],
  ['true', undefined],
  ['broken', undefined],
])('%s is about %s', (logic, target) => {
  expect(ruleTarget(logic)).toBe(target);
});
