import * as z from 'zod';
import type { ProblemCode } from './codes.ts';
import { didYouMean, readFields, type FieldNames } from './fields.ts';
import type { DataPath } from '../text/message.ts';
import { dataProblem, type Problem } from './problem.ts';
import { describeValue } from '../values/kinds.ts';
import { problemsOf } from './zod-problems.ts';
import type { Rule } from './rule.ts';
import { severity, text } from './schema.ts';
import type { Severity } from './severity.ts';
import { isObject } from '../values/value.ts';

/** Another severity for a rule, with the reason for it. */
export interface SeverityOverride {
  /** The rule's id or ruleId, in any case. */
  readonly rule: string;
  readonly severity: Severity;
  readonly reason: string;
}

/** Severity overrides read from data. */
export interface LoadedOverrides {
  readonly overrides: readonly SeverityOverride[];
  readonly problems: readonly Problem[];
}

const overrideFields = z.object({
  rule: text,
  severity,
  reason: text.refine((reason) => reason.trim() !== '', 'must say why'),
});

const overrideNames: FieldNames = {
  names: Object.keys(overrideFields.shape),
  aliases: { id: 'rule', ruleId: 'rule', comment: 'reason' },
};

/**
 * Reads severity overrides: a list of `{ rule, severity, reason }`, or an object with that list as `severities`. Every
 * override needs a reason. Behaviour: examples/rulesets/README.md.
 *
 * @param data parsed JSON or YAML; for text with line numbers use `parseOverrides` of `gsl-engine/ruleset`
 * @returns the overrides and what is wrong with the data; never throws for any data
 * @example
 * const { overrides } = loadOverrides([{ rule: 'D9.AWS.IAM.51', severity: 'low', reason: 'accepted' }]);
 * overrides.length // 1
 */
export function loadOverrides(data: unknown): LoadedOverrides {
  return readOverrides(data, []);
}

/** `loadOverrides` for data that is part of a greater whole. */
export function readOverrides(data: unknown, path: DataPath): LoadedOverrides {
  if (isObject(data) && Object.hasOwn(data, 'severities'))
    return readOverrides(data['severities'], [...path, 'severities']);
  const problems: Problem[] = [];
  const overrides: SeverityOverride[] = [];
  const seen = new Set<string>();
  const fail = (code: ProblemCode, message: string, at: DataPath, help: string): void => {
    problems.push(dataProblem({ code, severity: 'error', message, path: at, help }));
  };
  const items: [unknown, DataPath][] = Array.isArray(data)
    ? data.map((item, index) => [item, [...path, index]])
    : [[data, path]];
  for (const [item, at] of items) {
    if (!isObject(item)) {
      fail(
        'invalid-override',
        `expected a severity override, found ${describeValue(item)}`,
        at,
        'write `rule`, `severity` and `reason`',
      );
      continue;
    }
    const { values, written } = readFields(item, overrideNames, at, problems);
    const parsed = overrideFields.safeParse(values);
    if (!parsed.success) {
      for (const problem of problemsOf(parsed.error, values, at, written)) problems.push(problem);
    } else if (seen.has(parsed.data.rule.toLowerCase())) {
      const message = `\`${parsed.data.rule}\` has two overrides`;
      fail('duplicate-override', message, [...at, written.get('rule') ?? 'rule'], 'keep one of them');
    } else {
      seen.add(parsed.data.rule.toLowerCase());
      overrides.push(parsed.data);
    }
  }
  return { overrides, problems };
}

/**
 * The rules with the overrides applied. A changed rule says so in `severityOverride`.
 *
 * @param rules rules of one or more rulesets
 * @param overrides from `loadOverrides`
 * @returns the rules in their order, and an error for each override of a rule that is not there; never throws
 * @example
 * const { overrides } = loadOverrides([{ rule: 'D9.AWS.IAM.51', severity: 'low', reason: 'accepted' }]);
 * applyOverrides(bundledRules, overrides).rules.find(({ id }) => id === 'D9.AWS.IAM.51')?.severity // 'Low'
 */
export function applyOverrides<R extends Rule>(
  rules: readonly R[],
  overrides: readonly SeverityOverride[],
): { readonly rules: readonly R[]; readonly problems: readonly Problem[] } {
  const problems = overrides.flatMap(({ rule: wanted }, index): Problem[] => {
    if (rules.some((rule) => isMeant(wanted, rule))) return [];
    const help = didYouMean(
      wanted,
      rules.map(({ id }) => id),
    );
    const message = `no rule has the id \`${wanted}\``;
    return [dataProblem({ code: 'unknown-rule', severity: 'error', message, path: [index, 'rule'], help })];
  });
  const changed = rules.map((rule): R => {
    const override = overrides.find(({ rule: wanted }) => isMeant(wanted, rule));
    if (override === undefined) return rule;
    const from = rule.severityOverride?.from ?? rule.severity;
    return { ...rule, severity: override.severity, severityOverride: { from, reason: override.reason } };
  });
  return { rules: changed, problems };
}

function isMeant(wanted: string, { id, ruleId }: Rule): boolean {
  return sameId(wanted, id) || (ruleId !== undefined && sameId(wanted, ruleId));
}

function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
