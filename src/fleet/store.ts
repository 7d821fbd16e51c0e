import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Where the partials of a run lie, which every worker and who merges can reach: a folder, or a store of objects. Names are
 * of letters, digits, `.` and `-`.
 *
 * `put` is whole or not at all, and may put the same once more: a worker that was taken for dead may still be at work. A PUT
 * of S3 and its like is so by itself; so is a multipart upload, which is not there before it is completed.
 *
 * @example
 * const objects = new Map<string, Uint8Array[]>();
 * const store: PartialStore = {
 *   put: async (name, chunks) => void objects.set(name, await Array.fromAsync(chunks)),
 *   get: async function* (name) { yield* objects.get(name) ?? []; },
 *   has: async (name) => objects.has(name),
 *   list: async () => [...objects.keys()],
 * };
 * (await store.list()).length // 0
 */
export interface PartialStore {
  readonly put: (name: string, chunks: AsyncIterable<Uint8Array>) => Promise<void>;
  readonly get: (name: string) => AsyncIterable<Uint8Array>;
  readonly has: (name: string) => Promise<boolean>;
  readonly list: () => Promise<readonly string[]>;
}

/** What is being written has another name until it is whole. */
const UNFINISHED = '.writing';

/**
 * A folder that all workers see. A file has its name when it is whole: it is renamed then, which takes the place of the same.
 *
 * @example
 * const store = folderStore('/tmp/gsl-example-store');
 * await store.put('a.part', (async function* () { yield new TextEncoder().encode('text'); })());
 * await store.has('a.part') // true
 */
export function folderStore(folder: string): PartialStore {
  const place = (name: string): string => {
    if (!/^[\w-][\w.-]*$/u.test(name)) throw new TypeError(`\`${name}\` is no name of a partial`);
    return join(folder, name);
  };
  return {
    put: async (name, chunks) => {
      const target = place(name);
      const unfinished = `${target}.${randomUUID()}${UNFINISHED}`;
      await mkdir(folder, { recursive: true });
      try {
        await pipeline(Readable.from(chunks), createWriteStream(unfinished, { flags: 'wx', flush: true }));
        await rename(unfinished, target);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    get: (name) => createReadStream(place(name)),
    has: (name) =>
      access(place(name)).then(
        () => true,
        () => false,
      ),
    list: async () => {
      await mkdir(folder, { recursive: true });
      return (await readdir(folder)).filter((name) => !name.endsWith(UNFINISHED)).sort();
    },
  };
}
