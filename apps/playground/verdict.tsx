import { useState } from 'preact/hooks';
import type { Row, Verdict } from './protocol.ts';

interface VerdictProps {
  readonly verdict: Verdict;
  readonly chosen: number | undefined;
  readonly choose: (row: number) => void;
}

const FIRST = 50;

/** The entities by what the rule says of them, the worst first. */
export function VerdictList({ verdict, chosen, choose }: VerdictProps) {
  const [shown, setShown] = useState(FIRST);
  const { rows, counts } = verdict;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const listed = rows.slice(0, shown);
  return (
    <>
      <ul class="rows" aria-label="Entities">
        {listed.map(({ row, status, name, type }) => (
          <li key={row}>
            <button type="button" class={`row ${status}`} aria-pressed={row === chosen} onClick={() => choose(row)}>
              <span class="name">
                <bdi>{name}</bdi>
              </span>
              <span class="dim">{type}</span>
              <span class={`badge ${status}`}>{wordOf(status)}</span>
            </button>
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + 200)}>
          Show more
        </button>
      )}
      {rows.length <= shown && total > rows.length && (
        <p class="dim">{`The first ${rows.length.toLocaleString('en')} of ${total.toLocaleString('en')} are listed.`}</p>
      )}
    </>
  );
}

export function wordOf(status: Row['status']): string {
  return status === 'error' ? 'undecided' : status;
}

/** The verdict in one line. */
export function verdictText({ status, counts, evidence }: Verdict): string {
  const parts = (['failed', 'passed', 'error', 'matched', 'excluded', 'irrelevant'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => `${counts[name].toLocaleString('en')} ${wordOf(name)}`);
  if (parts.length === 0) {
    if (status === 'error') return 'The rule cannot be run.';
    return 'Not judged: the inventory has no entity of its type.';
  }
  const places = evidence.length === 1 ? '1 place' : `${evidence.length} places`;
  return `${parts.join(', ')}${evidence.length === 0 ? '' : `; ${places} without support`}`;
}
