import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/* An editor's side of the protocol, for tests of the real server. */

const command = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));

interface Publication {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A server that runs, and the documents that this editor has open in it. */
export class LspClient {
  readonly connection: ProtocolConnection;
  readonly folder: string;
  /** What the server showed to the person. */
  readonly shown: string[] = [];
  readonly process: ChildProcess;
  capabilities: InitializeResult['capabilities'] = {};
  readonly #documents = new Map<string, TextDocument>();
  readonly #published = new Map<string, Publication>();
  #waiting: (() => void)[] = [];

  private constructor(folder: string, file: string) {
    this.folder = folder;
    this.process = spawn(process.execPath, [file, 'lsp', '--stdio'], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    if (this.process.stdout === null || this.process.stdin === null) throw new TypeError('the server has no streams');
    this.connection = createProtocolConnection(this.process.stdout, this.process.stdin);
    this.connection.onNotification('textDocument/publishDiagnostics', (published: Publication) => {
      this.#published.set(published.uri, published);
      this.#wake();
    });
    this.connection.onNotification('window/showMessage', ({ message }: { readonly message: string }) => {
      this.shown.push(message);
      this.#wake();
    });
    this.connection.listen();
  }

  /** Starts the server in a folder and introduces itself. */
  static async start(folder: string, initializationOptions: unknown = {}, file = command): Promise<LspClient> {
    const client = new LspClient(folder, file);
    const uri = pathToFileURL(folder).href;
    const { capabilities } = await client.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'test' }],
      capabilities: {},
      initializationOptions,
    });
    client.capabilities = capabilities;
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  uriOf(name: string): string {
    return pathToFileURL(join(this.folder, name)).href;
  }

  async open(name: string, text: string, languageId = name.slice(name.lastIndexOf('.') + 1)): Promise<string> {
    const uri = this.uriOf(name);
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  document(uri: string): TextDocument {
    const found = this.#documents.get(uri);
    if (found === undefined) throw new RangeError(`${uri} is not open`);
    return found;
  }

  /** Types: puts a text in the place of a stretch, as an editor does. */
  async edit(uri: string, edits: readonly TextEdit[]): Promise<void> {
    const before = this.document(uri);
    const version = before.version + 1;
    const sorted = [...edits].sort((a, b) => before.offsetAt(b.range.start) - before.offsetAt(a.range.start));
    const contentChanges = sorted.map(({ range, newText }) => ({ range, text: newText }));
    this.#documents.set(uri, TextDocument.update(before, contentChanges, version));
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async type(uri: string, offset: number, text: string, length = 0): Promise<void> {
    const document = this.document(uri);
    const range = { start: document.positionAt(offset), end: document.positionAt(offset + length) };
    await this.edit(uri, [{ range, newText: text }]);
  }

  textOf(uri: string): string {
    return this.document(uri).getText();
  }

  /** Where a text stands in a document; `behind` it, or before. */
  positionOf(uri: string, text: string, behind = true): Position {
    const document = this.document(uri);
    const at = document.getText().indexOf(text);
    if (at < 0) throw new RangeError(`\`${text}\` is not in ${uri}`);
    return document.positionAt(behind ? at + text.length : at);
  }

  /** The text that a range stands for. */
  under(uri: string, range: Diagnostic['range']): string {
    return this.document(uri).getText(range);
  }

  /** What is told of the document as it is now. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    return await this.diagnosticsThat(uri, () => true);
  }

  /** What is told of the document as it is now, once it is as is waited for. */
  async diagnosticsThat(
    uri: string,
    isMeant: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    for (;;) {
      const found = this.#published.get(uri);
      if (found?.version === this.document(uri).version && isMeant(found.diagnostics)) return found.diagnostics;
      await this.next();
    }
  }

  /** The next that the server says by itself. */
  async next(): Promise<void> {
    await new Promise<void>((done) => this.#waiting.push(done));
  }

  async request<T>(method: string, uri: string, position?: Position, more: object = {}): Promise<T> {
    return await this.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri }, position, ...more });
  }

  /** Ends the server as an editor does, and gives its exit code. */
  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.process.once('exit', done));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    return code;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const done of waiting) done();
  }
}
