import type { ChildProcess } from 'node:child_process';
import { relative } from 'node:path';
import pc from 'picocolors';
import { plural } from '../../reporters/words.ts';
import { printable } from '../../text/format-message.ts';
import { UsageError } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { folderWatch } from './folder-watch.ts';
import { changedBetween, type Snapshot, snapshot } from './snapshot.ts';
import type { WatchedPaths } from './watched-paths.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** More files than this are counted. */
const MAX_NAMED = 3;

/**
 * Runs the command that this process was started with, without `--watch`, and again whenever a file that it reads changes,
 * comes or goes; a run under way is broken off then. Each run is a process of its own: nothing of the one before is left, and
 * what ends it does not end the watch. Ends by the signal that ends the process.
 *
 * @param pathsOf what the command reads, asked before each run
 * @throws UsageError where there is no file to watch
 */
export async function watch(pathsOf: () => Promise<WatchedPaths>, io: CommandIo): Promise<number> {
  let seen: Snapshot = await snapshot(await pathsOf());
  if (seen.files.size === 0)
    throw new UsageError('--watch: no file is read that could change; name files or folders of rules or inventories');
  // Loaded only here: most runs are one.
  const { spawn } = await import('node:child_process');
  let child: ChildProcess | undefined;
  let work = Promise.resolve();
  const start = (): void => {
    const own = spawn(process.execPath, [...process.execArgv, ...ownArguments()], { stdio: 'inherit' });
    child = own;
    own.once('error', (error) => {
      if (child === own) child = undefined;
      io.err(`error: cannot run \`gsl\`: ${printable(error.message)}\n`);
    });
    own.once('exit', (code, killedBy) => {
      if (child !== own) return;
      child = undefined;
      const { size } = seen.files;
      const end = code === null ? `ended by ${killedBy ?? 'a signal'}` : `exit code ${code}`;
      line(io, `${end}; watching ${plural(size, 'file')}, Ctrl-C ends`);
    });
  };
  const look = async (): Promise<void> => {
    const paths = await pathsOf().catch(() => undefined);
    // A project file that cannot be read is mended where it is: the folders stay watched.
    const now = paths === undefined ? { files: new Map(), folders: seen.folders } : await snapshot(paths);
    await folders.arm(now.folders);
    const changed = changedBetween(seen, now);
    seen = now;
    if (changed.length === 0) return;
    await stopped(child);
    child = undefined;
    line(io, `${timeText()}  ${namesText(changed)}`);
    start();
  };
  // One after another: what happens while it looks is looked at next.
  const folders = folderWatch(() => {
    work = work.then(look).catch((error: unknown) => {
      io.err(`error: ${printable(error instanceof Error ? error.message : String(error))}\n`);
    });
  });
  await folders.arm(seen.folders);
  start();
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of SIGNALS) process.once(name, resolve);
  });
  folders.close();
  await work;
  await stopped(child, signal);
  // Nobody listens any more, so it ends as by the signal itself, and who started it sees that.
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  return await new Promise(() => undefined);
}

/** The command line of this process, without the first `--watch` of its flags. */
function ownArguments(): string[] {
  const [, script = '', ...given] = process.argv;
  const end = given.indexOf('--');
  const at = given.indexOf('--watch');
  const isFlag = at >= 0 && (end < 0 || at < end);
  return [script, ...given.filter((_, index) => !isFlag || index !== at)];
}

async function stopped(child: ChildProcess | undefined, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

/** What parts one run from the next, on standard error: reports on standard output stay as they are. */
function line(io: CommandIo, text: string): void {
  const { dim } = pc.createColors(io.colorErr);
  const width = Math.min(io.width ?? 80, 100);
  io.err(`${dim(`── ${text} ${'─'.repeat(Math.max(0, width - text.length - 4))}`)}\n`);
}

function timeText(): string {
  return new Date().toTimeString().slice(0, 8);
}

function namesText(files: readonly string[]): string {
  const names = files.slice(0, MAX_NAMED).map((file) => printable(relative(process.cwd(), file)));
  const more = files.length > MAX_NAMED ? ` and ${files.length - MAX_NAMED} more` : '';
  return `changed: ${names.join(', ')}${more}`;
}
