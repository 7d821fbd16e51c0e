import type { Spool } from './spool.ts';

/** Texts with something between them that wait until they can be written. */
export class SpooledList {
  isEmpty = true;
  readonly #spool: Spool;
  readonly #separator: string;

  constructor(spool: Spool, separator: string) {
    this.#spool = spool;
    this.#separator = separator;
  }

  add(text: string): void {
    this.#spool.add(this.isEmpty ? text : this.#separator + text);
    this.isEmpty = false;
  }

  /** All of them, in pieces. */
  read(): Iterable<string> {
    return this.#spool.read();
  }
}
