import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../exit-codes.ts';
import { writeWhole } from '../output.ts';
import { systemReason } from '../system-reason.ts';
import { SITE_COMMENT } from './page.ts';
import type { SiteFile } from './rule-pages.ts';

/** What stands in every file that `gsl docs` made, of whatever version: in pages, and in style and script. */
const MARKS = ['<meta name="generator" content="gsl docs', SITE_COMMENT];

/**
 * Writes a site into a folder, and takes out pages of an earlier site there that are no longer in it. What somebody else
 * made stays.
 *
 * @returns how many pages were taken out
 * @throws UsageError where a file would take the place of a file that is none of `gsl docs`, and where nothing can be written
 */
export async function writeSite(folder: string, files: readonly SiteFile[]): Promise<number> {
  const pages = files.filter(([path]) => path.endsWith('.html'));
  for (const [path] of files) {
    if ((await isOwn(join(folder, path))) === false)
      throw new UsageError(`\`${join(folder, path)}\` was not written by \`gsl docs\`; name another folder`);
  }
  for (const [path, text] of files) await writeWhole(join(folder, path), text);
  const written = new Set(files.map(([path]) => path));
  let removed = 0;
  for (const place of new Set(pages.map(([path]) => dirname(path)))) {
    for (const name of await readdir(join(folder, place))) {
      const path = place === '.' ? name : `${place}/${name}`;
      if (!name.endsWith('.html') || written.has(path) || (await isOwn(join(folder, path))) !== true) continue;
      await rm(join(folder, path));
      removed += 1;
    }
  }
  return removed;
}

/** Whether `gsl docs` made a file; undefined for one that is not there. */
async function isOwn(file: string): Promise<boolean | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    return MARKS.some((mark) => text.includes(mark));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`cannot read \`${file}\`: ${systemReason(error)}`);
  }
}
