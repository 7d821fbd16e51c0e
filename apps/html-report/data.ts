import {
  MAX_TEXTS,
  PAGE_STATUSES,
  type PageReport,
  type PageRow,
  type PageRule,
  type PageText,
} from '../../src/reporters/html-page.ts';

/** A result as the page shows it. */
export interface Row {
  readonly order: number;
  readonly status: (typeof PAGE_STATUSES)[number];
  readonly rule: PageRule;
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly place: string;
  readonly reason: string;
  readonly more: string;
  readonly paths: readonly string[];
  readonly tree: readonly string[];
  readonly baseline: '' | 'new' | 'unchanged';
  readonly entity: number;
  readonly remediation: PageRow[14];
  /** All of it in lower case, to be searched; made when the first search asks. */
  text?: string;
}

export interface Data {
  readonly report: PageReport;
  readonly rows: readonly Row[];
}

/** Reads the results that stand in the page. */
export function readData(): Data {
  const report = parsed(document.getElementById('report')) as PageReport;
  const texts: string[] = [];
  const textOf = (cell: PageText): string => {
    if (typeof cell === 'number') return texts[cell] ?? '';
    if (texts.length < MAX_TEXTS) texts.push(cell);
    return cell;
  };
  const rows: Row[] = [];
  for (const script of document.querySelectorAll('script.rows')) {
    for (const row of parsed(script) as PageRow[]) {
      const [
        status,
        rule,
        type,
        id,
        name,
        account,
        region,
        place,
        reason,
        more,
        paths,
        tree,
        baseline,
        entity,
        remediation,
      ] = row;
      const own = report.rules[rule];
      const known = PAGE_STATUSES[status];
      if (own === undefined || known === undefined) continue;
      // In the order in which they were written: a number means an earlier one.
      const texts = { type: textOf(type), account: textOf(account), region: textOf(region) };
      const said = { reason: textOf(reason), more: textOf(more), paths: paths.length === 0 ? NONE : paths.map(textOf) };
      rows.push({
        order: rows.length,
        status: known,
        rule: own,
        id,
        name,
        place,
        tree,
        baseline,
        entity,
        remediation,
        ...texts,
        ...said,
      });
    }
  }
  return { report, rows };
}

const NONE: readonly string[] = [];

function parsed(element: Element | null): unknown {
  return JSON.parse(element?.textContent ?? 'null');
}

let last: { readonly script: Element; readonly entities: readonly unknown[] } | undefined;

/** An entity of the page, read when a finding of it is opened; undefined where the page has it not. */
export function entityAt(index: number): unknown {
  if (index < 0) return undefined;
  let found: HTMLElement | undefined;
  for (const script of document.querySelectorAll<HTMLElement>('script.entities')) {
    if (Number(script.dataset['from']) > index) break;
    found = script;
  }
  if (found === undefined) return undefined;
  if (last?.script !== found) last = { script: found, entities: parsed(found) as unknown[] };
  return last.entities[index - Number(found.dataset['from'])] ?? undefined;
}

/** What a search looks through. */
export function textOf(row: Row): string {
  const { rule } = row;
  return (row.text ??= [rule.id, rule.name, row.name, row.id, row.type, row.account, row.region, row.place, row.reason]
    .join(' ')
    .toLowerCase());
}
