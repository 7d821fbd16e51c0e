/** Of two halves of 4 MB: larger ones cost memory, and save nothing where what is read is soon forgotten. */
const ENOUGH_BYTES = 8 * 1024 * 1024;

/** A run of fewer batches is over before memory matters, and loads and keeps code as it begins. */
const SMALL_RUN = 3;

/** Of V8, in which the setting below is known: of one that it does not know it would write to standard error. */
const IS_KNOWN = /^1[1-3]\./u.test(process.versions.v8);

let batches = 0;
let isKept = false;

/**
 * Keeps the engine from making its young generation three times 16 MB large, which is a third of what the command takes over
 * lines. Called with each batch of records that are judged while others are read, until it is large enough; where all is
 * read before anything is judged, more is worth its memory. The factor by which it grows is read at each growth, so that it
 * can be set now, other than its size.
 */
export function keepYoungSmall(): void {
  batches += 1;
  if (isKept || !IS_KNOWN || batches < SMALL_RUN) return;
  const v8 = process.getBuiltinModule('node:v8');
  const young = v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  isKept = young === undefined || young.space_size >= ENOUGH_BYTES;
  if (isKept) v8.setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Sets that back, also where a thread has set it: code that the engine made under other settings is refused by the next run.
 *
 * @param byThreads whether threads may have
 */
export function letYoungGrow(byThreads: boolean): void {
  if (IS_KNOWN && (isKept || byThreads))
    process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=2');
  isKept = false;
  batches = 0;
}
