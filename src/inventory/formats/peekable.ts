import { joined } from './bytes.ts';

/** Chunks whose start can be looked at before they are read. They can be read once. */
export class Peekable implements AsyncIterable<Uint8Array> {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #peeked: Uint8Array[] = [];
  #failure: unknown;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The first bytes: fewer than asked only where the input is shorter. A failure after some bytes is kept for later. */
  async peek(count: number): Promise<Uint8Array> {
    let size = this.#peeked.reduce((sum, chunk) => sum + chunk.length, 0);
    while (size < count && this.#failure === undefined) {
      try {
        const next = await this.#chunks.next();
        if (next.done === true) break;
        this.#peeked.push(next.value);
        size += next.value.length;
      } catch (thrown) {
        if (size === 0) throw thrown;
        this.#failure = thrown;
      }
    }
    const start = this.#peeked.length === 1 ? this.#peeked[0] : undefined;
    const all = start ?? joined(this.#peeked);
    this.#peeked = [all];
    return all.subarray(0, count);
  }

  /** Takes bytes that were peeked away from the front. */
  drop(count: number): void {
    const [first, ...rest] = this.#peeked;
    if (first !== undefined) this.#peeked = [first.subarray(count), ...rest];
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let chunk = this.#peeked.shift(); chunk !== undefined; chunk = this.#peeked.shift()) {
      if (chunk.length > 0) yield chunk;
    }
    if (this.#failure !== undefined) throw this.#failure;
    for (;;) {
      const next = await this.#chunks.next();
      if (next.done === true) return;
      yield next.value;
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
