/**
 * How many lines the pieces of files have, as the threads count them, each before it judges its piece. In memory that all of
 * them share: a thread whose piece lies behind others asks nobody, who may be at work, for the number of its first line.
 */
export class LineNumbers {
  /** For each piece 0 until it is counted, then one more than it has. */
  readonly #counted: Int32Array;

  /** @param memory of {@link LineNumbers.memoryFor} */
  constructor(memory: SharedArrayBuffer) {
    this.#counted = new Int32Array(memory);
  }

  static memoryFor(pieces: number): SharedArrayBuffer {
    return new SharedArrayBuffer(pieces * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Says how many lines a piece has, for those behind it. What was said before stands. */
  say(piece: number, lines: number): void {
    if (Atomics.compareExchange(this.#counted, piece, 0, lines + 1) === 0) Atomics.notify(this.#counted, piece);
  }

  /** The number of a piece's first line. Waits for the pieces before it, which were begun before it. */
  firstOf(piece: number, firstPiece: number): number {
    let line = 1;
    for (let before = firstPiece; before < piece; before += 1) {
      for (;;) {
        const counted = Atomics.load(this.#counted, before);
        if (counted > 0) {
          line += counted - 1;
          break;
        }
        Atomics.wait(this.#counted, before, 0);
      }
    }
    return line;
  }
}
