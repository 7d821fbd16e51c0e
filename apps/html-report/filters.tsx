import { useMemo } from 'preact/hooks';
import type { Data, Row } from './data.ts';
import { statusName } from './finding.tsx';
import { GROUPINGS, type View } from './view.ts';

interface FiltersProps {
  readonly data: Data;
  readonly view: View;
  readonly change: (part: Partial<View>) => void;
}

/** The search, the choices and the grouping. */
export function Filters({ data, view, change }: FiltersProps) {
  const { rows, report } = data;
  const choices = useMemo(
    () => ({
      rule: distinct(rows.map(({ rule }) => rule.id)),
      account: distinct(rows.map(({ account }) => account)),
      framework: distinct(report.rules.flatMap(({ standards }) => standards)),
      severity: report.severities.filter((severity) => report.rules.some((rule) => rule.severity === severity)),
      status: distinct(rows.map(({ status }) => status)) as Row['status'][],
    }),
    [data],
  );
  return (
    <form class="filters" role="search" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <label class="search">
        Search
        <input
          type="search"
          autocomplete="off"
          value={view.text}
          onInput={({ currentTarget }) => change({ text: currentTarget.value })}
        />
      </label>
      <label>
        Status
        <select value={view.status} onChange={({ currentTarget }) => change({ status: currentTarget.value })}>
          <option value="open">Failed and undecided</option>
          <option value="all">All</option>
          {choices.status.map((status) => (
            <option key={status} value={status}>
              {statusName(status)}
            </option>
          ))}
        </select>
      </label>
      {(['severity', 'rule', 'framework', 'account'] as const)
        .filter((key) => choices[key].length > 1 || view[key] !== '')
        .map((key) => (
          <label key={key}>
            {key.charAt(0).toUpperCase() + key.slice(1)}
            <select value={view[key]} onChange={({ currentTarget }) => change({ [key]: currentTarget.value })}>
              <option value="">All</option>
              {choices[key].map((choice) => (
                <option key={choice} value={choice}>
                  {choice}
                </option>
              ))}
            </select>
          </label>
        ))}
      <label>
        Group by
        <select
          value={view.group}
          onChange={({ currentTarget }) =>
            change({ group: GROUPINGS.find((name) => name === currentTarget.value) ?? 'rule' })
          }
        >
          {GROUPINGS.map((grouping) => (
            <option key={grouping} value={grouping}>
              {grouping}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '').sort();
}
