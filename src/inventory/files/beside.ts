import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that lies near an input, with its text. */
export interface NearFile {
  readonly file: string;
  readonly text: string;
}

/** Of the files near an input, no more are looked at, and none that is larger, but for those that are inputs themselves. */
const MAX_FILES = 1_000;
export const MAX_NEAR_BYTES = 4 * 1024 * 1024;

/** Files that are read in any case, up to a limit of their own. */
export interface ReadAnyway {
  readonly inputs: readonly string[];
  readonly maxBytes: number;
}

/**
 * The files with one of some endings in a folder, which is named from that of the input; sorted, without those that cannot be
 * read. They help to understand the input, and need not be there.
 */
export async function filesBeside(
  input: string,
  folder: string,
  endings: readonly string[],
  anyway?: ReadAnyway,
): Promise<readonly NearFile[]> {
  const path = join(dirname(input), folder);
  const names = await readdir(path).catch(() => []);
  const inputs = new Set(anyway?.inputs.map((one) => join(one)));
  const near: NearFile[] = [];
  for (const name of names
    .filter((one) => endings.some((ending) => one.endsWith(ending)))
    .sort()
    .slice(0, MAX_FILES)) {
    const file = join(path, name);
    const about = await stat(file).catch(() => undefined);
    const most = inputs.has(file) ? (anyway?.maxBytes ?? MAX_NEAR_BYTES) : MAX_NEAR_BYTES;
    if (about?.isFile() !== true || about.size > most) continue;
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) near.push({ file, text });
  }
  return near;
}
