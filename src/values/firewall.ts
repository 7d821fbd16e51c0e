import { type PortVerdict, readRule } from './firewall-rule.ts';
import { networkOf } from './network.ts';
import { IPV4_NOT_PUBLIC, IPV6_NOT_PUBLIC } from './public-addresses.ts';
import { openRanges, type Range, type Verdict } from './ranges.ts';
import type { EvaluationError } from './value.ts';

/**
 * The number of addresses from which a port can be reached through a firewall. Rules are taken in their order, and for each
 * address the first one that holds it decides; what no rule holds is denied. An address in several rules counts once.
 *
 * Ports are those of TCP, and of every other protocol that a rule for this port names; an address counts when one of these
 * protocols gets through. (A rule against UDP does not close a port of TCP; a rule against TCP, followed by one for all
 * protocols, leaves open what nobody means by the port.)
 *
 * The scale is that of IPv4, as published rules compare with 2^32: a range of IPv6 counts by its share of the Internet,
 * `::/0` as 2^32 and a /64 as 1; both together are never more than the whole.
 *
 * @param publicOnly count public addresses only
 * @returns an error when an element is no firewall rule
 */
export function hostsAllowed(rules: readonly unknown[], port: number, publicOnly: boolean): number | EvaluationError {
  const verdicts: PortVerdict[] = [];
  for (const rule of rules) {
    const error = readRule(rule, port, verdicts);
    if (error !== undefined) return error;
  }
  if (!verdicts.some(({ open }) => open)) return 0;
  verdicts.sort(inOrder);
  const sources = protocolsOf(verdicts).map((protocol) => sourcesFor(protocol, verdicts));

  let count = 0;
  const ipv4 = sources.map((source) => source.ipv4);
  for (const { start, end } of reaching(publicOnly ? IPV4_NOT_PUBLIC : [], ipv4)) count += end - start;

  const ipv6 = sources.map((source) => source.ipv6);
  if (ipv6.every((ranges) => ranges.length === 0)) return count;
  for (const { start, end } of reaching(publicOnly ? IPV6_NOT_PUBLIC : [], ipv6)) count += shareOf(end - start);
  return Math.min(count, WHOLE);
}

/** The whole Internet. */
const WHOLE = 2 ** 32;
/** So many addresses of IPv6 count as one of IPv4. */
const SHARE = 1n << 96n;

/** A range is at least one address. */
function shareOf(addresses: bigint): number {
  return Number((addresses + SHARE - 1n) / SHARE);
}

function inOrder(left: PortVerdict, right: PortVerdict): number {
  if (left.order !== right.order) return left.order < right.order ? -1 : 1;
  return Number(left.yields) - Number(right.yields);
}

function protocolsOf(verdicts: readonly PortVerdict[]): string[] {
  return [...new Set(verdicts.map(({ protocol }) => (protocol === 'ALL' ? 'TCP' : protocol)))];
}

interface Sources {
  readonly ipv4: Verdict<number>[];
  readonly ipv6: Verdict<bigint>[];
}

/** What the rules say of each source, for one protocol. A source that is not an address takes no part. */
function sourcesFor(protocol: string, verdicts: readonly PortVerdict[]): Sources {
  const ipv4: Verdict<number>[] = [];
  const ipv6: Verdict<bigint>[] = [];
  for (const verdict of verdicts) {
    if (verdict.protocol !== protocol && verdict.protocol !== 'ALL') continue;
    const { open } = verdict;
    for (const source of verdict.sources) {
      const network = networkOf(source);
      if (network?.family === 4) ipv4.push({ start: network.start, end: network.end, open });
      else if (network?.family === 6) ipv6.push({ start: network.start, end: network.end, open });
    }
  }
  return { ipv4, ipv6 };
}

/** The addresses that get through with one of the protocols, those in `closed` left out. */
function reaching<T extends number | bigint>(
  closed: readonly Verdict<T>[],
  protocols: readonly (readonly Verdict<T>[])[],
): Range<T>[] {
  const [first, ...others] = protocols.map((sources) => openRanges([...closed, ...sources]));
  if (first === undefined || others.length === 0) return first ?? [];
  return openRanges([first, ...others].flat().map(({ start, end }) => ({ start, end, open: true })));
}
