import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { gsl, user } from '../cli/support.ts';

/*
 * examples/fleet/slurm.sh on a Slurm of the test's own: munged, slurmctld and slurmd on this host, with keys, ports and folders
 * of their own. Where they are not installed, or it is not root that runs the tests, it is not tried, and says so.
 */

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue'];
const isThere =
  process.getuid?.() === 0 && programs.every((name) => spawnSync('which', [name], { stdio: 'ignore' }).status === 0);
if (!isThere)
  console.warn('Slurm is NOT tried: it takes root and `apt-get install slurmctld slurmd slurm-client munge`');

const folder = mkdtempSync(join(tmpdir(), 'gsl-slurm-'));
const started: ChildProcess[] = [];
afterAll(async () => {
  const ended = started.map(
    (child) => new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done(0))),
  );
  for (const child of started.reverse()) child.kill('SIGTERM');
  await Promise.all(ended);
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 100));
}

function daemon(command: string, ...args: readonly string[]): void {
  started.push(spawn(command, args, { stdio: 'ignore' }));
}

/** A cluster of this one host, and the file that tells the programs of Slurm about it. */
async function cluster(): Promise<string> {
  const socket = join(folder, 'munge.sock');
  writeFileSync(join(folder, 'munge.key'), randomBytes(128), { mode: 0o400 });
  const files = ['key-file=munge.key', 'pid-file=munged.pid', 'log-file=munged.log', 'seed-file=munge.seed'];
  const named = files.map((file) => `--${file.replace('=', `=${folder}/`)}`);
  daemon('munged', '--foreground', '--force', `--socket=${socket}`, ...named);
  await until(() => existsSync(socket));
  const host = hostname().split('.')[0] ?? '';
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name));
  const conf = join(folder, 'slurm.conf');
  writeFileSync(
    conf,
    `ClusterName=gsl
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmctldPort=${await freePort()}
SlurmdPort=${await freePort()}
AuthType=auth/munge
AuthInfo=socket=${socket}
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
MailProg=/bin/true
SchedulerParameters=sched_interval=1
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
`,
  );
  daemon('slurmctld', '-D', '-c', '-f', conf);
  daemon('slurmd', '-D', '-f', conf);
  return conf;
}

it.skipIf(!isThere)(
  'Slurm: an array of jobs, and the report of one run behind it',
  async () => {
    const inventory = join(folder, 'inventory');
    mkdirSync(inventory);
    for (let file = 0; file < 4; file += 1) {
      const lines = Array.from({ length: 10 }, (_, index) =>
        JSON.stringify(user(`u${file}-${index}`, true, index === file)),
      );
      writeFileSync(join(inventory, `${file}.ndjson`), lines.join('\n'));
    }
    const SLURM_CONF = await cluster();
    const env = { ...process.env, SLURM_CONF, GSL: `${process.execPath} ${resolve('dist/cli/bin.js')}` };
    await until(() => spawnSync('sinfo', ['-h', '-o', '%t'], { env, encoding: 'utf8' }).stdout.trim() === 'idle');
    const work = join(folder, 'work');
    execFileSync('examples/fleet/slurm.sh', [inventory, '2', work], { env, stdio: 'pipe' });
    await until(() => spawnSync('squeue', ['-h'], { env, encoding: 'utf8' }).stdout.trim() === '');
    const jobs = execFileSync('scontrol', ['show', 'job', '-o'], { env, encoding: 'utf8' });
    // The parts end well; the job that merges ends with 1, as `gsl merge` does where something failed.
    expect(
      [...jobs.matchAll(/JobState=(\w+).*? ExitCode=(\d+):/gu)].map(([, state, code]) => `${state} ${code}`).sort(),
    ).toEqual(['COMPLETED 0', 'COMPLETED 0', 'FAILED 1']);
    const merged = readFileSync(join(work, 'report.json'), 'utf8');
    const { now } = JSON.parse(merged) as { now: string };
    const whole = await gsl(['evaluate', inventory, '--format', 'json', '--now', now]);
    expect(merged).toBe(whole.out);
    expect(whole.code).toBe(1);
  },
  120_000,
);
