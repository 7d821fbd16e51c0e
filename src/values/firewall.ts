import { NOT_SOURCES, type PortVerdict, readRule, SOURCES } from './firewall-rule.ts';
import { IPV4_INTERNET, IPV6_INTERNET, type Ipv4Network, type Network } from './network.ts';
import { ipv4NotPublic, ipv6NotPublic } from './public-addresses.ts';
import { merged, openRanges, type Range, type Verdict } from './ranges.ts';
import type { EvaluationError } from './value.ts';
import { spend, UNCOUNTED, type Work } from './work.ts';

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
 * @param work the judgement that pays for what the rules list; once nothing is left, the number says nothing
 * @param unread takes the sources that are no networks
 * @returns an error when an element is no firewall rule
 */
export function hostsAllowed(
  rules: readonly unknown[],
  port: number,
  publicOnly: boolean,
  work: Work = UNCOUNTED,
  unread?: string[],
): number | EvaluationError {
  const verdicts: PortVerdict[] = [];
  for (const rule of rules) {
    const before = verdicts.length;
    const error = readRule(rule, port, verdicts, unread);
    if (error !== undefined) return error;
    if (!spend(work, SOURCE * (verdicts[before]?.sources.length ?? 0))) return 0;
  }
  return hostsBy(verdicts, publicOnly, work);
}

/** What is not known of a rule, by the name of a property: the error of reading it. */
export type DoubtAt = (rule: unknown, name: string) => EvaluationError | undefined;

/**
 * The same for rules of which something is not known. A rule for other ports says nothing of this one; for one whose sources
 * alone are not known, they are taken as none and as all: where both come to the same, that is the number.
 *
 * @returns the error of what is not known where the number depends on it
 */
export function hostsSurelyAllowed(
  rules: readonly unknown[],
  port: number,
  publicOnly: boolean,
  doubtAt: DoubtAt,
  work: Work = UNCOUNTED,
): number | EvaluationError {
  const [least, most]: [PortVerdict[], PortVerdict[]] = [[], []];
  let doubt: EvaluationError | undefined;
  for (const rule of rules) {
    const verdicts: PortVerdict[] = [];
    const other = firstOf(NOT_SOURCES, rule, doubtAt);
    const error = other ?? readRule(rule, port, verdicts);
    if (error !== undefined) return error;
    const source = verdicts.length === 0 ? undefined : firstOf(SOURCES, rule, doubtAt);
    doubt ??= source;
    for (const verdict of verdicts) {
      if (!spend(work, SOURCE * verdict.sources.length)) return 0;
      const all = source === undefined ? verdict : { ...verdict, sources: ALL_SOURCES };
      least.push(verdict.open ? verdict : all);
      most.push(verdict.open ? all : verdict);
    }
  }
  const hosts = hostsBy(least, publicOnly, work);
  return doubt === undefined || hostsBy(most, publicOnly, work) === hosts ? hosts : doubt;
}

function firstOf(names: readonly string[], rule: unknown, doubtAt: DoubtAt): EvaluationError | undefined {
  for (const name of names) {
    const doubt = doubtAt(rule, name);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

const ALL_SOURCES: readonly Network[] = [IPV4_INTERNET, IPV6_INTERNET];

function hostsBy(verdicts: PortVerdict[], publicOnly: boolean, work: Work): number {
  if (!verdicts.some(({ open }) => open)) return 0;
  // Where nothing is denied, as in security groups, neither the order nor the protocols say anything.
  const deniesNone = verdicts.every(({ open }) => open);
  const count = deniesNone && !publicOnly ? ipv4Hosts(verdicts, work) : undefined;
  if (count !== undefined) return count;
  const sources = (deniesNone ? [verdicts] : byProtocol(verdicts.sort(inOrder), work)).map((said) =>
    sourcesOf(said, work),
  );

  let hosts = 0;
  const ipv4 = sources.map((source) => source.ipv4);
  for (const { start, end } of reaching(publicOnly ? ipv4NotPublic() : [], ipv4)) hosts += end - start;

  const ipv6 = sources.map((source) => source.ipv6);
  if (ipv6.every((ranges) => ranges.length === 0)) return hosts;
  for (const { start, end } of reaching(publicOnly ? ipv6NotPublic() : [], ipv6)) hosts += shareOf(end - start);
  return Math.min(hosts, WHOLE);
}

/** What most security groups come to: how many addresses there are in networks of IPv4 alone; undefined with others among them. */
function ipv4Hosts(verdicts: readonly PortVerdict[], work: Work): number | undefined {
  const networks: Ipv4Network[] = [];
  for (const { sources } of verdicts) {
    for (const network of sources) {
      if (network.family !== 4) return undefined;
      networks.push(network);
    }
  }
  if (networks.length > 1 && !spend(work, verdicts.length + RANGE * networks.length)) return 0;
  let hosts = 0;
  let reached = 0;
  for (const { start, end } of networks.sort((a, b) => a.start - b.start)) {
    if (end > reached) hosts += end - Math.max(start, reached);
    reached = Math.max(reached, end);
  }
  return hosts;
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

interface Ranked {
  readonly verdict: PortVerdict;
  readonly rank: number;
}

/** What is said for each protocol: of it alone, and of all of them. */
function byProtocol(verdicts: readonly PortVerdict[], work: Work): (readonly PortVerdict[])[] {
  const own = new Map<string, Ranked[]>();
  const all: Ranked[] = [];
  verdicts.forEach((verdict, rank) => {
    const isAll = verdict.protocol === 'ALL';
    const name = isAll ? 'TCP' : verdict.protocol;
    const said = own.get(name) ?? [];
    own.set(name, said);
    (isAll ? all : said).push({ verdict, rank });
  });
  if (all.length === 0) return [...own.values()].map((said) => said.map(({ verdict }) => verdict));
  const lists: (readonly PortVerdict[])[] = [];
  for (const said of own.values()) {
    if (!spend(work, said.length + all.length)) break;
    const both = [...said, ...all].sort((a, b) => a.rank - b.rank);
    lists.push(both.map(({ verdict }) => verdict));
  }
  return lists;
}

interface Sources {
  readonly ipv4: Verdict<number>[];
  readonly ipv6: Verdict<bigint>[];
}

/** What rules say of each source. */
function sourcesOf(verdicts: readonly PortVerdict[], work: Work): Sources {
  const ipv4: Verdict<number>[] = [];
  const ipv6: Verdict<bigint>[] = [];
  for (const { open, sources } of verdicts) {
    if (!spend(work, 1 + RANGE * sources.length)) break;
    for (const network of sources) {
      if (network.family === 4) ipv4.push({ start: network.start, end: network.end, open });
      else ipv6.push({ start: network.start, end: network.end, open });
    }
  }
  return { ipv4, ipv6 };
}

/** What it costs to read a source, and to hold its range against the others. */
const SOURCE = 4;
const RANGE = 4;

/** The addresses that get through with one of the protocols, those in `closed` left out. */
function reaching<T extends number | bigint>(
  closed: readonly Verdict<T>[],
  protocols: readonly (readonly Verdict<T>[])[],
): Range<T>[] {
  return merged(protocols.flatMap((sources) => openRanges([...closed, ...sources])));
}
