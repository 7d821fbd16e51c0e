import type { AssessmentSummary } from '../../assess/summary.ts';
import { formatMessage, printable } from '../../text/format-message.ts';
import type { Message } from '../../text/message.ts';
import type { ProblemRecord } from '../../values/record.ts';
import { evidenceText, notJudgedText } from '../evidence.ts';
import { jsonText } from '../json-text.ts';
import { ruleErrors } from '../rule-errors.ts';
import { plural } from '../words.ts';
import type { Places } from './places.ts';
import { plainMessage } from './results.ts';
import type { RuleTable } from './rules.ts';

/** Something that is told beside the results. */
export interface Notification {
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly descriptor: { readonly id: string };
  readonly associatedRule?: { readonly id: string; readonly index: number };
  readonly locations?: readonly object[];
}

export function notification(
  level: Notification['level'],
  code: string,
  text: string,
  associatedRule?: Notification['associatedRule'],
): Notification {
  const said = { level, message: { text: plainMessage(text) }, descriptor: { id: code } };
  return associatedRule === undefined ? said : { ...said, associatedRule };
}

/** A part of the input that could not be read, in JSON. */
export function problemText({ code, message, provenance, help }: ProblemRecord, places: Places): string {
  const said = notification('error', code, printable(help === undefined ? message : `${message} (${help})`));
  return `${jsonText(said).slice(0, -1)},"locations":[{"physicalLocation":${places.physical(provenance)}}]}`;
}

/** What is said of the rules and of the whole: that a rule cannot run, was not judged, what verdicts do not rest on. */
export function summaryNotifications({ evidence, rules }: AssessmentSummary, table: RuleTable): Notification[] {
  const ofRules = rules.flatMap((summary) => {
    const { id } = summary.rule;
    const rule = { id, index: table.at(summary).index };
    const none = `the rule \`${printable(id)}\` was ${notJudgedText(summary)}`;
    return [
      ...ruleErrors(summary).map((broken) => notification('error', broken.code, formatMessage(broken), rule)),
      ...(summary.status === 'not judged' ? [notification('note', 'not-judged', none, rule)] : []),
      ...summary.evidence.map((message) => evidenceNotification(message, rule)),
    ];
  });
  return [...evidence.map((message) => evidenceNotification(message)), ...ofRules];
}

/** Tags of rules that the log has no place for. */
export function tagNotifications({ cut }: RuleTable): Notification[] {
  return cut.map(({ id, index, tags }) =>
    notification(
      'note',
      'tags-left-out',
      `${plural(tags.length, 'tag')} of the rule \`${printable(id)}\` left out, since GitHub takes 20: ${printable(tags.join(', '))}`,
      { id, index },
    ),
  );
}

function evidenceNotification(message: Message, rule?: Notification['associatedRule']): Notification {
  return notification(message.severity, message.code, evidenceText(message), rule);
}
