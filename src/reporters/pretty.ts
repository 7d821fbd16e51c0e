import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import { ByRule } from './by-rule.ts';
import type { Reporter, ReportContext, ReportWriter } from './reporter.ts';
import { findingLines, groupOf } from './terminal/finding-lines.ts';
import { Group } from './terminal/group.ts';
import { type Page, pageOf } from './terminal/page.ts';
import { isNoted, remediationLines, ruleHead } from './terminal/rule-lines.ts';
import { ruleTable, worstFirst } from './terminal/rule-table.ts';
import { summaryLines } from './terminal/summary-lines.ts';
import { plural } from './words.ts';

/** So many groups are listed whole: the whole report is bounded too. */
const GROUPS = 10;

/** For people at a terminal: the worst findings by rule with reason and remediation, a table of the rules, the counts. */
export const pretty: Reporter = {
  name: 'pretty',
  summary: 'for people: the worst findings by rule with reason and remediation, a table of the rules, the counts',
  include: ['failed', 'error', 'excluded', 'matched'],
  open: (context) => {
    const page = pageOf(context);
    return page.groupBy === 'rule' ? byRule(page, context) : byOther(page, page.groupBy, context);
  },
};

/** The counts alone, for a run whose reports go to files. */
export function summaryText(summary: AssessmentSummary, context: ReportContext): string {
  return `${summaryLines(summary, pageOf(context), context.version).join('\n')}\n`;
}

function byRule(page: Page, context: ReportContext): ReportWriter {
  const groups = new ByRule<Group>(() => new Group([], page.limit));
  const fresh = new ByRule<{ count: number }>(() => ({ count: 0 }));
  return {
    finding: (finding) => {
      if (finding.baseline === 'new') fresh.at(finding.subject).count += 1;
      const group = groups.at(finding.subject);
      group.add(finding, () => findingLines(finding, page, group.said).join('\n'));
      return '';
    },
    count: (finding) => groups.at(finding.subject).addUnlisted(finding),
    problem: () => '',
    end: (summary) => {
      const budget = new Budget(page);
      const listed = worstFirst(summary.rules)
        .filter((rule) => groups.at(rule).size > 0 || isNoted(rule))
        .map((rule) =>
          budget.list(
            groups.at(rule),
            () => ruleHead(rule, page),
            rule.counts.failed > 0 ? remediationLines(rule.rule, page) : [],
          ),
        );
      return wholeText(summary, [...listed, budget.rest('rule')], (rule) => fresh.at(rule).count, page, context);
    },
  };
}

function byOther(page: Page, groupBy: 'entity' | 'account' | 'severity', context: ReportContext): ReportWriter {
  const groups = new Map<string, Group>();
  const fresh = new ByRule<{ count: number }>(() => ({ count: 0 }));
  return {
    finding: (finding: Finding) => {
      if (finding.baseline === 'new') fresh.at(finding.subject).count += 1;
      const { key, lines } = groupOf(finding, groupBy, page);
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = new Group(lines(), page.limit)));
      const { said } = group;
      group.add(finding, () => findingLines(finding, page, said).join('\n'));
      return '';
    },
    problem: () => '',
    end: (summary) => {
      const budget = new Budget(page);
      const listed = [...groups.values()]
        .sort((a, b) => a.isBefore(b))
        .map((group) => budget.list(group, () => group.heading, []));
      const noted = worstFirst(summary.rules)
        .filter(isNoted)
        .slice(0, GROUPS)
        .map((rule) => `${ruleHead(rule, page).join('\n')}\n`);
      const rest = budget.rest(groupBy);
      return wholeText(summary, [...listed, rest, ...noted], (rule) => fresh.at(rule).count, page, context);
    },
  };
}

/** How many findings may still be listed, and what was left out. */
class Budget {
  readonly #isListed: boolean;
  #left: number;
  #groups = 0;
  #findings = 0;

  constructor({ limit, detail }: Page) {
    this.#isListed = detail !== 'summary';
    this.#left = this.#isListed ? limit * GROUPS : 0;
  }

  /** A group with its worst findings; nothing where no room is left. */
  list(group: Group, head: () => readonly string[], tail: readonly string[]): string {
    if (this.#left <= 0) {
      this.#groups += 1;
      this.#findings += group.size;
      return '';
    }
    const shown = group.worst(this.#left);
    // A heading alone takes room too.
    this.#left -= Math.max(1, shown.length);
    const hidden = group.size - shown.length;
    const more = hidden > 0 ? [`  … and ${hidden} more`] : [];
    return `${[...head(), ...shown, ...more, ...tail].join('\n')}\n`;
  }

  /** What is said of the groups that had no room. */
  rest(what: string): string {
    if (this.#groups === 0 || !this.#isListed) return '';
    const many = what === 'entity' ? 'more entities' : `more ${what === 'severity' ? 'severities' : `${what}s`}`;
    return `… and ${plural(this.#findings, 'more finding')} of ${plural(this.#groups, `more ${what}`, many)}\n`;
  }
}

function wholeText(
  summary: AssessmentSummary,
  listed: readonly string[],
  newOf: (rule: RuleSummary) => number,
  page: Page,
  { terminal, version }: ReportContext,
): string {
  const table = ruleTable(summary, newOf, page);
  const isNextSaid = terminal?.next !== undefined && summary.counts.failed + summary.counts.error > 0;
  const end = [
    ...(isNextSaid ? [page.colors.dim(`next: ${terminal.next ?? ''}`)] : []),
    ...summaryLines(summary, page, version),
  ];
  return [
    ...listed.filter((text) => text !== ''),
    ...(table.length === 0 ? [] : [`${table.join('\n')}\n`]),
    `${end.join('\n')}\n`,
  ].join('\n');
}
