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

test('a framework finds the rules of a pack also where another ruleset has them first', async () => {
  const filter = ['--framework', 'AWS CIS Foundations v. 5.0.0', '--format', 'json'];
  const idsOf = async (ruleset: string): Promise<string[]> =>
    (JSON.parse((await gsl(['rules', '--ruleset', ruleset, ...filter])).out) as { id: string }[]).map(({ id }) => id);
  const own = await idsOf('cis-aws-foundations');
  expect(own).toContain('GSL.AWS.IAM.01');
  // The vendor's rule stays as its page has it, which knows no version 5.
  const ours = own.filter((id) => id !== 'D9.AWS.IAM.51');
  expect(await idsOf('all')).toEqual(expect.arrayContaining(ours));
});

test('a rule is shown with its cloud entity, and whether Spectral has it', async () => {
  const { out } = await gsl(['rules', 'D9.AWS.IAM.51']);
  expect(out).toMatch(/^cloud entity:\n {2}IAM User: /mu);
  expect(out).toContain('covered by Spectral:\n  yes\n');
});
