import { enableCompileCache } from 'node:module';
import { cacheFolder } from './cache-folder.ts';

/**
 * What Node.js has compiled of the command is kept for its next run, as eslint and tsc do it: compiling is a sixth of a short
 * one. Where it cannot be kept nothing is said, and NODE_DISABLE_COMPILE_CACHE turns it off.
 */
export function keepCompiled(): void {
  const folder = cacheFolder();
  if (folder !== undefined) enableCompileCache(folder);
}
