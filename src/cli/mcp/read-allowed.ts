import { openInput, unreadable } from '../../inventory/files/bytes.ts';
import { findInputs } from '../../inventory/files/inputs.ts';
import { formatReaders } from '../../inventory/format-readers.ts';
import { placeOf, problem } from '../../inventory/problems.ts';
import type { RecordBatch } from '../../inventory/batches.ts';
import { readSettings } from '../../inventory/read-settings.ts';
import { Reading } from '../../inventory/read-input.ts';
import { isProblemRecord, type ProblemRecord } from '../../values/record.ts';
import { type AllowedPath, RefusedPath, type Roots } from './roots.ts';

/**
 * The records of files and folders that a client of the server named. Only those formats are read that need no other file
 * beside, so that an input cannot lead out of the roots; what in a folder leads out is a problem, and the rest is read.
 *
 * @throws RefusedPath for a path that may not be read
 */
export async function* readAllowed(
  roots: Roots,
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<RecordBatch[number]> {
  const settings = readSettings({ signal }, formatReaders);
  const inputs: (AllowedInput | ProblemRecord)[] = [];
  for (const path of paths) {
    const found = await roots.find(path);
    if (!found.isFolder) inputs.push({ ...found, isFound: false });
    else for await (const input of inFolder(roots, found)) inputs.push(input);
  }
  const names = inputs.flatMap((input) => ('kind' in input ? [] : [input.path]));
  const reading = new Reading(settings, names, undefined);
  for (const input of inputs) {
    if ('kind' in input) {
      yield input;
      continue;
    }
    const open = async (): ReturnType<typeof openInput> => {
      const handle = await roots.open(input).catch((error: unknown) => {
        throw unreadable(error);
      });
      const stream = handle.createReadStream({ highWaterMark: 262_144, signal });
      return await openInput({ file: input.path, stream }, () => undefined);
    };
    const batches = input.isFound
      ? reading.input(input.path, open, { onUnknown: () => [] })
      : reading.input(input.path, open);
    for await (const batch of batches) {
      signal.throwIfAborted();
      yield* batch;
    }
  }
  for (const batch of reading.end()) yield* batch;
}

interface AllowedInput extends AllowedPath {
  /** It was found in a folder, where much lies that is no inventory. */
  readonly isFound: boolean;
}

async function* inFolder(roots: Roots, folder: AllowedPath): AsyncGenerator<AllowedInput | ProblemRecord> {
  const found = await findInputs([folder.real], {
    stdin: undefined,
    hasKnownExtension: (name) => EXTENSIONS.some((extension) => name.toLowerCase().endsWith(extension)),
    exclude: [],
    onPassedOver: () => undefined,
  });
  for (const input of found) {
    if (isProblemRecord(input)) {
      yield input;
      continue;
    }
    try {
      yield { ...(await roots.find(input.path ?? input.file)), isFound: true };
    } catch (error) {
      if (!(error instanceof RefusedPath)) throw error;
      yield problem('unreadable-input', error.message, placeOf(input.file));
    }
  }
}

const EXTENSIONS: readonly string[] = [...new Set(formatReaders.flatMap(({ extensions = [] }) => extensions))].flatMap(
  (extension) => [extension, `${extension}.gz`, `${extension}.zst`],
);
