import { ownText, ownValue } from '../entity.ts';
import { problem } from '../problems.ts';
import { secretPaths } from '../secret-names.ts';
import { entityRecord, type InventoryRecord, type ProblemRecord, type Provenance } from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';

/** A JSON object of a plan or a state. */
export type Members = Readonly<Record<string, unknown>>;

/** What a plan or a state says of one resource. */
export interface Resource {
  /** `managed` or `data`. */
  readonly mode?: string;
  readonly type: string | undefined;
  /** Its name in the configuration. */
  readonly label?: string;
  readonly address?: string;
  readonly values: Members;
  /** The paths of what is not known, and why. */
  readonly unknown?: Iterable<readonly [path: string, reason: string]>;
  /** Of what is not known, the text that is. */
  readonly partly?: ReadonlyMap<string, readonly string[]>;
  /** The paths of what is there, whatever it is. */
  readonly present?: ReadonlySet<string>;
  /** The paths of text that is JSON, whose known members stand there as values. */
  readonly documents?: ReadonlySet<string>;
  /** The paths of what is secret. */
  readonly sensitive?: Iterable<string>;
}

/**
 * The entity of a managed resource. Its attributes stand at the top, `source` too; only `type` is the resource's type,
 * and an attribute of that name is called `typeProperty`. `id`, `name`, `address` and `source` are given where the
 * resource has no attributes of these names.
 */
export function resourceRecords(resource: Resource, place: Provenance): readonly InventoryRecord[] {
  const { mode, type, label, values } = resource;
  // Data sources describe what others manage.
  if (mode === 'data') return [];
  if (type === undefined || type === '') return [noResource(place)];
  const address = resource.address ?? `${type}.${label ?? ''}`;
  const unknown = new Map(resource.unknown ?? []);
  // What is not known yet is not replaced by something else, and what has no value stays so.
  const isFree = (name: string): boolean => !Object.hasOwn(values, name) && !unknown.has(name);
  const id = ownValue(values, 'id');
  const entity: Entity = {
    ...(isFree('address') ? { address } : {}),
    ...values,
    ...(Object.hasOwn(values, 'type') ? { typeProperty: values['type'] } : {}),
    type,
    id: typeof id === 'string' && id !== '' ? id : address,
    ...(isFree('name') ? { name: label ?? address } : {}),
    ...(isFree('source') ? { source: 'terraform' } : {}),
  };
  const marked = Object.hasOwn(values, 'type') || unknown.has('type');
  const renamed = marked ? moved(unknown, `the attribute \`type\` of ${address} is called \`typeProperty\``) : unknown;
  const record = entityRecord(
    entity,
    { ...place, address },
    renamed.size === 0 ? undefined : Object.fromEntries(renamed),
    [...new Set([...(resource.sensitive ?? []), ...secretPaths(values), ...secretOf(type, values)])].map(asStored),
  );
  const partly = [...(resource.partly ?? [])].map(([path, pieces]) => [asStored(path), pieces] as const);
  const documents = [...(resource.documents ?? [])].map(asStored);
  const present = [...(resource.present ?? [])].map(asStored);
  return [
    {
      ...record,
      ...(partly.length === 0 ? {} : { partly: Object.fromEntries(partly) }),
      ...(documents.length === 0 ? {} : { documents }),
      ...(present.length === 0 ? {} : { present }),
    },
  ];
}

/** What providers mark as sensitive and does not say so by its name. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  aws_ssm_parameter: ['value'],
  azurerm_key_vault_secret: ['value'],
  google_secret_manager_secret_version: ['secret_data'],
  kubernetes_secret: ['data', 'binary_data'],
  kubernetes_secret_v1: ['data', 'binary_data'],
  random_password: ['result', 'bcrypt_hash'],
};

function secretOf(type: string, values: Members): readonly string[] {
  const names = Object.hasOwn(SECRETS, type) ? SECRETS[type] : undefined;
  return (names ?? []).filter((name) => Object.hasOwn(values, name));
}

/** A rule that asks for `type` means the attribute, and would get the resource's type: so it is told the other name. */
function moved(unknown: ReadonlyMap<string, string>, reason: string): ReadonlyMap<string, string> {
  return new Map([...[...unknown].map(([path, why]) => [asStored(path), why] as const), ['type', reason] as const]);
}

function asStored(path: string): string {
  return path === 'type' || path.startsWith('type.') ? `typeProperty${path.slice('type'.length)}` : path;
}

/** The problem that something in a list of resources is none. */
export function noResource(place: Provenance): ProblemRecord {
  return problem('not-an-entity', 'the element is no Terraform resource', place);
}

/** What all forms of a resource have. */
export function headOf(resource: Members): Omit<Resource, 'values'> {
  const [mode, label, address] = ['mode', 'name', 'address'].map((key) => ownText(resource, key));
  return {
    type: ownText(resource, 'type'),
    ...(mode === undefined ? {} : { mode }),
    ...(label === undefined ? {} : { label }),
    ...(address === undefined ? {} : { address }),
  };
}

/** The paths with one reason for all. */
export function because(paths: Iterable<string>, reason: string): readonly (readonly [string, string])[] {
  return [...paths].map((path) => [path, reason] as const);
}
