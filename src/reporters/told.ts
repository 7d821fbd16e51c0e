import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import { digest } from '../text/digest.ts';
import { provenanceText } from '../text/format-message.ts';
import type { Message } from '../text/message.ts';
import type { ProblemRecord, Provenance } from '../values/record.ts';
import { evidenceText, saidOf } from './evidence.ts';
import { ruleErrors } from './rule-errors.ts';

/** Something that is said of no entity, as a finding of its own. */
export interface Told {
  /** The same in every run. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly code: string;
  /** What it is about: a file, a rule, the assessment. */
  readonly subject: { readonly type: string; readonly id: string };
  readonly status: 'WARNING' | 'NOT_AVAILABLE';
  readonly severity: Message['severity'];
  /** Where it is in the input. */
  readonly place?: Provenance;
}

/** A part of the input that could not be read. */
export function toldOfProblem({ code, message, provenance, help }: ProblemRecord): Told {
  const place = provenanceText(provenance);
  return {
    id: idOf('input', code, place),
    title: 'Input could not be read',
    description: `${place}: ${message}${help === undefined ? '' : ` (${help})`}`,
    code,
    subject: { type: 'Input', id: place },
    status: 'WARNING',
    severity: 'error',
    place: provenance,
  };
}

/** What is said of the whole assessment and of rules: cannot be run, not judged, evidence that is missing. */
export function toldOfSummary({ evidence, rules }: AssessmentSummary): readonly Told[] {
  const ofAll = evidence.map((message): Told => {
    const subject = { type: 'Assessment', id: 'gsl' };
    const id = idOf('assessment', message.code);
    return {
      id,
      title: 'Assessment',
      description: evidenceText(message),
      code: message.code,
      subject,
      status: 'WARNING',
      severity: message.severity,
    };
  });
  return [...ofAll, ...rules.flatMap(toldOfRule)];
}

const SEVERITIES = ['error', 'warning'] as const;

function toldOfRule(summary: RuleSummary): Told[] {
  const { rule, ruleset, status, evidence } = summary;
  const errors = ruleErrors(summary);
  const said = [
    ...(errors.length === 0 ? [] : [`the rule cannot be run: ${errors.map(({ message }) => message).join('; ')}`]),
    ...saidOf(summary),
  ];
  if (said.length === 0) return [];
  return [
    {
      id: idOf('rule', ruleset.id ?? ruleset.name, rule.id),
      title: rule.name,
      description: said.join('\n'),
      code: [...errors, ...evidence][0]?.code ?? 'not-judged',
      subject: { type: 'Rule', id: rule.id },
      status: status === 'not judged' && evidence.length === 0 ? 'NOT_AVAILABLE' : 'WARNING',
      severity: SEVERITIES.find((one) => [...errors, ...evidence].some(({ severity }) => severity === one)) ?? 'note',
    },
  ];
}

function idOf(...parts: readonly string[]): string {
  return digest(JSON.stringify(parts));
}
