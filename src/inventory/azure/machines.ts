import { isObject, ownList, ownObject, ownText, ownValue } from '../entity.ts';
import { embedded, filled, listed, withMember, withoutMember, type Found } from '../filled.ts';
import type { EntityRecord } from '../../values/record.ts';
import { flat } from './network-rules.ts';

type Values = Readonly<Record<string, unknown>>;

const GROUPS = '`az network nsg list` has it';
const NETWORKS = '`az network vnet list` has it';
/** The group of a subnet by the subnet's id; null where it has none. */
type GroupOfSubnet = ReadonlyMap<string, string | null>;

/** Fills virtual machines with their interfaces, and these with the security groups that stand before them. */
export class VirtualMachines {
  readonly #interfaces = new Map<string, EntityRecord>();
  readonly #groups = new Map<string, EntityRecord>();
  readonly #subnets: GroupOfSubnet;

  constructor(records: readonly EntityRecord[]) {
    for (const record of records) {
      const id = (ownText(record.entity, 'id') ?? '').toLowerCase();
      if (record.entity.type === 'NetworkSecurityGroup') this.#groups.set(id, record);
      if (record.entity.type === INTERFACE) this.#interfaces.set(id, record);
    }
    this.#subnets = groupsOfSubnets(records);
  }

  /** The machine with its interfaces, where all of them were read; any other record as it is. */
  resolved(record: EntityRecord): EntityRecord {
    if (record.entity.type === 'NetworkSecurityGroup') return this.#withAssets(record);
    if (record.entity.type !== 'VirtualMachine' || !Object.hasOwn(record.unknown ?? {}, 'nics')) return record;
    const profile = ownObject(record.entity, 'networkProfile');
    const references = ownList(profile ?? {}, 'networkInterfaces').map(idOf);
    const nics = references.map((id) => (id === undefined ? undefined : this.#interfaces.get(id)));
    const read = nics.filter((nic) => nic !== undefined);
    if (profile === undefined || read.length < references.length || read.length === 0) return record;
    const withNics = filled(record, 'nics', listed(read.map((nic) => this.#nic(nic))));
    const reach = isPublic(read.map(({ entity }) => entity));
    return reach === undefined || !Object.hasOwn(record.unknown ?? {}, 'isPublic')
      ? withNics
      : filled(withNics, 'isPublic', { value: reach });
  }

  #nic(record: EntityRecord): Found {
    const nic = embedded(record);
    const withGroup = this.#with(nic, 'networkSecurityGroup', idOf(ownValue(record.entity, 'networkSecurityGroup')));
    const subnets = new Set(configurations(record.entity).map((one) => idOf(ownValue(one, 'subnet'))));
    const [subnet] = subnets;
    if (subnets.size !== 1 || subnet === undefined) return withoutMember(withGroup, 'subnet', NETWORKS);
    const own: Found = { value: { id: subnet, name: subnet.slice(subnet.lastIndexOf('/') + 1) } };
    const group = this.#subnets.get(subnet);
    const behind =
      group === undefined
        ? withoutMember(own, 'securityGroup', NETWORKS)
        : this.#with(own, 'securityGroup', group ?? undefined);
    return withMember(withGroup, 'subnet', behind);
  }

  /** A group by its id; null where there is none. */
  #with(owner: Found, name: string, id: string | undefined): Found {
    if (id === undefined) return withMember(owner, name, { value: null });
    const group = this.#groups.get(id);
    return group === undefined ? withoutMember(owner, name, GROUPS) : withMember(owner, name, embedded(group));
  }

  /** How many machines a group stands before, where all of its interfaces were read and it is of no subnet. */
  #withAssets(record: EntityRecord): EntityRecord {
    if (!Object.hasOwn(record.unknown ?? {}, 'networkAssetsStats')) return record;
    const ids = ownList(record.entity, 'networkInterfaces').map(idOf);
    const nics = ids.map((id) => (id === undefined ? undefined : this.#interfaces.get(id)));
    if (ownList(record.entity, 'subnets').length > 0 || nics.includes(undefined)) return record;
    const machines = nics.map((nic) => nic && idOf(ownValue(nic.entity, 'virtualMachine')));
    const count = new Set(machines.filter((id) => id !== undefined)).size;
    return filled(record, 'networkAssetsStats', { value: [{ type: 'virtualMachines', count }] });
  }
}

const INTERFACE = 'Azure_Microsoft_Network_networkInterfaces';
const SUBNET = 'Azure_Microsoft_Network_virtualNetworks_subnets';

/** The id that an object refers by, in lower case: Azure does not mind the case. */
function idOf(reference: unknown): string | undefined {
  return isObject(reference) ? ownText(reference, 'id')?.toLowerCase() : undefined;
}

/** Networks and subnets tell the group of each subnet; a group tells which subnets it is of. */
function groupsOfSubnets(records: readonly EntityRecord[]): GroupOfSubnet {
  const found = new Map<string, string | null>();
  for (const { entity } of records) {
    const id = (ownText(entity, 'id') ?? '').toLowerCase();
    if (entity.type === 'NetworkSecurityGroup')
      for (const subnet of ownList(entity, 'subnets')) found.set(idOf(subnet) ?? '', id);
    const subnets = entity.type === 'VNet' ? ownList(entity, 'subnets') : [];
    for (const subnet of entity.type === SUBNET ? [entity] : subnets)
      if (isObject(subnet)) found.set(idOf(subnet) ?? '', idOf(ownValue(flat(subnet), 'networkSecurityGroup')) ?? null);
  }
  return found;
}

function configurations(nic: Values): readonly Values[] {
  return ownList(nic, 'ipConfigurations').flatMap((one) => (isObject(one) ? [flat(one)] : []));
}

/** Ways from outside to an interface that has no address of its own. */
const BALANCERS = [
  'loadBalancerBackendAddressPools',
  'loadBalancerInboundNatRules',
  'applicationGatewayBackendAddressPools',
];

/** Whether an interface has a public address; not known where one stands behind a load balancer. */
function isPublic(nics: readonly Values[]): boolean | undefined {
  const all = nics.flatMap(configurations);
  if (all.some((one) => isObject(ownValue(one, 'publicIPAddress') ?? ownValue(one, 'publicIpAddress')))) return true;
  const isBalanced = all.some((one) => BALANCERS.some((name) => ownList(one, name).length > 0));
  return isBalanced ? undefined : false;
}
