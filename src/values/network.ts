/*
 * Networks: the addresses of a CIDR range, a single address, or one of the words that firewalls write for all addresses.
 * Reading IPv6 text is left to ipaddr.js, by `ipv6Words` and nowhere else: its short forms are not ours to do again. What it is lenient
 * with is refused before: readers disagree on what `010.1.2.3` and `10.1` mean, so nobody can say which addresses they are.
 * IPv4 is read here, since it takes some 40 ns this way and 650 ns that way, and is done for millions of entities.
 */
import { ipv6Words } from './ipv6-words.ts';
import { spend, type Work } from './work.ts';

/** A range of IPv4 addresses as numbers, `end` not included. */
export interface Ipv4Network {
  readonly family: 4;
  readonly start: number;
  readonly end: number;
}

/** A range of IPv6 addresses as numbers, `end` not included. */
export interface Ipv6Network {
  readonly family: 6;
  readonly start: bigint;
  readonly end: bigint;
}

export type Network = Ipv4Network | Ipv6Network;

/** All IPv4 addresses. */
export const IPV4_INTERNET: Ipv4Network = Object.freeze({ family: 4, start: 0, end: 2 ** 32 });
/** All IPv6 addresses. */
export const IPV6_INTERNET: Ipv6Network = Object.freeze({ family: 6, start: 0n, end: 1n << 128n });

/** What firewalls write for any address, besides `0.0.0.0/0`. The unspecified address alone is no host's address. */
const ANY: ReadonlyMap<string, Network> = new Map<string, Network>([
  ['*', IPV4_INTERNET],
  ['any', IPV4_INTERNET],
  ['internet', IPV4_INTERNET],
  ['::', IPV6_INTERNET],
]);
const LONGEST_ANY = 8;
/** An IPv6 address with an IPv4 address at its end, and a prefix. */
const LONGEST = 45 + 4;
/** Reading one takes several times as long as what else a function does of it. */
const IPV6_COST = 8;

/**
 * The network that a text names; undefined when it names none, as do the ids of security groups and service tags. Host
 * bits behind the prefix may be set. An IPv4-mapped IPv6 address is the IPv4 address.
 *
 * @param work pays for what an IPv6 address costs beyond any element
 * @example
 * networkOf('10.0.0.0/24'); // { family: 4, start: 167772160, end: 167772416 }
 * networkOf('sg-0f9d2a');   // undefined
 */
export function networkOf(text: string, work?: Work): Network | undefined {
  if (text.length > LONGEST) return undefined;
  const ipv4 = ipv4NetworkOf(text);
  if (ipv4 !== undefined) return ipv4;
  if (work !== undefined && text.includes(':')) spend(work, IPV6_COST);
  const any = text.length <= LONGEST_ANY ? ANY.get(text.toLowerCase()) : undefined;
  return any ?? ipv6NetworkOf(text);
}

/** The number of addresses: exact, a bigint beyond 2^53. */
export function sizeOf(network: Network): number | bigint {
  return network.family === 4 ? network.end - network.start : exact(network.end - network.start);
}

/** A count as a number where a number can hold it. */
export function exact(count: bigint): number | bigint {
  return count <= 1n << 53n ? Number(count) : count;
}

/** Whether every address of one network is in the other. */
export function isWithin(inner: Network, outer: Network): boolean {
  return inner.family === outer.family && inner.start >= outer.start && inner.end <= outer.end;
}

function ipv4Network(address: number, prefix: number): Ipv4Network {
  const mask = prefix === 0 ? 0 : -1 << (32 - prefix);
  const start = (address & mask) >>> 0;
  return { family: 4, start, end: start + (~mask >>> 0) + 1 };
}

const ZERO = 48;
const DOT = 46;
const SLASH = 47;

/** Four decimal octets without leading zeros, and a prefix or none: in one pass, since it is the commonest text by far. */
function ipv4NetworkOf(text: string): Ipv4Network | undefined {
  let address = 0;
  let octet = -1;
  let dots = 0;
  let index = 0;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (octet === 0) return undefined;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return undefined;
    } else if (code === DOT && octet >= 0) {
      address = (address << 8) | octet;
      octet = -1;
      dots++;
    } else {
      break;
    }
  }
  if (dots !== 3 || octet < 0) return undefined;
  address = ((address << 8) | octet) >>> 0;
  if (index === text.length) return address === 0 ? IPV4_INTERNET : { family: 4, start: address, end: address + 1 };
  const prefix = text.charCodeAt(index) === SLASH ? prefixOf(text, index, 32) : -1;
  return prefix < 0 ? undefined : ipv4Network(address, prefix);
}

/** The prefix length that stands behind the slash, in decimal without leading zeros; -1 for everything else. */
function prefixOf(text: string, slash: number, longest: number): number {
  let prefix = -1;
  for (let index = slash + 1; index < text.length; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9 || prefix === 0) return -1;
    prefix = prefix < 0 ? digit : prefix * 10 + digit;
    if (prefix > longest) return -1;
  }
  return prefix;
}

const IPV6 = /^[\da-f:]+(?::\d+\.\d+\.\d+\.\d+)?$/iu;
const MAPPED = 0xffffn;

function ipv6NetworkOf(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const prefix = slash < 0 ? 128 : prefixOf(text, slash, 128);
  const written = slash < 0 ? text : text.slice(0, slash);
  if (prefix < 0 || !IPV6.test(written)) return undefined;
  const hexadecimal = written.includes('.') ? withoutDots(written) : written;
  const words = hexadecimal === undefined ? undefined : ipv6Words(hexadecimal);
  if (words === undefined) return undefined;
  const address = words.reduce((bits, part) => (bits << 16n) | BigInt(part), 0n);
  if (address >> 32n === MAPPED && prefix >= 96) return ipv4Network(Number(address & 0xffff_ffffn), prefix - 96);
  const size = 1n << BigInt(128 - prefix);
  const start = address - (address % size);
  return { family: 6, start, end: start + size };
}

/** The IPv4 part at the end in two groups of hexadecimal digits; ipaddr.js takes `::10.0.0.1` for `::ffff:10.0.0.1`. */
function withoutDots(text: string): string | undefined {
  const colon = text.lastIndexOf(':') + 1;
  const tail = ipv4NetworkOf(text.slice(colon))?.start;
  if (tail === undefined) return undefined;
  return `${text.slice(0, colon)}${Math.floor(tail / 65_536).toString(16)}:${(tail % 65_536).toString(16)}`;
}
