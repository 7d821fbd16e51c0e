import type { AssessmentSummary } from '../assess/summary.ts';
import type { Ruleset } from '../rules/rule.ts';
import { printable } from '../text/format-message.ts';

/** A ruleset as reports name it: with the package that it came in, and their versions. */
export type ReportedRuleset = Pick<Ruleset, 'name' | 'id' | 'version' | 'packaging'>;

/** The rulesets of an assessment, each once, in their order. */
export function rulesetsOf({ rules }: Pick<AssessmentSummary, 'rules'>): readonly ReportedRuleset[] {
  const known = new Map<string, ReportedRuleset>();
  for (const { ruleset } of rules) {
    const reported = reportedRuleset(ruleset);
    const key = JSON.stringify(reported);
    if (!known.has(key)) known.set(key, reported);
  }
  return [...known.values()];
}

function reportedRuleset({ name, id, version, packaging }: ReportedRuleset): ReportedRuleset {
  return {
    name,
    ...(id === undefined ? {} : { id }),
    ...(version === undefined ? {} : { version }),
    ...(packaging === undefined ? {} : { packaging }),
  };
}

/** The version of a ruleset: its own, else that of its package. */
export function versionOf({ version, packaging }: ReportedRuleset): string | undefined {
  return version ?? packaging?.version;
}

/** `cis-aws-foundations 1 in gsl-engine 0.1.0`, `@acme/rules 1.2.0`; `` where nobody gave it a version. */
export function versionText({ name, id, version, packaging }: ReportedRuleset): string {
  const within = packaging === undefined ? '' : `${packaging.name} ${packaging.version}`;
  if (version === undefined) return printable(within);
  return printable(`${id ?? name} ${version}${within === '' ? '' : ` in ${within}`}`);
}

/** What an assessment was made with: `gsl-engine 0.1.0`, then the rulesets that have a version. */
export function madeWith(summary: Pick<AssessmentSummary, 'rules'>, engine: string): readonly string[] {
  const own = `gsl-engine ${engine}`;
  const texts = rulesetsOf(summary).map((ruleset) => versionText(ruleset).replace(` in ${own}`, ''));
  return [...new Set([own, ...texts])].filter((text) => text !== '');
}
