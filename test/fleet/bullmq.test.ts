import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { gsl, user } from '../cli/support.ts';

/*
 * The examples of BullMQ in examples/fleet, with a Redis of its own that keeps what it was told: workers and Redis are killed
 * in the middle. Without Debian's redis-server it is not tried, and says so.
 */

const isThere = spawnSync('redis-server', ['--version']).status === 0;
if (!isThere) console.warn('Redis is not installed, so the queue is NOT tried: apt-get install redis-server');

const folder = mkdtempSync(join(tmpdir(), 'gsl-bullmq-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const RULES = join(folder, 'rules.yaml');
const inventory = join(folder, 'inventory');
const parts = join(folder, 'parts');
const NOW = '2026-01-01T00:00:00.000Z';
const SHARDS = 12;

function start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(child);
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Waits for something that comes of itself. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const done = (): number =>
  (readdirSync(folder).includes('parts') ? readdirSync(parts) : []).filter((name) => name.endsWith('.part')).length;
const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.on('exit', resolve));

it.skipIf(!isThere)(
  'workers and Redis are killed in the middle: the report of one process, nothing lost, nothing twice',
  async () => {
    mkdirSync(inventory);
    for (let file = 0; file < 2 * SHARDS; file += 1) {
      const lines = Array.from({ length: 600 }, (_, index) =>
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
    const port = String(await freePort());
    const persistent = ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
    const redis = (): ChildProcess => start('redis-server', ['--port', port, '--bind', '127.0.0.1', ...persistent]);
    const env = { REDIS: `127.0.0.1:${port}`, STALLED_AFTER: '1500' };
    const worker = (): ChildProcess => start(process.execPath, ['examples/fleet/bullmq/worker.mjs', parts], env);
    const first = redis();
    const asked = ['night', inventory, parts, String(SHARDS), RULES, NOW];
    const ask = start(process.execPath, ['examples/fleet/bullmq/ask.mjs', ...asked], env);
    const workers = [worker(), worker()];
    await until(() => done() >= 2);
    for (const one of workers) one.kill('SIGKILL');
    const atKill = done();
    first.kill('SIGKILL');
    await ended(first);
    redis();
    worker();
    worker();
    expect(await ended(ask)).toBe(0);
    expect(atKill).toBeLessThan(SHARDS);
    const names = readdirSync(parts).filter((name) => name.endsWith('.part'));
    expect(names).toHaveLength(SHARDS);
    const merged = await gsl(['merge', ...names.map((name) => join(parts, name)), '--format', 'json']);
    const whole = await gsl(['evaluate', inventory, '--rules', RULES, '--now', NOW, '--format', 'json']);
    expect(merged.out === whole.out).toBe(true);
    expect(merged.code).toBe(whole.code);
    expect(JSON.parse(whole.out).summary.entities).toBe(2 * SHARDS * 600);
  },
  60_000,
);
