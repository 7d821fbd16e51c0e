/* eslint-disable @typescript-eslint/no-non-null-assertion -- the window ends in a zero, at which every loop over it stops */
import { NO_BYTES } from './bytes.ts';
import { parseExactJson } from '../../values/exact-json.ts';
import { JsonSkip, UNSURE } from './json-skip.ts';
import type { KeepTree, KeptMember } from './keep-tree.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const SPACE = 0x20;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
/** A number of fewer characters is exact. */
const MAX_EXACT = 15;

/**
 * Reads of JSON objects only the members that are asked for, and passes over the others by their structure, checking it.
 * It accepts a part of what JSON.parse accepts and gives the same values; of all else (names with escapes, anything that
 * is wrong) it says that it is not sure.
 *
 * @example
 * const scan = new JsonScan(200);
 * scan.open(new TextEncoder().encode('{"a":[1],"type":"X"} '), 0, 21);
 * scan.read(0, keepTree(new Map())!.tree); // 20, and scan.value is { type: 'X' }
 */
export class JsonScan extends JsonSkip {
  /** What was kept of the last object. */
  value: Readonly<Record<string, unknown>> = {};
  /** The types, as bits, whose entities may have all names that the last object has and that were passed over. */
  passed = 0;
  /** The last member. */
  #member: unknown;
  /** The last text of a member that repeats, as it is written and as a value. */
  #written: Uint8Array = NO_BYTES;
  #repeated: unknown;

  /** Reads the object that starts at a place of the window, and gives where it ends. */
  read(start: number, tree: KeepTree): number {
    this.lines = 0;
    this.passed = -1;
    return this.bytes[start] === OPEN_OBJECT ? this.#keepObject(start + 1, tree, 1) : UNSURE;
  }

  #keepObject(start: number, tree: KeepTree, depth: number): number {
    if (depth > this.maxDepth) return UNSURE;
    const bytes = this.bytes;
    const value: Record<string, unknown> = {};
    let at = start;
    if (bytes[at]! <= SPACE) at = this.space(at);
    if (bytes[at] === CLOSE_OBJECT) {
      this.value = value;
      return at + 1;
    }
    for (;;) {
      if (bytes[at] !== QUOTE) return UNSURE;
      const from = at + 1;
      at = this.skipPlain(from);
      // A name with an escape may be one that is asked for.
      if (bytes[at] !== QUOTE) return UNSURE;
      const member = this.#memberNamed(tree[at - from], from);
      at = this.colon(at + 1);
      if (at === UNSURE) return UNSURE;
      if (member === undefined || member.passed !== undefined) {
        if (depth === 1) this.passed &= member?.passed ?? 0;
        at = this.skip(at, depth);
      } else {
        at = member.repeats ? this.#keepAgain(at, member, depth) : this.#keep(at, member.tree, depth);
        value[member.name] = this.#member;
      }
      if (at === UNSURE) return UNSURE;
      if (bytes[at]! <= SPACE) at = this.space(at);
      const byte = bytes[at];
      at += 1;
      if (byte !== COMMA) {
        this.value = value;
        return byte === CLOSE_OBJECT ? at : UNSURE;
      }
      if (bytes[at]! <= SPACE) at = this.space(at);
    }
  }

  #memberNamed(members: readonly KeptMember[] | undefined, from: number): KeptMember | undefined {
    if (members === undefined) return undefined;
    const bytes = this.bytes;
    for (const member of members) {
      const name = member.bytes;
      let index = 0;
      while (index < name.length && name[index] === bytes[from + index]) index += 1;
      if (index === name.length) return member;
    }
    return undefined;
  }

  /** A text is mostly that of the entity before, and none is made then. */
  #keepAgain(start: number, { tree }: KeptMember, depth: number): number {
    const bytes = this.bytes;
    const written = this.#written;
    let index = 0;
    while (index < written.length && written[index] === bytes[start + index]) index += 1;
    if (index > 0 && index === written.length) {
      this.#member = this.#repeated;
      return start + index;
    }
    const end = this.#keep(start, tree, depth);
    // In quotes, so that no longer text starts so; with a backslash in it, it ends at none of its quotes.
    if (end !== UNSURE && bytes[start] === QUOTE) {
      this.#written = bytes.slice(start, end);
      this.#repeated = this.#member;
    }
    return end;
  }

  #keep(start: number, tree: KeepTree | undefined, depth: number): number {
    const byte = this.bytes[start]!;
    if (byte === OPEN_OBJECT && tree !== undefined) {
      const end = this.#keepObject(start + 1, tree, depth + 1);
      this.#member = this.value;
      return end;
    }
    const end = this.skip(start, depth);
    if (end !== UNSURE) this.#member = this.#valueOf(byte, start, end);
    return end;
  }

  #valueOf(byte: number, start: number, end: number): unknown {
    if (byte === LETTER_T) return true;
    if (byte === LETTER_F) return false;
    if (byte === LETTER_N) return null;
    if (byte === QUOTE) {
      const text = this.slice(start + 1, end - 1);
      return text.includes('\\') ? (JSON.parse(`"${text}"`) as unknown) : text;
    }
    if (byte >= ZERO && byte <= NINE && end - start <= MAX_EXACT) return this.#numberAt(start, end);
    return parseExactJson(this.slice(start, end));
  }

  #numberAt(start: number, end: number): number {
    let number = 0;
    for (let at = start; at < end; at += 1) {
      const digit = this.bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) return Number(this.slice(start, end));
      number = number * 10 + digit;
    }
    return number;
  }
}
