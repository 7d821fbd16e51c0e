import { joined, NO_BYTES } from './bytes.ts';

/** One line without its line feed. `bytes` is undefined when the line was larger than the limit. */
export interface ByteLine {
  readonly bytes: Uint8Array | undefined;
  /** From 1. */
  readonly line: number;
}

const LINE_FEED = 0x0a;

/**
 * Cuts chunks of bytes into lines. Finding the line feeds is left to the engine's native search, and a line that lies in
 * one chunk is not copied, so this runs at the speed of memory. Of a line over the limit only its number is kept.
 *
 * @example
 * const cutter = new LineCutter(1024);
 * cutter.push(new TextEncoder().encode('a\nb')); // the line `a`
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

  /** The lines that end in this chunk. */
  push(chunk: Uint8Array): readonly ByteLine[] {
    const lines: ByteLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      lines.push(this.#finish(chunk.subarray(start, end)));
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
    return lines;
  }

  /** The last line, if the input does not end with a line feed. */
  end(): readonly ByteLine[] {
    return this.#carried === 0 ? [] : [this.#finish(NO_BYTES)];
  }

  #keep(part: Uint8Array): void {
    this.#carried += part.length;
    if (this.#carried > this.#maxBytes) this.#carry = [];
    else this.#carry.push(part);
  }

  #finish(last: Uint8Array): ByteLine {
    const line = this.#line;
    this.#line += 1;
    const size = this.#carried + last.length;
    // Most lines lie within one chunk and are not copied.
    const whole = this.#carried === 0 || size > this.#maxBytes ? last : joined([...this.#carry, last]);
    const bytes = size > this.#maxBytes ? undefined : whole;
    this.#carry = [];
    this.#carried = 0;
    return { bytes, line };
  }
}
