import { coversType, type EntityRecord, entityRecord, type SourceRecord } from '../values/record.ts';
import type { Entity } from '../values/entity.ts';
import { EvaluationError } from '../values/value.ts';
import { vendorOf } from './vendors.ts';

/** The account of an entity, which some exports write as a number; empty where it has none. */
export function accountOf({ accountNumber }: Entity): string {
  const account: unknown = accountNumber;
  return typeof account === 'string' || typeof account === 'number' ? String(account) : '';
}

/** What is known of the accounts of a snapshot, and of what its inputs would hold: what `List<…>` rules are about. */
export class Accounts {
  /** The accounts, with the vendors whose inputs and types they were seen with. */
  private readonly vendors = new Map<string, Set<string>>();
  private readonly sources: SourceRecord[] = [];
  private readonly byFile = new Map<string, SourceRecord>();

  addSource(source: SourceRecord): void {
    this.sources.push(source);
    this.byFile.set(source.provenance.file, source);
  }

  /** Notes the account of an entity, and the file that it was read from. */
  add(entity: Entity, file: string | undefined): void {
    const account = accountOf(entity);
    if (account === '') return;
    let vendors = this.vendors.get(account);
    if (vendors === undefined) this.vendors.set(account, (vendors = new Set()));
    const vendor = (file === undefined ? undefined : this.byFile.get(file)?.vendor) ?? vendorOf(entity.type);
    if (vendor !== undefined) vendors.add(vendor);
  }

  /** What {@link add} has noted, as plain data. */
  get seen(): readonly (readonly [account: string, vendors: readonly string[]])[] {
    return [...this.vendors].map(([account, vendors]) => [account, [...vendors]]);
  }

  /** Takes what was noted elsewhere. */
  addSeen(seen: readonly (readonly [account: string, vendors: readonly string[]])[]): void {
    for (const [account, vendors] of seen) {
      const known = this.vendors.get(account) ?? new Set();
      for (const vendor of vendors) known.add(vendor);
      this.vendors.set(account, known);
    }
  }

  /** Why it cannot be said that there is none of a type: no input would hold it. Undefined where one would. */
  uncovered(type: string): EvaluationError | undefined {
    // Entities that are given as they are come without a word on what they would be.
    if (this.sources.length === 0 || this.sources.some((source) => coversType(source, type))) return undefined;
    const readers = [...new Set(this.sources.map(({ reader }) => reader))].map((reader) => `\`${reader}\``);
    return new EvaluationError(
      'type-not-covered',
      `no input would hold a \`${type}\`, so that there is none says nothing`,
      `what was read (${readers.join(', ')}) holds other types: add an inventory that has them; \`gsl collect\` prints the commands that make one`,
    );
  }

  /** Whose entities of a type are: by its name, by the inputs that would hold it, or by the accounts that have some. */
  private vendorsOf(type: string, records: readonly EntityRecord[]): ReadonlySet<string> {
    const named = vendorOf(type);
    if (named !== undefined) return new Set([named]);
    const covering = this.sources.filter((source) => coversType(source, type)).flatMap(({ vendor }) => vendor ?? []);
    if (covering.length > 0) return new Set(covering);
    return new Set(records.flatMap(({ entity }) => [...(this.vendors.get(accountOf(entity)) ?? [])]));
  }

  /** One list object for each account of the type's vendor; entities without an account make up one of their own. */
  lists(type: string, records: readonly EntityRecord[], isEmpty: boolean): EntityRecord[] {
    const vendors = this.vendorsOf(type, records);
    const isOfVendor = (seen: ReadonlySet<string>): boolean =>
      vendors.size === 0 || seen.size === 0 || [...seen].some((vendor) => vendors.has(vendor));
    const accounts = [...this.vendors].filter(([, seen]) => isOfVendor(seen)).map(([account]) => account);
    const byAccount = new Map<string, Entity[]>(accounts.sort().map((account) => [account, []]));
    for (const { entity } of records) {
      const account = accountOf(entity);
      const items = byAccount.get(account);
      if (items === undefined) byAccount.set(account, [entity]);
      else items.push(entity);
    }
    // A snapshot without accounts is one account; without entities it shows nothing.
    if (byAccount.size === 0 && !isEmpty) byAccount.set('', []);
    return [...byAccount].map(([account, items]) => {
      const listType = `List<${type}>`;
      const id = account === '' ? listType : account;
      const entity: Entity = { items, id, type: listType, name: id, accountNumber: account, region: null, tags: [] };
      return entityRecord(entity, { file: '' });
    });
  }
}
