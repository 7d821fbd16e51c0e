import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gsl, user } from '../cli/support.ts';

/*
 * A fleet over five hosts, each in a network namespace of its own, with a switch between them: Redis, a store that speaks S3,
 * three workers. A worker is killed with -9, another's cable is pulled, and then the cable of Redis. Where namespaces cannot be
 * made (it takes root and iproute2) or Redis is not installed, it is not tried, and says so.
 */

const tag = `g${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'gsl-hosts-'));
const started: ChildProcess[] = [];
const hosts = new Map<string, string>();
const SWITCH = `${tag}-switch`;

function ip(...args: readonly string[]): boolean {
  return spawnSync('ip', args, { stdio: 'ignore' }).status === 0;
}

const isThere = spawnSync('redis-server', ['--version']).status === 0 && ip('netns', 'add', SWITCH);
if (!isThere)
  console.warn('a fleet over several hosts is NOT tried: it takes root, iproute2 (ip netns) and redis-server');

/** A host of its own, with a cable to the switch. */
function addHost(name: string): string {
  const [space, address] = [`${tag}-${name}`, `10.77.0.${hosts.size + 1}`];
  ip('netns', 'add', space);
  hosts.set(name, space);
  const cable = `${tag.slice(0, 9)}${hosts.size}`;
  execFileSync('ip', ['-n', SWITCH, 'link', 'add', name, 'type', 'veth', 'peer', 'name', cable]);
  execFileSync('ip', ['-n', SWITCH, 'link', 'set', cable, 'netns', space]);
  execFileSync('ip', ['-n', SWITCH, 'link', 'set', name, 'master', 'bridge', 'up']);
  execFileSync('ip', ['-n', space, 'address', 'add', `${address}/24`, 'dev', cable]);
  for (const link of [cable, 'lo']) execFileSync('ip', ['-n', space, 'link', 'set', link, 'up']);
  return address;
}

function on(host: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn('ip', ['netns', 'exec', hosts.get(host) ?? '', ...command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  return child;
}

/** The cable between a host and the switch. */
function cable(host: string, state: 'up' | 'down'): void {
  execFileSync('ip', ['-n', SWITCH, 'link', 'set', host, state]);
}

beforeAll(() => {
  if (!isThere) return;
  execFileSync('ip', ['-n', SWITCH, 'link', 'add', 'bridge', 'type', 'bridge']);
  execFileSync('ip', ['-n', SWITCH, 'link', 'set', 'bridge', 'up']);
});
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  for (const space of [...hosts.values(), SWITCH]) ip('netns', 'delete', space);
  rmSync(folder, { recursive: true });
});

/** So many that some are left when a worker has been killed and another cut off. */
const SHARDS = 36;
const NOW = '2026-01-01T00:00:00.000Z';
const RULES = join(folder, 'rules.yaml');
const inventory = join(folder, 'inventory');
const ACCESS = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

function writeInventory(): void {
  mkdirSync(inventory);
  for (let file = 0; file < 2 * SHARDS; file += 1) {
    const lines = Array.from({ length: 300 }, (_, index) =>
      JSON.stringify(user(`u${file}-${index}`, index % 40 === file, index % 2 === 0)),
    );
    writeFileSync(join(inventory, `${String(file).padStart(2, '0')}.ndjson`), [...lines, '{"broken'].join('\n'));
  }
  writeFileSync(
    RULES,
    `name: ours
rules:
  - { id: KEYS, severity: High, logic: "IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true" }
  - { id: LIST, severity: Low, logic: "List<IamUser> should have items length() > 50000" }
`,
  );
}

interface Counts {
  readonly PUT: number;
  readonly refused: number;
  readonly again: number;
  readonly objects: number;
}

/** Asked from the host of the store, so that no cable is in between. */
function countsOf(store: string): Counts {
  const ask = `fetch('http://${store}:9000/-/counts').then((answer) => answer.text()).then(console.log)`;
  const command = ['netns', 'exec', hosts.get('store') ?? '', process.execPath, '-e', ask];
  return JSON.parse(execFileSync('ip', command, { encoding: 'utf8' })) as Counts;
}

const ready = (child: ChildProcess): Promise<void> => new Promise((done) => child.stdout?.once('data', () => done()));
const ended = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.once('exit', done));
const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

describe.skipIf(!isThere)('several hosts', () => {
  it('a worker is killed and cables are pulled: the report of one process, from a store that speaks S3', async () => {
    writeInventory();
    const [redis, store] = [addHost('redis'), addHost('store')];
    for (const host of ['one', 'two', 'three']) addHost(host);
    on('redis', ['redis-server', '--port', '6379', '--bind', redis, '--save', '', '--protected-mode', 'no']);
    await ready(on('store', [process.execPath, 'test/support/s3-server.ts', '9000', store]));
    const env = {
      REDIS: `${redis}:6379`,
      S3_ENDPOINT: `http://${store}:9000`,
      S3_TIMEOUT: '700',
      STALLED_AFTER: '1000',
      ...ACCESS,
    };
    const run = (host: string, script: string, ...args: readonly string[]): ChildProcess =>
      on(host, [process.execPath, `examples/fleet/bullmq/${script}`, ...args], env);
    const parts = 's3://partials/nightly';
    const ask = run('one', 'ask.mjs', 'night', inventory, parts, String(SHARDS), RULES, NOW);
    const asked = ended(ask);
    const killed = run('one', 'worker.mjs', parts);
    run('two', 'worker.mjs', parts);
    const done = (): number => countsOf(store).objects - 1;
    const until = async (enough: number): Promise<void> => {
      while (done() < enough) await pause(50);
    };
    await until(1);
    killed.kill('SIGKILL');
    cable('two', 'down');
    const atCut = done();
    expect(atCut).toBeLessThan(SHARDS);
    run('three', 'worker.mjs', parts);
    await until(Math.min(atCut + 2, SHARDS));
    cable('redis', 'down');
    await pause(500);
    cable('redis', 'up');
    cable('two', 'up');
    expect(await asked).toBe(0);
    const taken = join(folder, 'taken');
    expect(await ended(run('three', 'take.mjs', parts, taken))).toBe(0);
    const names = readdirSync(taken).filter((name) => name.endsWith('.part'));
    expect(names).toHaveLength(SHARDS);
    const merged = await gsl(['merge', ...names.map((name) => join(taken, name)), '--format', 'json']);
    const whole = await gsl(['evaluate', inventory, '--rules', RULES, '--now', NOW, '--format', 'json']);
    expect(merged.out === whole.out).toBe(true);
    expect((JSON.parse(whole.out) as { summary: { entities: number } }).summary.entities).toBe(2 * SHARDS * 300);
    const counts = countsOf(store);
    expect(counts.refused).toBe(0);
    expect(counts.again).toBeGreaterThan(0);
    // The store does look at signatures.
    const stranger = { ...env, AWS_SECRET_ACCESS_KEY: 'another' };
    const refused = on('two', [process.execPath, 'examples/fleet/bullmq/take.mjs', parts, taken], stranger);
    expect(await ended(refused)).toBe(1);
    expect(countsOf(store).refused).toBe(1);
    if (process.env['SHOW'] !== undefined) console.log({ atCut, ...counts });
  }, 120_000);
});
