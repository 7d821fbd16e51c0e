import { ENVIRONMENT_OPTIONS, refuseEnvironment } from '../run/environment.ts';
import { severities, severityHelp } from '../rules/severity.ts';
import { STATUSES } from '../values/outcome.ts';
import { isObject } from '../values/value.ts';
import type { AssessOptions, EntitiesInput, RulesInput } from './assess-options.ts';
import { RunningAssessment } from './assessment.ts';
import type { Assessment } from './result.ts';

export type { AssessOptions, EntitiesInput, EntityInput, RulesInput } from './assess-options.ts';
export type { Assessment, Result } from './result.ts';

/**
 * Judges every entity by every rule, as the entities arrive; nothing is held but what `List<…>` targets and resource
 * functions need. A rule that cannot be run is an `error` in the summary and does not stop the others.
 *
 * @param rules a ruleset, several, or bare rules (`bundledRules`)
 * @param entities plain entities, or what `readInventory` yields
 * @returns results in the order of the entities, and for each in the order of the rules; those of `List<…>` targets and
 * of rules with resource functions come last
 * @throws GslError for a rule that cannot be run, with `throwOnRuleErrors`; RangeError when `now` is no time; TypeError for rules, entities or statuses that are none, for a misspelt option, and when the
 * assessment is iterated twice
 * @example
 * const rule = { id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const;
 * const assessment = assess([rule], [{ type: 'IamUser', name: 'bob', mfaActive: false }], { include: ['failed'] });
 * for await (const { rule, entity } of assessment) console.log(rule.id, entity.name);
 * assessment.summary.counts.failed // 1
 */
export function assess(rules: RulesInput, entities: EntitiesInput, options: AssessOptions = {}): Assessment {
  refuseEnvironment('assess', options, OPTIONS);
  refuseMisuse(rules, entities, options);
  return new RunningAssessment(rules, entities, options);
}

const OPTIONS: ReadonlySet<string> = new Set<string>([
  ...ENVIRONMENT_OPTIONS,
  ...([
    'environment',
    'exclusions',
    'include',
    'onProblem',
    'signal',
    'throwOnRuleErrors',
  ] satisfies (keyof AssessOptions)[]),
]);

/** Types say the same, but much is called from JavaScript: better an error than an assessment of nothing. */
function refuseMisuse(
  rules: unknown,
  entities: unknown,
  { include, exclusions, onProblem, signal }: AssessOptions,
): void {
  const items = Array.isArray(rules) ? (rules as readonly unknown[]) : [rules];
  const isRule = (item: unknown): boolean =>
    isObject(item) && (Array.isArray(item['rules']) || typeof item['logic'] === 'string');
  if (!items.every(isRule)) {
    throw new TypeError(
      'assess takes rulesets or rules with `id`, `severity` and `logic`; loadRuleset of `gsl-engine/ruleset` makes them of data',
    );
  }
  for (const rule of items.flatMap((item) => (isObject(item) && Array.isArray(item['rules']) ? item['rules'] : item)))
    refuseSeverity(rule);
  if (
    typeof entities !== 'object' ||
    entities === null ||
    !(Symbol.iterator in entities || Symbol.asyncIterator in entities)
  ) {
    const help = entities instanceof Promise ? ', and this is a promise of one: `await` it' : '';
    throw new TypeError(`assess takes entities from an array, an iterable or an async iterable${help}`);
  }
  const known: readonly unknown[] = STATUSES;
  if (include !== undefined && !(Array.isArray(include) && include.every((status) => known.includes(status)))) {
    throw new TypeError(`include is a list of ${STATUSES.join(', ')}`);
  }
  if (onProblem !== undefined && typeof (onProblem as unknown) !== 'function')
    throw new TypeError('onProblem is a function, which is called with each problem');
  if (signal !== undefined && typeof (signal as Partial<AbortSignal> | null)?.throwIfAborted !== 'function')
    throw new TypeError('signal is that of an AbortController: `controller.signal`');
  const isExclusion = (item: unknown): boolean =>
    isObject(item) && EXCLUSION_LISTS.every((name) => Array.isArray(item[name]));
  if (exclusions !== undefined && !(Array.isArray(exclusions) && exclusions.every(isExclusion))) {
    throw new TypeError(
      'assess takes exclusions as loadExclusions of `gsl-engine/ruleset` makes them of data, and parseExclusions of text',
    );
  }
}

const EXCLUSION_LISTS = ['rules', 'entities', 'expressions', 'accounts', 'regions'] as const;

/** Findings are counted by severity: one that is none would be in no count. */
function refuseSeverity(rule: unknown): void {
  if (!isObject(rule) || rule['severity'] === undefined) return;
  const { id, severity } = rule;
  const known: readonly unknown[] = severities;
  if (known.includes(severity)) return;
  const help = typeof severity === 'string' ? severityHelp(severity) : `write one of ${severities.join(', ')}`;
  throw new TypeError(`the rule \`${String(id)}\` has a severity that is none: ${help}`);
}
