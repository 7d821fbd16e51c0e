import type { EntityRecord } from '../../../values/record.ts';

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

/** A record with what is needed to put it together with others. */
export interface JoinableRecord extends EntityRecord {
  readonly join: JoinFacts;
}

/** Puts what an entity is known by beside it. */
export function joinable(record: EntityRecord, join: JoinFacts): JoinableRecord {
  return { ...record, join };
}

/** Whether a record is to be held until all inputs are read. */
export function isJoinable(record: EntityRecord): record is JoinableRecord {
  return 'join' in record;
}
