import { embeddedText, type EmbeddedText } from '../../rules/embedded.ts';
import { defined } from '../../text/defined.ts';
import type { Diagnostic, Fix } from '../../text/message.ts';
import type { Span } from '../../text/source.ts';
import type { FileMessage, FileText } from './file-text.ts';

/**
 * The text of a rule in a file that is open. What was found out of it is kept when the text before it in the file changes:
 * places are counted from its own start.
 */
export class OpenText {
  readonly data: FileText;
  readonly start: number;
  /** The text by itself: its places are counted from its start. */
  readonly embedded: EmbeddedText;
  /** Messages as they stand in the text's own lines. */
  readonly #told: WeakMap<Diagnostic, FileMessage>;

  constructor(data: FileText, start: number, embedded: EmbeddedText, told = new WeakMap<Diagnostic, FileMessage>()) {
    this.data = data;
    this.start = start;
    this.embedded = embedded;
    this.#told = told;
  }

  /** A text as it was read from a file. */
  static of(data: FileText, file: string): OpenText {
    const raw = file.slice(data.start, data.end);
    const source = { name: 'rule', text: raw };
    const span = { start: 0, end: raw.length };
    const own = embeddedText(source, data.text, span, data.notation, () => ({ line: 1, column: 1 }));
    return new OpenText(data, data.start, own);
  }

  get text(): string {
    return this.data.text;
  }

  get end(): number {
    return this.start + this.embedded.span.end;
  }

  /** The same where the text before it has grown. */
  moved(by: number): OpenText {
    return new OpenText(this.data, this.start + by, this.embedded, this.#told);
  }

  spanInFile(span: Span): Span {
    return shifted(this.embedded.spanInFile(span), this.start);
  }

  /** An edit of the text as one of the file; undefined where the file writes the place otherwise. */
  editInFile(edit: Fix): Fix | undefined {
    const own = this.embedded.editInFile(edit);
    return own && { ...own, span: shifted(own.span, this.start) };
  }

  /** The offset in the text of one in the file; undefined outside of it. */
  offsetOf(offset: number): number | undefined {
    return this.embedded.offsetOf(offset - this.start);
  }

  messageInFile(found: Diagnostic): FileMessage {
    let own = this.#told.get(found);
    if (own === undefined) this.#told.set(found, (own = this.#messageInScalar(found)));
    const fixes = own.fixes?.map((fix) => ({ ...fix, span: shifted(fix.span, this.start) }));
    return { ...own, span: shifted(own.span, this.start), ...defined({ fixes }) };
  }

  #messageInScalar({ code, severity, message, help, fixes = [], at }: Diagnostic): FileMessage {
    const inFile = fixes.flatMap((fix) => this.embedded.editInFile(fix) ?? []);
    const kept = inFile.length === 0 ? undefined : inFile;
    return { code, severity, message, span: this.embedded.spanInFile(at.span), ...defined({ help, fixes: kept }) };
  }
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
