import { coversType, type SourceRecord } from '../values/record.ts';

/** What is known of an account: whose it is, and which inputs have something of it. */
export interface KnownAccount {
  /** The vendors whose inputs and types it was seen with. */
  readonly vendors: Set<string>;
  /** The files that hold an entity of it. */
  readonly files: Set<string>;
}

/** The files that would hold a type. */
interface Covering {
  readonly type: string;
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  readonly files: readonly string[];
  /** Of those that name no account: whose they are. */
  readonly homes: ReadonlyMap<string, string | undefined>;
}

/** The inputs of a run: which types each would hold, and of which accounts. */
export class CoveredAccounts {
  readonly sources: SourceRecord[] = [];
  readonly #vendors = new Map<string, string>();
  /** Files of formats that tell no account of some of their entities, where entities in general formats say themselves. */
  readonly #silent = new Set<string>();
  #last: Covering | undefined;

  add(source: SourceRecord): void {
    this.sources.push(source);
    const { file } = source.provenance;
    if (source.covers !== 'all') this.#silent.add(file);
    if (source.vendor !== undefined) this.#vendors.set(file, source.vendor);
  }

  vendorOfFile(file: string | undefined): string | undefined {
    return file === undefined ? undefined : this.#vendors.get(file);
  }

  /** The sources that would hold a type, were there any of it. */
  of(type: string): readonly SourceRecord[] {
    return this.sources.filter((source) => coversType(source, type));
  }

  /**
   * The account that an entity without one is of, where its file is one of those that do not tell it: the one that the
   * file's path names, or the only one of the run.
   */
  accountOf(file: string, accounts: ReadonlyMap<string, KnownAccount>): string | undefined {
    return this.#silent.has(file) ? homeOf(file, accounts) : undefined;
  }

  /**
   * The inputs that would hold a type and of which it cannot be said that they hold what an account has of it. Undefined
   * where one does hold it.
   */
  missing(type: string, account: string, accounts: ReadonlyMap<string, KnownAccount>): readonly string[] | undefined {
    const { files, homes } = this.#covering(type, accounts);
    const known = accounts.get(account);
    if (files.some((file) => known?.files.has(file) === true)) return undefined;
    const silent = [...homes];
    return silent.some(([, home]) => home === account)
      ? undefined
      : silent.flatMap(([file, home]) => (home === undefined ? [file] : []));
  }

  /** Worked out once for all accounts, of which there are thousands. */
  #covering(type: string, accounts: ReadonlyMap<string, KnownAccount>): Covering {
    if (this.#last?.type === type && this.#last.accounts === accounts) return this.#last;
    const files = [...new Set(this.of(type).map(({ provenance }) => provenance.file))].sort();
    const told = new Set([...accounts.values()].flatMap((account) => [...account.files]));
    const silent = files.filter((file) => !told.has(file));
    const homes = new Map(silent.map((file) => [file, homeOf(file, accounts)]));
    return (this.#last = { type, accounts, files, homes });
  }
}

/** The account that the path of a file names, as `gsl collect` writes it; else the only one that there is. */
function homeOf(file: string, accounts: ReadonlyMap<string, KnownAccount>): string | undefined {
  const named = accountInPath(file, accounts);
  if (named !== undefined) return named;
  const [only, ...others] = accounts.keys();
  return others.length === 0 ? only : undefined;
}

/** From the file's name up: a name that is an account's, or holds the number of one of AWS. */
function accountInPath(file: string, accounts: ReadonlyMap<string, KnownAccount>): string | undefined {
  for (const name of file.split(/[/\\]/u).reverse()) {
    if (accounts.has(name)) return name;
    const number = NUMBER.exec(name)?.[0];
    if (number !== undefined && !TIMESTAMP.test(number)) return number;
  }
  return undefined;
}

const NUMBER = /(?<!\d)\d{12}(?!\d)/u;
/** Year to minute, which has twelve digits too. */
const TIMESTAMP = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/u;
