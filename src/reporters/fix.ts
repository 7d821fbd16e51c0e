import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import { printable, provenanceText } from '../text/format-message.ts';
import { evidenceLine, saidOf } from './evidence.ts';
import { overrideText } from './finding-text.ts';
import { ByRule } from './by-rule.ts';
import { remediationWays, remediationWaysOf } from './remediation.ts';
import type { Reporter } from './reporter.ts';
import { memorySpool } from './spool.ts';
import { SpooledList } from './spooled-list.ts';
import { ruleErrors } from './rule-errors.ts';
import { worstFirst } from './terminal/rule-table.ts';
import { titleOf } from './terminal/page.ts';
import { plural, printableLines } from './words.ts';

/** What can be run; of what cannot, the text stands as a note. */
const COMMANDS = 'cli';

/** Commands that mend what was found, by rule and entity, each behind a `#`: nothing happens until someone takes it away. */
export const fix: Reporter = {
  name: 'fix',
  summary: 'a script with the commands that mend each finding, all commented out: look, then uncomment',
  include: ['failed'],
  open: ({ version, now, spool = memorySpool }) => {
    const found = new ByRule(() => ({ count: 0, texts: new SpooledList(spool(), '\n') }));
    const problems = new SpooledList(spool(), '');
    return {
      finding: (finding) => {
        if (finding.status !== 'failed') return '';
        const ofRule = found.at(finding.subject);
        ofRule.count += 1;
        ofRule.texts.add(findingText(finding));
        return '';
      },
      problem: ({ message, provenance }) => {
        problems.add(`## not read: ${provenanceText(provenance)}: ${printable(message)}\n`);
        return '';
      },
      *end(summary) {
        const rules = worstFirst(summary.rules).filter((rule) => found.at(rule).count > 0);
        const count = rules.reduce((sum, rule) => sum + found.at(rule).count, 0);
        const head = [
          '#!/bin/sh',
          `## ${plural(count, 'finding')} of gsl ${version} at ${now.toISOString()}.`,
          '## Nothing here runs. Look at each command, take away the "# " before it, and fill in what stands in CAPITALS or {{braces}}.',
          'set -eu',
        ];
        yield `${head.join('\n')}\n`;
        yield* problems.read();
        yield saidOfAll(summary)
          .map((line) => `${line}\n`)
          .join('');
        for (const rule of rules) {
          yield `\n${ruleText(rule)}\n`;
          yield* found.at(rule).texts.read();
          yield '\n';
        }
      },
    };
  },
};

/** What is not mended by any of the commands: what was not judged, what could not be run, and what verdicts do not rest on. */
function saidOfAll({ evidence, rules }: AssessmentSummary): string[] {
  const ofRules = rules.flatMap((summary) =>
    [...saidOf(summary), ...ruleErrors(summary).map(({ message }) => `cannot be run: ${printable(message)}`)].map(
      (text) => `## ${printable(summary.rule.id)}: ${text}`,
    ),
  );
  return [...evidence.map((message) => `## ${evidenceLine(message)}`), ...ofRules];
}

function ruleText(summary: RuleSummary): string {
  const { rule } = summary;
  const override = overrideText(rule);
  const ways = remediationWays(rule).filter(([way]) => way !== COMMANDS);
  const notes = ways.flatMap(([way, text]) => lines(way === 'text' ? text : `${way}: ${text}`, '##   '));
  const hasCommands = (rule.remediation?.cli ?? '').trim() !== '';
  const head = [
    `## ${printable(rule.id)}  ${rule.severity}${override === '' ? '' : ` (${override})`}  ${titleOf(rule)}`,
    ...(hasCommands ? [] : ['##   the rule names no command', ...notes]),
  ];
  return head.join('\n');
}

function findingText(finding: Finding): string {
  const { entity, location, reason } = finding;
  const id = entity.id === entity.name ? '' : printable(entity.id);
  const place = location === undefined ? '' : provenanceText(location);
  const what = [printable(entity.name || entity.type), id, place].filter((part) => part !== '');
  const commands = remediationWaysOf(finding).filter(([way]) => way === COMMANDS);
  return [
    `##   ${what.join('  ')}`,
    ...(reason === '' ? [] : [`##   because ${printable(reason)}`]),
    ...commands.flatMap(([, text]) => lines(text, '# ')),
  ].join('\n');
}

/** Each line behind a mark, whatever is in it. */
function lines(text: string, mark: string): string[] {
  return printableLines(text)
    .split('\n')
    .map((line) => `${mark}${line}`.trimEnd());
}
