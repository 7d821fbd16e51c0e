import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';

/** After a change others follow: an editor writes twice, a checkout writes hundreds. */
const QUIET = 100;

/** What never comes to rest is looked at all the same. */
const PATIENCE = 2_000;

/** Where the system watches no more folders, they are looked at this often. */
const POLL = 1_000;

/** Tells when something happened in folders. */
export interface FolderWatch {
  /** Watches these folders from now on, and no others. */
  readonly arm: (folders: ReadonlySet<string>) => Promise<void>;
  readonly close: () => void;
}

/**
 * Watches folders by Node's own means: each by itself and not what is below it, since that is what all systems do well. A
 * folder that was made again under its name is watched anew. It tells that something happened, not what.
 */
export function folderWatch(onChange: () => void): FolderWatch {
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly ino: number }>();
  let timer: NodeJS.Timeout | undefined;
  let poll: NodeJS.Timeout | undefined;
  // All folders may be gone for a while, and the process is to wait.
  const alive = setInterval(() => undefined, 2 ** 30);
  let since: number | undefined;
  const happened = (): void => {
    const now = performance.now();
    since ??= now;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        since = undefined;
        onChange();
      },
      Math.max(0, Math.min(QUIET, since + PATIENCE - now)),
    );
  };
  const drop = (folder: string): void => {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  };
  const add = (folder: string, ino: number): void => {
    try {
      const watcher = watch(folder, happened);
      watchers.set(folder, { watcher, ino });
      watcher.on('error', () => {
        drop(folder);
        happened();
      });
    } catch (error) {
      // Gone already: the folder above tells when it comes again.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') poll ??= setInterval(onChange, POLL);
    }
  };
  return {
    arm: async (folders) => {
      for (const folder of watchers.keys()) if (!folders.has(folder)) drop(folder);
      for (const folder of folders) {
        const ino = (await stat(folder).catch(() => undefined))?.ino;
        const known = watchers.get(folder);
        if (ino === undefined || known?.ino === ino) continue;
        drop(folder);
        add(folder, ino);
      }
    },
    close: () => {
      clearTimeout(timer);
      clearInterval(poll);
      clearInterval(alive);
      for (const folder of watchers.keys()) drop(folder);
    },
  };
}
