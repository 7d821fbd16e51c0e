import { isObject, ownText, ownValue } from '../entity.ts';
import { Unknown } from '../aws/shape.ts';
import { truthOf } from '../truth.ts';

type Values = Readonly<Record<string, unknown>>;

const EVERYWHERE = '0.0.0.0/0';
/** What the vendor writes for sources that are no addresses: tags and service accounts. */
const NOT_SUPPORTED = 'NOT-SUPPORTED';
const MAX_ROWS = 100_000;
/** Protocols may be written by their numbers. */
const PROTOCOLS: Readonly<Record<number, string>> = {
  1: 'ICMP',
  6: 'TCP',
  17: 'UDP',
  50: 'ESP',
  51: 'AH',
  132: 'SCTP',
};

/**
 * The rows that a firewall rule of Google's makes in the vendor's shape: one for each source, destination and range of
 * ports. None for a rule of the other direction, or one that is disabled. Unknown where the rule has another form than
 * Google documents.
 */
export function firewallRows(rule: Values, direction: 'INGRESS' | 'EGRESS'): readonly Values[] | Unknown {
  const isDisabled = truthOf(ownValue(rule, 'disabled') ?? false);
  const own = (ownText(rule, 'direction') ?? 'INGRESS').toUpperCase();
  if (isDisabled === undefined || (own !== 'INGRESS' && own !== 'EGRESS')) return otherForm();
  if (isDisabled || own !== direction) return [];
  const sources = addresses(rule, 'source', direction === 'INGRESS');
  const destinations = addresses(rule, 'destination', direction === 'EGRESS');
  const parts = [...partsOf(rule, 'denied', 'DENY'), ...partsOf(rule, 'allowed', 'ALLOW')];
  if (sources === undefined || destinations === undefined || parts.length === 0) return otherForm();
  const rows: Values[] = [];
  for (const part of parts) {
    if (part === undefined) return otherForm();
    for (const source of sources) {
      for (const destination of destinations) {
        for (const [destinationPort, destinationPortTo] of part.ports) {
          if (rows.length === MAX_ROWS) return new Unknown(`the rule makes more than ${MAX_ROWS} rows`);
          rows.push({
            name: ownValue(rule, 'name') ?? null,
            number: ownValue(rule, 'priority') ?? 1000,
            protocol: part.protocol,
            source,
            destination,
            destinationPort,
            destinationPortTo,
            direction: direction === 'INGRESS' ? 'INBOUND' : 'OUTBOUND',
            action: part.action,
          });
        }
      }
    }
  }
  return rows;
}

function otherForm(): Unknown {
  return new Unknown('the rule has another form than Google documents');
}

/** Without a source or destination of any kind, a rule is for all addresses. */
function addresses(rule: Values, side: 'source' | 'destination', isFiltered: boolean): readonly string[] | undefined {
  const ranges: unknown = ownValue(rule, `${side}Ranges`) ?? [];
  if (!Array.isArray(ranges) || !ranges.every((range) => typeof range === 'string')) return undefined;
  const others = [`${side}Tags`, `${side}ServiceAccounts`].some((name) => {
    const value = ownValue(rule, name);
    return Array.isArray(value) && value.length > 0;
  });
  const all = [...(ranges as readonly string[]), ...(isFiltered && others ? [NOT_SUPPORTED] : [])];
  return all.length === 0 ? [EVERYWHERE] : all;
}

interface Part {
  readonly protocol: string;
  readonly action: string;
  readonly ports: readonly (readonly [from: number, to: number])[];
}

function partsOf(rule: Values, name: 'allowed' | 'denied', action: string): readonly (Part | undefined)[] {
  const parts: unknown = ownValue(rule, name) ?? [];
  if (!Array.isArray(parts)) return [undefined];
  return parts.map((part: unknown) => {
    const protocol = isObject(part) ? (ownText(part, 'IPProtocol') ?? ownText(part, 'ipProtocol')) : undefined;
    if (!isObject(part) || protocol === undefined) return undefined;
    const ranges: unknown = ownValue(part, 'ports') ?? ['0-65535'];
    const ports = Array.isArray(ranges) ? ranges.map(portsOf) : [];
    const known = ports.filter((range) => range !== undefined);
    if (known.length === 0 || known.length !== ports.length) return undefined;
    return { protocol: PROTOCOLS[Number(protocol)] ?? protocol.toUpperCase(), action, ports: known };
  });
}

function portsOf(range: unknown): readonly [from: number, to: number] | undefined {
  const [, from, to] = typeof range === 'string' ? (/^(\d{1,5})(?:-(\d{1,5}))?$/u.exec(range) ?? []) : [];
  return from === undefined ? undefined : [Number(from), Number(to ?? from)];
}
