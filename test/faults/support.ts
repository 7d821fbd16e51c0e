import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reporters } from '../../src/reporters/index.ts';

/* What goes wrong around the command: disks, pipes, signals. The command is the built one, in a process of its own. */

const GSL = resolve('dist/cli/bin.js');

export const RULE = 'U should have a = 1';

/** What stands in a report's place before the run. */
const EARLIER = 'an earlier report\n';

export const FORMATS: readonly string[] = reporters.map(({ name }) => name);

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A folder for one test. */
export class Place {
  readonly path = mkdtempSync(join(tmpdir(), 'gsl-faults-'));

  file(name: string): string {
    return join(this.path, name);
  }

  write(name: string, text: string | Uint8Array): string {
    writeFileSync(this.file(name), text);
    return this.file(name);
  }

  /** A report of each format over an earlier one, as flags. */
  reports(formats: readonly string[] = FORMATS): string[] {
    return formats.flatMap((format) => ['-f', `${format}=${this.write(`report.${format}`, EARLIER)}`]);
  }

  /** The formats whose earlier report is not there any more, and every file that nobody asked for. */
  after(formats: readonly string[] = FORMATS): { readonly replaced: string[]; readonly left: string[] } {
    const names = new Set(formats.map((format) => `report.${format}`));
    return {
      replaced: formats.filter((format) => readFileSync(this.file(`report.${format}`), 'utf8') !== EARLIER),
      left: readdirSync(this.path).filter((name) => !names.has(name) && /\.(?:part|spool)$/u.test(name)),
    };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Lines of entities, of which every second one fails. */
export function lines(count: number, from = 0): string {
  let text = '';
  for (let index = from; index < from + count; index += 1)
    text += `{"type":"U","id":"u${index}","name":"name ${index}","a":${(index % 2) + 1}}\n`;
  return text;
}

/** Starts `gsl`; its temporary files are in the folder. */
export function start(args: readonly string[], place: Place, options: readonly string[] = []): Running {
  return watch(
    spawn(process.execPath, [...options, GSL, ...args], { env: { ...process.env, TMPDIR: place.path, NO_COLOR: '1' } }),
  );
}

/** Starts `gsl` in a shell, which bounds it: `ulimit -f 8`. */
export function startIn(shell: string, args: readonly string[], place: Place): Running {
  return watch(
    spawn('bash', ['-c', `${shell}; exec "$@"`, 'bash', process.execPath, GSL, ...args], {
      env: { ...process.env, TMPDIR: place.path, NO_COLOR: '1' },
    }),
  );
}

/** Starts `gsl` as one who may not write everywhere: root may. */
export function asNobody(args: readonly string[], place: Place): Running {
  const env = { ...process.env, TMPDIR: place.path, NO_COLOR: '1' };
  const who = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  return watch(spawn(process.execPath, [GSL, ...args], { env, ...who }));
}

function watch(child: ChildProcess): Running {
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
  // It may end before it has read all.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<Ended>((done) => child.on('close', (code, signal) => done({ code, signal, ...texts })));
  return { child, ended };
}

/** Waits until something is so; says what, where it never is. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_200; turn += 1) {
    if (isSo()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`it never came to be that ${what}`);
}

/** Feeds lines until the reports are being written: something is in a part. */
export async function untilWriting({ child }: Running, place: Place): Promise<void> {
  let fed = 0;
  await until('a report is being written', () => {
    if (fed < 200_000) child.stdin?.write(lines(1_000, fed));
    fed += 1_000;
    return existsSync(place.path) && partBytes(place) > 0;
  });
}

function partBytes(place: Place): number {
  return readdirSync(place.path)
    .filter((name) => name.endsWith('.part'))
    .reduce((sum, name) => sum + readFileSync(place.file(name)).length, 0);
}

/** What a summary counts: `5 entities`, `2 failed`, `1 part of the input could not be read`. */
export function counts(text: string): { entities: number; failed: number; passed: number; unread: number } {
  const of = (pattern: RegExp): number => Number(pattern.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
  return {
    entities: of(/([\d,]+) entit(?:y|ies)/u),
    failed: of(/([\d,]+) failed/u),
    passed: of(/([\d,]+) passed/u),
    unread: of(/([\d,]+) parts? of the input could not be read/u),
  };
}
