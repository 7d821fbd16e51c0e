import { freeze } from '../freeze.ts';
import type { LoadedRule, LoadedRuleset } from '../rule.ts';
import { asTested } from '../tested.ts';
import { d9AwsIam51 } from './d9-aws-iam-51.ts';
import { awsIamCredentialReport } from './iam-credential-report.ts';

/**
 * The rulesets that come with the package, frozen through and through.
 *
 * @example
 * bundledRulesets.map(({ id }) => id).slice(0, 2) // ['cloudguard', 'aws-iam-credential-report']
 */
export const bundledRulesets: readonly LoadedRuleset[] = freeze([
  {
    id: 'cloudguard',
    name: 'CloudGuard rules',
    description: 'Rules of CloudGuard by their own ids and logic.',
    cloudVendor: 'aws',
    language: 'en',
    rules: [d9AwsIam51],
  },
  awsIamCredentialReport,
]);

/**
 * All rules of `bundledRulesets`, in their order. Their ids are unique across the rulesets.
 *
 * @example
 * selectRules(bundledRules, { ids: ['D9.AWS.IAM.51'] }).rules.map(({ name }) => name.length > 0) // [true]
 */
export const bundledRules: readonly LoadedRule[] = freeze(bundledRulesets.flatMap(({ rules }) => rules.map(asTested)));
