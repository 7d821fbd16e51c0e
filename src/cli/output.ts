import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { once } from 'node:events';
import { UsageError } from './exit-codes.ts';

/** Where a report goes. Nothing is there until `finish`: a run that breaks off leaves an earlier report as it was. */
export interface Output {
  readonly write: (text: string) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** A file that takes its name when it is whole. */
export async function fileOutput(file: string): Promise<Output> {
  const partial = `${file}.${process.pid}.part`;
  let stream: WriteStream;
  try {
    await mkdir(dirname(file), { recursive: true });
    stream = createWriteStream(partial);
    await once(stream, 'open');
  } catch (error) {
    throw new UsageError(`cannot write \`${file}\`: ${(error as Error).message}`);
  }
  return {
    write: async (text) => {
      if (text !== '' && !stream.write(text)) await once(stream, 'drain');
    },
    finish: async () => {
      stream.end();
      await once(stream, 'close');
      await rename(partial, file);
    },
    discard: async () => {
      stream.destroy();
      await rm(partial, { force: true });
    },
  };
}
