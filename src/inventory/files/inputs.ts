import { glob, readdir, readFile, realpath, stat } from 'node:fs/promises';
import type { Dirent, Stats } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { databaseName } from './databases/database-input.ts';
import { isDatabase } from './databases/is-database.ts';
import { unreadable, type ByteSource } from './bytes.ts';
import { isKustomization } from './kustomize.ts';
import { isOtherFile } from '../other-files.ts';
import { PathPatterns } from './path-patterns.ts';
import type { ManifestChange } from '../kubernetes/changes.ts';
import { placeOf, problem } from '../problems.ts';
import { required } from '../../text/required.ts';
import { isProblemRecord, type ProblemRecord } from '../../values/record.ts';

/** A file to read with its size, which is not known for pipes and standard input. */
export interface FoundInput extends ByteSource {
  readonly bytes?: number;
  /** The folder, as it was given, in which it was found. */
  readonly folder?: string;
  /** The name of the reader, where it was found out before. */
  readonly reader?: string;
  /** The address of a database, with its secrets; `file` names it without. */
  readonly database?: string;
  /** What kustomizations do to the manifests in it. */
  readonly changes?: readonly ManifestChange[];
}

/** A file that is not read, and why: it is no fault. */
export interface PassedOver {
  readonly file: string;
  /**
   * `excluded` by a pattern, `same-file` as one before, `other-file` that is known to be no inventory by its name,
   * `unknown-format` in a folder, a `linked-folder`, which may lead in a circle.
   */
  readonly reason: 'excluded' | 'same-file' | 'other-file' | 'unknown-format' | 'linked-folder';
}

/** What finding files needs to know. */
export interface FindOptions {
  readonly stdin: AsyncIterable<Uint8Array> | undefined;
  readonly hasKnownExtension: (file: string) => boolean;
  /** In the syntax of .gitignore, relative to the folder that is read. */
  readonly exclude: readonly string[];
  readonly onPassedOver: (passed: PassedOver) => void;
}

/** A folder that is called as a call is: in it each answer is called as what it is about, as CloudMapper lays them. */
const CALL = /^(?:[a-z\d]+[-._])?(?:get|describe|list)-[a-z\d-]+$/u;

/** Archives, and what is compressed otherwise than files that are read. */
const PACKED = /\.(?:zip|tar|tgz|tar\.(?:gz|zst)|7z|rar|bz2|xz|br|gzip)$/iu;

const STDIN_NAME = '<stdin>';
const IGNORE_FILE = '.gslignore';

/**
 * What the inputs stand for, in order: a file, `-` for standard input, a folder (its files with a known ending, at any
 * depth, sorted; in one that is called as a call of AWS any file), or a glob (sorted). In folders are passed over: names that start with a dot, `node_modules`, what
 * `exclude` or a file `.gslignore` names, and what is known by its name to be no inventory. A file that is found twice is
 * read once. An entry that cannot be read is a problem, and the rest is found.
 */
export async function findInputs(
  inputs: readonly string[],
  options: FindOptions,
): Promise<readonly (FoundInput | ProblemRecord)[]> {
  const finder = new Finder(options);
  for (const input of inputs) await finder.add(input);
  return finder.deployed();
}

/** Of more files and larger ones it is not asked whether they deploy others. */
const MAX_DEPLOYERS = 20_000;
const MAX_DEPLOYER_BYTES = 256 * 1024;

/** Whether a file of a folder may say how others are deployed. */
function mayDeploy({ file, folder, bytes = 0 }: FoundInput): boolean {
  return folder !== undefined && bytes <= MAX_DEPLOYER_BYTES && /\.ya?ml$/iu.test(file);
}

/** What was asked of a file before, and its path without links where it is known to be none. */
interface Known {
  readonly asked?: Promise<Stats>;
  readonly real?: string;
}

class Finder {
  readonly found: (FoundInput | ProblemRecord)[] = [];
  readonly #seen = new Set<string>();
  readonly #kustomizations = new Map<string, { readonly folder: string; readonly name: string }>();
  readonly #folders: string[] = [];
  readonly #options: FindOptions;

  constructor(options: FindOptions) {
    this.#options = options;
  }

  async add(input: string): Promise<void> {
    const before = this.found.length;
    if (input === '-') {
      const stream = this.#options.stdin ?? process.stdin;
      if (this.#isNew('-', STDIN_NAME)) this.found.push({ file: STDIN_NAME, stream });
      return;
    }
    if (isDatabase(input)) {
      if (this.#isNew(input, databaseName(input))) this.found.push({ file: databaseName(input), database: input });
      return;
    }
    const about = await stat(input).catch(() => undefined);
    if (about?.isDirectory() === true) {
      this.#folders.push(resolve(input));
      const passed = await this.#folder(input, input, await PathPatterns.of(this.#options.exclude));
      if (this.found.length > before || passed) return;
      this.found.push(problem('no-input', `the folder \`${input}\` holds no file with a known ending`, placeOf(input)));
    } else if (about !== undefined || !/[*?[\]{}]/u.test(input)) {
      // A file of exactly this name is meant, even where the name could be a glob.
      await this.#file(input);
    } else if (!(await this.#glob(input))) {
      this.found.push(problem('no-input', `no file matches \`${input}\``, placeOf(input)));
    }
  }

  /** What was found, with what deploys it does to the manifests in it. */
  async deployed(): Promise<readonly (FoundInput | ProblemRecord)[]> {
    const found = await this.#kustomized();
    const files = found.flatMap((input) => (isProblemRecord(input) || !mayDeploy(input) ? [] : [input.file]));
    if (files.length < 2 || files.length > MAX_DEPLOYERS) return found;
    const { deployedChanges } = await import('./deployers.ts');
    const changesOf = await deployedChanges(files);
    return found.map((input) => {
      const changes = isProblemRecord(input) || input.path === undefined ? [] : changesOf(input.file);
      return changes.length === 0 || isProblemRecord(input)
        ? input
        : { ...input, changes: [...(input.changes ?? []), ...changes] };
    });
  }

  /** What was found, with what the kustomizations among it do to manifests. */
  async #kustomized(): Promise<readonly (FoundInput | ProblemRecord)[]> {
    if (this.#kustomizations.size === 0) return this.found;
    const { kustomized } = await import('./kustomizations.ts');
    const files = new Set(this.found.flatMap((input) => (isProblemRecord(input) ? [] : [resolve(input.file)])));
    const isLookedFor = (path: string): boolean =>
      files.has(path) ||
      this.#folders.some((folder) => `${path}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`));
    const said = await kustomized([...this.#kustomizations.values()], isLookedFor);
    const found = this.found.map((input): FoundInput | ProblemRecord => {
      if (isProblemRecord(input) || input.path === undefined) return input;
      const folder = input.folder === undefined ? undefined : said.patchedBy(input.file);
      if (folder !== undefined) return patchProblem(input.file, folder);
      const changes = said.changesOf(input.file);
      return changes === undefined ? input : { ...input, changes };
    });
    return [...found, ...said.problems];
  }

  /** Whether anything matches. */
  async #glob(pattern: string): Promise<boolean> {
    const names: string[] = [];
    try {
      for await (const name of glob(pattern)) names.push(name);
    } catch (thrown) {
      this.#unreadable(pattern, thrown);
      return true;
    }
    const excluded = await PathPatterns.of(this.#options.exclude);
    let matches = false;
    for (const name of names.sort(byCodeUnits)) {
      const about = await stat(name).catch(() => undefined);
      if (about?.isDirectory() === true) continue;
      matches = true;
      if (excluded.match(name)) this.#pass(name, 'excluded');
      else if (isKustomization(basename(name))) {
        this.#kustomization(dirname(name), basename(name));
        this.#pass(name, 'other-file');
      } else if (isOtherFile(basename(name))) this.#pass(name, 'other-file');
      else await this.#file(name);
    }
    return matches;
  }

  /** A file; what is known of it before is not asked for again. */
  async #file(path: string, folder?: string, { asked = stat(path), real }: Known = {}): Promise<void> {
    try {
      const about = await asked;
      // A pipe that is named is meant; in a folder it would be waited for without end.
      if (folder !== undefined && !about.isFile()) throw new Error('it is no regular file');
      if (!this.#isNew(about.isFile() ? (real ?? (await realpath(path))) : path, path)) return;
      this.found.push({
        file: path,
        path,
        ...(about.isFile() ? { bytes: about.size } : {}),
        ...(folder === undefined ? {} : { folder }),
      });
    } catch (thrown) {
      this.#unreadable(path, thrown);
    }
  }

  #kustomization(folder: string, name: string): void {
    const path = resolve(folder, name);
    if (!this.#kustomizations.has(path)) this.#kustomizations.set(path, { folder, name });
  }

  /** Whether anything was passed over by a pattern or as no inventory. */
  async #folder(root: string, folder: string, above: PathPatterns): Promise<boolean> {
    const entries = await this.#entries(folder);
    const own = entries.some(({ name }) => name === IGNORE_FILE) ? await this.#ignoreFile(folder) : undefined;
    const patterns = own === undefined ? above : await above.with(own, folder);
    for (const { name } of entries.filter((entry) => isKustomization(entry.name))) this.#kustomization(folder, name);
    const real = await realpath(folder).catch(() => undefined);
    const asked = askedTogether(entries.map(({ name }) => join(folder, name)));
    let passed = false;
    const isOfCall = CALL.test(basename(folder));
    for (const [index, entry] of entries.entries()) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      // Links to folders are not followed, so there can be no circle.
      const isFolder = entry.isDirectory();
      const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : undefined;
      const isRead = isFolder || isOfCall || kind?.isDirectory() === true;
      if (!isRead && !this.#options.hasKnownExtension(entry.name)) {
        // Most others are no inventory; of these one does not see what is in them.
        if (PACKED.test(entry.name) && !patterns.match(path, root, false)) this.#pass(path, 'unknown-format');
        continue;
      }
      if (kind?.isDirectory() === true) {
        this.#pass(path, 'linked-folder');
        continue;
      }
      if (patterns.match(path, root, isFolder)) {
        this.#pass(path, 'excluded');
        passed = true;
      } else if (isFolder) passed = (await this.#folder(root, path, patterns)) || passed;
      else if (isOtherFile(entry.name)) {
        this.#pass(path, 'other-file');
        passed = true;
      } else {
        const known = real === undefined || !entry.isFile() ? {} : { real: join(real, entry.name) };
        await this.#file(path, root, { asked: asked(index), ...known });
      }
    }
    return passed;
  }

  async #entries(folder: string): Promise<Dirent[]> {
    try {
      return (await readdir(folder, { withFileTypes: true })).sort((a, b) => byCodeUnits(a.name, b.name));
    } catch (thrown) {
      this.#unreadable(folder, thrown);
      return [];
    }
  }

  async #ignoreFile(folder: string): Promise<string | undefined> {
    const path = join(folder, IGNORE_FILE);
    try {
      const about: Stats = await stat(path);
      if (!about.isFile() || about.size > MAX_IGNORE_BYTES) throw new Error('it is no file of a few patterns');
      return await readFile(path, 'utf8');
    } catch (thrown) {
      this.#unreadable(path, thrown);
      return undefined;
    }
  }

  #unreadable(path: string, thrown: unknown): void {
    const { code, message } = unreadable(thrown);
    this.found.push(problem(code, message, placeOf(path)));
  }

  #pass(file: string, reason: PassedOver['reason']): void {
    this.#options.onPassedOver({ file, reason });
  }

  #isNew(identity: string, file: string): boolean {
    if (this.#seen.has(identity)) {
      this.#pass(file, 'same-file');
      return false;
    }
    this.#seen.add(identity);
    return true;
  }
}

/** A patch that was found in a folder is no inventory, and what it changes is not known: it is a problem. */
function patchProblem(file: string, folder: string): ProblemRecord {
  const message = 'the file is a patch, no manifest: what it is laid over is known when it is rendered';
  const help = `render it first: kubectl kustomize ${folder} > manifests.yaml`;
  return problem('unrendered-template', message, placeOf(file), help);
}

const MAX_IGNORE_BYTES = 1024 * 1024;

/** The same order everywhere: not the locale's. */
function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** So many files of a folder are asked about at once: a question by itself costs a turn of the threads and back. */
const TOGETHER = 64;

/** What `stat` says of each of some paths, by its place. */
function askedTogether(paths: readonly string[]): (index: number) => Promise<Stats> {
  const asked = new Map<number, Promise<Stats>>();
  return (index) => {
    if (!asked.has(index)) {
      asked.clear();
      for (const [offset, path] of paths.slice(index, index + TOGETHER).entries()) {
        const answer = stat(path);
        // Whoever asks for it hears of it; nobody may.
        answer.catch(() => undefined);
        asked.set(index + offset, answer);
      }
    }
    return required(asked.get(index));
  };
}
