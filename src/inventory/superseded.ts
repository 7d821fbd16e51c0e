import type { EntityRecord, InventoryRecord } from '../values/record.ts';

/** More are not held: then a resource can come from its plan and from its configuration. */
const MAX_HELD = 100_000;

/**
 * Resources of a Terraform configuration whose plan is read too: the plan knows more of the same resource, and its records
 * point at the same block. Those of the configuration wait until all inputs are read, and are left out where a plan has them.
 */
export class Superseded {
  readonly #held = new Map<string, EntityRecord>();
  readonly #planned = new Set<string>();

  /** Holds the record of a configuration; false where it is none, or too many are held. */
  hold(record: InventoryRecord, reader: string): boolean {
    if (record.kind !== 'entity') return false;
    const block = blockOf(record);
    if (block === undefined) return false;
    if (reader === 'terraform') this.#planned.add(block);
    if (reader !== 'terraform-configuration' || this.#held.size >= MAX_HELD) return false;
    this.#held.set(block, record);
    return true;
  }

  /** What no plan has. */
  finish(): readonly EntityRecord[] {
    return [...this.#held].flatMap(([block, record]) => (this.#planned.has(block) ? [] : [record]));
  }
}

/** The block that makes a resource: its file, line and type. */
function blockOf({ entity, provenance }: EntityRecord): string | undefined {
  const { file, line } = provenance;
  return line === undefined ? undefined : `${file.replace(/^\.\//u, '')}:${line}:${entity.type}`;
}
