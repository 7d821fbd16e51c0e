import { useState } from 'preact/hooks';
import { Finding } from './finding.tsx';
import { number } from './rates.tsx';
import type { Group, Grouping } from './view.ts';

const FIRST_GROUPS = 50;
const MORE = 50;

interface GroupsProps {
  readonly groups: readonly Group[];
  readonly grouping: Grouping;
  readonly severities: readonly string[];
  readonly open: string;
  readonly setOpen: (order: string) => void;
  /** Whether to write out as much as paper takes. */
  readonly isPrinted: boolean;
}

export function Groups({ groups, grouping, severities, open, setOpen, isPrinted }: GroupsProps) {
  const [most, setMost] = useState(FIRST_GROUPS);
  // One group is all there is to see.
  const isOpen = groups.length === 1 || isPrinted;
  return (
    <>
      <div class="groups">
        {groups.slice(0, most).map((group) => (
          <OneGroup
            key={group.key}
            group={group}
            severity={severities[group.worst] ?? ''}
            opens={isOpen || group.rows.some(({ order }) => String(order) === open)}
            showsRule={grouping !== 'rule'}
            open={open}
            setOpen={setOpen}
            most={isPrinted ? 500 : MORE}
          />
        ))}
      </div>
      {groups.length > most && (
        <button type="button" class="more" onClick={() => setMost(most + FIRST_GROUPS)}>
          {`Show more groups (${number(groups.length - most)} left)`}
        </button>
      )}
    </>
  );
}

interface OneGroupProps {
  readonly group: Group;
  readonly severity: string;
  readonly opens: boolean;
  readonly showsRule: boolean;
  readonly open: string;
  readonly setOpen: (order: string) => void;
  readonly most: number;
}

function OneGroup({ group, severity, opens, showsRule, open, setOpen, most }: OneGroupProps) {
  const [chosen, choose] = useState<boolean>();
  const [more, setMore] = useState(0);
  const isOpen = chosen ?? opens;
  const shown = group.rows.slice(0, most + more);
  const left = group.rows.length - shown.length;
  return (
    <section class="group">
      <h3>
        <button type="button" class="head" aria-expanded={isOpen} onClick={() => choose(!isOpen)}>
          <span class={`badge ${severity.toLowerCase()}`}>{severity}</span>
          <span class="what">
            <b>
              <bdi>{group.title}</bdi>
            </b>
            {group.subtitle !== '' && (
              <span class="dim">
                <bdi>{group.subtitle}</bdi>
              </span>
            )}
          </span>
          <span class="count">{countOf(group)}</span>
        </button>
      </h3>
      {isOpen && (
        <>
          <ul>
            {shown.map((row) => (
              <Finding
                key={row.order}
                row={row}
                showsRule={showsRule}
                isOpen={String(row.order) === open}
                toggle={() => setOpen(String(row.order) === open ? '' : String(row.order))}
              />
            ))}
          </ul>
          {left > 0 && (
            <button type="button" class="more" onClick={() => setMore(more + 10 * MORE)}>
              {`Show more (${number(left)} left)`}
            </button>
          )}
        </>
      )}
    </section>
  );
}

function countOf({ failed, rows }: Group): string {
  if (failed === rows.length) return `${number(failed)} failed`;
  return failed === 0 ? number(rows.length) : `${number(failed)} failed of ${number(rows.length)}`;
}
