import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tmpdir } from 'node:os';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver-protocol/node';
import { LspClient } from '../test/support/lsp-client.ts';

/*
 * `npm run bench -- editor [FILE...]`: the built `gsl lsp` as an editor drives it. How long a key press takes in a file of 2,000
 * rules with an inventory beside it: from the key to each answer as a person waits for it, and the time of the server's main
 * thread in that, which other programs on the machine do not lengthen. The first keys are told apart. Files that are named,
 * rulesets as YAML or JSON, are opened too, and what the server says of each.
 */

const RULES = 2000;
const ROUNDS = 12;
const WORDS = ' and name';
const files = process.argv.slice(3);
const folder = mkdtempSync(join(tmpdir(), 'gsl-editor-'));

function rule(index: number): string {
  const logic =
    index % 2 === 0
      ? ` IamUser where name like 'a${index}%' should have mfaActive = true and passwordLastUsed after(-90, 'days')`
      : ` |
      SecurityGroup where inboundRules contain [ port <= ${index} and portTo >= ${index} and protocol in ('TCP', 'ALL') ]
        should not have inboundRules contain [ port <= ${index} and scope isPublic() and scope numberOfHosts() > 32 ]`;
  return `  - id: r${index}\n    name: rule ${index}\n    severity: High\n    logic:${logic}\n`;
}

function group(index: number): object {
  const inboundRules = [{ port: index, portTo: index, protocol: 'TCP', scope: '10.0.0.0/8' }];
  return { type: 'SecurityGroup', name: `g${index}`, inboundRules };
}

interface Took {
  readonly waited: number;
  readonly worked: number;
}

/** Milliseconds of the main thread of a process; undefined where the system does not tell. */
function threadTime(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return NaN;
  }
}

/** What happens at each key, as editors do it. */
class Typing {
  readonly times = new Map<string, Took[]>();
  private readonly client: LspClient;
  private readonly uri: string;
  private previous = '';

  constructor(client: LspClient, uri: string) {
    this.client = client;
    this.uri = uri;
  }

  async begin(): Promise<void> {
    const tokens = await this.client.request<SemanticTokens>('semanticTokens/full', this.uri);
    this.previous = tokens.resultId ?? '';
  }

  async key(offset: number, key: string, isFirst: boolean): Promise<void> {
    const { client, uri } = this;
    const before = [performance.now(), threadTime(client.process.pid)] as const;
    const note = (name: string): void => {
      const [start, worked] = before;
      const took = { waited: performance.now() - start, worked: threadTime(client.process.pid) - worked };
      const called = isFirst ? `${name}, first key` : name;
      this.times.set(called, [...(this.times.get(called) ?? []), took]);
    };
    await client.type(uri, offset, key);
    const position = client.document(uri).positionAt(offset + 1);
    await client.request('completion', uri, position);
    note('key to completion');
    const tokens = await client.request<SemanticTokensDelta>('semanticTokens/full/delta', uri, undefined, {
      previousResultId: this.previous,
    });
    this.previous = tokens.resultId ?? '';
    note('key to colours');
    await client.diagnostics(uri);
    note('key to messages');
  }
}

function line(name: string, took: readonly Took[]): string {
  const of = (pick: (one: Took) => number): string => {
    const sorted = took.map(pick).sort((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? NaN).toFixed(1);
    return `${at(0.5).padStart(7)} ${at(0.95).padStart(7)} ${at(1).padStart(7)}`;
  };
  return `${name.padEnd(32)} ${of(({ waited }) => waited)}   ${of(({ worked }) => worked)}`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function typeInto(client: LspClient, uri: string): Promise<ReadonlyMap<string, readonly Took[]>> {
  const typing = new Typing(client, uri);
  await typing.begin();
  for (let round = 0; round < ROUNDS; round += 1) {
    const mark = `rule ${RULES / 2 + round * 2}\n    severity: High\n    logic:`;
    const from = client.textOf(uri).indexOf(mark) + mark.length;
    const end = client.textOf(uri).indexOf('\n', from);
    for (const [place, key] of [...WORDS].entries()) {
      await typing.key(end + place, key, round === 0 && place < 2);
      await pause(60);
    }
  }
  return typing.times;
}

async function opened(client: LspClient, file: string): Promise<string> {
  const start = performance.now();
  const uri = await client.open(basename(file), readFileSync(file, 'utf8'));
  const messages = await client.diagnostics(uri);
  await client.request('semanticTokens/full', uri);
  const errors = messages.filter(({ severity }) => severity === 1).length;
  return `${file.padEnd(48)} ${errors} errors, ${messages.length - errors} other messages, ${Math.round(performance.now() - start)} ms`;
}

try {
  writeFileSync(join(folder, 'gsl.yaml'), 'inputs: groups.json\nrules: rules.yaml\n');
  writeFileSync(join(folder, 'groups.json'), JSON.stringify(Array.from({ length: 1000 }, (_, index) => group(index))));
  const client = await LspClient.start(folder);
  const text = `name: big\nrules:\n${Array.from({ length: RULES }, (_, index) => rule(index)).join('')}`;
  const start = performance.now();
  const uri = await client.open('rules.yaml', text);
  await client.diagnostics(uri);
  console.log(
    `${RULES} rules, ${text.length} letters: messages ${Math.round(performance.now() - start)} ms after opening`,
  );
  const times = await typeInto(client, uri);
  console.log(`${'milliseconds'.padEnd(32)}  median     95 %     most   of the server's main thread: the same`);
  for (const [name, took] of times) console.log(line(name, took));
  for (const file of files) console.log(await opened(client, file));
  process.exitCode = (await client.end()) ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
