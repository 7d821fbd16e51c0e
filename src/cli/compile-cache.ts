import { statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { cacheFolder } from './cache-folder.ts';

/**
 * What Node.js has compiled of the command is kept for its next run, as eslint and tsc do it: compiling is a sixth of a short
 * one. Where it cannot be kept nothing is said, and NODE_DISABLE_COMPILE_CACHE turns it off.
 */
export function keepCompiled(): void {
  const folder = cacheFolder();
  if (folder !== undefined && isOwn(folder)) enableCompileCache(folder);
}

/** Code in a folder of another user, as with `sudo` that keeps HOME, or in one that all may write, could be anybody's. */
function isOwn(folder: string): boolean {
  try {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found === undefined || process.getuid === undefined) return true;
    return found.uid === process.getuid() && (found.mode & 2) === 0;
  } catch {
    return false;
  }
}
