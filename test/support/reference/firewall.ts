import { countAllowed, rangeOf, type Ruling } from './network.ts';
import { asNumber, elements, isObject, truth, Undecided } from './values.ts';

/* `allowedHostsForPort`, from what grammar/functions.md says of it: which rules are about a port, and in what order. */

type Json = Readonly<Record<string, unknown>>;

interface Placed extends Ruling {
  readonly place: number;
  readonly last: boolean;
}

const SOURCES = ['source', 'scope', 'sourceAddressPrefix', 'sourceAddressPrefixes', 'sourceRanges'];
const PORTS = [
  'destinationPort',
  'destinationPortTo',
  'port',
  'portTo',
  'destinationPortRange',
  'destinationPortRanges',
  'ports',
];
const WITHOUT_PORTS = [
  'ICMP',
  'ICMPV6',
  'ICMP6',
  'IPV6-ICMP',
  'IGMP',
  'IPIP',
  'GRE',
  'ESP',
  'AH',
  '1',
  '2',
  '4',
  '47',
  '50',
  '51',
  '58',
];

function own(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function allowedHosts(receiver: unknown, port: number, publicOnly: boolean): bigint | Undecided {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return new Undecided('no port');
  if (receiver !== undefined && receiver !== null && typeof receiver !== 'object')
    return new Undecided('no firewall rules');
  const placed: Placed[] = [];
  for (const rule of elements(receiver)) {
    const found = rulingsOf(rule, port);
    if (found instanceof Undecided) return found;
    placed.push(...found);
  }
  placed.sort((a, b) => (a.place === b.place ? Number(a.last) - Number(b.last) : a.place - b.place));
  return countAllowed(placed, publicOnly);
}

function rulingsOf(rule: unknown, port: number): Placed[] | Undecided {
  if (!isObject(rule)) return new Undecided('an element is no rule');
  if (![...SOURCES, ...PORTS, 'allowed', 'denied'].some((name) => Object.hasOwn(rule, name)))
    return new Undecided('an element is no rule');
  if (truth(own(rule, 'disabled'))) return [];
  const allowed = own(rule, 'allowed');
  const denied = own(rule, 'denied');
  const parts: [unknown, boolean | Undecided][] =
    allowed === undefined && denied === undefined
      ? [[rule, allows(rule)]]
      : [
          ...elements(denied).map((part): [unknown, boolean] => [part, false]),
          ...elements(allowed).map((part): [unknown, boolean] => [part, true]),
        ];
  const found: Placed[] = [];
  for (const [part, open] of parts) {
    if (!isObject(part)) return new Undecided('allows or denies no object');
    const named = own(part, 'protocol') ?? own(part, 'IPProtocol');
    if (typeof named === 'object' && named !== null) return new Undecided('a protocol that is no text');
    const protocol = protocolOf(named);
    if (WITHOUT_PORTS.includes(protocol)) continue;
    const about = isAbout(part, protocol, port);
    if (about instanceof Undecided) return about;
    if (!about) continue;
    if (open instanceof Undecided) return open;
    const sources = sourcesOf(rule);
    if (sources instanceof Undecided) return sources;
    const number = asNumber(own(rule, 'number'));
    const priority = asNumber(own(rule, 'priority'));
    const place = Number(number ?? priority ?? 1e300);
    found.push({
      place,
      last: number === undefined && priority !== undefined && open,
      protocol,
      allows: open,
      sources,
    });
  }
  return found;
}

function allows(rule: Json): boolean | Undecided {
  const action = own(rule, 'action') ?? own(rule, 'access') ?? 'allow';
  if (typeof action === 'string' && action.toLowerCase() === 'allow') return true;
  if (typeof action === 'string' && action.toLowerCase() === 'deny') return false;
  return new Undecided('an action that is neither');
}

function protocolOf(value: unknown): string {
  const name = value === undefined || value === null ? '' : String(value).toUpperCase();
  if (['*', 'ANY', 'ALL', '-1', ''].includes(name)) return 'ALL';
  return name === '6' ? 'TCP' : name === '17' ? 'UDP' : name === '132' ? 'SCTP' : name;
}

function sourcesOf(rule: Json): Ruling['sources'] | Undecided {
  const texts = SOURCES.flatMap((name) => elements(own(rule, name))).filter((source) => source !== null);
  if (!texts.every((source) => typeof source === 'string')) return new Undecided('a source that is no text');
  return texts.map(rangeOf).filter((range) => range !== undefined);
}

/** Whether a rule is about a port: one that names none is about all. */
function isAbout(rule: Json, protocol: string, port: number): boolean | Undecided {
  let names = false;
  for (const [fromName, toName] of [
    ['destinationPort', 'destinationPortTo'],
    ['port', 'portTo'],
  ] as const) {
    const from = own(rule, fromName);
    if (from === undefined || from === null) continue;
    names = true;
    const about = between(from, own(rule, toName) ?? from, protocol, port);
    if (about !== false) return about;
  }
  for (const name of ['destinationPortRange', 'destinationPortRanges', 'ports']) {
    for (const range of elements(own(rule, name))) {
      if (range === '') continue;
      names = true;
      const about = isObject(range) ? isAbout(range, protocol, port) : between(range, range, protocol, port);
      if (about !== false) return about;
    }
  }
  return !names;
}

function between(from: unknown, to: unknown, protocol: string, port: number): boolean | Undecided {
  const first = portsOf(from);
  const last = portsOf(to);
  if (first === undefined || last === undefined) return new Undecided('a port that is neither a number nor a range');
  return (first[0] <= port && port <= last[1]) || (protocol === 'ALL' && first[0] === 0 && last[1] === 0);
}

function portsOf(value: unknown): readonly [number, number] | undefined {
  if (typeof value === 'string' && ['*', 'any', 'all'].includes(value.toLowerCase())) return [0, 65_535];
  const range = typeof value === 'string' ? /^(\d{1,5})-(\d{1,5})$/.exec(value) : null;
  if (range !== null) return [Number(range[1]), Number(range[2])];
  const number = asNumber(value);
  if (number === undefined) return undefined;
  return Number(number) === -1 ? [0, 65_535] : [Number(number), Number(number)];
}
