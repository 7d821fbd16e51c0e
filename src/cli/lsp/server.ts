import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CodeLens,
  type Connection,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  type Position,
  ProposedFeatures,
  type SemanticTokens,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readFile } from 'node:fs/promises';
import { completions } from '../../services/completions.ts';
import { SEMANTIC_KINDS } from '../../services/semantic-tokens.ts';
import { version } from '../../version.ts';
import { actionsIn, caretIn, completionAt, hoverAt, signatureAt } from './answers.ts';
import { type Beside, readBeside, readRecords } from './beside.ts';
import { rangeIn, symbolsOf } from './convert.ts';
import { formattingOf } from './edits.ts';
import { explainAll } from './explaining.ts';
import { type OpenDocument, OpenDocuments } from './open-documents.ts';
import { listAt, rename } from './rename.ts';
import { runTestsIn, testsIn } from './rule-tests.ts';
import { type ServerSettings, settingsOf } from './settings.ts';

/** Serves the language over standard input and output until the client ends it. */
export async function serve(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, input, output);
  const ended = new Promise<void>((done) => connection.onExit(() => done()));
  const server = new Server(connection);
  server.listen();
  await ended;
  await server.end();
}

/** A place in a document, as requests of ours name it. */
interface Asked {
  readonly uri: string;
  readonly position: Position;
}

/** More of what is wrong with a project is in its own diagnostics. */
const MAX_SHOWN = 5;

/** As is typed first of all. */
const WARMING = 'IamUser where name = true should have mfaActive ';

const NOTHING: SemanticTokens = { data: [] };

/** Takes what a client says and asks, and answers. */
class Server {
  readonly #connection: Connection;
  readonly #documents: OpenDocuments;
  #settings: ServerSettings = settingsOf(undefined);
  #beside: Promise<Beside> | undefined;
  /** How often the project was read: of two readings that overlap the later counts. */
  #readings = 0;
  #inventory: Promise<void> = Promise.resolve();
  #canRefresh = { lenses: false };

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#documents = new OpenDocuments(connection);
  }

  listen(): void {
    const connection = this.#connection;
    const documents = this.#documents;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#run(this.#takeProject().then(() => this.#warm())));
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version: of, text } }) =>
      documents.open(uri, languageId, of, text),
    );
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
      documents.change(textDocument.uri, textDocument.version, contentChanges),
    );
    connection.onDidCloseTextDocument(({ textDocument }) => documents.close(textDocument.uri));
    connection.onDidSaveTextDocument(({ textDocument }) => this.#run(this.#fileChanged([textDocument.uri])));
    connection.onDidChangeWatchedFiles(({ changes }) => this.#run(this.#fileChanged(changes.map(({ uri }) => uri))));
    this.#answerAtCaret();
    this.#answerOnDocuments();
    this.#answerOurs();
    connection.listen();
  }

  async end(): Promise<void> {
    await this.#documents.end();
  }

  #answerAtCaret(): void {
    const connection = this.#connection;
    const { checker } = this.#documents;
    connection.onCompletion(({ textDocument, position }) =>
      this.#with(textDocument.uri, (opened) => completionAt(opened, position, checker)),
    );
    connection.onHover(({ textDocument, position }) =>
      this.#with(textDocument.uri, (opened) => hoverAt(opened, position, checker)),
    );
    connection.onSignatureHelp(({ textDocument, position }) =>
      this.#with(textDocument.uri, (opened) => signatureAt(opened, position, checker)),
    );
    connection.onPrepareRename(({ textDocument, position }) =>
      this.#with(textDocument.uri, (opened) => {
        const list = listAt(opened, position);
        return list === undefined ? null : rangeIn(opened.document, list.open.spanInFile(list.span));
      }),
    );
    connection.onRenameRequest(({ textDocument, position, newName }) =>
      this.#with(textDocument.uri, async (opened) =>
        rename(opened, position, newName, this.#documents, await this.#project()),
      ),
    );
  }

  #answerOnDocuments(): void {
    const connection = this.#connection;
    const documents = this.#documents;
    connection.onCodeAction(({ textDocument, range }) =>
      this.#with(textDocument.uri, (opened) => actionsIn(opened, range, documents)),
    );
    connection.onDocumentFormatting(({ textDocument }) => this.#with(textDocument.uri, formattingOf));
    connection.onDocumentSymbol(({ textDocument }) =>
      this.#with(textDocument.uri, ({ document, file }) => symbolsOf(document, file.texts)),
    );
    const { semanticTokens } = connection.languages;
    semanticTokens.on(
      async ({ textDocument }) =>
        (await this.#with(textDocument.uri, ({ document, file, colors }) => colors.full(document, file.texts))) ??
        NOTHING,
    );
    semanticTokens.onDelta(
      async ({ textDocument, previousResultId }) =>
        (await this.#with(textDocument.uri, ({ document, file, colors }) =>
          colors.delta(document, file.texts, previousResultId),
        )) ?? NOTHING,
    );
    semanticTokens.onRange(
      async ({ textDocument, range }) =>
        (await this.#with(textDocument.uri, ({ document, file, colors }) =>
          colors.range(document, file.texts, range),
        )) ?? NOTHING,
    );
    connection.onCodeLens(({ textDocument }) => this.#with(textDocument.uri, (opened) => this.#lenses(opened)));
    connection.onCodeLensResolve((lens) => this.#resolved(lens));
  }

  /** What only our own clients ask. */
  #answerOurs(): void {
    const connection = this.#connection;
    connection.onRequest('gsl/explain', ({ uri, position }: Asked) =>
      this.#with(uri, async (opened) => {
        await this.#inventory;
        const at = caretIn(opened, position);
        const { verdicts, checker } = this.#documents;
        if (at === undefined || at.open.data.readAs !== 'rule' || !verdicts.isOpen) return null;
        return await explainAll(at.open.text, verdicts, checker.options);
      }),
    );
    connection.onRequest('gsl/tests', async ({ uri }: { readonly uri: string }) => testsIn(await this.#document(uri)));
    connection.onRequest(
      'gsl/runTests',
      async ({ uri, ids }: { readonly uri: string; readonly ids?: readonly string[] }) => {
        await this.#project();
        return runTestsIn(await this.#document(uri), ids, this.#documents.checker.options);
      },
    );
  }

  /** A document, open or not. */
  async #document(uri: string): Promise<TextDocument> {
    const opened = this.#documents.get(uri)?.document;
    return opened ?? TextDocument.create(uri, 'yaml', 0, await readFile(fileURLToPath(uri), 'utf8'));
  }

  /** An answer on a document that is open; nothing on others. */
  async #with<T>(uri: string, answer: (opened: OpenDocument) => T | Promise<T>): Promise<T | null> {
    await this.#project();
    const opened = await this.#documents.ready(uri);
    return opened === undefined ? null : await answer(opened);
  }

  #initialize({ initializationOptions, workspaceFolders, capabilities }: InitializeParams): InitializeResult {
    this.#settings = settingsOf(initializationOptions);
    const [folder] = workspaceFolders ?? [];
    // Paths of a project are relative to it, and it is looked for from here.
    if (folder?.uri.startsWith('file:') === true) process.chdir(fileURLToPath(folder.uri));
    this.#canRefresh = { lenses: capabilities.workspace?.codeLens?.refreshSupport === true };
    return {
      serverInfo: { name: 'gsl', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: ['.', '$', "'", '(', '[', ' '] },
        hoverProvider: true,
        signatureHelpProvider: { triggerCharacters: ['(', ','] },
        codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.gsl'] },
        documentFormattingProvider: true,
        documentSymbolProvider: true,
        renameProvider: { prepareProvider: true },
        codeLensProvider: { resolveProvider: true },
        semanticTokensProvider: {
          legend: { tokenTypes: [...SEMANTIC_KINDS], tokenModifiers: [] },
          full: { delta: true },
          range: true,
        },
      },
    };
  }

  #project(): Promise<Beside> {
    return (this.#beside ??= readBeside(this.#settings));
  }

  /** Reads the project, and then its inventory, which may take longer than anybody waits for a completion. */
  async #takeProject(): Promise<void> {
    this.#beside = undefined;
    const reading = (this.#readings += 1);
    const { options, exclusions, inputs, problems } = await this.#project();
    const { checker, verdicts } = this.#documents;
    checker.options = options;
    this.#documents.takeExclusions(exclusions);
    this.#tellProblems(problems);
    this.#inventory = (async () => {
      const { records, observed, problems: unread } = await readRecords(inputs);
      // Another reading was begun meanwhile, of what is newer.
      if (reading !== this.#readings) return;
      this.#tellProblems(unread);
      verdicts.take(records, options);
      if (observed === undefined) return;
      checker.observed = observed;
      this.#documents.tellAllAgain();
    })();
    await this.#inventory;
    if (this.#canRefresh.lenses) await this.#connection.sendRequest('workspace/codeLens/refresh');
  }

  /** The first completion reads schemas and builds what completes: it does so before anybody waits for it. */
  #warm(): void {
    completions(WARMING, WARMING.length, this.#documents.checker.options);
  }

  /** As a notification: what asks for an answer is refused by clients that know no such question. */
  #tellProblems(problems: readonly string[]): void {
    for (const problem of problems.slice(0, MAX_SHOWN)) {
      const told = { type: MessageType.Warning, message: `gsl: ${problem}` };
      void this.#connection.sendNotification('window/showMessage', told);
    }
  }

  /** What goes on by itself: its failure is noted, and the server goes on. */
  #run(work: Promise<void>): void {
    void work.catch((error: unknown) => this.#connection.console.error(String(error)));
  }

  /** Reads the project again when one of its files changed. */
  async #fileChanged(uris: readonly string[]): Promise<void> {
    const { watched } = await this.#project();
    const files = uris.flatMap((uri) => (uri.startsWith('file:') ? resolve(fileURLToPath(uri)) : []));
    const isProject = (file: string): boolean =>
      watched.has(file) ||
      [...watched].some((folder) => file.startsWith(`${folder}/`)) ||
      /[\\/]gsl\.(?:ya?ml|json)$/u.test(file);
    if (files.some(isProject)) await this.#takeProject();
  }

  async #lenses({ document, file, uri }: OpenDocument): Promise<CodeLens[]> {
    await this.#inventory;
    if (!this.#documents.verdicts.isOpen) return [];
    return file.texts
      .filter(({ data }) => data.readAs === 'rule' && data.text !== '')
      .map(({ start }) => ({
        range: rangeIn(document, { start, end: start }),
        data: { uri, position: document.positionAt(start) },
      }));
  }

  async #resolved(lens: CodeLens): Promise<CodeLens> {
    const { uri, position } = lens.data as Asked;
    const opened = this.#documents.get(uri);
    const start = opened?.document.offsetAt(position);
    const open = opened?.file.texts.find((one) => one.start === start);
    if (open === undefined) return lens;
    const isNew = this.#documents.verdicts.known(open.text) === undefined;
    const { text, failing, evidence } = await this.#documents.verdicts.of(open.text);
    if (isNew && evidence.length > 0) this.#documents.tellAgain(uri);
    const named = failing.slice(0, 3).join(', ');
    const title = failing.length === 0 ? text : `${text}: ${named}${failing.length > 3 ? ', …' : ''}`;
    return { ...lens, command: { title, command: 'gsl.explain', arguments: [uri, position] } };
  }
}
