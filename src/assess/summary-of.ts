import type { EntitySchemas } from '../check/schemas/schema.ts';
import type { Message } from '../text/message.ts';
import type { EntityRecord, SourceRecord } from '../values/record.ts';
import { STATUSES } from '../values/outcome.ts';
import { evidenceMessages } from './evidence-messages.ts';
import { misnamedMessages } from './misnamed-types.ts';
import { nothingJudged } from './not-judged.ts';
import { unjudgedMessages } from './unjudged.ts';
import { noCounts, type RuleRun, ruleSummary } from './rule-run.ts';
import type { AssessmentSummary } from './summary.ts';

/** What was counted besides the rules. */
export interface Counted extends Pick<AssessmentSummary, 'entities' | 'problems' | 'complete'> {
  readonly entityTypes: ReadonlyMap<string, number>;
  readonly schemas?: EntitySchemas;
  /** The entities of the types that functions look up. */
  readonly kept: ReadonlyMap<string, readonly EntityRecord[]>;
  /** That entities came twice. */
  readonly repeated: Message | undefined;
  /** That a security rule opens all ports and names none. */
  readonly zeroPorts: Message | undefined;
  /** That readers took something for what inputs do not tell. */
  readonly assumed: Message | undefined;
  /** That exclusions hold by what is not there. */
  readonly absence: Message | undefined;
  readonly sources: readonly SourceRecord[];
}

/** The summary of rules at work. */
export function summaryOf(runs: readonly RuleRun[], counted: Counted): AssessmentSummary {
  const { entities, problems, complete } = counted;
  const counts = noCounts();
  const failedBySeverity = { Critical: 0, High: 0, Medium: 0, Low: 0, Informational: 0 };
  const entityTypes = Object.fromEntries([...counted.entityTypes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
  // While the run goes on, what was not seen may still come.
  const rules = runs.map((run) => ruleSummary(run, complete ? evidenceMessages(run, counted) : []));
  for (const summary of rules) {
    for (const status of STATUSES) counts[status] += summary.counts[status];
    failedBySeverity[summary.rule.severity] += summary.counts.failed;
  }
  const nothing = nothingJudged(rules, targetsOf(runs), { entities, entityTypes });
  // While something was judged, what was not is a note.
  const asked = new Set(runs.flatMap(({ about }) => [about?.target ?? '', ...(about?.resourceTypes ?? [])]));
  // A rule that cannot be run may ask for anything.
  const areKnown = runs.every(({ about }) => about !== undefined);
  const isJudged = complete && nothing === undefined;
  const unjudged = isJudged && areKnown ? unjudgedMessages(counted.sources, counted.entityTypes, asked) : [];
  const misnamed = isJudged ? misnamedMessages(counted.entityTypes, asked) : [];
  return {
    entities,
    entityTypes,
    rules,
    counts,
    failedBySeverity,
    problems,
    notJudged: rules.filter(({ status }) => status === 'not judged').length,
    notRun: runs.filter(({ about }) => about === undefined).length,
    evidence: [
      nothing,
      ...misnamed,
      ...unjudged,
      counted.repeated,
      counted.zeroPorts,
      counted.assumed,
      counted.absence,
    ].filter((message) => message !== undefined),
    complete,
  };
}

/** How many rules judge each type. */
function targetsOf(runs: readonly RuleRun[]): ReadonlyMap<string, number> {
  const targets = new Map<string, number>();
  for (const { about } of runs)
    if (about?.target !== undefined) targets.set(about.target, (targets.get(about.target) ?? 0) + 1);
  return targets;
}
