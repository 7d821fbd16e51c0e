import type { Rule, Ruleset } from '../rules/rule.ts';
import { formatMessage } from '../text/format-message.ts';
import { GslError } from '../text/gsl-error.ts';
import type { AssessOptions, RulesInput } from './assess-options.ts';
import type { RuleRun } from './rule-run.ts';

/** Rules by themselves make up one ruleset. */
export function rulesetsOf(rules: RulesInput): readonly Ruleset[] {
  if ('rules' in rules) return [rules];
  const rulesets: Ruleset[] = [];
  const bare: Rule[] = [];
  for (const item of rules) {
    if ('rules' in item) rulesets.push(item);
    else bare.push(item);
  }
  return bare.length === 0 ? rulesets : [...rulesets, { name: 'rules', rules: bare }];
}

/** What the compilations of an assessment are kept by; undefined where an option of its own keeps them from being shared. */
export function compilationKey(options: AssessOptions): object | undefined {
  const { functions, lists, schemas, strict, matchCase } = options;
  const isPlain = [functions, lists, schemas, strict, matchCase].every((option) => option === undefined);
  return isPlain ? options.environment : {};
}

/** Throws what keeps rules from running. */
export function refuseBroken(runs: readonly RuleRun[]): void {
  const errors = runs.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new GslError(errors.map(formatMessage).join('\n\n'), errors);
}
