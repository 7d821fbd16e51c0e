import { addTo } from '../by-key.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { embedded, filled, listed } from '../filled.ts';
import { HeldRecords, type RecordJoin } from '../record-join.ts';
import type { EntityRecord } from '../../values/record.ts';
import { Firewalls } from './firewalls.ts';
import type { AssetRecord } from './resource.ts';

/**
 * Puts into Google's resources what others tell of them: into machines the firewall rules that are for them, into key rings
 * their keys, into buckets their policies, into service accounts their roles, into clusters what is asked of their subnet.
 * What was not read stays unknown.
 */
export function googleJoin(max?: number): RecordJoin {
  let others = 0;
  const takesPart = (record: EntityRecord): boolean => {
    if (TYPES.has(record.entity.type) || (assetOf(record) !== undefined && isHalf(record))) return true;
    others += 1;
    return assetOf(record) !== undefined && others <= MAX_OTHERS;
  };
  return new HeldRecords('google', takesPart, joined, max);
}

/** So many assets wait for their policies that wait for nothing else. Those behind stay as they are: exports are long. */
const MAX_OTHERS = 20_000;

const KEY = 'Google_cloudkms_CryptoKey';
const FIREWALL = 'Google_compute_Firewall';
/** Policies of folders and organizations apply before a network's own rules. */
const HIERARCHICAL = 'Google_compute_FirewallPolicy';
const PROJECT = 'Google_cloudresourcemanager_Project';
const TYPES = new Set([
  FIREWALL,
  HIERARCHICAL,
  KEY,
  PROJECT,
  'GkeCluster',
  'KmsKeyRing',
  'ServiceAccount',
  'StorageBucket',
  'Subnet',
  'VMInstance',
]);

function* joined(records: readonly EntityRecord[]): Generator<EntityRecord> {
  const things = withPolicies(withHalves(records));
  const ofType = (type: string): readonly EntityRecord[] => things.filter(({ entity }) => entity.type === type);
  const firewalls = new Firewalls(ofType(FIREWALL), ofType(HIERARCHICAL).length > 0);
  const keys = keysByRing(ofType(KEY));
  const [subnets, projects] = [ofType('Subnet'), ofType(PROJECT)];
  for (const record of things) {
    switch (record.entity.type) {
      case 'VMInstance':
        yield firewalls.resolved(record);
        break;
      case 'KmsKeyRing':
        yield withKeys(record, keys);
        break;
      case 'GkeCluster':
        yield withSubnet(record, subnets);
        break;
      case 'ServiceAccount':
        yield withRoles(record, projects);
        break;
      default:
        yield record;
    }
  }
}

/** An export of policies tells of a bucket, whose name is the world's, nothing but its policy: then it is no bucket more. */
function withPolicies(records: readonly EntityRecord[]): readonly EntityRecord[] {
  const isPolicy = ({ entity }: EntityRecord): boolean =>
    entity.type === 'StorageBucket' && entity.id?.startsWith('//') === true && isObject(entity['iamPolicy']);
  const isWhole = ({ entity, unknown = {} }: EntityRecord): boolean =>
    entity.type === 'StorageBucket' && Object.hasOwn(unknown, 'iamPolicy');
  const policies = new Map(records.filter(isPolicy).map((record) => [record.entity.name, record]));
  const buckets = new Set(records.filter(isWhole).map(({ entity }) => entity.name));
  return records.flatMap((record) => {
    if (isPolicy(record)) return buckets.has(record.entity.name) ? [] : [record];
    const policy = isWhole(record) ? policies.get(record.entity.name) : undefined;
    return [policy === undefined ? record : filled(record, 'iamPolicy', { value: policy.entity['iamPolicy'] })];
  });
}

/** An asset may come twice, with its resource and with its policy: an export has one of them at a time. */
function withHalves(records: readonly EntityRecord[]): readonly EntityRecord[] {
  const policies = new Map<string, unknown>();
  const wholes = new Set<string>();
  for (const record of records) {
    const asset = assetOf(record);
    if (asset === undefined) continue;
    if (isHalf(record)) policies.set(asset, record.entity['iamPolicy']);
    else wholes.add(asset);
  }
  return records.flatMap((record) => {
    const asset = assetOf(record);
    if (asset === undefined || !wholes.has(asset) || !policies.has(asset)) return [record];
    if (isHalf(record)) return [];
    return [
      isObject(record.entity['iamPolicy']) ? record : filled(record, 'iamPolicy', { value: policies.get(asset) }),
    ];
  });
}

function assetOf(record: EntityRecord): string | undefined {
  return (record as Partial<AssetRecord>).asset;
}

/** Whether nothing but its policy is told of an asset. */
function isHalf({ entity, unknown = {} }: EntityRecord): boolean {
  return Object.hasOwn(unknown, '*') && isObject(entity['iamPolicy']);
}

/** Keys are listed for one ring: where one was read, all were. */
function withKeys(record: EntityRecord, keys: ReadonlyMap<string, readonly EntityRecord[]>): EntityRecord {
  const own = keys.get(resourceName(record) ?? '') ?? [];
  return own.length === 0 ? record : filled(record, 'cryptoKeys', listed(own.map(embedded)));
}

/** The keys by the names of their rings. */
function keysByRing(keys: readonly EntityRecord[]): ReadonlyMap<string, readonly EntityRecord[]> {
  const found = new Map<string, EntityRecord[]>();
  for (const key of keys) {
    const [ring = '', own] = resourceName(key)?.split('/cryptoKeys/') ?? [];
    if (own !== undefined) addTo(found, ring, key);
  }
  return found;
}

/** `projects/p/locations/l/keyRings/r` of an asset's name or of the interface's. */
function resourceName({ entity }: EntityRecord): string | undefined {
  const [name] = [ownText(entity, 'id'), ownText(entity, 'name')].flatMap(
    (text) => /projects\/.+$/u.exec(text ?? '') ?? [],
  );
  return name;
}

function withSubnet(record: EntityRecord, subnets: readonly EntityRecord[]): EntityRecord {
  const own = ownObject(record.entity, 'subnetwork');
  const subnet = subnets.filter(
    ({ entity }) =>
      entity.name === (own && ownText(own, 'name')) &&
      entity.accountNumber === record.entity.accountNumber &&
      ownText(record.entity, 'region')?.startsWith(ownText(entity, 'region') ?? ' ') === true,
  );
  const [only] = subnet;
  return subnet.length !== 1 || only === undefined ? record : filled(record, 'subnetwork', embedded(only));
}

/** The roles that an account has in its own project, where the project's policy was read. */
function withRoles(record: EntityRecord, projects: readonly EntityRecord[]): EntityRecord {
  const email = ownText(record.entity, 'email');
  const policy = projects.find(
    ({ entity }) =>
      isObject(entity['iamPolicy']) &&
      [entity.name, entity.accountNumber, entity['projectId']].includes(record.entity.accountNumber),
  )?.entity['iamPolicy'];
  const bindings = isObject(policy) ? ownValue(policy, 'bindings') : undefined;
  if (email === undefined || !Array.isArray(bindings)) return record;
  const roles = bindings.flatMap((binding: unknown) => {
    const members = isObject(binding) ? ownValue(binding, 'members') : undefined;
    const isMember = Array.isArray(members) && members.includes(`serviceAccount:${email}`);
    return isObject(binding) && isMember ? [ownText(binding, 'role') ?? null] : [];
  });
  return filled(record, 'roles', { value: roles });
}
