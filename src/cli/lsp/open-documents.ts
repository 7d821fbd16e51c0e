import { fileURLToPath } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { hclParser } from '../../inventory/files/hcl-library.ts';
import type { HclParser } from '../../inventory/terraform/hcl/node.ts';
import { isError } from '../../text/message.ts';
import { Checker } from './checker.ts';
import { diagnosticIn } from './convert.ts';
import { fileKindOf } from './file-kind.ts';
import type { FileMessage } from './file-text.ts';
import { OpenFile } from './open-file.ts';
import type { OpenText } from './open-text.ts';
import { ReadingThread } from './reading-thread.ts';
import { SemanticColors } from './semantic.ts';
import { Verdicts } from './verdicts.ts';

/** A document that is open in the editor. */
export interface OpenDocument {
  readonly uri: string;
  document: TextDocument;
  file: OpenFile;
  readonly colors: SemanticColors;
  /** Where something was typed last. */
  caret: number;
  /** Ends when the file has been read for the first time. */
  ready: Promise<void>;
  timer: NodeJS.Timeout | undefined;
}

/** How long a file must be left alone before it is told what is wrong with it, in milliseconds. */
const PAUSE = 25;
/** And before all of it is read again. */
const IDLE = 400;

/** The documents that are open: their rules, and what is told of them. */
export class OpenDocuments {
  readonly checker = new Checker();
  readonly verdicts = new Verdicts();
  readonly #open = new Map<string, OpenDocument>();
  readonly #thread = new ReadingThread();
  readonly #connection: Connection;
  #hcl: HclParser | undefined;
  #exclusions: ReadonlySet<string> = new Set();
  /** What rules are read with is known: before, much would be said that is not so. */
  #isSettled = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  /** The document, when its file has been read. */
  async ready(uri: string): Promise<OpenDocument | undefined> {
    const found = this.#open.get(uri);
    await found?.ready;
    return found;
  }

  open(uri: string, languageId: string, version: number, text: string): void {
    const document = TextDocument.create(uri, languageId, version, text);
    const file = this.#fileOf(uri, languageId, text);
    const colors = new SemanticColors();
    const opened: OpenDocument = { uri, document, file, colors, caret: 0, ready: Promise.resolve(), timer: undefined };
    this.#open.set(uri, opened);
    opened.ready = this.#read(opened);
    this.#run(opened.ready.then(() => this.#later(opened, 0)));
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const changed = this.#open.get(uri);
    if (changed === undefined) return;
    for (const change of changes) {
      if ('range' in change) {
        const { document } = changed;
        const span = { start: document.offsetAt(change.range.start), end: document.offsetAt(change.range.end) };
        changed.document = TextDocument.update(document, [change], version);
        changed.file.change(span, change.text.length, changed.document.getText(), this.#hcl);
        changed.caret = span.start + change.text.length;
      } else {
        changed.document = TextDocument.update(changed.document, [change], version);
        changed.file = this.#fileOf(uri, changed.document.languageId, change.text);
        changed.ready = this.#read(changed);
      }
    }
    this.#later(changed, PAUSE);
  }

  close(uri: string): void {
    clearTimeout(this.#open.get(uri)?.timer);
    this.#open.delete(uri);
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  async end(): Promise<void> {
    for (const { timer } of this.#open.values()) clearTimeout(timer);
    await this.#thread.end();
  }

  /** Takes what the project says; every document is looked at again. */
  takeExclusions(exclusions: ReadonlySet<string>): void {
    this.#exclusions = exclusions;
    this.#isSettled = true;
    for (const opened of this.#open.values()) {
      const { uri, document } = opened;
      const file = this.#fileOf(uri, document.languageId, document.getText());
      if (file.kind !== opened.file.kind) {
        opened.file = file;
        opened.ready = this.#read(opened);
      }
      this.#run(opened.ready.then(() => this.#later(opened, 0)));
    }
  }

  /** Tells again what is to be said of a document, since more is known of its rules. */
  tellAgain(uri: string): void {
    const opened = this.#open.get(uri);
    if (opened !== undefined) this.#later(opened, PAUSE);
  }

  tellAllAgain(): void {
    for (const opened of this.#open.values()) this.#later(opened, 0);
  }

  /** Everything that is to be said of a document, as far as its rules have been checked. */
  messagesOf({ file }: OpenDocument): readonly FileMessage[] {
    return [...file.messages, ...file.texts.flatMap((open) => this.#ofText(open))];
  }

  /** What verdicts on the inventory do not rest on, where the text tells it not already. */
  evidenceOf({ file }: OpenDocument): readonly FileMessage[] {
    return file.texts.flatMap((open) => {
      const { evidence = [] } = this.verdicts.known(open.text) ?? {};
      const said = evidence.length === 0 ? [] : this.checker.messagesOf(open).map(({ at }) => at.span);
      return evidence.flatMap((found): FileMessage[] => {
        if (found.at?.kind !== 'text') return [];
        const { start, end } = found.at.span;
        if (said.some((span) => span.start < end && start < span.end)) return [];
        const inFile = open.messageInFile({ ...found, at: found.at });
        // The rule can be run: that it asks for what nobody has is no error of its text.
        return [{ ...inFile, severity: isError(found) ? 'warning' : 'note' }];
      });
    });
  }

  #ofText(open: OpenText): readonly FileMessage[] {
    return this.checker.messagesOf(open).map((found) => open.messageInFile(found));
  }

  #fileOf(uri: string, languageId: string, text: string): OpenFile {
    const path = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
    return new OpenFile(languageId === 'gsl' ? 'rule' : fileKindOf(path, text, this.#exclusions));
  }

  async #read(opened: OpenDocument): Promise<void> {
    const { document, file, uri } = opened;
    const { version } = document;
    if (file.kind === 'terraform') this.#hcl ??= await hclParser();
    const reading = await this.#thread.read(file.kind, uri, document.getText());
    if (reading === undefined || opened.document.version !== version) return;
    opened.file.take(reading, document.getText());
  }

  #later(opened: OpenDocument, pause: number): void {
    clearTimeout(opened.timer);
    if (this.#isSettled) opened.timer = setTimeout(() => this.#run(this.#tell(opened)), pause);
  }

  async #tell(opened: OpenDocument): Promise<void> {
    const { version } = opened.document;
    const isWanted = (): boolean => opened.document.version === version && this.#open.get(opened.uri) === opened;
    if (!(await this.checker.checkAll(opened.file.texts, isWanted)) || !isWanted()) return;
    await this.#send(opened);
    if (opened.file.isStale) {
      clearTimeout(opened.timer);
      opened.timer = setTimeout(() => this.#run(this.#read(opened).then(() => this.#tell(opened))), IDLE);
    }
    await this.#judge(opened);
  }

  /** What goes on by itself: its failure is noted, and the server goes on. */
  #run(work: Promise<void>): void {
    void work.catch((error: unknown) => this.#connection.console.error(String(error)));
  }

  async #send(opened: OpenDocument): Promise<void> {
    const { document, uri } = opened;
    const diagnostics = [
      ...this.messagesOf(opened).map((found) => diagnosticIn(document, found, 'gsl')),
      ...this.evidenceOf(opened).map((found) => diagnosticIn(document, found, 'gsl evidence')),
    ];
    await this.#connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }

  /** Judges the inventory by the rule that is being written; of the others the lenses ask when they are seen. */
  async #judge(opened: OpenDocument): Promise<void> {
    if (!this.verdicts.isOpen) return;
    const open = opened.file.at(opened.caret, opened.document.getText())?.open ?? opened.file.texts[0];
    if (open === undefined || open.data.readAs !== 'rule' || this.verdicts.known(open.text) !== undefined) return;
    const { version } = opened.document;
    const { evidence } = await this.verdicts.of(open.text);
    if (evidence.length > 0 && opened.document.version === version) await this.#send(opened);
  }
}
