/*
 * Which lines of YAML are those of a block of text (`message: |`, `- >-`), as far as their indentation tells: what stands
 * there is text, whatever it looks like.
 */

/** Where a block begins behind. A tag or anchor may stand before it, a comment after. */
const HEADER = /(?:^|[:?-][ \t]+)(?:[!&]\S*[ \t]+)?[|>][-+\d]{0,2}[ \t\r]*(?:[ \t]#.*)?$/u;

/** The blocks of text of a document, asked for places in their order: each line is looked at once. */
export class BlockScalars {
  readonly #text: string;
  #next = 0;
  /** The indentation that lines of the block have more than. */
  #block: number | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a place stands in a block of text. */
  holds(at: number): boolean {
    for (let end = this.#lineEnd(); end < at && end < this.#text.length; end = this.#lineEnd()) {
      this.#pass(this.#text.slice(this.#next, end));
      this.#next = end + 1;
    }
    return this.#block !== undefined && indentationOf(this.#text.slice(this.#next, at)) > this.#block;
  }

  #lineEnd(): number {
    const end = this.#text.indexOf('\n', this.#next);
    return end < 0 ? this.#text.length : end;
  }

  #pass(line: string): void {
    if (line.trim() === '') return;
    if (this.#block !== undefined && indentationOf(line) > this.#block) return;
    this.#block = HEADER.test(line) ? parentOf(line) : undefined;
  }
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The indentation of what a block belongs to: of its key, or of the dash of its item. */
function parentOf(line: string): number {
  const [before = ''] = /^ *(?:- +)*/u.exec(line) ?? [];
  return /^[|>]/u.test(line.slice(before.length)) ? before.lastIndexOf('-') : before.length;
}
