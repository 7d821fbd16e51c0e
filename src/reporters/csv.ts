import type { Finding } from '../findings/finding.ts';
import { withoutCommands } from '../text/ci-commands.ts';
import { legal } from './escape.ts';
import { exclusionText, overrideText } from './finding-text.ts';
import { remediationText } from './remediation.ts';
import type { Reporter } from './reporter.ts';
import { ruleErrors } from './rule-errors.ts';

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
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/**
 * CSV by RFC 4180 in UTF-8, a header and one row a result. A rule that cannot be run has one row without an entity. A
 * cell that a spreadsheet would take for a formula begins with `'`.
 */
export const csv: Reporter = {
  name: 'csv',
  summary: 'CSV with a header, one row a result, safe to open in a spreadsheet',
  include: ['passed', 'failed', 'excluded', 'error', 'matched'],
  open: () => {
    let head = `${COLUMNS.join(',')}\r\n`;
    const write = (row: Row): string => {
      const text = `${head}${COLUMNS.map((column) => cell(row[column] ?? '')).join(',')}\r\n`;
      head = '';
      return text;
    };
    return {
      finding: (finding) => write(rowOf(finding)),
      problem: () => '',
      end: ({ rules }) => {
        const rows = rules.flatMap((summary) => {
          const messages = ruleErrors(summary).map(({ message }) => message);
          if (messages.length === 0) return [];
          const { id, name, severity } = summary.rule;
          const rule = { status: 'error', severity, ruleset: summary.ruleset.name, ruleId: id, ruleName: name };
          const severityReason = overrideText(summary.rule);
          return [write({ ...rule, severityReason, reason: `the rule cannot be run: ${messages.join('; ')}` })];
        });
        return rows.join('') + head;
      },
    };
  },
};

function rowOf(finding: Finding): Row {
  const { status, severity, ruleset, ruleId, ruleName, entity, location, reason, error, subject } = finding;
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
    remediation: status === 'failed' ? remediationText(subject.rule) : '',
    baseline: finding.baseline ?? '',
    severityReason: overrideText(finding),
  };
}

/** Quoted also where a spreadsheet would split at `;` or a tab, for what follows would be a cell of its own. */
function cell(text: string): string {
  const clean = withoutCommands(legal(text));
  const safe = /^\s*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/u.test(clean) ? `'${clean}` : clean;
  return /[",;\t\r\n]|^[\s']|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
