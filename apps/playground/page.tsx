import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import { diagnose, formatting, type ServiceOptions } from '../../src/services/index.ts';
import { Client } from './client.ts';
import { DataEditor } from './data-editor.ts';
import { Evidence } from './evidence.tsx';
import type { Example } from './example.ts';
import { Grammar } from './grammar.tsx';
import { type Chosen, InventoryPanel } from './inventory.tsx';
import { Problems } from './problems.tsx';
import type { Answer, ReadInventory, Verdict, Why } from './protocol.ts';
import { RuleEditor } from './rule-editor.ts';
import { schemasFor } from './schemas.ts';
import { Share } from './share.tsx';
import { type Shared, sharedIn } from './share.ts';
import { SyntaxTree } from './syntax-tree.tsx';
import { Tabs } from './tabs.tsx';
import { VerdictList, verdictText } from './verdict.tsx';
import { WhyPanel } from './why.tsx';

interface AppProps {
  readonly program: string;
  readonly examples: readonly Example[];
  readonly shared: Shared | undefined;
}

/** So long after the last key the rule is judged. */
const PAUSE = 150;

/** The whole page: a rule, an inventory, and what comes of them. */
export function App({ program, examples, shared }: AppProps) {
  const [first] = examples;
  const start = useMemo<Shared>(() => shared ?? sharedOf(first), []);
  const [rule, setRule] = useState(start.rule);
  const [now, setNow] = useState(start.now ?? '');
  const [caret, setCaret] = useState(0);
  const [file, setFile] = useState<Chosen>();
  const [data, setData] = useState(start.data ?? '');
  const [inventory, setInventory] = useState<ReadInventory>();
  const [reading, setReading] = useState<number>();
  const [verdict, setVerdict] = useState<Verdict>();
  const [isStale, setStale] = useState(true);
  const [why, setWhy] = useState<Why>();
  const [chosen, setChosen] = useState<number>();
  const [fault, setFault] = useState('');
  const [tab, setTab] = useState('evidence');
  const [schemas, setSchemas] = useState(cloudGuardSchemas);
  const ruleBox = useRef<HTMLDivElement>(null);
  const dataBox = useRef<HTMLDivElement>(null);
  const ruleEditor = useRef<RuleEditor>(undefined);
  const dataEditor = useRef<DataEditor>(undefined);
  const options = useRef<ServiceOptions>({ schemas: cloudGuardSchemas });
  const evidence = useRef<Verdict['evidence']>([]);

  const hear = useCallback((answer: Answer): void => {
    switch (answer.kind) {
      case 'reading':
        setReading(answer.entities);
        break;
      case 'read':
        setReading(undefined);
        setInventory(answer);
        options.current = { ...options.current, observed: answer.observed };
        break;
      case 'judged':
        setVerdict(answer.verdict);
        setStale(false);
        setFault('');
        evidence.current = answer.verdict.evidence;
        ruleEditor.current?.refresh();
        setChosen((row) => (answer.verdict.rows.some((one) => one.row === row) ? row : answer.verdict.rows[0]?.row));
        break;
      case 'explained':
        setWhy(answer.why);
        break;
      case 'fault':
        setReading(undefined);
        setFault(answer.text);
        break;
    }
  }, []);
  const client = useMemo(() => new Client(program, hear), []);
  const select = useCallback((from: number, to: number) => ruleEditor.current?.select(from, to), []);
  const change = useCallback(
    (from: number, to: number, text: string) => ruleEditor.current?.change(from, to, text),
    [],
  );

  useEffect(() => {
    if (ruleBox.current === null || dataBox.current === null) return;
    ruleEditor.current = new RuleEditor(ruleBox.current, rule, {
      changed: setRule,
      moved: setCaret,
      options: () => options.current,
      evidence: () => evidence.current,
    });
    dataEditor.current = new DataEditor(dataBox.current, data, setData);
    const follow = (): void => void sharedIn(location.hash).then((found) => found && open(found));
    addEventListener('hashchange', follow);
  }, []);

  // The inventory is read a moment after it was typed, a file at once.
  useEffect(() => {
    const read = (): void => {
      setReading(0);
      client.ask({ kind: 'read', name: file?.name ?? 'inventory', blob: file?.blob ?? new Blob([data]) });
    };
    if (file !== undefined) {
      read();
      return undefined;
    }
    const timer = setTimeout(read, PAUSE);
    return () => clearTimeout(timer);
  }, [file, data]);

  useEffect(() => {
    if (inventory === undefined) return undefined;
    setStale(true);
    const timer = setTimeout(() => client.ask({ kind: 'judge', rule, now }), PAUSE);
    return () => clearTimeout(timer);
  }, [rule, now, inventory]);

  // Complete schemas are read when a rule names one of their types.
  useEffect(() => {
    let isWanted = true;
    void schemasFor(rule).then((found) => {
      if (!isWanted || options.current.schemas === found) return;
      options.current = { ...options.current, schemas: found };
      setSchemas(found);
      ruleEditor.current?.refresh();
    });
    return () => {
      isWanted = false;
    };
  }, [rule]);

  useEffect(() => {
    setWhy(undefined);
    if (chosen !== undefined && verdict !== undefined) client.ask({ kind: 'explain', row: chosen });
  }, [chosen, verdict]);

  const open = (found: Shared): void => {
    ruleEditor.current?.replace(found.rule);
    setNow(found.now ?? '');
    if (found.data === undefined) return;
    setFile(undefined);
    dataEditor.current?.replace(found.data);
  };
  const problems = useMemo(() => diagnose(rule, options.current), [rule, inventory, schemas]);
  // Not at each move of the caret: it parses and prints the rule.
  const edits = useMemo(() => formatting(rule), [rule]);
  const state: Shared = { rule, ...(file === undefined ? { data } : {}), ...(now === '' ? {} : { now }) };
  const counts = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <>
      <header>
        <h1>GSL playground</h1>
        <ExampleChoice examples={examples} choose={(example) => open(sharedOf(example))} />
        <Share state={state} file={file?.name} />
      </header>
      <main>
        <div class="column">
          <section aria-labelledby="rule-title">
            <h2 id="rule-title">Rule</h2>
            <div ref={ruleBox} class="rule-editor" />
            <div class="tools">
              <button
                type="button"
                onClick={() => edits.forEach(({ span, text }) => change(span.start, span.end, text))}
                disabled={edits.length === 0}
              >
                Format
              </button>
              <span role="status" class="dim">
                {problems.length === 0 ? 'No problems' : problemText(counts, problems.length)}
              </span>
              <label class="clock">
                Clock{' '}
                <input
                  type="text"
                  placeholder="the current time"
                  size={22}
                  value={now}
                  onInput={({ currentTarget }) => setNow(currentTarget.value.trim())}
                />
              </label>
            </div>
            {problems.length > 0 && <Problems problems={problems} select={select} change={change} />}
          </section>
          <section aria-labelledby="verdict-title">
            <h2 id="verdict-title">Verdict</h2>
            <p role="status" class={`verdict ${isStale ? 'stale' : ''} ${verdict?.status.replace(' ', '-') ?? ''}`}>
              {verdict === undefined ? 'Judging…' : verdictText(verdict)}
            </p>
            {fault !== '' && (
              <p role="alert" class="fault">
                {fault}
              </p>
            )}
            {verdict !== undefined && (
              <VerdictList key={verdict.rows.length} verdict={verdict} chosen={chosen} choose={setChosen} />
            )}
          </section>
        </div>
        <div class="column right">
          <InventoryPanel
            editor={dataBox}
            file={file}
            inventory={inventory}
            reading={reading}
            open={setFile}
            close={() => setFile(undefined)}
          />
          {why !== undefined && <WhyPanel why={why} select={select} />}
        </div>
        <section class="wide" aria-label="More about the rule">
          <Tabs
            label="More about the rule"
            chosen={tab}
            choose={setTab}
            tabs={[
              {
                id: 'evidence',
                title: 'Evidence',
                content: <Evidence evidence={verdict?.evidence} select={select} />,
              },
              {
                id: 'tree',
                title: 'Syntax tree',
                content: <SyntaxTree text={rule} offset={caret} select={select} />,
              },
              { id: 'grammar', title: 'Grammar', content: <Grammar text={rule} offset={caret} /> },
            ]}
          />
        </section>
      </main>
    </>
  );
}

function problemText(errors: number, all: number): string {
  const others = all - errors;
  const said = [errors === 0 ? '' : `${errors} ${errors === 1 ? 'error' : 'errors'}`];
  if (others > 0) said.push(`${others} ${others === 1 ? 'warning' : 'warnings'}`);
  return said.filter((text) => text !== '').join(', ');
}

function sharedOf(example: Example | undefined): Shared {
  if (example === undefined) return { rule: '', data: '' };
  const { logic, entities, now } = example;
  return { rule: logic, data: JSON.stringify(entities, null, 2), ...(now === undefined ? {} : { now }) };
}

interface ExampleChoiceProps {
  readonly examples: readonly Example[];
  readonly choose: (example: Example) => void;
}

function ExampleChoice({ examples, choose }: ExampleChoiceProps) {
  const packs = [...new Set(examples.map(({ pack }) => pack))];
  return (
    <label class="example">
      Example{' '}
      <select
        value=""
        onChange={({ currentTarget }) => {
          const found = examples.find(({ id, pack }) => `${pack}/${id}` === currentTarget.value);
          if (found !== undefined) choose(found);
          currentTarget.value = '';
        }}
      >
        <option value="">choose a rule of a pack…</option>
        {packs.map((pack) => (
          <optgroup key={pack} label={pack}>
            {examples
              .filter((example) => example.pack === pack)
              .map(({ id, name }) => (
                <option key={id} value={`${pack}/${id}`}>
                  {`${id}: ${name}`}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
