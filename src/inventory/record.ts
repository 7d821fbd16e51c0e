import type { Entity, UnknownProperties } from '../values/entity.ts';

export type { Entity, Json, UnknownProperties } from '../values/entity.ts';

/** Where a record was read. Lines and columns count from 1, `index` (in an array) from 0. */
export interface Provenance {
  /** File name as it was given; `<stdin>` for standard input. */
  readonly file: string;
  readonly line?: number;
  readonly index?: number;
  /** The resource's address in its own tool: a Terraform address, a CloudFormation logical id. */
  readonly address?: string;
}

/**
 * An entity and where it came from. Readers yield these; `assess` takes them as it takes plain entities.
 *
 * @example
 * new EntityRecord({ type: 'IamUser', name: 'alice' }, { file: 'users.json', line: 3 })
 */
export class EntityRecord {
  readonly entity: Entity;
  readonly provenance: Provenance;
  /**
   * Properties that the entity has, but that its source does not hold, each with where the value would be found or why it
   * is not known: `{ firstAccessKey: 'an IAM credential report has it' }`. A rule that needs one cannot be decided.
   */
  readonly unknown?: UnknownProperties;

  constructor(entity: Entity, provenance: Provenance, unknown?: UnknownProperties) {
    this.entity = entity;
    this.provenance = provenance;
    if (unknown !== undefined) this.unknown = unknown;
  }
}

/**
 * Something in the input that could not be read as an entity. The rest of the input is still read.
 *
 * @example
 * for await (const record of readInventory(files)) if (record instanceof ProblemRecord) console.error(record.message);
 */
export class ProblemRecord {
  /** Stable, for machines: `invalid-json`, `not-an-entity`, `truncated-input`. */
  readonly code: string;
  /** Lower case first, no final period. */
  readonly message: string;
  readonly provenance: Provenance;
  readonly help?: string;

  constructor(code: string, message: string, provenance: Provenance, help?: string) {
    this.code = code;
    this.message = message;
    this.provenance = provenance;
    if (help !== undefined) this.help = help;
  }
}

/** What an inventory reader yields, in the order of the input. */
export type InventoryRecord = EntityRecord | ProblemRecord;
