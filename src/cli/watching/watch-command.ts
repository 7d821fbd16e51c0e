import type { CommandIo } from '../io.ts';
import type { WatchedFlags } from './watched-paths.ts';

/**
 * Runs a command again whenever what it reads changes. What that takes loads only here: most runs are one.
 *
 * @param inputs inventories that were named; undefined for a command that reads none
 */
export async function watchCommand(
  inputs: readonly string[] | undefined,
  flags: WatchedFlags,
  io: CommandIo,
): Promise<number> {
  const [{ watch }, { watchedPaths }] = await Promise.all([import('./watch.ts'), import('./watched-paths.ts')]);
  const paths = new Set<string>();
  return await watch(() => watchedPaths(inputs, flags, paths, io), io);
}
