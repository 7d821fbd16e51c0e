import type { AssessmentSummary } from '../../assess/summary.ts';
import type { Finding } from '../../findings/finding.ts';
import { WORST_FIRST } from '../../rules/severity.ts';
import type { Severity } from '../../rules/severity.ts';
import { jsonText } from '../json-text.ts';
import type { Reporter } from '../reporter.ts';
import { rulesetsOf, versionOf } from '../rulesets.ts';
import { memorySpool, type Spool } from '../spool.ts';
import { SpooledList } from '../spooled-list.ts';
import { plural } from '../words.ts';
import {
  type Notification,
  notification,
  problemText,
  summaryNotifications,
  tagNotifications,
} from './notifications.ts';
import type { SarifExtra } from './options.ts';
import { Places } from './places.ts';
import { goneText, resultText } from './results.ts';
import { RuleTable } from './rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://github.com/gsl-engine/gsl-engine#readme';

/** GitHub refuses a log with more. */
const MAX_RESULTS = 25_000;

/** What an option asks for; open failures are always there. */
const EXTRAS: Readonly<Partial<Record<Finding['status'], SarifExtra>>> = { error: 'undecided', excluded: 'excluded' };

/**
 * SARIF 2.1.0 as GitHub's code scanning takes it: the open failures, worst first, each at a place in a file, at most 25,000
 * of them. What is left out is told in notifications, as is what could not be read, run or decided.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export const sarif: Reporter = {
  name: 'sarif',
  summary: 'SARIF 2.1.0, for GitHub code scanning and other viewers of analysis results',
  include: ['failed', 'excluded', 'error'],
  open: ({ version, now, spool = memorySpool, repositoryPath = (file) => file, sarif: options = {} }) => {
    const { include = [], category = 'gsl' } = options;
    const rules = new RuleTable();
    const places = new Places(repositoryPath);
    const results = new Results(spool);
    const notifications = new SpooledList(spool(), ',');
    let isSuccess = true;
    return {
      finding: (finding) => {
        const extra = EXTRAS[finding.status];
        if (extra !== undefined && !include.includes(extra)) return '';
        if (results.has(finding.severity))
          results.add(finding.severity, resultText(finding, rules.at(finding.subject).start, places));
        return '';
      },
      problem: (problem) => {
        notifications.add(problemText(problem, places));
        isSuccess = false;
        return '';
      },
      *end(summary) {
        for (const rule of summary.rules) rules.at(rule);
        const { gone = [] } = summary.baseline ?? {};
        if (include.includes('gone')) {
          // Of rules with one id the first.
          const byId = new Map(summary.rules.toReversed().map((rule) => [rule.rule.id, rule]));
          for (const one of gone) {
            const rule = byId.get(one.ruleId);
            const start = rule === undefined ? `{"ruleId":${jsonText(one.ruleId)}` : rules.at(rule).start;
            if (results.has('Informational')) results.add('Informational', goneText(one, start, places));
          }
        }
        yield `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","automationDetails":{"id":${jsonText(automationId(category))}},"results":[`;
        yield* results.read();
        const told = [
          ...summaryNotifications(summary, rules),
          ...results.leftOut(),
          ...optionalLeftOut(summary, include),
          ...tagNotifications(rules),
        ];
        for (const one of told) notifications.add(jsonText(one));
        isSuccess &&= told.every(({ level }) => level !== 'error');
        const driver = {
          name: 'gsl',
          fullName: `gsl-engine ${version}`,
          version,
          semanticVersion: version,
          informationUri: HOME,
          language: 'en',
        };
        const rest = {
          originalUriBaseIds: { '%SRCROOT%': { description: { text: 'the root of the repository' } } },
          properties: { now: now.toISOString() },
        };
        const extensions = extensionsOf(summary);
        const others = extensions.length === 0 ? '' : `,"extensions":${jsonText(extensions)}`;
        yield `\n],"tool":{"driver":${jsonText(driver).slice(0, -1)},"rules":[${rules.descriptors.join(',')}]}${others}},`;
        yield `"invocations":[{"executionSuccessful":${isSuccess}`;
        if (!notifications.isEmpty) {
          yield ',"toolExecutionNotifications":[';
          yield* notifications.read();
          yield ']';
        }
        yield `}],${jsonText(rest).slice(1, -1)}}]}\n`;
      },
    };
  },
};

/** The rulesets that have a version, each by the package that it came in. */
function extensionsOf(summary: AssessmentSummary): readonly object[] {
  return rulesetsOf(summary).flatMap((ruleset) => {
    const { name, id, packaging } = ruleset;
    const version = versionOf(ruleset);
    if (version === undefined) return [];
    const properties = packaging === undefined ? {} : { properties: { packaging } };
    return [{ name: id ?? name, fullName: name, version, ...properties }];
  });
}

/** Results wait, since the worst come first and only so many may be there. */
class Results {
  readonly #spools: Readonly<Record<Severity, Spool>>;
  /** How many there were, kept or not. */
  readonly #counts: Record<Severity, number> = { Critical: 0, High: 0, Medium: 0, Low: 0, Informational: 0 };

  constructor(spool: () => Spool) {
    this.#spools = { Critical: spool(), High: spool(), Medium: spool(), Low: spool(), Informational: spool() };
  }

  /** Counts one more of a severity. False when there is no place for its text. */
  has(severity: Severity): boolean {
    this.#counts[severity] += 1;
    return this.#counts[severity] <= MAX_RESULTS;
  }

  add(severity: Severity, text: string): void {
    this.#spools[severity].add(`\n${text},`);
  }

  *read(): Generator<string, void, undefined> {
    let room = MAX_RESULTS;
    let held = '';
    for (const severity of WORST_FIRST) {
      const kept = Math.min(room, this.#counts[severity], MAX_RESULTS);
      room -= kept;
      const all = this.#spools[severity].read();
      for (const piece of kept < this.#counts[severity] ? firstLines(all, kept) : all) {
        if (piece === '') continue;
        yield held;
        held = piece;
      }
    }
    // The last one has no comma.
    yield held.slice(0, -1);
  }

  leftOut(): readonly Notification[] {
    let room = MAX_RESULTS;
    const parts: string[] = [];
    for (const severity of WORST_FIRST) {
      const left = Math.max(0, this.#counts[severity] - room);
      room -= this.#counts[severity] - left;
      if (left > 0) parts.push(`${left} of severity ${severity}`);
    }
    if (parts.length === 0) return [];
    const text = `GitHub takes ${MAX_RESULTS} results: left out are ${parts.join(', ')}; the other formats have them all`;
    return [notification('warning', 'results-left-out', text)];
  }
}

/** The first lines of pieces of text in which each line ends in a comma. */
function* firstLines(pieces: Iterable<string>, most: number): Generator<string, void, undefined> {
  let left = most;
  for (const piece of pieces) {
    if (left <= 0) return;
    let end = 0;
    while (left > 0 && end < piece.length) {
      const next = piece.indexOf(',\n', end + 1);
      end = next < 0 ? piece.length : next + 1;
      left -= 1;
    }
    if (end > 0) yield piece.slice(0, end);
  }
}

/** What is not in the log because nothing asked for it. */
function optionalLeftOut(
  { counts, baseline }: AssessmentSummary,
  include: readonly SarifExtra[],
): readonly Notification[] {
  const gone = baseline?.gone.length ?? 0;
  const told = (extra: SarifExtra, count: number, text: string, level: Notification['level']): Notification[] =>
    count === 0 || include.includes(extra)
      ? []
      : [notification(level, `${extra}-left-out`, `${text}; \`--sarif-include ${extra}\` lists them`)];
  return [
    ...told('undecided', counts.error, `${plural(counts.error, 'result')} could not be decided`, 'warning'),
    ...told('excluded', counts.excluded, `${plural(counts.excluded, 'result')} excluded`, 'note'),
    ...told('gone', gone, `${plural(gone, 'finding')} of the earlier report gone`, 'note'),
  ];
}

/** What stands before the last slash is the category. */
function automationId(category: string): string {
  return category.endsWith('/') ? category : `${category}/`;
}
