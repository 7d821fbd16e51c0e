import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * What Node.js has compiled of the command is kept for its next run, as eslint and tsc do it: compiling is a sixth of a short
 * one. In the user's own folder: code that lies in one for all could be anybody's. Where it cannot be kept nothing is said,
 * and NODE_DISABLE_COMPILE_CACHE turns it off.
 */
export function keepCompiled(): void {
  const folder = cacheFolder();
  if (isAbsolute(folder)) enableCompileCache(join(folder, 'gsl-engine'));
}

/** Where the system keeps what programs can make again. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME: chosen = '', LOCALAPPDATA: local = '' } = process.env;
  if (isAbsolute(chosen)) return chosen;
  if (process.platform === 'win32') return local;
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}
