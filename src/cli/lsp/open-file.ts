import type { HclParser } from '../../inventory/terraform/hcl/node.ts';
import type { Span } from '../../text/source.ts';
import type { FileKind } from './file-kind.ts';
import type { FileMessage } from './file-text.ts';
import type { FileReading } from './file-texts.ts';
import { OpenText } from './open-text.ts';
import { readAgain } from './read-again.ts';

/** A text with a caret in it. */
export interface TextAtCaret {
  readonly open: OpenText;
  readonly offset: number;
}

/**
 * The rules of a file that is open. What is typed into one of them is read by itself; whether the whole file is still as it
 * seems is found out later, by reading all of it.
 */
export class OpenFile {
  readonly kind: FileKind;
  texts: readonly OpenText[] = [];
  /** What is wrong with the file around its rules. */
  messages: readonly FileMessage[] = [];
  /** Whether the file has not been read as a whole since it changed. */
  isStale = true;

  constructor(kind: FileKind) {
    this.kind = kind;
  }

  /** Takes what reading all of the file gave. */
  take({ texts, messages }: FileReading, file: string): void {
    const known = new Map(this.texts.map((open) => [open.start, open]));
    this.texts = texts.map((data) => {
      const before = known.get(data.start);
      const isSame = before?.text === data.text && before.end === data.end && before.data.notation === data.notation;
      return isSame ? before : OpenText.of(data, file);
    });
    this.messages = messages;
    this.isStale = false;
  }

  /**
   * Notes that a stretch of the file was replaced.
   *
   * @param file the file as it is now
   */
  change({ start, end }: Span, length: number, file: string, hcl: HclParser | undefined): void {
    const by = length - (end - start);
    this.isStale = true;
    this.texts = this.texts.flatMap((open) => {
      if (start > endWithBlanks(open, file, start)) return open;
      if (end < open.start) return open.moved(by);
      // What begins or ends within the stretch is another text now.
      if (start < open.start || end > Math.max(open.end, start)) return [];
      const data = readAgain(this.kind, { ...open.data, start: open.start }, Math.max(open.end, end) + by, file, hcl);
      return data === undefined ? [] : OpenText.of(data, file);
    });
    this.messages = this.messages.flatMap((message) => {
      if (message.span.end < start) return message;
      return message.span.start > end ? { ...message, span: moved(message.span, by) } : [];
    });
  }

  /** The rule at an offset of the file. */
  at(offset: number, file: string): TextAtCaret | undefined {
    const open = this.texts[lastBefore(this.texts, offset)];
    return (open && atCaret(open, offset, file)) ?? begunAt(offset, file, this.kind);
  }
}

/** The index of the last text that starts at or before an offset. */
function lastBefore(texts: readonly OpenText[], offset: number): number {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((texts[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

const MAX_BLANKS = 200;

/** Where a text ends with the blanks behind it, which a file may not count as part of it. */
function endWithBlanks(open: OpenText, file: string, upTo: number): number {
  const { end } = open;
  return upTo > end && upTo - end < MAX_BLANKS && /^[ \t]*$/u.test(file.slice(end, upTo)) ? upTo : end;
}

/** A rule in which a caret is; behind a blank that YAML cuts off at the end, the rule has the blank too. */
function atCaret(open: OpenText, caret: number, file: string): TextAtCaret | undefined {
  const offset = open.offsetOf(caret);
  const { length } = open.text;
  if (offset !== undefined && offset < length) return { open, offset };
  const { end } = open.spanInFile({ start: length, end: length });
  const isBlock = open.data.notation === 'block' || open.data.notation === 'verbatim';
  const between = file.slice(end, caret);
  const isBehind = caret >= end && (isBlock ? /^\s*$/u : /^[ \t]*$/u).test(between);
  if (!isBehind) return offset === undefined ? undefined : { open, offset };
  // The next key of a block's map stands further left.
  if (isBlock && /\n[ \t]*$/u.test(between) && caret > open.end + 1 && open.data.notation === 'block') return undefined;
  return appended(open, caret, between === '' ? '' : ' ');
}

/** A rule with a blank at its end that its file does not count. */
function appended(open: OpenText, caret: number, blank: string): TextAtCaret {
  const text = open.text.trimEnd() + (/\s$/u.test(open.text) ? ' ' : blank);
  return { open: new CaretText(open, text, caret), offset: text.length };
}

/** A text of which the end is at the caret. */
class CaretText extends OpenText {
  readonly #caret: number;
  readonly #open: OpenText;
  readonly #text: string;

  constructor(open: OpenText, text: string, caret: number) {
    const data = { ...open.data, text, end: caret };
    super(data, open.start, open.embedded);
    this.#caret = caret;
    this.#open = open;
    this.#text = text;
  }

  override editInFile(edit: { readonly span: Span; readonly text: string }): ReturnType<OpenText['editInFile']> {
    if (edit.span.start < this.#text.length) return this.#open.editInFile(edit);
    const end = this.#open.text.length;
    const asEnd = this.#open.editInFile({ span: { start: end, end }, text: edit.text });
    return asEnd && { span: { start: this.#caret, end: this.#caret }, text: asEnd.text };
  }
}

/** A rule that is just being begun, in a file that cannot be read yet. */
function begunAt(offset: number, file: string, kind: FileKind): TextAtCaret | undefined {
  if (kind === 'other' || kind === 'project') return undefined;
  const from = file.lastIndexOf('\n', offset - 1) + 1;
  const line = file.slice(from, offset);
  const found = BEGUN.exec(line.slice(0, MAX_LINE));
  if (found === null) return undefined;
  const [, before = '', quote = '', text = ''] = found;
  const start = from + before.length;
  const notation = notationOf(quote);
  const readAs = kind === 'exclusions' ? 'condition' : 'rule';
  const data = { text, start, end: offset, notation, readAs } as const;
  return { open: OpenText.of(data, file), offset: text.length };
}

function notationOf(quote: string): 'plain' | 'single-quoted' | 'double-quoted' {
  if (quote === '"') return 'double-quoted';
  return quote === "'" ? 'single-quoted' : 'plain';
}

const MAX_LINE = 2_000;
const BEGUN = /^([ \t]*(?:- +)?["']?(?:logic|expressions?|logicExpressions?)["']?[ \t]*[:=][ \t]*)(["']?)([^"]*)$/u;
