import { numberOf } from './equality.ts';
import { type Network, networkOf } from './network.ts';
import { isObjectPrototypePlain } from './own.ts';
import { textOf } from './text.ts';
import { kindOf } from './kinds.ts';
import { elementsOf, EvaluationError, isObject, type JsonObject } from './value.ts';

/** What one rule of a firewall says of one port. */
export interface PortVerdict {
  /** The rule's place in the firewall's order: lower comes first; infinite when the rule has none. */
  readonly order: number;
  /** Of several at one place, later: see `placeOf`. */
  readonly yields: boolean;
  /** Upper case; `ALL` for every protocol. */
  readonly protocol: string;
  readonly open: boolean;
  /** The networks among its sources; rules that list several protocols share them. */
  readonly sources: readonly Network[];
}

/*
 * The properties of rules: of CloudGuard's entities (`number`, `source`, `scope`, `destinationPort`, `port`, `action`), and
 * of the same rules as Azure's and Google's own interfaces write them. Most rules of a firewall are not about the port, so
 * ports are read first. A name that stands at its place in the program is found several times as fast as one in a variable,
 * and whose properties they are is asked once for all of them.
 */
export const PORT_LISTS: readonly string[] = ['destinationPortRange', 'destinationPortRanges', 'ports'];
/** Where sources stand, as they are read below. */
export const SOURCES: readonly string[] = [
  'source',
  'scope',
  'sourceAddressPrefix',
  'sourceAddressPrefixes',
  'sourceRanges',
];
/** Where all else of a rule stands that is read below. */
export const NOT_SOURCES: readonly string[] = [
  ...['destinationPort', 'destinationPortTo', 'port', 'portTo', ...PORT_LISTS, 'protocol', 'IPProtocol'],
  ...['allowed', 'denied', 'disabled', 'action', 'access', 'number', 'priority'],
];
/** What has one of these is a rule, if a strange one. */
const NAMES = [...SOURCES, 'destinationPort', 'port', 'allowed', 'denied', ...PORT_LISTS];

/** Protocols without ports, by name and by IANA's number: they neither open nor close one. */
export const PORTLESS: ReadonlySet<string> = new Set(
  'ICMP ICMPV6 ICMP6 IPV6-ICMP IGMP IPIP GRE ESP AH 1 2 4 47 50 51 58'.split(' '),
);
/** How rules write that they are for every protocol. */
export const ANY_PROTOCOL: readonly string[] = ['*', 'ANY', 'ALL', '-1', ''];
const PROTOCOL_NAMES: ReadonlyMap<string, string> = new Map([
  ...ANY_PROTOCOL.map((name) => [name, 'ALL'] as const),
  ['6', 'TCP'],
  ['17', 'UDP'],
  ['132', 'SCTP'],
]);

/**
 * Adds to `verdicts` what a rule says of a port: nothing, one thing, or several for Google's rules, which list under
 * `allowed` and `denied` what they are about.
 *
 * @param unread takes the sources that are no networks
 * @returns an error when it is no firewall rule, or has something in a place that cannot be read
 */
export function readRule(
  value: unknown,
  port: number,
  verdicts: PortVerdict[],
  unread?: string[],
): EvaluationError | undefined {
  const rule = withOwnOnly(value);
  if (rule === undefined) return unreadable(`is ${kindOf(value)}`);
  const covers = coversPair(rule, port);
  if (covers === false) return undefined;
  const disabled = rule['disabled'];
  if (disabled === true || disabled === 'true') return undefined;
  const allowed = rule['allowed'];
  const denied = rule['denied'];
  if (allowed === undefined && denied === undefined) {
    return readPart(rule, rule, undefined, covers ?? coversList(rule, port), port, sourcesOf, verdicts, unread);
  }
  const sources = once(() => sourcesOf(rule, unread));
  for (const [parts, open] of [[denied, false] as const, [allowed, true] as const]) {
    for (const element of elementsOf(parts)) {
      const part = withOwnOnly(element);
      if (part === undefined) return unreadable(`allows or denies ${kindOf(element)}`);
      const error = readPart(rule, part, open, covers ?? coversList(part, port), port, sources, verdicts, unread);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}

/**
 * An object of which whatever is read is its own, so that it need not be asked for each name: plain data as it is, and of all
 * else that is an object a copy of its properties. Undefined for what is no object.
 */
function withOwnOnly(value: unknown): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  // The engine knows the prototype of what it has just read from; to ask for it before takes longer than all of this.
  const { port } = value as JsonObject;
  const mayBePlain = port !== undefined || isObject(value);
  if (mayBePlain && isObjectPrototypePlain() && Object.getPrototypeOf(value) === Object.prototype)
    return value as JsonObject;
  return isObject(value) ? Object.assign(Object.create(null) as JsonObject, value) : undefined;
}

/** @param part where the protocol stands: the rule itself, or what Google's rules list */
function readPart(
  rule: JsonObject,
  part: JsonObject,
  listed: boolean | undefined,
  covers: Coverage,
  port: number,
  sourcesOnce: typeof sourcesOf,
  verdicts: PortVerdict[],
  unread: string[] | undefined,
): EvaluationError | undefined {
  if (covers instanceof EvaluationError) return covers;
  if (covers === false) return undefined;
  const protocol = protocolOf(part['protocol'] ?? part['IPProtocol']);
  if (protocol instanceof EvaluationError) return protocol;
  // All protocols come with 0 to 0 as well as with 0 to 65535; both mean all ports.
  if (PORTLESS.has(protocol) || (covers === 'from 0 to 0' && port !== 0 && protocol !== 'ALL')) return undefined;
  const open = listed ?? isAllowed(rule);
  if (open instanceof EvaluationError) return open;
  const sources = sourcesOnce(rule, unread);
  if (sources instanceof EvaluationError) return sources;
  const { order, yields } = placeOf(rule, open);
  verdicts.push({ order, yields, protocol, open, sources });
  return undefined;
}

/** For rules whose parts share their sources. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function unreadable(what: string): EvaluationError {
  return new EvaluationError('wrong-type', `a list of firewall rules is needed, and an element of this one ${what}`);
}

/**
 * `number` in CloudGuard's entities, where several elements with one number are one rule of the cloud, with one action;
 * `priority` elsewhere, and with Google a denial comes before an allowance of the same priority.
 */
function placeOf(rule: JsonObject, open: boolean): Pick<PortVerdict, 'order' | 'yields'> {
  const number = numberOf(rule['number']);
  if (number !== undefined) return { order: Number(number), yields: false };
  const priority = numberOf(rule['priority']);
  return priority === undefined ? { order: Infinity, yields: false } : { order: Number(priority), yields: open };
}

/** None is any protocol, as where a rule leaves it out. */
function protocolOf(value: unknown): string | EvaluationError {
  if (typeof value === 'object' && value !== null) {
    return new EvaluationError('wrong-type', `a firewall rule has a protocol that is ${kindOf(value)}`);
  }
  const name = textOf(value)?.toUpperCase() ?? '';
  return PROTOCOL_NAMES.get(name) ?? name;
}

/** A rule without an action allows: AWS security groups know nothing else. */
function isAllowed(rule: JsonObject): boolean | EvaluationError {
  const action = rule['action'] ?? rule['access'] ?? 'allow';
  const word = typeof action === 'string' ? action.toLowerCase() : action;
  if (word === 'allow' || word === 'deny') return word === 'allow';
  return new EvaluationError('wrong-type', 'a firewall rule has an action that is neither `ALLOW` nor `DENY`');
}

/** Where traffic comes from. What only the cloud knows the addresses of takes no part. */
function sourcesOf(rule: JsonObject, unread: string[] | undefined): readonly Network[] | EvaluationError {
  const sources: Network[] = [];
  const error =
    addSources(rule['source'], sources, unread) ??
    addSources(rule['scope'], sources, unread) ??
    addSources(rule['sourceAddressPrefix'], sources, unread) ??
    addSources(rule['sourceAddressPrefixes'], sources, unread) ??
    addSources(rule['sourceRanges'], sources, unread);
  if (error !== undefined) return error;
  if (sources.length > 0 || NAMES.some((name) => Object.hasOwn(rule, name))) return sources;
  return unreadable('has neither a source nor a port');
}

function addSources(value: unknown, sources: Network[], unread: string[] | undefined): EvaluationError | undefined {
  if (value === undefined) return undefined;
  for (const source of elementsOf(value)) {
    if (source === null) continue;
    if (typeof source !== 'string')
      return new EvaluationError('wrong-type', `a firewall rule has a source that is ${kindOf(source)}`);
    const network = networkOf(source);
    if (network === undefined) unread?.push(source);
    else sources.push(network);
  }
  return undefined;
}

/** Whether a rule is about a port; the third answer depends on the protocol. */
type Coverage = boolean | 'from 0 to 0' | EvaluationError;

/** By the first and last port, where a rule has them; undefined otherwise. */
function coversPair(rule: JsonObject, port: number): Coverage | undefined {
  let from = rule['destinationPort'];
  let to: unknown;
  if (from !== undefined && from !== null) {
    to = rule['destinationPortTo'];
  } else {
    from = rule['port'];
    if (from === undefined || from === null) return undefined;
    to = rule['portTo'];
  }
  return isBetween(from, to ?? from, port);
}

/** By the lists of ports and ranges; a rule that names none is about all ports. */
function coversList(rule: JsonObject, port: number): Coverage {
  let coverage: Coverage | undefined;
  for (const name of PORT_LISTS) {
    for (const range of elementsOf(rule[name])) {
      if (range === '') continue;
      const pair = withOwnOnly(range);
      const covers = pair === undefined ? isBetween(range, range, port) : (coversPair(pair, port) ?? true);
      if (covers === true || covers instanceof EvaluationError) return covers;
      coverage = coverage === undefined ? covers : coverage || covers;
    }
  }
  return coverage ?? true;
}

function isBetween(first: unknown, last: unknown, port: number): Coverage {
  // Nearly all rules have two numbers; -1 is for what follows.
  if (typeof first === 'number' && typeof last === 'number' && first >= 0 && last > 0)
    return port >= first && port <= last;
  const from = portsOf(first)?.[0];
  const to = portsOf(last)?.[1];
  if (from === undefined || to === undefined) {
    return new EvaluationError('wrong-type', 'a firewall rule has a port that is neither a number nor a range');
  }
  if (from === 0 && to === 0) return 'from 0 to 0';
  return port >= from && port <= to;
}

const ALL_PORTS = [0, 65_535] as const;

/** `22`, `'22'`, `'20-25'`, or the words for all ports; -1 is what AWS writes where there are no ports to speak of. */
function portsOf(value: unknown): readonly [from: number, to: number] | undefined {
  if (typeof value === 'string') {
    const range = /^(\d{1,5})-(\d{1,5})$/u.exec(value);
    if (range !== null) return [Number(range[1]), Number(range[2])];
    if (['*', 'any', 'all'].includes(value.toLowerCase())) return ALL_PORTS;
  }
  const number = numberOf(value);
  if (number === undefined) return undefined;
  return number == -1 ? ALL_PORTS : [Number(number), Number(number)];
}
