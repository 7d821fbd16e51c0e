import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { fillTemplate } from '../../src/findings/fill-template.ts';
import { entityAt, type Row } from './data.ts';
import { EntityJson } from './entity.tsx';

interface FindingProps {
  readonly row: Row;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  /** Whether the rule is not said by the group around it. */
  readonly showsRule: boolean;
}

/** One result: a line, and all that is known of it when it is open. */
export function Finding({ row, isOpen, toggle, showsRule }: FindingProps) {
  const { rule, status, name, id, type, reason, account, region, baseline } = row;
  const details = `finding-${row.order}`;
  const known = [type, id === name ? '' : id, account, region].filter((text) => text !== '');
  return (
    <li class="finding">
      <button type="button" class="line" aria-expanded={isOpen} aria-controls={details} onClick={toggle}>
        <span class={`badge ${status === 'failed' ? rule.severity.toLowerCase() : status}`}>
          {status === 'failed' ? rule.severity : statusName(status)}
        </span>
        <span class="what">
          <b>
            <bdi>{name}</bdi>
          </b>
          {baseline === 'new' && <span class="new">new</span>}
          {showsRule && (
            <span class="rule">
              <bdi>{rule.id}</bdi>
            </span>
          )}
          <span class="dim">
            {known.map((text, index) => (
              <>
                {index > 0 && ' · '}
                <bdi>{text}</bdi>
              </>
            ))}
          </span>
          {reason !== '' && (
            <span class="reason">
              <bdi>{reason}</bdi>
            </span>
          )}
        </span>
      </button>
      <div id={details} class="details" hidden={!isOpen}>
        {isOpen && <Details row={row} />}
      </div>
    </li>
  );
}

export function statusName(status: Row['status']): string {
  return status === 'error' ? 'Undecided' : status.charAt(0).toUpperCase() + status.slice(1);
}

function Details({ row }: { readonly row: Row }) {
  const { rule, status } = row;
  const entity = entityAt(row.entity);
  const terms = (
    [
      ['Entity', row.name],
      ['Id', row.id],
      ['Type', row.type],
      ['Account', row.account],
      ['Region', row.region],
      ['Location', row.place],
    ] as const
  ).filter(([, value]) => value !== '');
  return (
    <>
      {row.reason !== '' && (
        <Part title={status === 'error' ? 'Could not be decided' : 'Reason'}>
          <bdi>{row.reason}</bdi>
        </Part>
      )}
      {row.more !== '' && (
        <Part title={status === 'excluded' ? 'Exclusion' : 'Help'}>
          <bdi>{row.more}</bdi>
        </Part>
      )}
      <Part title="Entity">
        <Terms terms={terms} />
        {entity !== undefined && <EntityJson entity={entity} paths={row.paths} />}
      </Part>
      {row.tree.length > 0 && (
        <Part title="Condition">
          <pre tabIndex={0}>{row.tree.join('\n')}</pre>
        </Part>
      )}
      {status !== 'passed' &&
        remediationOf(row, entity).map(([way, text]) => (
          <Part title={way === 'text' ? 'Remediation' : `Remediation: ${way}`} key={way}>
            <Copied text={text} />
          </Part>
        ))}
      <Part title="Rule">
        {rule.description !== '' && <p>{rule.description}</p>}
        <pre tabIndex={0}>{rule.logic}</pre>
        <Terms terms={ruleTerms(row)} />
        {rule.references.length > 0 && (
          <ul>
            {rule.references.map(({ title, url }) => (
              <li key={url}>
                {/^https?:\/\//iu.test(url) ? (
                  <a href={url} rel="noopener noreferrer" target="_blank">
                    {title}
                  </a>
                ) : (
                  title
                )}
              </li>
            ))}
          </ul>
        )}
      </Part>
    </>
  );
}

/** How to mend it, with the values of the entity, as every other report has it. */
function remediationOf(row: Row, entity: unknown): Row['remediation'] {
  if (row.remediation.length > 0) return row.remediation;
  return row.rule.remediation.map(([way, text]) => [
    way,
    entity === undefined ? text : fillTemplate(text, entity).text,
  ]);
}

function ruleTerms({ rule }: Row): readonly (readonly [string, string])[] {
  const severity = rule.override === '' ? rule.severity : `${rule.severity} (${rule.override})`;
  const terms: readonly (readonly [string, string])[] = [
    ['Severity', severity],
    ['Category', rule.category],
    ...rule.facts,
    ['Ruleset', rule.ruleset],
    ['Frameworks', rule.frameworks.join(' · ')],
  ];
  return terms.filter(([, value]) => value !== '');
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function Terms({ terms }: { readonly terms: readonly (readonly [string, string])[] }) {
  return (
    <dl>
      {terms.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Text with a button that copies it. */
function Copied({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('Copy');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Select and copy it by hand'),
    );
  };
  return (
    <div class="copied">
      <pre tabIndex={0}>{text}</pre>
      <button type="button" onClick={copy} aria-live="polite">
        {said}
      </button>
    </div>
  );
}
