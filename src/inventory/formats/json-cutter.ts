import { required } from '../../text/required.ts';
import { joined, NO_BYTES } from './bytes.ts';
import type { ProblemCode } from '../problems.ts';
import type { PartialRecord } from '../../values/record-batches.ts';

/**
 * Which values of a JSON document to cut out. A value whose plan has `array` (or `object`) and which is an array (an
 * object) is entered; any other is taken whole, or passed over when the plan says `skip`.
 *
 * @example
 * const list: CutPlan = { array: {} }; // the elements of a root array
 * const items: CutPlan = { object: (key) => (key === 'items' ? { array: {} } : { skip: true }) };
 */
export interface CutPlan {
  readonly array?: CutPlan;
  readonly object?: (key: string) => CutPlan;
  readonly skip?: true;
  /** Of the root's plan: more values may follow the first, as `jq` prints them. */
  readonly many?: true;
  /** Of the root's plan: an object that is entered as a document, and of which nothing is cut out or entered, is a fault. */
  readonly each?: true;
  /** What the values of a container that is entered by this plan are called. */
  readonly section?: string;
}

/** Reads objects where they stand, instead of having them cut out; an entity for as much as is asked for. */
export interface ValueReader {
  /** Where the object ends that starts at a place of the chunk; -1 where it is to be cut out. */
  read(chunk: Uint8Array, start: number, line: number, index: number | undefined): number;
  /** How many line feeds stood in it. */
  readonly lines: number;
  /** What was read. */
  readonly record: PartialRecord | undefined;
}

/** A value that was cut out, or something wrong with the text between values. */
export interface JsonPiece {
  /** What was read of the value, where it was not cut out. */
  readonly record?: PartialRecord;
  /** The value's bytes; undefined when there is a fault. They are valid until the next `push`. */
  readonly bytes?: Uint8Array;
  readonly fault?: { readonly code: ProblemCode; readonly message: string };
  /** The line of the value's first byte, from 1. */
  readonly line: number;
  /** The position in the innermost array that was entered, from 0. */
  readonly index?: number | undefined;
  /** The name of the innermost object member that was entered. */
  readonly key?: string | undefined;
  /** The section of the plan by which the innermost container was entered. */
  readonly section?: string | undefined;
  /** Which document it is of, from 1: values that follow one another, and elements of a root array, are documents. */
  readonly document: number;
}

interface Frame {
  readonly kind: 'array' | 'object';
  readonly plan: CutPlan;
  /** Of an object: the member being read. Of an array: the member that it is the value of. */
  key: string | undefined;
  index: number;
}

/** What is expected between values. */
const VALUE = 0; // a value
const FIRST = 1; // a value, or the end of the container
const KEY = 2; // a member name
const COLON = 3;
const AFTER = 4; // a comma, or the end of the container
const DONE = 5; // nothing: the root value has ended
// Inside of a value or a name:
const CONTAINER = 6;
const STRING = 7;
const SCALAR = 8;
const NAME = 9;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** 1 for the bytes that the scan of a container has to look at outside of strings. */
const NOTED = new Uint8Array(256);
for (const byte of [QUOTE, LINE_FEED, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]) NOTED[byte] = 1;

/** 1 for the bytes that end a number or a word. */
const ENDS_SCALAR = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d, COMMA, CLOSE_ARRAY, CLOSE_OBJECT, OPEN_ARRAY, OPEN_OBJECT, QUOTE]) {
  ENDS_SCALAR[byte] = 1;
}

/**
 * Cuts values out of a JSON document by bytes, without decoding or keeping the rest: what makes arrays of gigabytes
 * readable. It follows strings and brackets only; whether a piece is JSON is for `JSON.parse` to say. After broken text
 * it finds its way back: a closing bracket ends the nearest open one of its kind, a line feed ends a string.
 *
 * @example
 * const cutter = new JsonCutter({ array: {} }, { maxRecordBytes: 1024, maxDepth: 100 });
 * cutter.push(new TextEncoder().encode('[{"a":1},{"a"')); // one piece: {"a":1}
 * cutter.push(new TextEncoder().encode(':2}]')); // one piece: {"a":2}
 */
export class JsonCutter {
  readonly #root: CutPlan;
  readonly #maxBytes: number;
  readonly #maxDepth: number;

  #state = VALUE;
  #frames: Frame[] = [];
  #line = 1;
  #document = 0;
  #pieces: JsonPiece[] = [];
  /** One complaint for each stretch of broken text. */
  #complained = false;
  /** Whether anything of the document was entered or cut out. */
  #isTold = false;

  // The value being read.
  #valueLine = 1;
  #skip = false;
  #carry: Uint8Array[] = [];
  #carried = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The kinds of the open brackets, as far as the depth limit. */
  readonly #open: Uint8Array;
  #tooDeep = false;

  readonly #reader: ValueReader | undefined;

  constructor(
    root: CutPlan,
    limits: { readonly maxRecordBytes: number; readonly maxDepth: number },
    reader?: ValueReader,
  ) {
    this.#root = root;
    this.#reader = reader;
    this.#maxBytes = limits.maxRecordBytes;
    this.#maxDepth = limits.maxDepth;
    this.#open = new Uint8Array(limits.maxDepth + 1);
  }

  /** The pieces that end in this chunk. */
  push(chunk: Uint8Array): readonly JsonPiece[] {
    this.#pieces = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#state >= CONTAINER) at = this.#inside(chunk, at);
      else at = this.#between(chunk, at);
    }
    return this.#pieces;
  }

  /** What is left when the input ends: a last number or word, or the complaint that the document is cut off. */
  end(): readonly JsonPiece[] {
    this.#pieces = [];
    if (this.#state === SCALAR && this.#frames.length === 0) this.#endValue(NO_BYTES);
    if (this.#state !== DONE) {
      const inValue = this.#state >= CONTAINER && this.#state !== NAME;
      const message = inValue ? 'the input ends in the middle of this record' : 'the input ends before its JSON does';
      this.#complained = false;
      this.#complain('truncated-input', message, inValue ? this.#valueLine : this.#line);
    }
    return this.#pieces;
  }

  /** Reads from `at`, between values, up to the start of a value or name. */
  #between(chunk: Uint8Array, start: number): number {
    let at = start;
    while (at < chunk.length) {
      const byte = chunk[at]!; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- `at` is below the length; every byte passes here
      if (byte === LINE_FEED) this.#line += 1;
      if (byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09) {
        at += 1;
        continue;
      }
      switch (this.#state) {
        case VALUE:
        case FIRST:
          if (byte === CLOSE_ARRAY && this.#top()?.kind === 'array') {
            if (this.#state === VALUE) this.#complain('invalid-json', 'an element is missing after `,`');
            this.#leave();
          } else if (byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
            this.#complain('invalid-json', `expected a value, found \`${String.fromCharCode(byte)}\``);
            if (this.#frames.length === 0 && this.#root.many === true) this.#state = DONE;
            else if (byte === CLOSE_OBJECT && this.#top()?.kind === 'object') this.#leave();
            else if (byte === COMMA) this.#comma();
          } else {
            this.#startValue(byte);
            const end = this.#state >= CONTAINER ? this.#readThere(chunk, at) : -1;
            if (end >= 0) {
              at = end;
              continue;
            }
            if (this.#state >= CONTAINER) return at;
          }
          break;
        case KEY:
          if (byte === QUOTE) {
            this.#complained = false;
            this.#state = NAME;
            this.#skip = false;
            this.#inString = false;
            return at;
          }
          if (byte === CLOSE_OBJECT) this.#leave();
          else this.#complain('invalid-json', 'expected a property name in quotes');
          break;
        case COLON:
          if (byte === 0x3a) this.#state = VALUE;
          else {
            this.#complain('invalid-json', 'expected `:` after the property name');
            if (byte === COMMA) this.#state = KEY;
            else if (byte === CLOSE_OBJECT) this.#leave();
          }
          break;
        case AFTER:
          if (byte === COMMA) this.#comma();
          else if (byte === (this.#top()?.kind === 'array' ? CLOSE_ARRAY : CLOSE_OBJECT)) this.#leave();
          else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
            this.#complain('invalid-json', `unexpected \`${String.fromCharCode(byte)}\``);
          } else {
            this.#complain('invalid-json', 'expected `,`');
            this.#comma();
            continue;
          }
          break;
        default:
          if (this.#root.many === true) {
            this.#state = VALUE;
            continue;
          }
          this.#complain('trailing-data', 'text follows the end of the JSON document');
          // Nothing after the document can be trusted.
          return chunk.length;
      }
      at += 1;
    }
    return at;
  }

  #top(): Frame | undefined {
    return this.#frames[this.#frames.length - 1];
  }

  #comma(): void {
    const top = this.#top();
    if (top?.kind === 'array') top.index += 1;
    this.#state = top?.kind === 'object' ? KEY : VALUE;
  }

  #leave(): void {
    const left = this.#frames.pop();
    this.#state = this.#frames.length === 0 ? DONE : AFTER;
    this.#complained = false;
    if (this.#root.each !== true || this.#isTold || left?.kind !== 'object' || !this.#isAtDocument()) return;
    this.#complain('not-an-entity', 'a document of another kind, which is not read beside those before it');
    this.#complained = false;
  }

  /** Whether what stands here is a document: the root, or an element of a root array. */
  #isAtDocument(): boolean {
    return this.#frames.length === 0 || (this.#frames.length === 1 && this.#top()?.kind === 'array');
  }

  #complain(code: ProblemCode, message: string, line = this.#line): void {
    if (this.#complained) return;
    this.#complained = true;
    this.#pieces.push({ fault: { code, message }, line, ...this.#where() });
  }

  #where(): Pick<JsonPiece, 'index' | 'key' | 'section' | 'document'> {
    const top = this.#top();
    return {
      document: this.#document,
      index: top?.kind === 'array' ? top.index : undefined,
      key: top?.key,
      section: top?.plan.section,
    };
  }

  #startValue(byte: number): void {
    const top = this.#top();
    const plan = top === undefined ? this.#root : planWithin(top);
    this.#complained = false;
    if (this.#isAtDocument()) {
      this.#document += 1;
      this.#isTold = false;
    } else if (plan.skip !== true) this.#isTold = true;
    if (byte === OPEN_ARRAY && plan.array !== undefined) {
      this.#frames.push({ kind: 'array', plan, key: top?.key, index: 0 });
      this.#state = FIRST;
      return;
    }
    if (byte === OPEN_OBJECT && plan.object !== undefined) {
      this.#frames.push({ kind: 'object', plan, key: undefined, index: 0 });
      this.#state = KEY;
      return;
    }
    this.#skip = plan.skip === true;
    this.#valueLine = this.#line;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#tooDeep = false;
    if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) this.#state = CONTAINER;
    else this.#state = byte === QUOTE ? STRING : SCALAR;
  }

  /** Has an object that starts here read where it stands; gives its end. */
  #readThere(chunk: Uint8Array, start: number): number {
    const reader = this.#reader;
    if (reader === undefined || this.#skip || chunk[start] !== OPEN_OBJECT) return -1;
    const where = this.#where();
    const end = reader.read(chunk, start, this.#line, where.index);
    if (end < 0 || reader.record === undefined) return -1;
    this.#pieces.push({ record: reader.record, line: this.#line, ...where });
    this.#line += reader.lines;
    this.#state = this.#frames.length === 0 ? DONE : AFTER;
    return end;
  }

  /** Reads from `at`, inside of a value or name, up to its end or the chunk's. */
  #inside(chunk: Uint8Array, start: number): number {
    const end = this.#scan(chunk, start);
    if (end < 0) {
      this.#keep(chunk.subarray(start));
      return chunk.length;
    }
    const last = chunk.subarray(start, end);
    if (this.#state === NAME) this.#endName(last);
    else this.#endValue(last);
    return end;
  }

  /** Behind the end of the value or name, -1 where the chunk ends first. */
  #scan(chunk: Uint8Array, start: number): number {
    if (this.#state === CONTAINER) return this.#scanContainer(chunk, start);
    return this.#state === SCALAR ? this.#scanScalar(chunk, start) : this.#scanString(chunk, start);
  }

  #scanScalar(chunk: Uint8Array, start: number): number {
    let at = start;
    // The first byte is part of the value whatever it is, else nothing would move on.
    if (this.#carried === 0) at += 1;
    // eslint-disable-next-line @typescript-eslint/no-non-null-assertion -- `at` is below the length
    while (at < chunk.length && ENDS_SCALAR[chunk[at]!] === 0) at += 1;
    return at < chunk.length ? at : -1;
  }

  #scanString(chunk: Uint8Array, start: number): number {
    let at = start;
    if (!this.#inString) {
      this.#inString = true;
      at += 1;
    }
    at = this.#skipString(chunk, at);
    return this.#inString ? -1 : at;
  }

  /** From inside a string to behind its end; a line feed, which no JSON string may hold, ends it too. */
  #skipString(chunk: Uint8Array, start: number): number {
    let at = start;
    let escaped = this.#escaped;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at]!; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- `at` is below the length; every byte passes here
      if (byte === LINE_FEED) break;
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) break;
    }
    this.#escaped = escaped;
    if (at === chunk.length) return at;
    this.#inString = false;
    this.#escaped = false;
    if (chunk[at] === LINE_FEED) this.#line += 1;
    return at + 1;
  }

  #scanContainer(chunk: Uint8Array, start: number): number {
    const open = this.#open;
    const size = chunk.length;
    let depth = this.#depth;
    let at = start;
    if (this.#inString) at = this.#skipString(chunk, at);
    while (at < size) {
      const byte = chunk[at]!; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- `at` is below the length; every byte passes here
      if (NOTED[byte] === 0) {
        at += 1;
        continue;
      }
      at += 1;
      if (byte === QUOTE) {
        this.#inString = true;
        at = this.#skipString(chunk, at);
      } else if (byte === LINE_FEED) {
        this.#line += 1;
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        if (depth < this.#maxDepth) open[depth] = byte;
        else this.#tooDeep = true;
        depth += 1;
      } else if (this.#tooDeep) {
        // Beyond the limit the kinds are not known any more: counting is all that is left.
        depth -= 1;
        if (depth === 0) return at;
      } else {
        // The codes of an opening bracket and its closing one differ by two.
        let match = depth - 1;
        while (match >= 0 && open[match] !== byte - 2) match -= 1;
        if (match === 0) return at;
        if (match > 0) depth = match;
      }
    }
    this.#depth = depth;
    return -1;
  }

  #keep(part: Uint8Array): void {
    this.#carried += part.length;
    if (this.#skip) return;
    if (this.#carried > this.#maxBytes || this.#tooDeep) this.#carry = [];
    // A copy: the memory of a chunk may hold the next one then.
    else this.#carry.push(joined([part]));
  }

  #join(last: Uint8Array): Uint8Array {
    const all = this.#carry.length === 0 ? last : joined([...this.#carry, last]);
    this.#carry = [];
    this.#carried = 0;
    return all;
  }

  #endName(last: Uint8Array): void {
    const tooLarge = this.#carried + last.length > this.#maxBytes;
    const bytes = this.#join(last);
    const top = required(this.#top());
    this.#state = COLON;
    this.#inString = false;
    top.key = '';
    if (tooLarge) return this.#complain('record-too-large', `a property name is larger than ${this.#maxBytes} bytes`);
    try {
      top.key = JSON.parse(new TextDecoder().decode(bytes)) as string;
    } catch {
      this.#complain('invalid-json', 'a property name is not a valid JSON string');
    }
  }

  #endValue(last: Uint8Array): void {
    const tooLarge = this.#carried + last.length > this.#maxBytes;
    const tooDeep = this.#tooDeep;
    const bytes = this.#join(last);
    this.#state = this.#frames.length === 0 ? DONE : AFTER;
    if (this.#skip) return;
    const place = { line: this.#valueLine, ...this.#where() };
    if (tooDeep) {
      const message = `the record nests deeper than ${this.#maxDepth} levels`;
      this.#pieces.push({ fault: { code: 'too-deep', message }, ...place });
    } else if (tooLarge) {
      const message = `the record is larger than ${this.#maxBytes} bytes`;
      this.#pieces.push({ fault: { code: 'record-too-large', message }, ...place });
    } else this.#pieces.push({ bytes, ...place });
  }
}

/** The plan of a value that stands in a container which was entered. */
function planWithin({ kind, plan, key }: Frame): CutPlan {
  return (kind === 'array' ? plan.array : plan.object?.(key ?? '')) ?? {};
}
