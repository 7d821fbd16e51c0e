import { addTo } from '../by-key.ts';
import { ownObject, ownText } from '../entity.ts';
import { filled, listed } from '../filled.ts';
import { HeldRecords, type RecordJoin } from '../record-join.ts';
import type { EntityRecord } from '../../values/record.ts';
import { VirtualMachines } from './machines.ts';
import { AZURE_PARTS, ownerOf, partValue, vaultKey, type PartOf } from './parts.ts';
import { AZURE_TYPES } from './resource-types.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Puts into Azure's resources what others tell of them: into virtual machines their interfaces with the security groups of
 * these and of their subnets, and into servers, vaults, caches and others what Azure lists apart from them. Resources are
 * found by their ids, whose case Azure does not mind. What was not read stays unknown.
 */
export function azureJoin(max?: number): RecordJoin {
  return new HeldRecords('azure', takesPart, joined, max);
}

/** Types whose entities tell of others, besides those that the vendor has. */
const TOLD_BY: ReadonlySet<string> = new Set([
  'microsoft.network/networkinterfaces',
  'microsoft.network/virtualnetworks/subnets',
]);

function takesPart(record: EntityRecord): boolean {
  const type = typeOf(record);
  // The resources of a template have no ids yet, by which one could find another.
  if (record.entity.id === undefined) return false;
  return Object.hasOwn(AZURE_TYPES, type) || Object.hasOwn(AZURE_PARTS, type) || TOLD_BY.has(type);
}

function typeOf({ entity }: EntityRecord): string {
  return (ownText(entity, 'typeProperty') ?? '').toLowerCase();
}

interface Part {
  readonly of: PartOf;
  readonly entity: Values;
}

function* joined(records: readonly EntityRecord[]): Generator<EntityRecord> {
  const parts = partsByOwner(records);
  const machines = new VirtualMachines(records);
  for (const record of records) {
    const withParts = [...(parts.get(keyOf(record)) ?? new Map<string, Part[]>()).values()].reduce(
      (result, list) => withPart(result, list),
      record,
    );
    yield machines.resolved(withLocksOfGroup(withParts, parts));
  }
}

/** What its parts name a resource by. */
function keyOf(record: EntityRecord): string {
  const id = ownText(record.entity, 'id');
  const name = ownText(record.entity, 'name');
  const isVault = record.entity.type === 'KeyVault' && name !== undefined;
  return isVault && id === undefined ? vaultKey(name) : (id ?? '').toLowerCase();
}

type PartsByOwner = ReadonlyMap<string, ReadonlyMap<string, readonly Part[]>>;

/** By owner and property. What is inside of a vault names that alone. */
function partsByOwner(records: readonly EntityRecord[]): PartsByOwner {
  const vaults = new Map<string, string>();
  for (const { entity } of records)
    if (entity.type === 'KeyVault')
      vaults.set(vaultKey(ownText(entity, 'name') ?? ''), (ownText(entity, 'id') ?? '').toLowerCase());
  const found = new Map<string, Map<string, Part[]>>();
  for (const record of records) {
    const type = typeOf(record);
    const of = Object.hasOwn(AZURE_PARTS, type) ? AZURE_PARTS[type] : undefined;
    const owner = of && ownerOf(ownText(record.entity, 'id') ?? '', type);
    // What was printed by itself may be one of several.
    const isAlone = of?.isOne !== true && record.provenance.index === undefined;
    if (of === undefined || owner === undefined || isAlone) continue;
    const key = vaults.get(owner) ?? owner;
    const byProperty = found.get(key) ?? new Map<string, Part[]>();
    addTo(byProperty, of.property, { of, entity: record.entity });
    found.set(key, byProperty);
  }
  return found;
}

/** Only what is not known is filled in, so that what the resource itself says stays. */
function withPart(record: EntityRecord, parts: readonly Part[]): EntityRecord {
  const [first] = parts;
  if (first === undefined || !Object.hasOwn(record.unknown ?? {}, first.of.property)) return record;
  const values = parts.map(({ of, entity }) => partValue(of, entity));
  const value = first.of.isOne === true ? values[0] : listed(values);
  const more = Object.entries(first.of.also?.(parts.map(({ entity }) => entity)) ?? {});
  const withMore = more.reduce(
    (result, [name, other]) =>
      Object.hasOwn(result.unknown ?? {}, name) ? filled(result, name, { value: other }) : result,
    record,
  );
  return value === undefined ? withMore : filled(withMore, first.of.property, value);
}

/** The locks of its group hold for a resource too; the vendor's entity has them with the group. */
function withLocksOfGroup(record: EntityRecord, parts: PartsByOwner): EntityRecord {
  const group = ownObject(record.entity, 'resourceGroup');
  const id = (group && ownText(group, 'id'))?.toLowerCase();
  const locks = id === undefined ? undefined : parts.get(id)?.get('locks');
  if (group === undefined || locks === undefined) return record;
  const inner = Object.entries(record.unknown ?? {}).flatMap(([path, reason]) =>
    path.startsWith('resourceGroup.') && path !== 'resourceGroup.locks'
      ? [[path.slice('resourceGroup.'.length), reason] as const]
      : [],
  );
  const value = { ...group, locks: locks.map(({ entity }) => entity) };
  return filled(record, 'resourceGroup', { value, unknown: Object.fromEntries(inner) });
}
