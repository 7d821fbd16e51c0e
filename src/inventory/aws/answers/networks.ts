import { addTo } from '../../by-key.ts';
import { isObject, ownText, ownValue } from '../../entity.ts';
import { embedded, listed, withMember, withoutMember, type Found } from '../../filled.ts';
import type { EntityRecord } from '../../../values/record.ts';
import { field, publicAddressOf, tagsOf, textField } from '../values.ts';
import { folderOf } from './folders.ts';
import type { Thing } from './join-facts.ts';
import { routes } from './parts.ts';

type Values = Readonly<Record<string, unknown>>;

export const FLOW_LOG = 'AWS_API_EC2_FlowLog';
const ROUTE_TABLE = 'AWS_API_EC2_RouteTable';
const GATEWAY = 'AWS_API_EC2_InternetGateway';

/** What a VPC has of others. */
const IN_VPC: ReadonlySet<string> = new Set(['Subnet', ROUTE_TABLE, GATEWAY]);

/** The files whose answers list a type, also where there is none of it. */
export type ListedIn = ReadonlyMap<string, ReadonlySet<string>>;

/** What is in a VPC, as the vendor's `VPC` and the interfaces of an `Instance` have it. */
export class Networks {
  readonly #byVpc = new Map<string, Thing[]>();
  readonly #flows = new Set<string>();
  readonly #listed: ListedIn;
  readonly #inFolder = new Map<string, Map<string, number>>();

  constructor(things: readonly Thing[], listedIn: ListedIn) {
    this.#listed = listedIn;
    for (const thing of things) {
      const { facts, type } = thing;
      if (facts.flowsOf !== undefined) this.#flows.add(facts.flowsOf);
      if (!IN_VPC.has(type)) continue;
      for (const vpc of [facts.vpc, ...(facts.gatewayOf ?? [])]) {
        if (vpc !== undefined) addTo(this.#byVpc, `${type}\n${vpc}`, thing);
      }
    }
  }

  /** The properties of a VPC that other answers tell. */
  of(vpc: string, file: string): Readonly<Record<string, Found | undefined>> {
    return {
      subnets: this.#in(vpc, 'Subnet', embedded),
      // Each has a main table: that there is none says that they were not read.
      routeTables: this.#in(vpc, ROUTE_TABLE, ({ entity }) => ({ value: routeTable(entity) })),
      internetGateways:
        this.#in(vpc, GATEWAY, ({ entity }) => ({ value: gateway(entity) })) ??
        (this.#isAll(GATEWAY, file) ? { value: [] } : undefined),
      hasFlowLogs: this.#flowsOf(vpc, file),
    };
  }

  #in(vpc: string, type: string, make: (record: EntityRecord) => Found): Found | undefined {
    const own = this.#byVpc.get(`${type}\n${vpc}`);
    return own === undefined ? undefined : listed(own.map((thing) => make(thing.record())));
  }

  #flowsOf(vpc: string, file: string): Found | undefined {
    if (this.#flows.has(vpc)) return { value: true };
    return this.#isAll(FLOW_LOG, file) ? { value: false } : undefined;
  }

  /**
   * Whether what was not listed is not there: answers of EC2 name no region, and those of several are files of their own.
   * One answer that lists VPCs and one that lists the others are of the same, where there are no more of them, or where
   * they are those of one folder.
   */
  #isAll(type: string, file: string): boolean {
    const types = ['VPC', type];
    if (types.every((one) => this.#listed.get(one)?.size === 1)) return true;
    return types.every((one) => this.#listedBeside(one).get(folderOf(file)) === 1);
  }

  /** How many files of each folder list a type; counted once, since each VPC asks. */
  #listedBeside(type: string): ReadonlyMap<string, number> {
    let counts = this.#inFolder.get(type);
    if (counts === undefined) {
      this.#inFolder.set(type, (counts = new Map()));
      for (const file of this.#listed.get(type) ?? [])
        counts.set(folderOf(file), (counts.get(folderOf(file)) ?? 0) + 1);
    }
    return counts;
  }
}

function routeTable(table: Values): Values {
  const associations = field(table, 'associations');
  return {
    associations: (Array.isArray(associations) ? associations : []).map((one: unknown) => ({
      isMain: isObject(one) ? (field(one, 'main') ?? null) : null,
      subnetId: isObject(one) ? (field(one, 'subnetId') ?? null) : null,
    })),
    propagatingVgws: field(table, 'propagatingVgws') ?? [],
    routes: routes(field(table, 'routes') ?? null, 'Routes', 0),
    routeTableId: field(table, 'routeTableId') ?? null,
    vpcId: field(table, 'vpcId') ?? null,
    tags: ownValue(table, 'tags') ?? [],
    name: nameTag(table),
  };
}

function gateway(item: Values): Values {
  const list = field(item, 'attachments');
  return {
    externalId: field(item, 'internetGatewayId') ?? null,
    vpcAttachments: (Array.isArray(list) ? list : []).map((one: unknown) => ({
      state: isObject(one) ? (field(one, 'state') ?? null) : null,
      vpcId: isObject(one) ? (field(one, 'vpcId') ?? null) : null,
    })),
    name: nameTag(item),
  };
}

function nameTag(item: Values): unknown {
  return tagsOf(ownValue(item, 'tags'))?.find(({ key }) => key === 'Name')?.value ?? '';
}

/** The interfaces of an instance, which its own answer lists, with their subnets and groups where those were read. */
export function interfacesOf(
  instance: Values,
  find: (type: string, id: string) => EntityRecord | undefined,
): Found | undefined {
  const list = field(instance, 'networkInterfaces');
  return Array.isArray(list) && list.every(isObject)
    ? listed(list.map((one, index) => nic(one as Values, index, find)))
    : undefined;
}

function nic(item: Values, index: number, find: (type: string, id: string) => EntityRecord | undefined): Found {
  const own = {
    id: field(item, 'networkInterfaceId') ?? null,
    name: `eth${index}`,
    privateDnsName: field(item, 'privateDnsName') ?? null,
    privateIpAddress: field(item, 'privateIpAddress') ?? null,
    publicIpAddress: publicAddressOf(item) ?? '',
  };
  const groups = field(item, 'groups');
  const secured =
    Array.isArray(groups) && groups.every(isObject) ? groups.map((group) => groupOf(group, find)) : undefined;
  const withGroups =
    secured === undefined
      ? withoutMember({ value: own }, 'securityGroups', '`Groups` of the interface is no list in the source')
      : withMember({ value: own }, 'securityGroups', listed(secured));
  const subnetId = textField(item, 'subnetId') ?? '';
  const subnet = find('Subnet', subnetId);
  if (subnet !== undefined) return withMember(withGroups, 'subnet', embedded(subnet));
  const bare = { value: { id: subnetId, externalId: subnetId, type: 'Subnet' }, unknown: { '*': SUBNETS } };
  return withMember(withGroups, 'subnet', bare);
}

const SUBNETS = '`aws ec2 describe-subnets` has it';
const GROUPS = '`aws ec2 describe-security-groups` has it';

function groupOf(group: Values, find: (type: string, id: string) => EntityRecord | undefined): Found {
  const id = ownText(group, 'GroupId') ?? ownText(group, 'groupId') ?? '';
  const record = find('SecurityGroup', id);
  if (record !== undefined) return embedded(record);
  const name = ownText(group, 'GroupName') ?? ownText(group, 'groupName');
  const own: Found = { value: { id, type: 'SecurityGroup' } };
  const bare = name === undefined ? withoutMember(own, 'name', GROUPS) : withMember(own, 'name', { value: name });
  return withoutMember(withoutMember(bare, 'inboundRules', GROUPS), 'outboundRules', GROUPS);
}
