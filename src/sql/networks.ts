import { ipv4NotPublic } from '../values/public-addresses.ts';
import { type Network, networkOf } from '../values/network.ts';
import type { Dialect, Names } from './dialect.ts';

/*
 * Networks in text. IPv4 is worked out by arithmetic; of IPv6, which no database reads as the engine does, what stands for
 * all addresses. Another text with a colon that may be an IPv6 address is undecided.
 */

const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const IPV4 = `^${OCTET}[.]${OCTET}[.]${OCTET}[.]${OCTET}(/(3[0-2]|[12]?[0-9]))?$`;
const ANY_IPV4 = ['*', 'any', 'internet', '0.0.0.0'];
const ANY_IPV6 = ['::', '::/0'];
const MAYBE_IPV6 = '^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(/[0-9]{1,3})?$';

/** What a network is asked. */
export interface NetworkTests {
  readonly ipv4: (start: string, end: string) => string;
  /** All of a family. */
  readonly internet: Readonly<Record<4 | 6, string>>;
  /** Text that is no address. */
  readonly none: string;
}

/** The answer for a text; NULL where it may be an IPv6 address. */
export function ofNetwork(dialect: Dialect, names: Names, text: string, tests: NetworkTests): string {
  const [prefix, start] = [names.next(), names.next()];
  const octet = (place: number): string => dialect.whole(dialect.part(dialect.part(text, '/', 1), '.', place));
  const address = `((${octet(1)} * 256 + ${octet(2)}) * 256 + ${octet(3)}) * 256 + ${octet(4)}`;
  const width = `CASE WHEN ${dialect.part(text, '/', 2)} = '' THEN 32 ELSE ${dialect.whole(dialect.part(text, '/', 2))} END`;
  const size = `CAST(power(2, 32 - ${prefix}) AS bigint)`;
  const first = `(${address}) - (${address}) % ${size}`;
  const ofIpv4 = dialect.bind(prefix, width, dialect.bind(start, first, tests.ipv4(start, `(${start} + ${size})`)));
  const isOneOf = (texts: readonly string[]): string =>
    `${dialect.folded(text, true)} IN (${texts.map((one) => `'${one}'`).join(', ')})`;
  return (
    `CASE WHEN ${isOneOf(ANY_IPV4)} THEN ${tests.internet[4]} WHEN ${isOneOf(ANY_IPV6)} THEN ${tests.internet[6]}` +
    ` WHEN ${dialect.fits(text, IPV4)} THEN ${ofIpv4}` +
    ` WHEN ${dialect.fits(text, MAYBE_IPV6)} THEN NULL ELSE ${tests.none} END`
  );
}

/** Text that may be an IPv6 address, and does not stand for all. */
export function mayBeIpv6(dialect: Dialect, text: string): string {
  return `${dialect.fits(text, MAYBE_IPV6)} AND lower(${text}) NOT IN (${ANY_IPV6.map((one) => `'${one}'`).join(', ')})`;
}

/** Public unless a range that is not holds all of it. */
export const IS_PUBLIC: NetworkTests = {
  ipv4: (start, end) =>
    `NOT (${ipv4NotPublic()
      .map((range) => `(${start} >= ${range.start} AND ${end} <= ${range.end})`)
      .join(' OR ')})`,
  internet: { 4: 'TRUE', 6: 'TRUE' },
  none: 'FALSE',
};

export const NUMBER_OF_HOSTS: NetworkTests = {
  ipv4: (start, end) => `${end} - ${start}`,
  internet: { 4: '4294967296', 6: '340282366920938463463374607431768211456' },
  none: 'NULL',
};

/** Within one of some networks. */
export function within(networks: readonly Network[]): NetworkTests {
  const ipv4 = networks.filter((network) => network.family === 4);
  const all = { 4: networkOf('0.0.0.0/0'), 6: networkOf('::/0') };
  const holds = (family: 4 | 6): string => {
    const whole = all[family];
    const isHeld = networks.some(
      (network) =>
        whole !== undefined && network.family === family && network.start <= whole.start && network.end >= whole.end,
    );
    return isHeld ? 'TRUE' : 'FALSE';
  };
  return {
    ipv4: (start, end) =>
      ipv4.length === 0
        ? 'FALSE'
        : `(${ipv4.map((range) => `(${start} >= ${range.start} AND ${end} <= ${range.end})`).join(' OR ')})`,
    internet: { 4: holds(4), 6: holds(6) },
    none: 'FALSE',
  };
}

/** The networks for private use. */
export const PRIVATE: readonly Network[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(
  (text) => networkOf(text) ?? [],
);
