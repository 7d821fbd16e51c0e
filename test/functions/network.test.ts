import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IPV4_INTERNET, IPV6_INTERNET, networkOf, sizeOf } from '../../src/values/network.ts';
import { isPrivateNetwork, isPublicNetwork } from '../../src/values/public-addresses.ts';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();
const isPublic = (text: string): boolean => isPublicNetwork(networkOf(text)!);

function quad(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

describe('networkOf', () => {
  it.each([
    ['10.0.0.0/24', 4, 0x0a000000n, 256n],
    ['10.0.0.77/24', 4, 0x0a000000n, 256n],
    ['10.0.0.77', 4, 0x0a00004dn, 1n],
    ['255.255.255.255', 4, 0xffffffffn, 1n],
    ['255.255.255.255/0', 4, 0n, 1n << 32n],
    ['::1', 6, 1n, 1n],
    ['2001:DB8::/32', 6, 0x20010db8n << 96n, 1n << 96n],
    ['2001:db8::5/127', 6, (0x20010db8n << 96n) + 4n, 2n],
    ['::10.0.0.1', 6, 0x0a000001n, 1n],
    ['64:ff9b::10.0.0.1', 6, (0x64ff9bn << 96n) + 0x0a000001n, 1n],
    ['::ffff:10.0.0.1', 4, 0x0a000001n, 1n],
    ['::ffff:a00:1', 4, 0x0a000001n, 1n],
    ['::ffff:10.0.0.0/104', 4, 0x0a000000n, 1n << 24n],
    ['::ffff:0:0/96', 4, 0n, 1n << 32n],
    ['::ffff:0:0/95', 6, 0xfffe00000000n, 1n << 33n],
  ])('%s', (text, family, start, size) => {
    const network = networkOf(text)!;
    expect(network.family).toBe(family);
    expect(BigInt(network.start)).toBe(start);
    expect(BigInt(network.end) - BigInt(network.start)).toBe(size);
  });

  it.each(['*', 'Any', 'INTERNET', '0.0.0.0', '0.0.0.0/0', '8.8.8.8/0'])('%s is all of IPv4', (text) => {
    expect(networkOf(text)).toEqual(IPV4_INTERNET);
  });

  it.each(['::', '::/0', '2001:db8::/0'])('%s is all of IPv6', (text) => {
    expect(networkOf(text)).toEqual(IPV6_INTERNET);
  });

  it.each([
    ['', '/', '/8', '*/0', 'any/0', 'Internet2', 'NOT-SUPPORTED', 'VirtualNetwork', 'sg-0f9d2a', 'localhost'],
    ['010.1.2.3', '10.01.2.3', '10.1', '10.1.2', '10.1.2.3.4', '0x0a.1.2.3', '10.1.2.256', '10.1.2.-1', '167837955'],
    ['10.1..3', '.10.1.2.3', '10.1.2.3.', '10.1.2.3 ', ' 10.1.2.3', '10,1,2,3', '１0.1.2.3', '00.0.0.0'],
    ['10.0.0.0/', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/08', '10.0.0.0/8.0', '10.0.0.0/1e1', '10.0.0.0/255.0.0.0'],
    ['10.0.0.0/8/8', '10.0.0.0/ 8', '10.0.0.0/+8', '10.0.0.0/Infinity', '10.0.0.0/NaN', '10.0.0.0-10.0.0.9'],
    ['::/129', '::/-1', '::/01', ':', ':::', '1::2::3', '1:2:3', '12345::', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:'],
    ['fe80::1%eth0', '[::1]', '::ffff:010.1.2.3', '::ffff:10.1.2', '::ffff:10.1.2.256', '1:2:3:4:5:6:7:1.2.3.4'],
  ])('refuses %s and the like', (...texts) => {
    for (const text of texts) expect([text, networkOf(text)]).toEqual([text, undefined]);
  });

  it('reads the addresses that node reads, and no others', () => {
    const scrap = fc.string({ unit: fc.constantFrom(...'0123456789af:.'), maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(scrap, ipv4, ipv6), (text) => {
        expect(networkOf(text) !== undefined).toBe(isIPv4(text) || isIPv6(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('has the same IPv4 ranges as arithmetic on 32 bits', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 32 }), (address, prefix) => {
        const mask = prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0;
        const start = (address & mask) >>> 0;
        expect(networkOf(`${quad(address)}/${prefix}`)).toEqual({
          family: 4,
          start,
          end: start + (~mask >>> 0) + 1,
        });
      }),
    );
  });

  it('agrees with the block lists of node on what is inside', () => {
    const cases = fc.oneof(
      fc.tuple(ipv4, fc.nat({ max: 32 }), ipv4).map((parts) => ['ipv4', ...parts] as const),
      fc.tuple(ipv6, fc.nat({ max: 128 }), ipv6).map((parts) => ['ipv6', ...parts] as const),
    );
    fc.assert(
      fc.property(cases, ([family, base, prefix, address]) => {
        const network = networkOf(`${base}/${prefix}`)!;
        const one = networkOf(address)!;
        // What we read otherwise on purpose: the unspecified addresses, and IPv4 inside of IPv6.
        fc.pre(sizeOf(one) === 1 && (family === 'ipv4' || (network.family === 6 && one.family === 6)));
        const list = new BlockList();
        list.addSubnet(base, prefix, family);
        expect(one.start >= network.start && one.end <= network.end).toBe(list.check(address, family));
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789af:./%*-') })), (text) => {
        const network = networkOf(text);
        expect(network === undefined || network.start < network.end).toBe(true);
      }),
    );
  });
});

describe('sizeOf', () => {
  it.each([
    ['10.0.0.0/24', 256],
    ['0.0.0.0/0', 4294967296],
    ['::1', 1],
    ['2001:db8::/75', 2 ** 53],
    ['2001:db8::/74', 2n ** 54n],
    ['::/0', 2n ** 128n],
  ])('%s', (text, size) => {
    expect(sizeOf(networkOf(text)!)).toBe(size);
  });
});

/** First and last of each block, and its neighbours. `true` is public. */
const BORDERS: readonly (readonly [string, boolean])[] = [
  ['0.0.0.1', false],
  ['0.255.255.255', false],
  ['1.0.0.0', true],
  ['9.255.255.255', true],
  ['10.0.0.0', false],
  ['10.255.255.255', false],
  ['11.0.0.0', true],
  ['100.63.255.255', true],
  ['100.64.0.0', false],
  ['100.127.255.255', false],
  ['100.128.0.0', true],
  ['126.255.255.255', true],
  ['127.0.0.0', false],
  ['128.0.0.0', true],
  ['169.253.255.255', true],
  ['169.254.169.254', false],
  ['169.255.0.0', true],
  ['172.15.255.255', true],
  ['172.16.0.0', false],
  ['172.31.255.255', false],
  ['172.32.0.0', true],
  ['192.0.0.8', false],
  ['192.0.0.9', true],
  ['192.0.0.10', true],
  ['192.0.0.11', false],
  ['192.0.1.0', true],
  ['192.0.2.255', false],
  ['192.88.99.1', true],
  ['192.167.255.255', true],
  ['192.168.0.0', false],
  ['192.169.0.0', true],
  ['198.17.255.255', true],
  ['198.18.0.0', false],
  ['198.19.255.255', false],
  ['198.20.0.0', true],
  ['198.51.100.1', false],
  ['203.0.113.1', false],
  ['223.255.255.255', true],
  ['224.0.0.0', false],
  ['239.255.255.255', false],
  ['240.0.0.0', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::8.8.8.8', false],
  ['::ffff:8.8.8.8', true],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::808:808', true],
  ['64:ff9b:1::1', false],
  ['100::1', false],
  ['2000::', true],
  ['2001::1', true],
  ['2001:1::', false],
  ['2001:1::1', true],
  ['2001:2::1', false],
  ['2001:20::1', true],
  ['2001:1ff:ffff::1', false],
  ['2001:200::1', true],
  ['2001:db7:ffff::1', true],
  ['2001:db8::1', false],
  ['2001:db9::1', true],
  ['2002:808:808::1', true],
  ['2606:4700::1111', true],
  ['3ffe:ffff::1', true],
  ['3fff::1', false],
  ['3fff:1000::', true],
  ['4000::1', false],
  ['5f00::1', false],
  ['fc00::1', false],
  ['fdff::1', false],
  ['fe80::1', false],
  ['ff02::1', false],
];

describe('isPublicNetwork', () => {
  it.each(BORDERS)('%s is public: %s', (text, expected) => {
    expect(isPublic(text)).toBe(expected);
  });

  it.each([
    ['0.0.0.0/0', true],
    ['::/0', true],
    ['8.0.0.0/6', true],
    ['10.0.0.0/8', false],
    ['10.0.0.0/7', true],
    ['224.0.0.0/3', false],
    ['192.0.0.0/24', true],
    ['192.0.0.0/29', false],
    ['2001::/23', true],
    ['fc00::/6', false],
  ])('%s holds a public address: %s', (text, expected) => {
    expect(isPublic(text)).toBe(expected);
  });

  it('is true of a range when it is true of an address in it', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), fc.nat({ max: 32 }), (address, prefix) => {
        fc.pre(sizeOf(networkOf(address)!) === 1 && isPublic(address));
        expect(isPublic(`${address}/${prefix}`) || address.startsWith('::ffff:')).toBe(true);
      }),
    );
  });
});

describe('isPrivateNetwork', () => {
  it('is never true of a public network', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6, fc.constantFrom(...BORDERS.map(([text]) => text))), (text) => {
        const network = networkOf(text)!;
        expect(isPrivateNetwork(network) && isPublicNetwork(network)).toBe(false);
      }),
    );
  });
});
