import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import { printable } from '../text/format-message.ts';
import type { Message } from '../text/message.ts';
import { positionAt } from '../text/source.ts';

/** A message about an assessment in one line, its advice in brackets. */
export function evidenceText({ message, help }: Message): string {
  return printable(help === undefined ? message : `${message} (${help})`);
}

/** The same with its severity in front. */
export function evidenceLine(message: Message): string {
  return `${message.severity}: ${evidenceText(message)}`;
}

/** Why a rule judged no entity. */
export function notJudgedText({ tested, counts }: Pick<RuleSummary, 'tested' | 'counts'>): string {
  if (tested === 0) return 'not judged: the input has no entity of its type';
  if (counts.excluded > 0) return 'not judged: what the rule is about is excluded';
  return `not judged: \`where\` ${tested === 1 ? 'does not hold for the 1 entity' : `holds for none of ${tested} entities`} of its type`;
}

/** What a report says of a rule beside its findings: that it was not judged, and what its verdicts do not rest on. */
export function saidOf(summary: RuleSummary): readonly string[] {
  const lines = summary.evidence.map(evidenceLine);
  return summary.status === 'not judged' ? [notJudgedText(summary), ...lines] : lines;
}

/** Whether a report has to show that not all is well, though nothing failed. */
export function isIncomplete({ evidence, rules, problems }: AssessmentSummary): boolean {
  return (
    problems > 0 ||
    evidence.some(({ severity }) => severity === 'error') ||
    rules.some(({ status, evidence: own }) => status === 'error' || own.some(({ severity }) => severity === 'error'))
  );
}

/** A message as reports of JSON hold it: its place in the rule's text as line and column. */
export interface WrittenEvidence {
  readonly code: string;
  readonly severity: Message['severity'];
  readonly message: string;
  readonly help?: string;
  /** Absent for what is said of the whole assessment. */
  readonly ruleId?: string;
  readonly ruleset?: string;
  readonly line?: number;
  readonly column?: number;
}

/** All evidence of an assessment, that of the whole first. */
export function writtenEvidence({ evidence, rules }: AssessmentSummary): readonly WrittenEvidence[] {
  const ofRules = rules.flatMap(({ rule, ruleset, evidence: own }) =>
    own.map((message) => ({ ...written(message), ruleId: rule.id, ruleset: ruleset.name })),
  );
  return [...evidence.map(written), ...ofRules];
}

function written({ code, severity, message, help, at }: Message): WrittenEvidence {
  const place = at?.kind === 'text' ? positionAt(at.source, at.span.start) : undefined;
  return {
    code,
    severity,
    message,
    ...(help === undefined ? {} : { help }),
    ...(place === undefined ? {} : { line: place.line, column: place.column }),
  };
}
