import { joined, NO_BYTES } from './bytes.ts';

/** One line without its line feed. `bytes` is undefined when the line was larger than the limit. */
export interface ByteLine {
  readonly bytes: Uint8Array | undefined;
  /** From 1. */
  readonly line: number;
}

/** The lines that end in a chunk. */
export interface LineRun {
  /** The one that began in an earlier chunk. */
  readonly carried: ByteLine | undefined;
  /** Where the lines that lie in the chunk as a whole start and end, the last line feed included. */
  readonly start: number;
  readonly end: number;
}

const LINE_FEED = 0x0a;

/**
 * Cuts chunks of bytes into lines. Finding the line feeds is left to the engine's native search, and what lies in one
 * chunk is not copied, so this runs at the speed of memory. Of a line over the limit only its number is kept.
 *
 * @example
 * const cutter = new LineCutter(1024);
 * const { start, end } = cutter.push(new TextEncoder().encode('a\nb')); // 0 and 2: the line `a`
 * cutter.countOne(); // it was line 1
 * cutter.end(); // the line `b`
 */
export class LineCutter {
  readonly #maxBytes: number;
  #carry: Uint8Array[] = [];
  #carried = 0;
  #line = 1;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that end in this chunk; those that lie in it are to be counted before the next. */
  push(chunk: Uint8Array): LineRun {
    const last = chunk.lastIndexOf(LINE_FEED);
    if (last < 0) {
      if (chunk.length > 0) this.#keep(chunk);
      return { carried: undefined, start: 0, end: 0 };
    }
    const first = this.#carried === 0 ? -1 : chunk.indexOf(LINE_FEED);
    const carried = first < 0 ? undefined : this.#finish(chunk.subarray(0, first));
    if (last + 1 < chunk.length) this.#keep(chunk.subarray(last + 1));
    return { carried, start: first + 1, end: last + 1 };
  }

  /** The same as single lines. */
  lines(chunk: Uint8Array): readonly ByteLine[] {
    const { carried, start, end } = this.push(chunk);
    const lines = carried === undefined ? [] : [carried];
    for (let at = start; at < end;) {
      const { found, next } = this.lineAt(chunk, at);
      lines.push(found);
      at = next;
    }
    return lines;
  }

  /** The last line, if the input does not end with a line feed. */
  end(): readonly ByteLine[] {
    return this.#carried === 0 ? [] : [this.#finish(NO_BYTES)];
  }

  /** The number of the next line. */
  get nextLine(): number {
    return this.#line;
  }

  /** The number of the next line, which is taken. */
  countOne(): number {
    this.#line += 1;
    return this.#line - 1;
  }

  /** That so many lines are taken. */
  count(lines: number): void {
    this.#line += lines;
  }

  /** The line from a place of a chunk, and where the next starts. */
  lineAt(chunk: Uint8Array, start: number): { readonly found: ByteLine; readonly next: number } {
    const end = chunk.indexOf(LINE_FEED, start);
    const bytes = end - start > this.#maxBytes ? undefined : chunk.subarray(start, end);
    return { found: { bytes, line: this.countOne() }, next: end + 1 };
  }

  #keep(part: Uint8Array): void {
    this.#carried += part.length;
    if (this.#carried > this.#maxBytes) this.#carry = [];
    // A copy: the memory of a chunk may hold the next one then.
    else this.#carry.push(joined([part]));
  }

  #finish(last: Uint8Array): ByteLine {
    const line = this.countOne();
    const size = this.#carried + last.length;
    const bytes = size > this.#maxBytes ? undefined : joined([...this.#carry, last]);
    this.#carry = [];
    this.#carried = 0;
    return { bytes, line };
  }
}

/** Where a run of whole lines ends that has at most so many bytes; its start where not even the first line fits. */
export function windowEnd(chunk: Uint8Array, start: number, end: number, size: number): number {
  if (end - start <= size) return end;
  const last = chunk.lastIndexOf(LINE_FEED, start + size - 1);
  return last < start ? start : last + 1;
}
