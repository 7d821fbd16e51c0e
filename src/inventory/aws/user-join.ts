import { grouped, merged, mergedRecord, statesOf } from './merge.ts';
import { NEVER } from './values.ts';
import { problem } from '../problems.ts';
import {
  entityRecord,
  isEntityRecord,
  type EntityRecord,
  type InventoryRecord,
  type Provenance,
} from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';

/** What a source says of one access key. Several are put together by the key's id. */
export interface AccessKeyFact {
  readonly id?: string;
  /** Whether the key was listed as one of the user's; else only its last use is told. */
  readonly listed: boolean;
  readonly isActive?: boolean;
  readonly created?: number;
  readonly lastUsed?: { readonly date: number; readonly region: string; readonly service: string };
}

/** A user of which a source tells single keys: which is the first shows only when all are known. */
export interface IamUserPart extends EntityRecord {
  readonly keys: readonly AccessKeyFact[];
  /** Whether the listed keys are all that the user has. */
  readonly listsAll: boolean;
}

/** Puts what a source says of a user's keys beside the user. */
export function iamUserPart(user: EntityRecord, keys: readonly AccessKeyFact[], listsAll: boolean): IamUserPart {
  return { ...user, keys, listsAll };
}

function isIamUserPart(record: EntityRecord): record is IamUserPart {
  return 'keys' in record;
}

/** How many records are held. More than any organization's users; it bounds the memory that a wrong input can take. */
export const MAX_HELD = 100_000;

/**
 * Makes one `IamUser` of the records that several sources give of it. They are of one user when account and name are the
 * same; a source that tells no account (`list-access-keys`) goes with the one user of that name.
 *
 * - A known value wins over an unknown one. Of two known ones, the credential report's wins, as it shows all credentials
 *   at one moment; else that of the record which came first. A property is taken whole from one record, so that a key
 *   is never made of two.
 * - `id` is the user's unique id where one source has it, and else the ARN; `source` names all sources.
 * - What one source tells in two ways, as reports of two days do, is a user of each: neither hides the other.
 * - Only what no source knows stays unknown. The provenance is that of the first record.
 */
export class UserJoin {
  private readonly records: EntityRecord[] = [];
  private readonly maxHeld: number;
  /** The first user that was not held. */
  private refused: EntityRecord | undefined;

  constructor(maxHeld: number = MAX_HELD) {
    this.maxHeld = maxHeld;
  }

  /** Holds the record until `finish`; false when it is no user, or too many are held already: then it stays as it is. */
  hold(record: InventoryRecord): boolean {
    if (!isEntityRecord(record) || record.entity.type !== 'IamUser') return false;
    if (this.records.length >= this.maxHeld) {
      this.refused ??= record;
      return false;
    }
    this.records.push(record);
    return true;
  }

  /** The users, in the order in which they came first. */
  *finish(): Generator<InventoryRecord> {
    const { groups, doubtful } = grouped(this.records, ({ entity: { accountNumber, arn, name } }) => ({
      name: name ?? '',
      scope: name === undefined ? undefined : [accountNumber, arn].find((one) => typeof one === 'string'),
    }));
    for (const records of groups) for (const state of statesOf(records, (record) => record)) yield joined(state);
    for (const { record, things } of doubtful) yield ambiguous(record, things);
    if (this.refused !== undefined) yield tooMany(this.maxHeld, this.refused.provenance);
  }
}

function ambiguous({ entity, provenance }: EntityRecord, accounts: number): InventoryRecord {
  return problem(
    'ambiguous-user',
    `a user \`${entity.name ?? ''}\` is in ${accounts} accounts, and this record does not say in which`,
    provenance,
    'read the inputs of one account at a time',
  );
}

function tooMany(held: number, place: Provenance): InventoryRecord {
  return problem(
    'too-many-users',
    `only the first ${held} records of IAM users are joined; from here on each stands by itself`,
    place,
    'read the inputs of one account at a time',
  );
}

const REPORTS = new Set(['aws-credential-report', 'steampipe:aws_iam_credential_report']);

/** The record of one user. */
function joined(parts: readonly EntityRecord[]): EntityRecord {
  // The keys' record knows best why a key is not known.
  const records = [...keyRecords(parts), ...parts];
  const [only] = records;
  if (only === undefined) throw new RangeError('a user is made of at least one record');
  if (records.length === 1) return only;
  const ranked = [...records].sort((a, b) => rank(a) - rank(b));
  const all = merged(ranked, records);
  const ids = ranked.map(({ entity }) => entity.id).filter((id) => id !== undefined);
  const id = ids.find((one) => !one.startsWith('arn:')) ?? ids[0];
  if (id !== undefined) all.values.set('id', id);
  const [first, ...others] = parts;
  return mergedRecord(all, [first ?? only, ...others]);
}

function rank({ entity }: EntityRecord): number {
  return REPORTS.has(String(entity['source'])) ? 0 : 1;
}

/** The record of a user's two keys, where sources tell single keys. */
function keyRecords(parts: readonly EntityRecord[]): readonly EntityRecord[] {
  const sources = parts.filter(isIamUserPart);
  const facts = sources.flatMap(({ keys }) => keys);
  const listed = listedKeys(facts);
  const first = sources[0];
  if (first === undefined || (listed.length === 0 && !sources.some(({ listsAll }) => listsAll))) return [];
  const all = sources.some(({ listsAll }) => listsAll);
  const { name, source } = first.entity;
  const values: Record<string, unknown> = { type: 'IamUser', name, source };
  const unknown: Record<string, string> = {};
  ['firstAccessKey', 'secondAccessKey'].forEach((slot, index) => {
    const key = listed[index];
    if (listed.length > 2) unknown[slot] = `${listed.length} keys are listed, a user has two at most`;
    else if (key !== undefined) Object.assign(unknown, describeKey(values, slot, key, facts, listed.length));
    else if (all) values[slot] = NO_KEY;
    else unknown[slot] = 'the list of access keys is cut off';
  });
  const place: Provenance = first.provenance;
  return [entityRecord(values as unknown as Entity, place, unknown)];
}

/** A key that does not exist, as the credential report shows it. */
const NO_KEY = { isActive: false, lastRotated: null, lastUsedDate: null, lastUsedRegion: null, lastUsedService: null };

/** The listed keys, the oldest first; one that was listed twice counts once. */
function listedKeys(facts: readonly AccessKeyFact[]): readonly AccessKeyFact[] {
  const keys = new Map<string, AccessKeyFact>();
  facts.forEach((fact, index) => {
    const id = fact.id ?? `${index}`;
    if (fact.listed && !keys.has(id)) keys.set(id, fact);
  });
  return [...keys.values()].sort(
    (a, b) => (a.created ?? Infinity) - (b.created ?? Infinity) || ((a.id ?? '') < (b.id ?? '') ? -1 : 1),
  );
}

/** Sets the key's value, and gives what of it is not known. */
function describeKey(
  values: Record<string, unknown>,
  slot: string,
  key: AccessKeyFact,
  facts: readonly AccessKeyFact[],
  listed: number,
): Record<string, string> {
  const uses = facts.filter(({ lastUsed }) => lastUsed !== undefined);
  const unnamed = uses.filter(({ id }) => id === undefined);
  const own = uses.find(({ id }) => id !== undefined && id === key.id);
  // The output of `get-access-key-last-used` names the user and not the key: of two keys it could be either's.
  const use = (own ?? (listed === 1 && unnamed.length === 1 ? unnamed[0] : undefined))?.lastUsed;
  values[slot] = {
    ...(key.isActive === undefined ? {} : { isActive: key.isActive }),
    ...(key.created === undefined ? {} : { lastRotated: key.created }),
    ...(use === undefined ? {} : { lastUsedDate: use.date, lastUsedRegion: use.region, lastUsedService: use.service }),
  };
  const unknown: Record<string, string> = {};
  const form = 'it has another form in the source than documented';
  if (key.isActive === undefined) unknown[`${slot}.isActive`] = form;
  if (key.created === undefined) unknown[`${slot}.lastRotated`] = form;
  if (use !== undefined) return unknown;
  const reason =
    unnamed.length === 0
      ? '`aws iam get-access-key-last-used` has it'
      : 'the last use that was read does not say of which key it is';
  for (const part of ['lastUsedDate', 'lastUsedRegion', 'lastUsedService']) unknown[`${slot}.${part}`] = reason;
  return unknown;
}

/** A last use as the AWS CLI prints it: without a date, and `N/A` for region and service, where none is recorded. */
export function lastUse(date: number | undefined, region: unknown, service: unknown): AccessKeyFact['lastUsed'] {
  const text = (value: unknown): string => (typeof value === 'string' && value !== 'N/A' ? value : '');
  return { date: date ?? NEVER, region: text(region), service: text(service) };
}
