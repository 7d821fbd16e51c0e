import type { Row } from './data.ts';

/** Gives what is shown as a file: CSV for a spreadsheet, JSON for a program. */
export function download(rows: readonly Row[], format: 'csv' | 'json'): void {
  const text = format === 'csv' ? csvOf(rows) : JSON.stringify(rows.map(recordOf), undefined, 2);
  const url = URL.createObjectURL(new Blob([text], { type: format === 'csv' ? 'text/csv' : 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `findings.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function recordOf({ status, rule, type, id, name, account, region, place, reason, baseline }: Row) {
  return {
    status,
    severity: rule.severity,
    ruleset: rule.ruleset,
    ruleId: rule.id,
    ruleName: rule.name,
    entityType: type,
    entityId: id,
    entityName: name,
    accountNumber: account,
    region,
    location: place,
    reason,
    frameworks: rule.frameworks.join('; '),
    baseline,
  };
}

function csvOf(rows: readonly Row[]): string {
  const records = rows.map(recordOf);
  const [first] = records;
  if (first === undefined) return '';
  const lines = [Object.keys(first), ...records.map((record) => Object.values(record))];
  return lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

/** What a spreadsheet would take for a formula begins with `'`. */
function cellOf(text: string): string {
  const safe = /^\s*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/u.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^[\s']|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
