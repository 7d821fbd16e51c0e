import { NO_BYTES, textOf } from './bytes.ts';
import { invalidUtf8, noValue, recordTooLarge, tooDeep, type ParsedValue } from './json-value.ts';
import { LineCutter, type ByteLine } from './lines.ts';
import { YamlFault } from './yaml-events.ts';
import { YamlTree, type NodePath, type TagValue } from './yaml-tree.ts';
import { placeOf, problem } from '../problems.ts';
import { clip } from '../../text/clip.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import { isProblemRecord, type ProblemRecord, type Provenance } from '../../values/record.ts';

export type { TagValue } from './yaml-tree.ts';

/** The text of one document of a YAML stream, or of a part of one. */
export interface YamlText {
  readonly text: string;
  /** The line on which the text starts. */
  readonly startLine: number;
  /** Where its content starts. */
  readonly place: Provenance;
}

/** One document of a YAML stream, or the problem with it. */
export interface YamlDocument extends ParsedValue {
  readonly place: Provenance;
  readonly childLines: ChildLines;
}

/** The lines of the members of the object, or of the items of the list, at a path from the root. */
export type ChildLines = (path: NodePath) => ReadonlyMap<string | number, number>;

/**
 * The documents of a YAML stream, one at a time. Read as Kubernetes and CloudFormation do: by YAML 1.1 (`yes` is true,
 * `0644` is octal, `<<` merges), except that dates and times stay text. JSON is YAML too.
 */
export async function* yamlDocuments(
  input: ByteInput,
  options: ReadOptions,
  tagValue?: TagValue,
): AsyncGenerator<YamlDocument> {
  for await (const text of yamlTexts(input, options)) {
    yield isProblemRecord(text) ? noDocument(text) : readYaml(text, options, tagValue);
  }
}

/** The texts of the documents of a YAML stream that hold anything, one at a time, and the problems of the others. */
export async function* yamlTexts(input: ByteInput, options: ReadOptions): AsyncGenerator<YamlText | ProblemRecord> {
  const cutter = new LineCutter(options.maxRecordBytes);
  let current = new DocumentLines(1, options.maxRecordBytes);
  const take = function* ({ bytes, line }: ByteLine): Generator<YamlText | ProblemRecord> {
    const mark = bytes === undefined ? undefined : markerOf(bytes);
    // Before the first `---` stand only comments and directives, which belong to the document that it starts.
    if (mark === 'start' && (current.hasStart || current.hasContent)) {
      yield* current.finish(input.file, options);
      current = new DocumentLines(line, options.maxRecordBytes);
    }
    current.add(bytes, mark);
    if (mark === 'end') {
      yield* current.finish(input.file, options);
      current = new DocumentLines(line + 1, options.maxRecordBytes);
    }
  };
  for await (const chunk of input.chunks) {
    const { carried, start, end } = cutter.push(chunk);
    if (carried !== undefined) yield* take(carried);
    for (let at = start; at < end;) {
      // Once a document has begun, nothing in it matters before the next mark.
      const block = current.hasContent ? blockBefore(chunk, at, end) : undefined;
      if (block !== undefined && block.lines > 0) {
        current.addLines(chunk.subarray(at, block.end), block.lines);
        cutter.count(block.lines);
        at = block.end;
      } else {
        const { found, next } = cutter.lineAt(chunk, at);
        yield* take(found);
        at = next;
      }
    }
  }
  for (const line of cutter.end()) yield* take(line);
  yield* current.finish(input.file, options);
}

/** The whole lines from a place on before one that may be a mark. */
function blockBefore(chunk: Uint8Array, start: number, end: number): { readonly end: number; readonly lines: number } {
  let at = start;
  let lines = 0;
  while (at < end && !mayBeMark(chunk, at)) {
    at = chunk.indexOf(LINE_FEED, at) + 1;
    lines += 1;
  }
  return { end: at, lines };
}

/** The value of one document, or the problem with it. */
export function readYaml(
  { text, startLine, place }: YamlText,
  options: ReadOptions,
  tagValue?: TagValue,
): YamlDocument {
  try {
    const tree = new YamlTree(text, options.maxDepth, tagValue);
    const childLines: ChildLines = (path) =>
      new Map([...tree.childLines(path)].map(([key, line]) => [key, startLine + line]));
    return { value: tree.value, problem: undefined, place, childLines };
  } catch (thrown) {
    // A limit that is set high enough lets the call stack overflow.
    if (thrown instanceof RangeError) return noDocument(tooDeep(place, options));
    if (!(thrown instanceof YamlFault)) throw thrown;
    if (thrown.code === 'too-deep') return noDocument(tooDeep(place, options));
    const at = thrown.line === undefined ? place : { ...place, line: startLine + thrown.line };
    return noDocument(problem('invalid-yaml', thrown.message, at));
  }
}

const NO_LINES: ReadonlyMap<string | number, number> = new Map();

function noDocument(found: ProblemRecord): YamlDocument {
  return { ...noValue(found), place: found.provenance, childLines: () => NO_LINES };
}

type Mark = 'start' | 'end' | undefined;

const HYPHEN = 0x2d;
const DOT = 0x2e;

/** Whether a line starts as one that divides documents does. */
function mayBeMark(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at];
  return (first === HYPHEN || first === DOT) && bytes[at + 1] === first && bytes[at + 2] === first;
}

/** `---` and `...` at the start of a line divide documents wherever they stand, even inside block text. */
function markerOf(bytes: Uint8Array): Mark {
  if (!mayBeMark(bytes, 0)) return undefined;
  const first = bytes[0];
  const next = bytes[3];
  if (next !== undefined && next !== 0x20 && next !== 0x09 && next !== 0x0d) return undefined;
  return first === HYPHEN ? 'start' : 'end';
}

const latin1 = new TextDecoder('latin1');

/** The lines of one document, kept in one piece of memory: a document may have a million of them. */
class DocumentLines {
  #bytes = NO_BYTES;
  #size = 0;
  #count = 0;
  #isTooLarge = false;
  hasStart = false;
  hasContent = false;

  readonly #maxBytes: number;
  readonly #startLine: number;
  /** The line of the first content; the document's first line until then. */
  #firstLine: number;

  constructor(startLine: number, maxBytes: number) {
    this.#startLine = startLine;
    this.#firstLine = startLine;
    this.#maxBytes = maxBytes;
  }

  add(bytes: Uint8Array | undefined, mark: Mark): void {
    this.hasStart ||= mark === 'start';
    if (!this.hasContent && this.#isContent(bytes, mark)) {
      this.#firstLine = this.#startLine + this.#count;
      this.hasContent = true;
    }
    this.#count += 1;
    this.#isTooLarge ||= bytes === undefined || this.#size + bytes.length > this.#maxBytes;
    if (bytes === undefined || this.#isTooLarge) this.#bytes = NO_BYTES;
    else this.#append(bytes);
  }

  /** Lines of a document that has content, with their line feeds, and no mark among them. */
  addLines(bytes: Uint8Array, lines: number): void {
    this.#count += lines;
    const withoutLast = bytes.subarray(0, bytes.length - 1);
    this.#isTooLarge ||= this.#size + withoutLast.length > this.#maxBytes;
    if (this.#isTooLarge) this.#bytes = NO_BYTES;
    else this.#append(withoutLast);
  }

  /** Puts a line feed behind it. */
  #append(line: Uint8Array): void {
    const size = this.#size + line.length + 1;
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#bytes.length, 4096));
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    this.#bytes.set(line, this.#size);
    this.#bytes[size - 1] = LINE_FEED;
    this.#size = size;
  }

  /** Anything but white space, a comment, or a directive; what follows a mark on its line counts. */
  #isContent(bytes: Uint8Array | undefined, mark: Mark): boolean {
    if (bytes === undefined) return true;
    const text = latin1.decode(mark === undefined ? bytes : bytes.subarray(3));
    return !/^[ \t\r]*(?:#|$)/u.test(text) && (this.hasStart || !text.startsWith('%'));
  }

  *finish(file: string, options: ReadOptions): Generator<YamlText | ProblemRecord> {
    if (!this.hasContent) return;
    const place = placeOf(file, this.#firstLine);
    const text = this.#isTooLarge ? undefined : textOf(this.#bytes.subarray(0, this.#size));
    this.#bytes = NO_BYTES;
    if (this.#isTooLarge) yield recordTooLarge(place, options);
    else if (text === undefined) yield invalidUtf8(place);
    else {
      yield { text, startLine: this.#startLine, place };
      const lineOf = (at: number): Provenance =>
        placeOf(file, this.#startLine + text.slice(0, at).split('\n').length - 1);
      const blank = text.search(/\n\u00A0[\u00A0 ]*[^\s"'][^\n]*:/u) + 1;
      if (blank > 0)
        yield problem(
          'invalid-yaml',
          'the line begins with a no-break space, which indents nothing: its name stands beside those above it',
          lineOf(blank),
          'write blanks: text from a page has others',
        );
      const at = errorIn(text);
      if (at < 0) return;
      const [line = ''] = text.slice(at, at + MAX_LINE).split('\n', 1);
      yield problem(
        'refused-answer',
        `an error stands beside the answer: ${clip(line.trim(), MAX_SHOWN)}`,
        lineOf(at),
        'what it would have told is missing: ask again with the rights that it needs',
      );
    }
  }
}

const LINE_FEED = 0x0a;

/** How commands begin to tell what they could not do: as a line of YAML it is a member like any other. */
const ERRORS = ['Error from server (', 'An error occurred (', 'ERROR: ('];
const MAX_LINE = 1024;
const MAX_SHOWN = 200;

/** Where a line of errors begins at the first column; -1 where there is none. */
function errorIn(text: string): number {
  const found = ERRORS.map((start) => (text.startsWith(start) ? 0 : text.indexOf(`\n${start}`) + 1 || -1));
  return Math.max(...found);
}
