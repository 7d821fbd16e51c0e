import { isWithin, type Network, networkOf } from './network.ts';
import { openRanges, type Range, type Verdict } from './ranges.ts';
import { required } from '../text/required.ts';

/*
 * Which addresses are public. A table after IANA's registries of special-purpose addresses (RFC 6890 and its successors),
 * of multicast, and of the IPv6 address space. Blocks that the registries leave open (6to4, Teredo) count as public: hosts
 * of the Internet are behind them. The first line that holds an address decides.
 */
const TABLE: readonly (readonly [network: string, open: boolean, what: string])[] = [
  ['192.0.0.9/32', true, 'anycast of the Port Control Protocol, inside of 192.0.0.0/24'],
  ['192.0.0.10/32', true, 'anycast of TURN, inside of 192.0.0.0/24'],
  ['0.0.0.0/8', false, 'this network'],
  ['10.0.0.0/8', false, 'private use'],
  ['100.64.0.0/10', false, 'shared address space of carriers'],
  ['127.0.0.0/8', false, 'loopback'],
  ['169.254.0.0/16', false, 'link-local'],
  ['172.16.0.0/12', false, 'private use'],
  ['192.0.0.0/24', false, 'IETF protocol assignments'],
  ['192.0.2.0/24', false, 'documentation'],
  ['192.168.0.0/16', false, 'private use'],
  ['198.18.0.0/15', false, 'benchmarking'],
  ['198.51.100.0/24', false, 'documentation'],
  ['203.0.113.0/24', false, 'documentation'],
  ['224.0.0.0/4', false, 'multicast'],
  ['240.0.0.0/4', false, 'reserved; the last address is broadcast'],
  ['0.0.0.0/0', true, 'everything else'],

  ['64:ff9b::/96', true, 'IPv4 addresses behind NAT64'],
  ['2001:1::1/128', true, 'anycast of the Port Control Protocol, inside of 2001::/23'],
  ['2001:1::2/128', true, 'anycast of TURN'],
  ['2001:1::3/128', true, 'anycast of DNS-SD service registration'],
  ['2001::/32', true, 'Teredo'],
  ['2001:3::/32', true, 'AMT'],
  ['2001:4:112::/48', true, 'AS112'],
  ['2001:20::/28', true, 'ORCHIDv2'],
  ['2001:30::/28', true, 'drone remote ID'],
  ['2001::/23', false, 'IETF protocol assignments, benchmarking among them'],
  ['2001:db8::/32', false, 'documentation'],
  ['3fff::/20', false, 'documentation'],
  ['2000::/3', true, 'global unicast, the only part of the space that is given out'],
  ['::/0', false, 'everything else: loopback, unique local, link-local, multicast, reserved'],
];

interface Ranges<T extends number | bigint> {
  readonly open: readonly Range<T>[];
  /** What is not public, as closed ranges. */
  readonly closed: readonly Verdict<T>[];
}

let made: { readonly ipv4: Ranges<number>; readonly ipv6: Ranges<bigint> } | undefined;

/** Made with the first rule that asks: most runs have none. */
function ranges(): NonNullable<typeof made> {
  if (made !== undefined) return made;
  const rows = TABLE.map(([text, open]) => ({ ...required(networkOf(text)), open }));
  made = {
    ipv4: rangesOf(rows.filter((row) => row.family === 4)),
    ipv6: rangesOf(rows.filter((row) => row.family === 6)),
  };
  return made;
}

function rangesOf<T extends number | bigint>(verdicts: readonly Verdict<T>[]): Ranges<T> {
  return { open: openRanges(verdicts), closed: closedRanges(verdicts) };
}

/** The IPv4 addresses that are not public, as closed ranges. */
export function ipv4NotPublic(): readonly Verdict<number>[] {
  return ranges().ipv4.closed;
}

/** The IPv6 addresses that are not public, as closed ranges. */
export function ipv6NotPublic(): readonly Verdict<bigint>[] {
  return ranges().ipv6.closed;
}

function closedRanges<T extends number | bigint>(verdicts: readonly Verdict<T>[]): readonly Verdict<T>[] {
  const inverted = verdicts.map(({ start, end, open }) => ({ start, end, open: !open }));
  return openRanges(inverted).map(({ start, end }) => ({ start, end, open: false }));
}

/** Whether at least one address of a network is public: `0.0.0.0/0` is, and so is `8.0.0.0/5`, which holds 10.0.0.0/8. */
export function isPublicNetwork(network: Network): boolean {
  return network.family === 4 ? meets(ranges().ipv4.open, network) : meets(ranges().ipv6.open, network);
}

function meets<T extends number | bigint>(open: readonly Range<T>[], { start, end }: Range<T>): boolean {
  for (const range of open) if (range.end > start) return range.start < end;
  return false;
}

/** The addresses that everybody may use inside: RFC 1918, and the unique local addresses of RFC 4193. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];
let privateNetworks: readonly Network[] | undefined;

/** Whether every address of a network is for private use. */
export function isPrivateNetwork(network: Network): boolean {
  privateNetworks ??= PRIVATE.map((text) => required(networkOf(text)));
  return privateNetworks.some((range) => isWithin(network, range));
}
