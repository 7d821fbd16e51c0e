import { entityRecord, isEntityRecord, type EntityRecord, type InventoryRecord } from '../../../values/record.ts';
import { accountOf } from '../values.ts';

/** By what an entity is known to the answers that tell parts of it, and what it refers to. */
export interface JoinFacts {
  /** The name that every part of it has. */
  readonly name: string;
  /** Within what the name is unique, where that is told: an ARN without its last part. */
  readonly scope?: string;
  /** Whether the record tells a part alone: then its `id` and `name` may be others than the whole's. */
  readonly isPart?: boolean;
  /** The ids of its security groups. */
  readonly groups?: readonly string[];
  /** The id of its VPC. */
  readonly vpc?: string;
  /** The ids of the VPCs that it is the gateway of. */
  readonly gatewayOf?: readonly string[];
  /** The ids of its volumes. */
  readonly volumes?: readonly string[];
  /** The id of its image. */
  readonly image?: string;
  /** The ARN of the role that it runs as. */
  readonly role?: string;
  /** The name of the log group that it writes to, or that it filters; null where it writes to none. */
  readonly logGroup?: string | null;
  /** The id of the network whose flows it logs. */
  readonly flowsOf?: string;
}

/** An entity with what it refers to, and what it is found by. Its record may be made anew for each call. */
export interface Thing {
  readonly facts: JoinFacts;
  readonly type: string;
  readonly arn: unknown;
  readonly account: unknown;
  readonly file: string;
  record(): EntityRecord;
}

/** A record with what is needed to put it together with others. */
export interface JoinableRecord extends EntityRecord {
  readonly join: JoinFacts;
  /** Makes the same record again: what it is made of takes less memory than itself. */
  readonly again?: (() => EntityRecord) | undefined;
}

/** What is held of a record until all inputs are read: all of it, or what it is made of. */
export class HeldThing implements Thing {
  readonly facts: JoinFacts;
  readonly type: string;
  readonly arn: unknown;
  readonly account: unknown;
  readonly source: unknown;
  readonly provenance: EntityRecord['provenance'];
  readonly #make: () => EntityRecord;

  constructor(record: JoinableRecord) {
    const { entity, provenance, join, again } = record;
    this.facts = join;
    this.type = entity.type;
    this.arn = entity['arn'];
    this.account = entity['accountNumber'];
    this.source = entity['source'];
    this.provenance = provenance;
    this.#make = again ?? (() => record);
  }

  /** The record, without what only its joining asks for. */
  record(): EntityRecord {
    const { entity, provenance, unknown, sensitive } = this.#make();
    return entityRecord(entity, provenance, unknown, sensitive);
  }

  get file(): string {
    return this.provenance.file;
  }
}

/** Puts what an entity is known by beside it. */
export function joinable(record: EntityRecord, join: JoinFacts): JoinableRecord {
  return { ...record, join };
}

/** An ARN as the scope that its last part is unique in, and that part. */
export function arnFacts(arn: string): { readonly name: string; readonly scope: string } {
  const at = Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':'));
  return { name: arn.slice(at + 1), scope: arn.slice(0, at) };
}

/** Something of IAM, found by ARN or name by what tells a part of it. AWS's own policies belong to no account. */
export function joinableByArn(record: InventoryRecord): InventoryRecord {
  if (!isEntityRecord(record) || record.entity.type === 'IamUser') return record;
  const { name = '', arn } = record.entity;
  return joinable(record, typeof arn === 'string' ? { name, scope: accountOf(arn) ?? 'aws' } : { name });
}

/** Whether a record is to be held until all inputs are read. */
export function isJoinable(record: EntityRecord): record is JoinableRecord {
  return 'join' in record;
}
