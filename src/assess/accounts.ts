import { type EntityRecord, entityRecord, type ProblemRecord, type SourceRecord } from '../values/record.ts';
import type { Entity } from '../values/entity.ts';
import { EvaluationError } from '../values/value.ts';
import { CoveredAccounts, type KnownAccount } from './covered-accounts.ts';
import type { SeenAccount } from './state.ts';
import { vendorOf } from './vendors.ts';

/** The account of an entity, which some exports write as a number; empty where it has none. */
export function accountOf({ accountNumber }: Entity): string {
  const account: unknown = accountNumber;
  return typeof account === 'string' || typeof account === 'number' ? String(account) : '';
}

/** A list object, and why its emptiness says nothing, where it does not. */
export interface AccountList {
  readonly record: EntityRecord;
  readonly uncovered: EvaluationError | undefined;
}

/** What is known of the accounts of a snapshot, and of what its inputs would hold: what `List<…>` rules are about. */
export class Accounts {
  private readonly known = new Map<string, KnownAccount>();
  private readonly inputs = new CoveredAccounts();
  /** The inputs that end too early, or are one page of several. */
  private readonly cut = new Set<string>();

  addSource(source: SourceRecord): void {
    this.inputs.add(source);
  }

  /** Notes that an input is not whole: what it holds of a type is not all of it. */
  addCut({ code, provenance }: ProblemRecord): void {
    if (code === 'truncated-input') this.cut.add(provenance.file);
  }

  get sources(): readonly SourceRecord[] {
    return this.inputs.sources;
  }

  /** Notes the account of an entity, and the file that it was read from. */
  add(entity: Entity, file: string | undefined): void {
    const account = accountOf(entity);
    if (account === '') return;
    const { vendors, files } = this.knownAs(account);
    const vendor = this.inputs.vendorOfFile(file) ?? vendorOf(entity.type);
    if (vendor !== undefined) vendors.add(vendor);
    if (file !== undefined) files.add(file);
  }

  private knownAs(account: string): KnownAccount {
    let known = this.known.get(account);
    if (known === undefined) this.known.set(account, (known = { vendors: new Set(), files: new Set() }));
    return known;
  }

  /** What {@link add} has noted, as plain data. */
  get seen(): readonly SeenAccount[] {
    return [...this.known].map(([account, { vendors, files }]) => [account, [...vendors], [...files]]);
  }

  /** Takes what was noted elsewhere. */
  addSeen(seen: readonly SeenAccount[]): void {
    for (const [account, vendors, files] of seen) {
      const known = this.knownAs(account);
      for (const vendor of vendors) known.vendors.add(vendor);
      for (const file of files) known.files.add(file);
    }
  }

  /** Why it cannot be said that there is none of a type: no input would hold it. Undefined where one would. */
  uncovered(type: string): EvaluationError | undefined {
    const { sources } = this;
    // Entities that are given as they are come without a word on what they would be.
    if (sources.length === 0 || this.inputs.of(type).length > 0) return undefined;
    const readers = [...new Set(sources.map(({ reader }) => reader))].map((reader) => `\`${reader}\``);
    return new EvaluationError(
      'type-not-covered',
      `no input would hold a \`${type}\`, so that there is none says nothing`,
      `what was read (${readers.join(', ')}) holds other types: add an inventory that has them; \`gsl collect\` prints the commands that make one`,
    );
  }

  /** The same for one account, where other accounts were seen too. */
  private uncoveredIn(
    account: string,
    type: string,
    accounts: ReadonlyMap<string, KnownAccount>,
  ): EvaluationError | undefined {
    if (this.inputs.sources.length === 0 || account === '') return undefined;
    const silent = this.inputs.missing(type, account, accounts);
    if (silent === undefined) return undefined;
    const said = silent.slice(0, SHOWN).map((file) => `\`${file}\``);
    const more = silent.length > SHOWN ? `, and ${silent.length - SHOWN} more` : '';
    return new EvaluationError(
      'type-not-covered',
      `no input is known to hold each \`${type}\` of the account \`${account}\`, so that there is none says nothing`,
      silent.length === 0
        ? `other accounts' were read: add an inventory of \`${account}\` that has them; \`gsl collect\` prints the commands that make one`
        : `${said.join(', ')}${more} would hold them, and does not say of which account: put the answers of each account into a folder that is named by it, as \`gsl collect\` does`,
    );
  }

  /** Whose entities of a type are: by its name, by the inputs that would hold it, or by the accounts that have some. */
  private vendorsOf(type: string, records: readonly EntityRecord[]): ReadonlySet<string> {
    const named = vendorOf(type);
    if (named !== undefined) return new Set([named]);
    const covering = this.inputs.of(type).flatMap(({ vendor }) => vendor ?? []);
    if (covering.length > 0) return new Set(covering);
    return new Set(records.flatMap(({ entity }) => [...(this.known.get(accountOf(entity))?.vendors ?? [])]));
  }

  /** The accounts of the type's vendor. */
  private accountsOf(type: string, records: readonly EntityRecord[]): ReadonlyMap<string, KnownAccount> {
    const vendors = this.vendorsOf(type, records);
    const isOfVendor = (seen: ReadonlySet<string>): boolean =>
      vendors.size === 0 || seen.size === 0 || [...seen].some((vendor) => vendors.has(vendor));
    return new Map([...this.known].filter(([, known]) => isOfVendor(known.vendors)));
  }

  /**
   * For functions that look up other entities: why it says nothing that an entity's account has none of a type. Undefined
   * where an input would hold them, and for accounts of other vendors.
   *
   * @param kept the entities of the types that are looked up
   */
  lookups(
    kept: ReadonlyMap<string, readonly EntityRecord[]>,
  ): (asking: EntityRecord, type: string) => EvaluationError | undefined {
    const known = new Map<
      string,
      { readonly accounts: ReadonlyMap<string, KnownAccount>; readonly gaps: Map<string, EvaluationError | undefined> }
    >();
    return ({ entity, provenance }, type) => {
      let ofType = known.get(type);
      if (ofType === undefined)
        known.set(type, (ofType = { accounts: this.accountsOf(type, kept.get(type) ?? []), gaps: new Map() }));
      const { accounts, gaps } = ofType;
      const account = accountOf(entity) || (this.inputs.accountOf(provenance.file, accounts) ?? '');
      if (!accounts.has(account)) return undefined;
      if (!gaps.has(account)) gaps.set(account, this.uncoveredIn(account, type, accounts));
      return gaps.get(account);
    };
  }

  /** One list object for each account of the type's vendor; entities without an account make up one of their own. */
  lists(type: string, records: readonly EntityRecord[], isEmpty: boolean): AccountList[] {
    const accounts = this.accountsOf(type, records);
    const byAccount = new Map<string, Entity[]>([...accounts.keys()].sort().map((account) => [account, []]));
    for (const { entity, provenance } of records) {
      const account = accountOf(entity) || (this.inputs.accountOf(provenance.file, accounts) ?? '');
      const items = byAccount.get(account);
      if (items === undefined) byAccount.set(account, [entity]);
      else items.push(entity);
    }
    // A snapshot without accounts is one account; without entities it shows nothing.
    if (byAccount.size === 0 && !isEmpty) byAccount.set('', []);
    const nowhere = records.length === 0 ? this.uncovered(type) : undefined;
    const cut = this.cutOf(type, records);
    return [...byAccount].map(([account, items]) => {
      const listType = `List<${type}>`;
      const id = account === '' ? listType : account;
      const entity: Entity = { items, id, type: listType, name: id, accountNumber: account, region: null, tags: [] };
      const uncovered = items.length > 0 ? undefined : (nowhere ?? this.uncoveredIn(account, type, accounts));
      const missing = this.missingIn(account, cut);
      if (missing === undefined) return { record: entityRecord(entity, { file: '' }), uncovered };
      // What is not there stands for an element that is not known, as everywhere.
      const more: Entity = { ...entity, items: [...items, null] };
      return { record: entityRecord(more, { file: '' }, { [`items.${items.length}`]: missing }), uncovered };
    });
  }

  /** The inputs that are not whole, and would hold more of a type. */
  private cutOf(type: string, records: readonly EntityRecord[]): readonly string[] {
    if (this.cut.size === 0) return [];
    const covering = this.inputs.of(type).map(({ provenance }) => provenance.file);
    const files = new Set([...covering, ...records.map(({ provenance }) => provenance.file)]);
    return [...this.cut].filter((file) => files.has(file));
  }

  /** Why an account may have more than was read. */
  private missingIn(account: string, cut: readonly string[]): string | undefined {
    const isOfIt = (file: string): boolean =>
      this.known.get(account)?.files.has(file) === true ||
      [...this.known.values()].every((known) => !known.files.has(file));
    const found = cut.find(isOfIt);
    return found === undefined ? undefined : `\`${found}\` is not whole: there may be more`;
  }
}

/** More files than these tell nobody more. */
const SHOWN = 3;
