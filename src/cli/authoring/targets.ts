import { resolve } from 'node:path';
import { UsageError } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { writeWhole } from '../output.ts';
import { refuseOverwriting } from '../overwriting.ts';
import { repositoryPaths } from '../repository.ts';
import type { AuthoringFindings, AuthoringFormat, AuthoringReport } from './report.ts';
import { unknownChoice } from '../unknown-choice.ts';

/** What `--format` of `check`, `test` and `fmt` takes, besides `text`; each loads when it is asked for. */
const FORMATS: Readonly<Record<string, () => Promise<AuthoringFormat>>> = {
  json: async () => (await import('./json.ts')).json,
  github: async () => (await import('./github.ts')).github,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
};

/** The names of these formats. */
export const AUTHORING_FORMATS: readonly string[] = ['text', ...Object.keys(FORMATS)];

/** The flags that say how a command about rules answers. */
export interface AuthoringFlags {
  readonly format?: readonly string[];
  readonly output?: string;
}

/** Where the answer goes, besides or in place of text. */
export interface AuthoringTargets {
  /** Text goes to the terminal: nothing else takes standard output. */
  readonly isText: boolean;
  /** Refuses to put it in place of a file that was looked at. */
  readonly write: (report: AuthoringFindings) => Promise<void>;
}

/**
 * Reads `--format FMT`, `--format FMT=FILE` and `--output FILE`.
 *
 * @throws UsageError for a format that is none, for two that want standard output, and for two with one file
 */
export async function authoringTargets(
  { format = [], output }: AuthoringFlags,
  io: CommandIo,
): Promise<AuthoringTargets> {
  const targets: { name: string; format: AuthoringFormat | undefined; file: string | undefined }[] = [];
  for (const written of format) {
    const [name = '', ...rest] = written.split('=');
    targets.push({ name, format: await formatNamed(name), file: rest.length === 0 ? undefined : rest.join('=') });
  }
  const [first] = targets;
  if (output !== undefined) {
    if (first === undefined || targets.length > 1 || first.file !== undefined)
      throw new UsageError('--output goes with one --format; for several write --format FMT=FILE');
    first.file = output;
  }
  if (targets.some(({ name, file }) => name === 'text' && file !== undefined))
    throw new UsageError('text goes to the terminal; a file is for json, github, sarif or junit');
  if (targets.some(({ file }) => file === '')) throw new UsageError('--format: a file is missing after `=`');
  const loose = targets.filter(({ file }) => file === undefined);
  if (loose.length > 1)
    throw new UsageError('only one report can go to standard output; write --format FMT=FILE for the others');
  const files = targets.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.findIndex((other) => resolve(other) === resolve(file)) < index);
  if (twice !== undefined) throw new UsageError(`--format: two reports cannot go to one file, \`${twice}\``);
  return {
    isText: loose.every(({ name }) => name === 'text'),
    write: async (found) => {
      await refuseOverwriting(files, [], [...found.files]);
      const report: AuthoringReport = { ...found, repositoryPath: repositoryPaths(process.cwd()) };
      for (const { format: chosen, file } of targets) {
        if (chosen === undefined) continue;
        const text = chosen.write(report);
        if (file === undefined) await io.out(text);
        else await writeWhole(file, text);
      }
    },
  };
}

async function formatNamed(name: string): Promise<AuthoringFormat | undefined> {
  if (name === 'text') return undefined;
  const load = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (load !== undefined) return await load();
  const known = AUTHORING_FORMATS.join(', ');
  throw unknownChoice(`--format: unknown format \`${name}\`; there are ${known}`, name, AUTHORING_FORMATS);
}
