import { numberOf } from './compare.ts';
import { propertyOf } from './path.ts';
import { elementsOf, EvaluationError, isObject, type JsonObject, kindOf, truthOf } from './value.ts';

/** What one rule of a firewall says of one port. */
export interface PortVerdict {
  /** The rule's place in the firewall's order: lower comes first; infinite when the rule has none. */
  readonly order: number;
  /** Of several at one place, later: see `placeOf`. */
  readonly yields: boolean;
  /** Upper case; `ALL` for every protocol. */
  readonly protocol: string;
  readonly open: boolean;
  readonly sources: readonly string[];
}

/*
 * The properties of rules: of CloudGuard's entities (`number`, `source`, `scope`, `destinationPort`, `port`, `action`), and
 * of the same rules as Azure's and Google's own interfaces write them.
 */
const SOURCES = ['source', 'scope', 'sourceAddressPrefix', 'sourceAddressPrefixes', 'sourceRanges'];
const PORT_PAIRS = [
  ['destinationPort', 'destinationPortTo'],
  ['port', 'portTo'],
] as const;
const PORT_LISTS = ['destinationPortRange', 'destinationPortRanges', 'ports'];
const KNOWN = [...SOURCES, ...PORT_PAIRS.flat(), ...PORT_LISTS, 'allowed', 'denied'];

/** Protocols without ports, by name and by IANA's number: they neither open nor close one. */
const PORTLESS = new Set('ICMP ICMPV6 ICMP6 IPV6-ICMP IGMP IPIP GRE ESP AH 1 2 4 47 50 51 58'.split(' '));
const PROTOCOL_NAMES: ReadonlyMap<string, string> = new Map([
  ...['*', 'ANY', 'ALL', '-1', ''].map((name) => [name, 'ALL'] as const),
  ['6', 'TCP'],
  ['17', 'UDP'],
  ['132', 'SCTP'],
]);

/**
 * Adds to `verdicts` what a rule says of a port: nothing, one thing, or several for Google's rules, which list under
 * `allowed` and `denied` what they are about.
 *
 * @returns an error when it is no firewall rule, or has something in a place that cannot be read
 */
export function readRule(rule: unknown, port: number, verdicts: PortVerdict[]): EvaluationError | undefined {
  if (!isObject(rule)) return unreadable(`is ${kindOf(rule)}`);
  if (!KNOWN.some((name) => Object.hasOwn(rule, name))) return unreadable('has neither a source nor a port');
  if (truthOf(propertyOf(rule, 'disabled')) === true) return undefined;
  const allowed = propertyOf(rule, 'allowed');
  const denied = propertyOf(rule, 'denied');
  if (allowed === undefined && denied === undefined) return readPart(rule, rule, isAllowed(rule), port, verdicts);
  for (const part of elementsOf(denied)) {
    const error = readPart(rule, part, false, port, verdicts);
    if (error !== undefined) return error;
  }
  for (const part of elementsOf(allowed)) {
    const error = readPart(rule, part, true, port, verdicts);
    if (error !== undefined) return error;
  }
  return undefined;
}

function readPart(
  rule: JsonObject,
  part: unknown,
  open: boolean | EvaluationError,
  port: number,
  verdicts: PortVerdict[],
): EvaluationError | undefined {
  if (!isObject(part)) return unreadable(`allows or denies ${kindOf(part)}`);
  const protocol = protocolOf(propertyOf(part, 'protocol') ?? propertyOf(part, 'IPProtocol'));
  if (PORTLESS.has(protocol)) return undefined;
  const covers = coversPort(part, protocol, port);
  if (covers instanceof EvaluationError) return covers;
  if (!covers) return undefined;
  if (open instanceof EvaluationError) return open;
  const sources = sourcesOf(rule);
  if (sources instanceof EvaluationError) return sources;
  verdicts.push({ ...placeOf(rule, open), protocol, open, sources });
  return undefined;
}

function unreadable(what: string): EvaluationError {
  return new EvaluationError('wrong-type', `a list of firewall rules is needed, and an element of this one ${what}`);
}

/**
 * `number` in CloudGuard's entities, where several elements with one number are one rule of the cloud, with one action;
 * `priority` elsewhere, and with Google a denial comes before an allowance of the same priority.
 */
function placeOf(rule: JsonObject, open: boolean): Pick<PortVerdict, 'order' | 'yields'> {
  const number = numberOf(propertyOf(rule, 'number'));
  if (number !== undefined) return { order: Number(number), yields: false };
  const priority = numberOf(propertyOf(rule, 'priority'));
  return priority === undefined ? { order: Infinity, yields: false } : { order: Number(priority), yields: open };
}

function protocolOf(value: unknown): string {
  const name = value === undefined || value === null ? '' : String(value).toUpperCase();
  return PROTOCOL_NAMES.get(name) ?? name;
}

/** A rule without an action allows: AWS security groups know nothing else. */
function isAllowed(rule: JsonObject): boolean | EvaluationError {
  const action = propertyOf(rule, 'action') ?? propertyOf(rule, 'access') ?? 'allow';
  const word = typeof action === 'string' ? action.toLowerCase() : '';
  if (word === 'allow' || word === 'deny') return word === 'allow';
  return new EvaluationError('wrong-type', 'a firewall rule has an action that is neither `ALLOW` nor `DENY`');
}

/** The texts that name where traffic comes from: addresses, and what only the cloud knows the addresses of. */
function sourcesOf(rule: JsonObject): readonly string[] | EvaluationError {
  const sources: string[] = [];
  for (const name of SOURCES) {
    for (const source of elementsOf(propertyOf(rule, name))) {
      if (typeof source === 'string') sources.push(source);
      else if (source !== null) {
        return new EvaluationError('wrong-type', `a firewall rule has a source that is ${kindOf(source)}`);
      }
    }
  }
  return sources;
}

type Ports = readonly [from: number, to: number];
const ALL_PORTS: Ports = [0, 65_535];

/** Whether a rule is about a port. One that names no ports is about all of them. */
function coversPort(rule: JsonObject, protocol: string, port: number): boolean | EvaluationError {
  let named = false;
  for (const [fromName, toName] of PORT_PAIRS) {
    const from = propertyOf(rule, fromName);
    if (from === undefined || from === null) continue;
    named = true;
    const covers = holds(portsOf(from), portsOf(propertyOf(rule, toName) ?? from), protocol, port);
    if (covers !== false) return covers;
  }
  for (const name of PORT_LISTS) {
    for (const range of elementsOf(propertyOf(rule, name))) {
      if (range === '') continue;
      named = true;
      const covers = isObject(range)
        ? coversPort(range, protocol, port)
        : holds(portsOf(range), portsOf(range), protocol, port);
      if (covers !== false) return covers;
    }
  }
  return !named;
}

function holds(
  first: Ports | undefined,
  last: Ports | undefined,
  protocol: string,
  port: number,
): boolean | EvaluationError {
  if (first === undefined || last === undefined) {
    return new EvaluationError('wrong-type', 'a firewall rule has a port that is neither a number nor a range');
  }
  const [from] = first;
  const [, to] = last;
  // All protocols come with 0 to 0 as well as with 0 to 65535; both mean all ports.
  return (port >= from && port <= to) || (protocol === 'ALL' && from === 0 && to === 0);
}

/** `22`, `'22'`, `'20-25'`, or the words for all ports; -1 is what AWS writes where there are no ports to speak of. */
function portsOf(value: unknown): Ports | undefined {
  if (typeof value === 'string') {
    const range = /^(\d{1,5})-(\d{1,5})$/u.exec(value);
    if (range !== null) return [Number(range[1]), Number(range[2])];
    if (['*', 'any', 'all'].includes(value.toLowerCase())) return ALL_PORTS;
  }
  const number = numberOf(value);
  if (number === undefined) return undefined;
  return number == -1 ? ALL_PORTS : [Number(number), Number(number)];
}
