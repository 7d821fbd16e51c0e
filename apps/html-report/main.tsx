import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Data, readData, textOf } from './data.ts';
import { download } from './download.ts';
import { Filters } from './filters.tsx';
import { Groups } from './groups.tsx';
import { number, Rates } from './rates.tsx';
import { fragmentOf, groupsOf, ratesOf, selection, type View, viewOf } from './view.ts';

const DEFAULTS: View = {
  text: '',
  status: 'open',
  severity: '',
  rule: '',
  framework: '',
  account: '',
  group: 'rule',
  open: '',
};

function App({ data }: { readonly data: Data }) {
  const [view, setView] = useState(() => viewOf(location.hash, DEFAULTS));
  const [isPrinted, setPrinted] = useState(false);
  const change = (part: Partial<View>): void => setView({ ...view, ...part });
  useEffect(() => {
    const fragment = fragmentOf(view, DEFAULTS);
    if (fragment !== location.hash.slice(1)) history.replaceState(null, '', `#${fragment}`);
  }, [view]);
  useEffect(() => {
    const follow = (): void => setView(viewOf(location.hash, DEFAULTS));
    const [before, after] = [() => setPrinted(true), () => setPrinted(false)];
    addEventListener('hashchange', follow);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('hashchange', follow);
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  const { text, status, severity, rule, framework, account, group } = view;
  const select = useMemo(() => selection(data), [data]);
  const rows = useMemo(() => select(view), [select, text, status, severity, rule, framework, account]);
  const groups = useMemo(() => groupsOf(data, rows, group), [data, rows, group]);
  const rates = useMemo(() => ratesIn(data), [data]);
  return (
    <>
      <div class="overview">
        <Rates
          title="Pass rate by severity"
          rates={rates.severity}
          chosen={severity}
          choose={(key) => change({ severity: key })}
        />
        <Rates
          title="By framework"
          rates={rates.framework}
          chosen={framework}
          choose={(key) => change({ framework: key })}
        />
        <Rates title="By account" rates={rates.account} chosen={account} choose={(key) => change({ account: key })} />
      </div>
      <section aria-labelledby="results-title">
        <h2 id="results-title">Results</h2>
        <Filters data={data} view={view} change={change} />
        <div class="shown">
          <p role="status">{shownText(rows.length, groups.length, group)}</p>
          <span class="export">
            {(['csv', 'json'] as const).map((format) => (
              <button key={format} type="button" disabled={rows.length === 0} onClick={() => download(rows, format)}>
                {`Save as ${format.toUpperCase()}`}
              </button>
            ))}
          </span>
        </div>
        <Groups
          key={group}
          groups={groups}
          grouping={group}
          severities={data.report.severities}
          open={view.open}
          setOpen={(open) => change({ open })}
          isPrinted={isPrinted}
        />
      </section>
    </>
  );
}

function ratesIn({ rows, report }: Data) {
  return {
    severity: ratesOf(rows, ({ rule }) => [rule.severity], report.severities),
    framework: ratesOf(rows, ({ rule }) => rule.standards),
    account: ratesOf(rows, ({ account }) => (account === '' ? [] : [account])),
  };
}

function shownText(results: number, groups: number, group: string): string {
  if (results === 0) return 'No results match.';
  const many = group === 'entity' ? 'entities' : `${group}s`;
  return `${number(results)} ${results === 1 ? 'result' : 'results'} in ${number(groups)} ${groups === 1 ? group : many}`;
}

/** The texts to search are made while nobody waits for them. */
function prepareSearch({ rows }: Data): void {
  let next = 0;
  const work = (): void => {
    for (const end = next + 2000; next < end && next < rows.length; next += 1) {
      const row = rows[next];
      if (row !== undefined) textOf(row);
    }
    if (next < rows.length) setTimeout(work);
  };
  setTimeout(work, 100);
}

const root = document.getElementById('app');
if (root !== null) {
  const data = readData();
  root.replaceChildren();
  render(<App data={data} />, root);
  root.dataset['ready'] = 'true';
  prepareSearch(data);
}
