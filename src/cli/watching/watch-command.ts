import type { CommandIo } from '../io.ts';
import { watch } from './watch.ts';
import { type WatchedFlags, watchedPaths } from './watched-paths.ts';

/**
 * Runs a command again whenever what it reads changes.
 *
 * @param inputs inventories that were named; undefined for a command that reads none
 */
export async function watchCommand(
  inputs: readonly string[] | undefined,
  flags: WatchedFlags,
  io: CommandIo,
): Promise<number> {
  const paths = new Set<string>();
  return await watch(() => watchedPaths(inputs, flags, paths, io), io);
}
