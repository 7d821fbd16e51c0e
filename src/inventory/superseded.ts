import type { EntityRecord, InventoryRecord } from '../values/record.ts';

/** More are not held: then a resource can come from its plan and from its configuration. */
const MAX_HELD = 100_000;

/**
 * Resources of a Terraform configuration whose plan is read too: the plan knows more of the same resource, and its records
 * point at the same block. Those of the configuration wait until all inputs are read, and are left out where a plan has them.
 */
export class Superseded {
  readonly #held: EntityRecord[] = [];
  readonly #planned = new Set<string>();

  /**
   * Holds the record of a configuration; false where it is none, or too many are held.
   *
   * @param isState it is of a state, which was before the configuration and says nothing of it
   */
  hold(record: InventoryRecord, reader: string, isState = false): boolean {
    if (record.kind !== 'entity') return false;
    if (reader === 'terraform' && !isState) for (const block of blocksOf(record)) this.#planned.add(block);
    if (reader !== 'terraform-configuration' || this.#held.length >= MAX_HELD) return false;
    this.#held.push(record);
    return true;
  }

  /** What no plan has. */
  finish(): readonly EntityRecord[] {
    return this.#held.filter((record) => !blocksOf(record).some((block) => this.#planned.has(block)));
  }
}

/** The `[0]` and `["key"]` of what `count` and `for_each` make. */
const INSTANCE = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu;

/**
 * What the block that makes a resource is known by: its file, line and type; and its folder and address, since a plan that
 * is compressed, and a configuration in JSON, tell no line. A plan in a folder is that of the configuration there.
 */
function blocksOf({ entity, provenance: { file, line, address } }: EntityRecord): readonly string[] {
  const path = file.replace(/^\.\//u, '');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const resource = address?.replaceAll(INSTANCE, '');
  return [
    ...(line === undefined ? [] : [`${path}:${line}:${entity.type}`]),
    // What is in a module stands in another folder.
    ...(resource === undefined || resource.startsWith('module.') ? [] : [`${folder}:${resource}`]),
  ];
}
