/** Of two halves of 4 MB: larger ones cost memory, and save nothing where what is read is soon forgotten. */
const ENOUGH_BYTES = 8 * 1024 * 1024;

/** Of V8, in which the setting below is known: of one that it does not know it would write to standard error. */
const KNOWN_VERSIONS = /^1[1-3]\./u;

let isKept = !KNOWN_VERSIONS.test(process.versions.v8);

/**
 * Keeps the engine from making its young generation three times 16 MB large, which is a third of what the command takes over
 * lines. Called with each batch of records that are judged while others are read, until it is large enough; where all is
 * read before anything is judged, more is worth its memory. The factor by which it grows is read at each growth, so that it
 * can be set now, other than its size.
 */
export function keepYoungSmall(): void {
  if (isKept) return;
  const v8 = process.getBuiltinModule('node:v8');
  const young = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  isKept = young === undefined || young.space_size >= ENOUGH_BYTES;
  if (isKept) v8.setFlagsFromString('--semi-space-growth-factor=1');
}
