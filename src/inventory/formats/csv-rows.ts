/** What stands between cells. */
export type Separator = ',' | ';' | '\t';

/** A row of a CSV text, or what is wrong with it; `line` is the row's first line, from 1. */
export type CsvRow =
  | {
      readonly cells: readonly string[];
      readonly line: number;
      readonly fault?: undefined;
      /** It holds U+FFFD, which stands for bytes that are no UTF-8. */
      readonly isReplaced: boolean;
    }
  | { readonly cells?: undefined; readonly line: number; readonly fault: string };

/**
 * The rows of a CSV text, those of a chunk together. Blank lines are passed over. A row without quotes is cut at its
 * separators; quoting (RFC 4180) is left to a library, loaded when the first quote is met. A row that is not valid costs
 * only itself: after a quote that nothing closes, the reading goes on with the next line.
 *
 * Bytes that are no UTF-8 become U+FFFD.
 */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxRowBytes: number,
  separator: Separator = ',',
): AsyncGenerator<readonly CsvRow[]> {
  const decoder = new TextDecoder();
  const rows = new RowCutter(maxRowBytes, separator);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PART_BYTES) {
      const text = decoder.decode(chunk.subarray(at, at + PART_BYTES), { stream: true });
      if (text.includes('"')) await rows.loadQuoting();
      yield rows.push(text);
    }
  }
  yield rows.end(decoder.decode());
}

/** The text of more is a large object of the heap, which costs many times as much to make, and so do more rows at once. */
const PART_BYTES = 65_536;

type ParseRecord = (text: string) => readonly string[] | string;

interface Line {
  readonly text: string;
  readonly line: number;
}

class RowCutter {
  readonly #maxLength: number;
  readonly #separator: Separator;
  #parseRecord: ParseRecord | undefined;
  #rest = '';
  #line = 1;
  /** The rest of a line that was too long is passed over. */
  #skipping = false;
  /** The lines since a quote was opened that none has closed yet. */
  #open: Line[] = [];
  #openLength = 0;

  constructor(maxLength: number, separator: Separator) {
    this.#maxLength = maxLength;
    this.#separator = separator;
  }

  async loadQuoting(): Promise<void> {
    this.#parseRecord ??= await quotedRecords(this.#separator);
  }

  push(text: string): readonly CsvRow[] {
    const lines = text.split('\n');
    const rows: CsvRow[] = [];
    lines[0] = this.#rest + (lines[0] ?? '');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (this.#skipping) this.#skipping = false;
      else this.#take(rows, line, this.#line);
      this.#line += 1;
    }
    if (this.#rest.length > this.#maxLength) {
      if (!this.#skipping) rows.push({ line: this.#line, fault: TOO_LARGE });
      this.#skipping = true;
      this.#rest = '';
    }
    return rows;
  }

  end(text: string): readonly CsvRow[] {
    const rows = [...this.push(`${text}\n`)];
    this.#giveUp(rows, NEVER_CLOSED);
    return rows;
  }

  #take(rows: CsvRow[], text: string, line: number): void {
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    if (end > this.#maxLength) rows.push({ line, fault: TOO_LARGE });
    else if (this.#open.length > 0 || text.includes('"')) this.#quoted(rows, { text: text.slice(0, end), line });
    else if (end > 0) {
      const cells = (end === text.length ? text : text.slice(0, end)).split(this.#separator);
      rows.push({ cells, line, isReplaced: text.includes(REPLACED) });
    }
  }

  #quoted(rows: CsvRow[], line: Line): void {
    this.#open.push(line);
    this.#openLength += line.text.length + 1;
    const [first = line] = this.#open;
    const isFirst = this.#open.length === 1;
    // With an odd number of quotes, a cell goes on in the next line; with another such line it ends.
    if (isFirst || hasOddQuotes(line.text)) {
      const record = this.#parseRecord?.(this.#open.map(({ text }) => text).join('\n')) ?? 'quotes cannot be read';
      if (isFirst && record === NEVER_CLOSED) return;
      if (typeof record === 'string') return this.#giveUp(rows, record);
      this.#open = [];
      this.#openLength = 0;
      rows.push({ cells: record, line: first.line, isReplaced: record.some((cell) => cell.includes(REPLACED)) });
    } else if (this.#openLength > this.#maxLength) this.#giveUp(rows, TOO_LARGE);
  }

  /** Leaves the first open line as no row, and reads the lines after it anew. */
  #giveUp(rows: CsvRow[], fault: string): void {
    const [first, ...others] = this.#open;
    this.#open = [];
    this.#openLength = 0;
    if (first === undefined) return;
    rows.push({ line: first.line, fault });
    for (const { text, line } of others) this.#take(rows, text, line);
    if (fault === NEVER_CLOSED) this.#giveUp(rows, fault);
  }
}

const REPLACED = '\ufffd';
const TOO_LARGE = 'the row is too large: a quote before it may never be closed';
const NEVER_CLOSED = 'a quote is never closed';

function hasOddQuotes(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}

/** What csv-parse finds wrong with a row, in our words. */
const FAULTS = new Map([
  ['INVALID_OPENING_QUOTE', 'a quote stands inside a cell that does not start with one'],
  ['CSV_INVALID_CLOSING_QUOTE', 'text follows the closing quote of a cell'],
  ['CSV_QUOTE_NOT_CLOSED', NEVER_CLOSED],
]);

async function quotedRecords(delimiter: Separator): Promise<ParseRecord> {
  // The build for browsers needs no module of Node.js.
  const { parse, CsvError } = await import('csv-parse/browser/esm/sync');
  return (text) => {
    try {
      const records = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
      const [record] = records;
      return records.length === 1 && record !== undefined ? record : 'the quotes do not enclose whole cells';
    } catch (thrown) {
      if (!(thrown instanceof CsvError)) throw thrown;
      return FAULTS.get(thrown.code) ?? 'the quotes do not enclose whole cells';
    }
  };
}
