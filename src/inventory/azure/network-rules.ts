import { isObject, ownValue } from '../entity.ts';
import { Unknown } from '../aws/shape.ts';

type Values = Readonly<Record<string, unknown>>;

/** A row of the vendor's `inboundRules`: one source, one destination and one range of ports. */
interface RuleRow {
  readonly name: unknown;
  readonly number: number;
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
  readonly destinationPort: number;
  readonly destinationPortTo: number;
  readonly direction: string;
  readonly action: string;
}

/** What the vendor writes for sources that are no addresses: service tags and application security groups. */
const NOT_SUPPORTED = 'NOT-SUPPORTED';

const EVERYWHERE = '0.0.0.0/0';
const MAX_ROWS = 100_000;

/** The rules of a group as Azure writes them, nested under `properties` or not. */
export type Direction = 'Inbound' | 'Outbound';

/**
 * The rules of one direction in the vendor's shape, in the order in which they apply. Each is written once for each of its
 * sources, destinations and ranges of ports. Unknown where one has another form than Azure documents: a list without it
 * would say that something is closed.
 */
export function ruleRows(rules: unknown, direction: Direction): readonly RuleRow[] | Unknown {
  const rows: RuleRow[] = [];
  for (const rule of rulesOf(rules, direction)) {
    const parts = rule && partsOf(rule);
    if (rule === undefined || parts === undefined) return new Unknown('a rule has another form than Azure documents');
    for (const source of parts.sources) {
      for (const destination of parts.destinations) {
        for (const [destinationPort, destinationPortTo] of parts.ports) {
          if (rows.length === MAX_ROWS) return new Unknown(`the rules make more than ${MAX_ROWS} rows`);
          rows.push({
            name: ownValue(rule, 'name'),
            number: parts.priority,
            protocol: parts.protocol,
            source,
            destination,
            destinationPort,
            destinationPortTo,
            direction: direction.toUpperCase(),
            action: parts.action,
          });
        }
      }
    }
  }
  return rows.sort((a, b) => a.number - b.number);
}

/** The vendor's later form, `inboundSecurityRules`: one element a rule, with lists in it. */
export function ruleLists(rules: unknown, direction: Direction): readonly Values[] | Unknown {
  const lists: Values[] = [];
  for (const rule of rulesOf(rules, direction)) {
    const parts = rule && partsOf(rule);
    if (rule === undefined || parts === undefined) return new Unknown('a rule has another form than Azure documents');
    lists.push({
      name: ownValue(rule, 'name'),
      priority: parts.priority,
      protocol: parts.protocol,
      action: parts.action,
      direction: direction.toUpperCase(),
      sourceAddressPrefixes: parts.sources,
      destinationAddressPrefixes: parts.destinations,
      destinationPortRanges: parts.ports.map(([destinationPort, destinationPortTo]) => ({
        destinationPort,
        destinationPortTo,
      })),
    });
  }
  return lists.sort((a, b) => Number(a['priority']) - Number(b['priority']));
}

/** An object without the `properties` in which Azure's own interface keeps most of it. */
export function flat(value: Values): Values {
  const properties = ownValue(value, 'properties');
  return isObject(properties) ? { ...properties, ...value } : value;
}

/** The rules of one direction; undefined for what is none. */
function rulesOf(rules: unknown, direction: Direction): readonly (Values | undefined)[] {
  if (!Array.isArray(rules)) return rules === null || rules === undefined ? [] : [undefined];
  return rules
    .map((rule: unknown) => (isObject(rule) ? flat(rule) : undefined))
    .filter((rule) => rule === undefined || !isDirection(rule, direction === 'Inbound' ? 'Outbound' : 'Inbound'));
}

function isDirection(rule: Values, direction: Direction): boolean {
  return wordOf(ownValue(rule, 'direction')) === direction.toLowerCase();
}

interface RuleParts {
  readonly priority: number;
  readonly protocol: string;
  readonly action: string;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly ports: readonly (readonly [from: number, to: number])[];
}

function partsOf(rule: Values): RuleParts | undefined {
  const priority = ownValue(rule, 'priority');
  const action = wordOf(ownValue(rule, 'access'));
  const protocol = ownValue(rule, 'protocol');
  const sources = addresses(rule, 'source');
  const destinations = addresses(rule, 'destination');
  const ranges = texts(rule, 'destinationPortRange', 'destinationPortRanges')?.map(portsOf);
  const ports = ranges?.filter((range) => range !== undefined);
  if (
    typeof priority !== 'number' ||
    (action !== 'allow' && action !== 'deny') ||
    typeof protocol !== 'string' ||
    !PROTOCOL.test(protocol)
  ) {
    return undefined;
  }
  if (sources === undefined || destinations === undefined || ports === undefined) return undefined;
  if (ports.length === 0 || ports.length !== ranges?.length) return undefined;
  if (!isDirection(rule, 'Inbound') && !isDirection(rule, 'Outbound')) return undefined;
  return {
    priority,
    protocol: protocol === '*' ? 'All' : protocol.toUpperCase(),
    action: action.toUpperCase(),
    sources,
    destinations,
    ports,
  };
}

const PROTOCOL = /^(?:\*|[A-Za-z\d]+)$/u;

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

function addresses(rule: Values, side: 'source' | 'destination'): readonly string[] | undefined {
  const prefixes = texts(rule, `${side}AddressPrefix`, `${side}AddressPrefixes`);
  const groups = ownValue(rule, `${side}ApplicationSecurityGroups`);
  const isGrouped = Array.isArray(groups) && groups.length > 0;
  if (prefixes === undefined || (prefixes.length === 0 && !isGrouped)) return undefined;
  if (!prefixes.every((prefix) => prefix === '*' || (PREFIX.test(prefix) && !NOTHING.test(prefix)))) return undefined;
  return [...new Set([...prefixes.map(addressOf), ...(isGrouped ? [NOT_SUPPORTED] : [])])];
}

/** An address, a range or a service tag. What a table has for nothing, or a mask of it, is none: it may be everywhere. */
const PREFIX = /^[A-Za-z\d:][\w.:/-]*$/u;
const NOTHING = /^(?:none|null|n\/a)$/iu;

/** The texts of a property and of its plural; undefined where one is of another kind. */
function texts(rule: Values, name: string, plural: string): readonly string[] | undefined {
  const one = ownValue(rule, name);
  const several: unknown = ownValue(rule, plural) ?? [];
  if (!Array.isArray(several)) return undefined;
  const all: readonly unknown[] = [one ?? '', ...(several as readonly unknown[])];
  // An expression of a template is no address and no port: what it gives is known at the deployment.
  if (!all.every((text): text is string => typeof text === 'string' && !text.startsWith('['))) return undefined;
  return all.filter((text) => text !== '');
}

function addressOf(prefix: string): string {
  if (prefix === '*' || /^(?:any|internet)$/iu.test(prefix)) return EVERYWHERE;
  if (/^[\d.]+$/u.test(prefix)) return `${prefix}/32`;
  if (/^[\d.]+\/\d+$/u.test(prefix)) return prefix;
  // A service tag has no colon other than `Storage:WestUS`… whose letters are not hexadecimal.
  if (!/^[\da-f:.]*:[\da-f:.]*(?:\/\d+)?$/iu.test(prefix)) return NOT_SUPPORTED;
  return prefix.includes('/') ? prefix : `${prefix}/128`;
}

function portsOf(range: string): readonly [from: number, to: number] | undefined {
  if (range === '*') return [0, 65_535];
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?$/u.exec(range) ?? [];
  return from === undefined ? undefined : [Number(from), Number(to ?? from)];
}
