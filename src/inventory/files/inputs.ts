import { glob, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unreadable, type ByteSource } from './bytes.ts';
import { placeOf, problem } from '../problems.ts';
import type { ProblemRecord } from '../../values/record.ts';

/** A file to read with its size, which is not known for pipes and standard input. */
export interface FoundInput extends ByteSource {
  readonly bytes?: number;
}

const STDIN_NAME = '<stdin>';

/**
 * What the inputs stand for, in order: a file, `-` for standard input, a folder (its files with a known ending, at any
 * depth, sorted), or a glob (sorted). Names that start with a dot and `node_modules` are passed over in folders.
 */
export async function findInputs(
  inputs: readonly string[],
  stdin: AsyncIterable<Uint8Array> | undefined,
  hasKnownExtension: (file: string) => boolean,
): Promise<readonly (FoundInput | ProblemRecord)[]> {
  const found: (FoundInput | ProblemRecord)[] = [];
  for (const input of inputs) {
    if (input === '-') found.push({ file: STDIN_NAME, stream: stdin ?? process.stdin });
    else found.push(...(await findFiles(input, hasKnownExtension)));
  }
  return found;
}

async function findFiles(
  input: string,
  hasKnownExtension: (file: string) => boolean,
): Promise<readonly (FoundInput | ProblemRecord)[]> {
  const place = placeOf(input);
  try {
    const about = await stat(input).catch(() => undefined);
    if (about?.isDirectory() === true) {
      const files = await filesBelow(input, hasKnownExtension);
      if (files.length > 0) return files;
      return [problem('no-input', `the folder \`${input}\` holds no file with a known ending`, place)];
    }
    // A file of exactly this name is meant, even where the name could be a glob.
    if (about !== undefined || !/[*?[\]{}]/u.test(input)) return [await foundFile(input)];
    const names: string[] = [];
    for await (const name of glob(input)) names.push(name);
    const files: FoundInput[] = [];
    for (const name of names.sort(byCodeUnits)) {
      if ((await stat(name)).isFile()) files.push(await foundFile(name));
    }
    if (files.length > 0) return files;
    return [problem('no-input', `no file matches \`${input}\``, place)];
  } catch (thrown) {
    const { code, message } = unreadable(thrown);
    return [problem(code, message, place)];
  }
}

async function foundFile(path: string): Promise<FoundInput> {
  const about = await stat(path);
  return { file: path, path, ...(about.isFile() ? { bytes: about.size } : {}) };
}

async function filesBelow(folder: string, hasKnownExtension: (file: string) => boolean): Promise<FoundInput[]> {
  const files: FoundInput[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => byCodeUnits(a.name, b.name))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    // Links to folders are not followed, so there can be no circle.
    if (entry.isDirectory()) files.push(...(await filesBelow(path, hasKnownExtension)));
    else if (hasKnownExtension(entry.name)) {
      const about = entry.isFile() || entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : undefined;
      if (about?.isFile() === true) files.push({ file: path, path, bytes: about.size });
    }
  }
  return files;
}

/** The same order everywhere: not the locale's. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
