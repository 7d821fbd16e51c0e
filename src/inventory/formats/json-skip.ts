/* eslint-disable @typescript-eslint/no-non-null-assertion -- the window ends in a zero, at which every loop over it stops */
import { textOf } from './bytes.ts';

/** The place in place of an end: the value is for JSON.parse to judge. */
export const UNSURE = -1;

/** Small enough that the text of a window is no large object of the heap: these cost thirty times as much to make. */
export const WINDOW_BYTES = 65_536;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** From here on a byte is one of several of a character. */
const FIRST_OF_MORE = 0x80;
const LETTER_E = 0x65;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const LETTER_U = 0x75;

const asCharacters = new TextDecoder('latin1');

/** 1 for the bytes that stand for themselves in a string, whatever is around them. */
const PLAIN = new Uint8Array(256).fill(1, SPACE, FIRST_OF_MORE);
PLAIN[QUOTE] = PLAIN[BACKSLASH] = 0;
/** 1 for what may follow a backslash, other than `u`. */
const ESCAPED = tableOf('"\\/bfnrt');
const HEX = tableOf('0123456789abcdefABCDEF');

function tableOf(letters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const letter of letters) table[letter.charCodeAt(0)] = 1;
  return table;
}

/** Passes over JSON by its structure, in a window on bytes, and checks it as JSON.parse does. */
export class JsonSkip {
  /** How many line feeds were passed. */
  lines = 0;

  /** A copy of a part of the input with a zero after it. */
  protected readonly bytes = new Uint8Array(WINDOW_BYTES + 1);
  protected readonly maxDepth: number;
  #size = 0;
  /** The same as text; empty until it is asked for, undefined where the bytes are no UTF-8. */
  #text: string | undefined = '';
  /** The bytes as characters; empty until they are asked for. */
  #characters = '';

  constructor(maxDepth: number) {
    this.maxDepth = maxDepth;
  }

  /** Opens a window on a part of a chunk, of at most {@link WINDOW_BYTES}. */
  open(chunk: Uint8Array, start: number, end: number): void {
    this.bytes.set(chunk.subarray(start, end));
    this.#size = end - start;
    this.bytes[this.#size] = 0;
    this.#text = '';
    this.#characters = '';
  }

  /** The window with a character for each byte; bytes beyond ASCII are some that are beyond it too. */
  get characters(): string {
    if (this.#characters === '') this.#characters = asCharacters.decode(this.bytes.subarray(0, this.#size));
    return this.#characters;
  }

  /** The text between two places. */
  textAt(start: number, end: number): string {
    return this.slice(start, end);
  }

  /** Where the line feed is that ends a line, with nothing but spaces before it. */
  lineEnd(start: number): number {
    const bytes = this.bytes;
    let at = start;
    while (bytes[at] === SPACE || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
    return bytes[at] === LINE_FEED ? at : UNSURE;
  }

  /** The text between two places, where the bytes are UTF-8. */
  protected slice(start: number, end: number): string {
    const text = this.#decoded() ?? '';
    return text.length === this.#size ? text.slice(start, end) : (textOf(this.bytes.subarray(start, end)) ?? '');
  }

  /** The text of the window is made at once where it is needed at all: that of each piece costs more. */
  #decoded(): string | undefined {
    if (this.#text === '') this.#text = textOf(this.bytes.subarray(0, this.#size));
    return this.#text;
  }

  protected space(start: number): number {
    const bytes = this.bytes;
    for (let at = start; ; at += 1) {
      const byte = bytes[at]!;
      if (byte === LINE_FEED) this.lines += 1;
      else if (byte !== SPACE && byte !== 0x09 && byte !== 0x0d) return at;
    }
  }

  /** From behind a name to the value. */
  protected colon(start: number): number {
    const bytes = this.bytes;
    let at = start;
    if (bytes[at]! <= SPACE) at = this.space(at);
    if (bytes[at] !== COLON) return UNSURE;
    at += 1;
    return bytes[at]! <= SPACE ? this.space(at) : at;
  }

  /** From the start of a value to behind its end. */
  protected skip(start: number, depth: number): number {
    const bytes = this.bytes;
    switch (bytes[start]) {
      case QUOTE:
        return this.#skipString(start + 1);
      case OPEN_OBJECT:
        return this.#skipObject(start + 1, depth + 1);
      case OPEN_ARRAY:
        return this.#skipArray(start + 1, depth + 1);
      case LETTER_T:
        return bytes[start + 1] === 0x72 && bytes[start + 2] === LETTER_U && bytes[start + 3] === LETTER_E
          ? start + 4
          : UNSURE;
      case LETTER_N:
        return bytes[start + 1] === LETTER_U && bytes[start + 2] === 0x6c && bytes[start + 3] === 0x6c
          ? start + 4
          : UNSURE;
      case LETTER_F:
        return bytes[start + 1] === 0x61 &&
          bytes[start + 2] === 0x6c &&
          bytes[start + 3] === 0x73 &&
          bytes[start + 4] === LETTER_E
          ? start + 5
          : UNSURE;
      default:
        return this.#skipNumber(start);
    }
  }

  #skipNumber(start: number): number {
    const bytes = this.bytes;
    let at = bytes[start] === MINUS ? start + 1 : start;
    at = bytes[at] === ZERO ? at + 1 : this.#skipDigits(at);
    if (at !== UNSURE && bytes[at] === DOT) at = this.#skipDigits(at + 1);
    // A number cannot be the last of a window: what it is in is not closed then.
    if (at === UNSURE || (bytes[at]! | SPACE) !== LETTER_E) return at;
    at += 1;
    return this.#skipDigits(bytes[at] === PLUS || bytes[at] === MINUS ? at + 1 : at);
  }

  #skipDigits(start: number): number {
    const bytes = this.bytes;
    let at = start;
    while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at += 1;
    return at === start ? UNSURE : at;
  }

  #skipString(start: number): number {
    const bytes = this.bytes;
    let at = start;
    for (;;) {
      at = this.skipPlain(at);
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte !== BACKSLASH) return UNSURE;
      const escaped = bytes[at + 1]!;
      if (ESCAPED[escaped] === 1) at += 2;
      else if (escaped === LETTER_U && this.#isHex(at + 2)) at += 6;
      else return UNSURE;
    }
  }

  /** To the first byte of a string that does not stand for itself. */
  protected skipPlain(start: number): number {
    const bytes = this.bytes;
    let at = start;
    for (;;) {
      while (PLAIN[bytes[at]!] === 1) at += 1;
      if (bytes[at]! < FIRST_OF_MORE || this.#decoded() === undefined) return at;
      while (bytes[at]! >= FIRST_OF_MORE) at += 1;
    }
  }

  #isHex(start: number): boolean {
    const bytes = this.bytes;
    let at = start;
    while (at < start + 4 && HEX[bytes[at]!] === 1) at += 1;
    return at === start + 4;
  }

  #skipArray(start: number, depth: number): number {
    if (depth > this.maxDepth) return UNSURE;
    const bytes = this.bytes;
    let at = start;
    if (bytes[at]! <= SPACE) at = this.space(at);
    if (bytes[at] === CLOSE_ARRAY) return at + 1;
    for (;;) {
      at = this.skip(at, depth);
      if (at === UNSURE) return UNSURE;
      if (bytes[at]! <= SPACE) at = this.space(at);
      const byte = bytes[at];
      at += 1;
      if (byte !== COMMA) return byte === CLOSE_ARRAY ? at : UNSURE;
      if (bytes[at]! <= SPACE) at = this.space(at);
    }
  }

  #skipObject(start: number, depth: number): number {
    if (depth > this.maxDepth) return UNSURE;
    const bytes = this.bytes;
    let at = start;
    if (bytes[at]! <= SPACE) at = this.space(at);
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    for (;;) {
      if (bytes[at] !== QUOTE) return UNSURE;
      at = this.#skipString(at + 1);
      if (at === UNSURE) return UNSURE;
      at = this.colon(at);
      if (at === UNSURE) return UNSURE;
      at = this.skip(at, depth);
      if (at === UNSURE) return UNSURE;
      if (bytes[at]! <= SPACE) at = this.space(at);
      const byte = bytes[at];
      at += 1;
      if (byte !== COMMA) return byte === CLOSE_OBJECT ? at : UNSURE;
      if (bytes[at]! <= SPACE) at = this.space(at);
    }
  }
}
