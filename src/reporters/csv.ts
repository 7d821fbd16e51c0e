import type { RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import { PassedByRule, type Withdrawn } from '../findings/withdrawn.ts';
import type { Rule } from '../rules/rule.ts';
import { withoutCommands } from '../text/ci-commands.ts';
import { replaced, withoutHidden } from '../text/hidden.ts';
import { legal } from './escape.ts';
import { evidenceText, notJudgedText } from './evidence.ts';
import { exclusionText, overrideText } from './finding-text.ts';
import { remediationParts } from './remediation.ts';
import type { Reporter } from './reporter.ts';
import { ruleErrors } from './rule-errors.ts';
import { TextMoulds } from './text-mould.ts';

const COLUMNS = [
  'status',
  'severity',
  'ruleset',
  'ruleId',
  'ruleName',
  'entityType',
  'entityId',
  'entityName',
  'accountNumber',
  'region',
  'file',
  'line',
  'address',
  'reason',
  'exclusion',
  'remediation',
  'baseline',
  'severityReason',
  'category',
  'frameworks',
  'description',
  'findingId',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/**
 * CSV by RFC 4180 in UTF-8, a header and one row a result. What is said of a rule or of the whole has a row without an
 * entity: a rule that cannot be run or was not judged, what could not be read, evidence that is missing. A cell that a spreadsheet would take for a formula begins with `'`.
 */
export const csv: Reporter = {
  name: 'csv',
  summary: 'CSV with a header, one row a result, safe to open in a spreadsheet',
  include: ['passed', 'failed', 'excluded', 'error', 'matched'],
  open: () => {
    let head = `${COLUMNS.join(',')}\r\n`;
    const columns = COLUMNS.map((name) => new Column(name));
    /** @param written a cell as it is written */
    const write = (row: Row, written?: { readonly remediation: string }): string => {
      let text = head;
      for (const column of columns) {
        text += column.name === 'remediation' && written !== undefined ? `,${written.remediation}` : column.cell(row);
      }
      head = '';
      return `${text}\r\n`;
    };
    const passed = new PassedByRule();
    return {
      finding: (finding) => {
        passed.add(finding);
        return write(
          rowOf(finding),
          finding.status === 'failed' ? { remediation: remediationCell(finding) } : undefined,
        );
      },
      problem: ({ message, provenance, help }) => {
        const { file, line, address = '' } = provenance;
        const reason = `could not be read: ${help === undefined ? message : `${message} (${help})`}`;
        return write({ status: 'error', file, line: line === undefined ? '' : String(line), address, reason });
      },
      end: (summary) => {
        const { rules, evidence } = summary;
        const rows = [
          ...evidence.map((message) => write({ status: message.severity, reason: evidenceText(message) })),
          ...rules.flatMap((ofRule) => ruleRows(ofRule).map((row) => write(row))),
          ...passed.withdrawn(summary).map((withdrawn) => write(withdrawnRow(withdrawn))),
        ];
        return rows.join('') + head;
      },
    };
  },
};

/** What is said of a rule by itself: that it cannot be run, was not judged, or what its verdicts do not rest on. */
function ruleRows(summary: RuleSummary): Row[] {
  const { id, name, severity } = summary.rule;
  const rule = { severity, ruleset: summary.ruleset.name, ruleId: id, ruleName: name, ...ruleCells(summary.rule) };
  const row = (status: string, reason: string): Row => {
    return { status, ...rule, reason, severityReason: overrideText(summary.rule) };
  };
  const broken = ruleErrors(summary).map(({ message }) => message);
  return [
    ...(broken.length === 0 ? [] : [row('error', `the rule cannot be run: ${broken.join('; ')}`)]),
    ...(summary.status === 'not judged' ? [row('not judged', notJudgedText(summary))] : []),
    ...summary.evidence.map((message) => row(message.severity, evidenceText(message))),
  ];
}

function withdrawnRow({ ruleId, ruleset, passed }: Withdrawn): Row {
  const rows = passed === 1 ? 'the row `passed` of this rule does' : `the ${passed} rows \`passed\` of this rule do`;
  return { status: 'withdrawn', ruleset, ruleId, reason: `${rows} not count: the rule is undecided` };
}

function rowOf(finding: Finding): Row {
  const { status, severity, ruleset, ruleId, ruleName, entity, location, reason, error } = finding;
  return {
    status,
    severity,
    ruleset,
    ruleId,
    ruleName,
    entityType: entity.type,
    entityId: entity.id,
    entityName: entity.name,
    accountNumber: entity.accountNumber ?? '',
    region: entity.region ?? '',
    file: location?.file ?? '',
    line: location?.line === undefined ? '' : String(location.line),
    address: location?.address ?? '',
    reason: error?.help === undefined ? reason : `${reason} (${error.help})`,
    exclusion: status === 'excluded' ? exclusionText(finding) : '',
    baseline: finding.baseline ?? '',
    severityReason: overrideText(finding),
    category: finding.subject.rule.category ?? '',
    frameworks: frameworksText(finding.subject.rule),
    description: finding.subject.rule.description ?? '',
    findingId: status === 'passed' ? '' : finding.id,
  };
}

const remediations = new TextMoulds(cell);

function remediationCell(finding: Finding): string {
  return remediations.write(remediationParts(finding));
}

function ruleCells(rule: Rule): Row {
  const { category = '', description = '' } = rule;
  return { category, frameworks: frameworksText(rule), description };
}

const texts = new WeakMap<readonly string[], string>();

function frameworksText({ frameworks }: Rule): string {
  if (frameworks === undefined) return '';
  let text = texts.get(frameworks);
  if (text === undefined) texts.set(frameworks, (text = frameworks.join('; ')));
  return text;
}

/** A column with the cell that was written last: most rows say the same as the one before in most columns. */
class Column {
  readonly name: (typeof COLUMNS)[number];
  readonly #separator: string;
  #text = '';
  #cell: string;

  constructor(name: (typeof COLUMNS)[number]) {
    this.name = name;
    this.#separator = name === COLUMNS[0] ? '' : ',';
    this.#cell = this.#separator;
  }

  /** The cell of a row, with what stands between it and the one before. */
  cell(row: Row): string {
    const text = row[this.name] ?? '';
    if (text !== this.#text) {
      this.#text = text;
      this.#cell = this.#separator + cell(text);
    }
    return this.#cell;
  }
}

/** Most cells, which need neither quotes nor anything else. */
const PLAIN = /^[\w.(/](?:[\w ()./:=@-]*[\w()./])?$/u;

/** Quoted also where a spreadsheet would split at `;` or a tab, for what follows would be a cell of its own. */
function cell(text: string): string {
  if (PLAIN.test(text)) return text;
  const clean = withoutCommands(withoutHidden(legal(text), replaced));
  const safe = /^\s*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/u.test(clean) ? `'${clean}` : clean;
  return /[",;\t\r\n]|^[\s']|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
