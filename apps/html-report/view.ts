import type { Data, Row } from './data.ts';
import { textOf } from './data.ts';

export const GROUPINGS = ['rule', 'entity', 'framework', 'account'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What is shown: the filters and the grouping, as the fragment of the address holds them. */
export interface View {
  readonly text: string;
  readonly status: string;
  readonly severity: string;
  readonly rule: string;
  readonly framework: string;
  readonly account: string;
  readonly group: Grouping;
  /** The order number of the finding that is open. */
  readonly open: string;
}

export const KEYS = ['text', 'status', 'severity', 'rule', 'framework', 'account', 'group', 'open'] as const;

export function viewOf(fragment: string, defaults: View): View {
  const parameters = new URLSearchParams(fragment.replace(/^#/u, ''));
  const read = (key: (typeof KEYS)[number]): string => parameters.get(key) ?? defaults[key];
  const group = GROUPINGS.find((grouping) => grouping === read('group')) ?? 'rule';
  return {
    text: read('text'),
    status: read('status'),
    severity: read('severity'),
    rule: read('rule'),
    framework: read('framework'),
    account: read('account'),
    open: read('open'),
    group,
  };
}

export function fragmentOf(view: View, defaults: View): string {
  const parameters = new URLSearchParams();
  for (const key of KEYS) if (view[key] !== defaults[key]) parameters.set(key, view[key]);
  return parameters.toString();
}

/** The rows that the filters let through. */
export function selected(rows: readonly Row[], view: View): readonly Row[] {
  const words = view.text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const { status, severity, rule, framework, account } = view;
  return rows.filter(
    (row) =>
      (status === 'all' ||
        (status === 'open' ? row.status === 'failed' || row.status === 'error' : row.status === status)) &&
      (severity === '' || row.rule.severity === severity) &&
      (rule === '' || row.rule.id === rule) &&
      (account === '' || row.account === account) &&
      (framework === '' || row.rule.standards.includes(framework)) &&
      words.every((word) => textOf(row).includes(word)),
  );
}

/**
 * Selects as one types: of a search that goes on only the rows of the last one are asked, and where it leaves them all they
 * are given again, so that nothing is grouped anew.
 */
export function selection({ rows }: Data): (view: View) => readonly Row[] {
  let last: { readonly view: View; readonly rows: readonly Row[] } | undefined;
  return (view) => {
    const from = last !== undefined && narrows(last.view, view) ? last.rows : rows;
    const found = selected(from, view);
    last = { view, rows: found.length === from.length ? from : found };
    return last.rows;
  };
}

/** Whether a view shows nothing that another does not. */
function narrows(before: View, after: View): boolean {
  return after.text.startsWith(before.text) && FILTERS.every((name) => before[name] === after[name]);
}

const FILTERS = ['status', 'severity', 'rule', 'framework', 'account'] as const;

export interface Group {
  readonly key: string;
  readonly title: string;
  readonly subtitle: string;
  readonly rows: Row[];
  /** The worst severity of its rows, 0 for the worst of all. */
  worst: number;
  failed: number;
}

/** The rows by what the view groups by, the worst first. */
export function groupsOf({ report }: Data, rows: readonly Row[], grouping: Grouping): readonly Group[] {
  const groups = new Map<string, Group>();
  const ranks = new Map(report.severities.map((severity, rank) => [severity, rank]));
  for (const row of rows) {
    for (const [key, title, subtitle] of placesOf(row, grouping)) {
      let group = groups.get(key);
      if (group === undefined)
        groups.set(key, (group = { key, title, subtitle, rows: [], worst: Infinity, failed: 0 }));
      group.rows.push(row);
      group.worst = Math.min(group.worst, ranks.get(row.rule.severity) ?? Infinity);
      if (row.status === 'failed') group.failed += 1;
    }
  }
  return [...groups.values()].sort((a, b) => a.worst - b.worst || b.failed - a.failed || b.rows.length - a.rows.length);
}

type Place = readonly [key: string, title: string, subtitle: string];

function placesOf(row: Row, grouping: Grouping): readonly Place[] {
  const { rule } = row;
  switch (grouping) {
    case 'rule':
      return rulePlaces(rule);
    case 'entity':
      return [
        [`${row.type} ${row.id || row.name} ${row.account}`, row.name, [row.type, row.id].filter(Boolean).join(' · ')],
      ];
    case 'account':
      return [[row.account, row.account || 'no account', '']];
    case 'framework':
      return frameworkPlaces(rule);
  }
}

/** Worked out once a rule: each key press in the search groups all rows anew. */
function onceEach(make: (rule: Row['rule']) => readonly Place[]): typeof make {
  const known = new WeakMap<Row['rule'], readonly Place[]>();
  return (rule) => {
    let places = known.get(rule);
    if (places === undefined) known.set(rule, (places = make(rule)));
    return places;
  };
}

const rulePlaces = onceEach((rule) => [
  [`${rule.ruleset} ${rule.id}`, rule.id, rule.name === rule.id ? '' : rule.name],
]);

const frameworkPlaces = onceEach(({ standards }) =>
  standards.length === 0 ? [['', 'no framework', '']] : standards.map((framework) => [framework, framework, '']),
);

/** How many of what was judged passed. */
export interface Rate {
  readonly key: string;
  readonly passed: number;
  readonly failed: number;
  readonly undecided: number;
}

/** Pass rates by what a row belongs to, the lowest first; severities keep their order. */
export function ratesOf(
  rows: readonly Row[],
  keysOf: (row: Row) => readonly string[],
  order?: readonly string[],
): readonly Rate[] {
  const rates = new Map<string, { passed: number; failed: number; undecided: number }>();
  for (const row of rows) {
    const count = COUNTED[row.status];
    if (count === undefined) continue;
    for (const key of keysOf(row)) {
      let rate = rates.get(key);
      if (rate === undefined) rates.set(key, (rate = { passed: 0, failed: 0, undecided: 0 }));
      rate[count] += 1;
    }
  }
  const list = [...rates].map(([key, rate]) => ({ key, ...rate }));
  if (order !== undefined) return list.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  return list.sort((a, b) => shareOf(a) - shareOf(b) || b.failed - a.failed);
}

/** The share of what passed in what was judged or should have been: what is undecided has not passed. */
export function shareOf({ passed, failed, undecided }: Rate): number {
  const all = passed + failed + undecided;
  return all === 0 ? 0 : passed / all;
}

const COUNTED: Readonly<Record<string, 'passed' | 'failed' | 'undecided' | undefined>> = {
  passed: 'passed',
  failed: 'failed',
  error: 'undecided',
};
