import { addTo } from '../../by-key.ts';
import { isObject } from '../../entity.ts';
import { embedded, filled, listed, type Found } from '../../filled.ts';
import type { EntityRecord } from '../../../values/record.ts';
import { textField } from '../values.ts';
import { accountOfFolder, regionOfFolder } from './folders.ts';
import { arnRegion } from './item-record.ts';
import type { Thing } from './join-facts.ts';
import { interfacesOf, Networks, type ListedIn } from './networks.ts';

type Values = Readonly<Record<string, unknown>>;

/** So many that were asked for are kept. */
const MAX_ASKED = 4096;

/** Finds entities of all inputs by what others call them. */
export class References {
  private readonly byId = new Map<string, Thing>();
  private readonly byArn = new Map<string, Thing>();
  private readonly filters = new Map<string, Thing[]>();
  private readonly accounts = new Set<unknown>();
  private readonly networks: Networks;
  private readonly asked = new Map<Thing, EntityRecord>();

  private readonly listedIn: ListedIn;

  constructor(things: readonly Thing[], listedIn: ListedIn) {
    this.listedIn = listedIn;
    this.networks = new Networks(things, listedIn);
    for (const thing of things) {
      const { type, arn, account, facts } = thing;
      if (account !== undefined) this.accounts.add(account);
      this.byId.set(`${type}\n${facts.name}`, thing);
      if (typeof arn === 'string') this.byArn.set(arn, thing);
      if (type === METRIC_FILTER && typeof facts.logGroup === 'string') addTo(this.filters, facts.logGroup, thing);
    }
  }

  /** The record with what other entities tell of it. What is not among them stays unknown. */
  resolved(thing: Thing): EntityRecord {
    const { facts } = thing;
    const record = thing.record();
    if (!refersToOthers(thing)) return record;
    const found: Record<string, Found | undefined> = {
      inboundRules: facts.groups && this.rulesOf(facts.groups, 'inboundRules'),
      outboundRules: facts.groups && this.rulesOf(facts.groups, 'outboundRules'),
      volumes: facts.volumes && this.listOf('Volume', facts.volumes),
      imageDetails: embeddedOr(facts.image === undefined ? undefined : this.entityOf('AMI', facts.image)),
      executionRole: embeddedOr(facts.role === undefined ? undefined : this.recordOf(this.byArn.get(facts.role))),
      metricFilters: this.filtersOf(record, facts.logGroup),
      ...(record.entity.type === 'VPC' ? this.networks.of(facts.name, record.provenance.file) : {}),
      nics: record.entity.type === 'Instance' ? this.interfaces(record) : undefined,
      vpc: embeddedOr(facts.vpc === undefined ? undefined : this.entityOf('VPC', facts.vpc)),
    };
    const values = Object.entries(found).filter(([name, one]) => one !== undefined && isOpen(record, name));
    return values.reduce((result, [name, one]) => (one === undefined ? result : filled(result, name, one)), record);
  }

  private entityOf(type: string, id: string): EntityRecord | undefined {
    return this.recordOf(this.byId.get(`${type}\n${id}`));
  }

  /** A group or a VPC is asked for by all that is in it: it is not made for each. */
  private recordOf(thing: Thing | undefined): EntityRecord | undefined {
    if (thing === undefined) return undefined;
    let record = this.asked.get(thing);
    if (record === undefined) {
      if (this.asked.size >= MAX_ASKED) this.asked.clear();
      this.asked.set(thing, (record = thing.record()));
    }
    return record;
  }

  /** The rules of all groups, in their order; undefined where one of them was not read. */
  private rulesOf(ids: readonly string[], direction: string): Found | undefined {
    const rules: unknown[] = [];
    const unknown: Record<string, string> = {};
    for (const id of ids) {
      const group = this.entityOf('SecurityGroup', id);
      const own = group?.entity[direction];
      if (group === undefined || !Array.isArray(own)) return undefined;
      for (const [path, reason] of Object.entries(group.unknown ?? {})) {
        const [property, index, ...rest] = path.split('.');
        if (property === direction) unknown[[Number(index) + rules.length, ...rest].join('.')] = reason;
      }
      for (const rule of own as readonly unknown[]) rules.push(rule);
    }
    return { value: rules, unknown };
  }

  private interfaces({ entity }: EntityRecord): Found | undefined {
    return interfacesOf(entity, (type, id) => this.entityOf(type, id));
  }

  private listOf(type: string, ids: readonly string[]): Found | undefined {
    const records = ids.map((id) => this.entityOf(type, id)).filter((one) => one !== undefined);
    return records.length < ids.length ? undefined : listed(records.map(embedded));
  }

  /** A trail that writes to no log group has no filters; for another, its group must have been read. */
  private filtersOf({ entity }: EntityRecord, logGroup: string | null | undefined): Found | undefined {
    if (entity.type !== 'CloudTrail' || logGroup === undefined) return undefined;
    if (logGroup === null) return { value: [] };
    // Filters do not name their account: of several, each may have a log group of this name.
    if (this.accounts.size > 1) return undefined;
    const filters = this.filters.get(logGroup);
    if (filters !== undefined) return { value: filters.map((filter) => this.recordOf(filter)?.entity) };
    return this.hasReadFilters(entity) ? { value: [] } : undefined;
  }

  /** Whether the filters of the region were read that the trail writes its log to. */
  private hasReadFilters(trail: Values): boolean {
    const arn = textField(trail, 'cloudWatchLogsLogGroupArn');
    const region = arnRegion(arn);
    if (region === undefined || region === null) return false;
    // An organization's trail writes to another account.
    const account = arn?.split(':')[4];
    return [...(this.listedIn.get(METRIC_FILTER) ?? [])].some(
      (file) => regionOfFolder(file) === region && (accountOfFolder(file) ?? account) === account,
    );
  }
}

export const METRIC_FILTER = 'AWS_API_Logs_MetricFilter';

/** Whether others can tell anything of it; most only tell of themselves. */
function refersToOthers({ facts, type }: Thing): boolean {
  if (REFERRING.has(type)) return true;
  const { groups, volumes, image, role, vpc } = facts;
  return [groups, volumes, image, role, vpc].some((one) => one !== undefined);
}

const REFERRING: ReadonlySet<string> = new Set(['CloudTrail', 'Instance', 'VPC']);

/** Whether a property is not known, or is the mere reference. */
function isOpen({ entity, unknown = {} }: EntityRecord, name: string): boolean {
  if (Object.hasOwn(unknown, name)) return true;
  return name === 'vpc' && isObject(entity['vpc']) && Object.keys(entity['vpc']).join() === 'id';
}

function embeddedOr(record: EntityRecord | undefined): Found | undefined {
  return record === undefined ? undefined : embedded(record);
}
