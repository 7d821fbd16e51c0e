import { textOf } from './bytes.ts';
import { EntityScan } from './entity-scan.ts';
import { parseJson, parseJsonText, noValue, recordTooLarge, type ParsedRecord } from './json-value.ts';
import { LineCutter, windowEnd, type ByteLine } from './lines.ts';
import { WINDOW_BYTES } from './json-skip.ts';
import { toRecord } from '../entity.ts';
import { placeOf } from '../problems.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { InventoryRecord } from '../../values/record.ts';
import type { RecordBatch } from '../../values/record-batches.ts';

/** An input of lines. */
type LineInput = Pick<ByteInput, 'file' | 'chunks' | 'reuseMemory'> & {
  /** Told in the end how many there were. */
  readonly onLines?: (lines: number) => void;
};

/** Parses each line that is not blank. */
export function jsonLines(input: ByteInput, options: ReadOptions): AsyncGenerator<readonly ParsedRecord[]> {
  return walk(input, options, new ParsedLines(input.file, options));
}

/** The entity of each line that is not blank, for as much as is asked for. */
export function entityLines(input: LineInput, options: ReadOptions): AsyncGenerator<RecordBatch> {
  return walk(input, options, new EntityLines(input.file, options));
}

/** Makes something of lines. */
interface LineHandler<T> {
  /** Begins a chunk. */
  begin(): void;
  /** What is made of the lines of a part of a chunk; false where it is to be done line by line. */
  window(chunk: Uint8Array, start: number, end: number, cutter: LineCutter, made: T[]): boolean;
  line(line: ByteLine, made: T[]): void;
}

async function* walk<T>(
  { chunks, onLines, reuseMemory }: LineInput,
  options: ReadOptions,
  handler: LineHandler<T>,
): AsyncGenerator<readonly T[]> {
  const cutter = new LineCutter(options.maxRecordBytes);
  const size = Math.min(WINDOW_BYTES, options.maxRecordBytes);
  reuseMemory?.();
  for await (const chunk of chunks) {
    const made: T[] = [];
    handler.begin();
    const { carried, start, end } = cutter.push(chunk);
    if (carried !== undefined) handler.line(carried, made);
    let at = start;
    while (at < end) {
      const stop = windowEnd(chunk, at, end, size);
      if (stop > at && handler.window(chunk, at, stop, cutter, made)) {
        at = stop;
        continue;
      }
      do {
        const { found, next } = cutter.lineAt(chunk, at);
        handler.line(found, made);
        at = next;
      } while (at < stop);
    }
    yield made;
  }
  const made: T[] = [];
  handler.begin();
  for (const line of cutter.end()) handler.line(line, made);
  onLines?.(cutter.nextLine - 1);
  yield made;
}

/** The values of lines. The text of many is made at once, which is cheaper than that of each. */
class ParsedLines implements LineHandler<ParsedRecord> {
  readonly #file: string;
  readonly #options: ReadOptions;

  constructor(file: string, options: ReadOptions) {
    this.#file = file;
    this.#options = options;
  }

  begin(): void {
    // There is nothing to ask.
  }

  window(chunk: Uint8Array, start: number, end: number, cutter: LineCutter, made: ParsedRecord[]): boolean {
    const text = textOf(chunk.subarray(start, end));
    if (text === undefined) return false;
    let at = 0;
    for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', at)) {
      const line = text.slice(at, feed);
      const place = placeOf(this.#file, cutter.countOne());
      if (!/^[ \t\r]*$/u.test(line)) made.push({ ...parseJsonText(line, place, this.#options), place });
      at = feed + 1;
    }
    return true;
  }

  line({ bytes, line }: ByteLine, made: ParsedRecord[]): void {
    if (bytes !== undefined && isBlank(bytes)) return;
    const place = placeOf(this.#file, line);
    const options = this.#options;
    const parsed = bytes === undefined ? noValue(recordTooLarge(place, options)) : parseJson(bytes, place, options);
    made.push({ ...parsed, place });
  }
}

/** The entities of lines. */
class EntityLines implements LineHandler<InventoryRecord> {
  readonly #file: string;
  readonly #parsed: ParsedLines;
  readonly #scan: EntityScan;
  #isPartial = false;

  constructor(file: string, options: ReadOptions) {
    this.#file = file;
    this.#parsed = new ParsedLines(file, options);
    this.#scan = new EntityScan(options);
  }

  begin(): void {
    this.#isPartial = this.#scan.prepare();
  }

  window(chunk: Uint8Array, start: number, end: number, cutter: LineCutter, made: InventoryRecord[]): boolean {
    if (!this.#isPartial) {
      const parsed: ParsedRecord[] = [];
      const isDone = this.#parsed.window(chunk, start, end, cutter, parsed);
      this.#add(parsed, made);
      return isDone;
    }
    const scan = this.#scan;
    scan.open(chunk, start, end);
    let at = start;
    while (at < end) {
      const record = scan.take(at, this.#file, cutter.nextLine);
      const feed = record === undefined || scan.lines > 0 ? -1 : scan.lineEnd();
      if (record === undefined || feed < 0) {
        const { found, next } = cutter.lineAt(chunk, at);
        this.line(found, made);
        at = next;
      } else {
        made.push(record);
        cutter.countOne();
        at = feed + 1;
      }
    }
    return true;
  }

  line(line: ByteLine, made: InventoryRecord[]): void {
    const parsed: ParsedRecord[] = [];
    this.#parsed.line(line, parsed);
    this.#add(parsed, made);
  }

  #add(parsed: readonly ParsedRecord[], made: InventoryRecord[]): void {
    for (const { value, problem, place } of parsed) made.push(problem ?? toRecord(value, place));
  }
}

function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  return true;
}
