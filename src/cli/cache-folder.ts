import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where the command keeps what it can make again: the user's own folder for that. What lies in a folder for all could be
 * anybody's. Undefined where the system tells of none.
 */
export function cacheFolder(): string | undefined {
  const folder = systemFolder();
  return isAbsolute(folder) ? join(folder, 'gsl-engine') : undefined;
}

function systemFolder(): string {
  const { XDG_CACHE_HOME: chosen = '', LOCALAPPDATA: local = '' } = process.env;
  if (isAbsolute(chosen)) return chosen;
  if (process.platform === 'win32') return local;
  try {
    return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
  } catch {
    // A user that the system has no entry of, where HOME is not set, as in some containers.
    return '';
  }
}
