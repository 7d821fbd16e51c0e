import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedHostsForPortFunction, allowedPublicHostsForPortFunction } from '../../src/functions/allowed-hosts.ts';
import { UnknownValues } from '../../src/run/unknown.ts';
import { EvaluationError } from '../../src/values/value.ts';

const CONTEXT = { now: 0 };
const INTERNET = 2 ** 32;

function hosts(rules: unknown, port = 22): unknown {
  return allowedHostsForPortFunction.bind([port])(rules, CONTEXT);
}

function publicHosts(rules: unknown, port = 22): unknown {
  return allowedPublicHostsForPortFunction.bind([port])(rules, CONTEXT);
}

/** A rule of a network security group for port 22. */
function rule(number: number, source: unknown, action = 'ALLOW', more: object = {}): object {
  const ports = { destinationPort: 22, destinationPortTo: 22 };
  return { number, protocol: 'TCP', source, ...ports, action, direction: 'INBOUND', ...more };
}

describe('the ranges', () => {
  it('unites what overlaps', () => {
    const sources = ['10.0.0.0/24', '10.0.0.128/25', '10.0.1.0/24', '10.0.0.7'];
    expect(hosts(sources.map((source, index) => rule(index, source)))).toBe(512);
  });

  it('takes five rules with one number as five rules', () => {
    const rules = [10, 20, 30, 40, 50].map((part) => rule(200, `100.${part}.0.0/24`));
    expect(hosts(rules)).toBe(5 * 256);
  });

  it('gives exactly 2^32 for the whole Internet, however it is written', () => {
    for (const source of ['0.0.0.0/0', '*', 'Internet', 'ANY', '0.0.0.0', '8.8.8.8/0']) {
      expect([source, hosts([rule(100, source)])]).toEqual([source, INTERNET]);
    }
    expect(hosts([rule(1, '0.0.0.0/1'), rule(2, '128.0.0.0/1'), rule(3, '10.0.0.0/8')])).toBe(INTERNET);
  });

  it('leaves out sources that are no addresses, allowed or denied', () => {
    for (const source of ['NOT-SUPPORTED', 'VirtualNetwork', 'AzureLoadBalancer', 'sg-0f9d2a', '', null, undefined]) {
      expect(hosts([rule(100, source)])).toBe(0);
      expect(hosts([rule(100, source, 'DENY'), rule(200, '10.0.0.0/24')])).toBe(256);
    }
  });

  it('counts IPv6 by its share of the Internet, beside IPv4', () => {
    expect(hosts([rule(1, '2001:db8::/120')])).toBe(1);
    expect(hosts([rule(1, '2001:db8::/64')])).toBe(1);
    expect(hosts([rule(1, '2001:db8::/32')])).toBe(1);
    expect(hosts([rule(1, '2001:d00::/24')])).toBe(256);
    expect(hosts([rule(1, '::/0')])).toBe(INTERNET);
    expect(hosts([rule(1, '::/1')])).toBe(INTERNET / 2);
    expect(hosts([rule(1, '::/0'), rule(2, '0.0.0.0/0')])).toBe(INTERNET);
    expect(hosts([rule(1, '2001:db8::/64'), rule(2, '10.0.0.0/24')])).toBe(257);
    expect(hosts([rule(1, '::ffff:10.0.0.0/120'), rule(2, '10.0.0.0/24')])).toBe(256);
  });
});

describe('the order', () => {
  it('is that of the numbers, not of the list', () => {
    expect(hosts([rule(200, '0.0.0.0/0'), rule(100, '0.0.0.0/0', 'DENY')])).toBe(0);
    expect(hosts([rule(100, '0.0.0.0/0'), rule(200, '0.0.0.0/0', 'DENY')])).toBe(INTERNET);
    expect(hosts([rule(100, '10.0.0.0/24', 'DENY'), rule(90, '10.0.0.0/25')])).toBe(128);
  });

  it('is that of the list for one number, and reads numbers that are texts', () => {
    expect(hosts([rule(200, '0.0.0.0/0'), rule(200, '0.0.0.0/0', 'DENY')])).toBe(INTERNET);
    const texts = { number: '1000' };
    expect(hosts([rule(0, '0.0.0.0/0', 'ALLOW', texts), rule(200, '0.0.0.0/0', 'DENY')])).toBe(0);
  });

  it('is that of the list for rules without a number', () => {
    const rules = [rule(1, '10.0.0.0/24', 'deny'), rule(2, '10.0.0.0/23', 'Allow')];
    expect(hosts(rules.map((one) => ({ ...one, number: undefined })))).toBe(256);
  });

  it('ends with a denial of everything, written or not', () => {
    const allowed = rule(100, '0.0.0.0/0', 'ALLOW', { protocol: 'ALL', destinationPort: 0, destinationPortTo: 65535 });
    const last = { ...allowed, number: 32767, action: 'DENY' };
    expect(hosts([allowed, last])).toBe(INTERNET);
    expect(hosts([last])).toBe(0);
    expect(hosts([])).toBe(0);
  });
});

describe('ports and protocols', () => {
  it.each([
    [22, 22, true],
    [20, 25, true],
    [0, 65535, true],
    [23, 25, false],
    [0, 21, false],
    ['22', '22', true],
    [22, undefined, true],
    [20, undefined, false],
    ['*', undefined, true],
    ['20-25', undefined, true],
    [undefined, undefined, true],
    [0, 0, false],
    [-1, -1, true],
    [25, 20, false],
  ])('from %s to %s: %s', (from, to, reached) => {
    expect(hosts([{ protocol: 'tcp', port: from, portTo: to, scope: '10.0.0.7' }])).toBe(reached ? 1 : 0);
  });

  it('reads 0 to 0 as all ports for all protocols only', () => {
    for (const protocol of ['ALL', 'All', '*', '-1', -1, undefined]) {
      expect(hosts([{ protocol, port: 0, portTo: 0, scope: '10.0.0.7/32' }])).toBe(1);
    }
    expect(hosts([{ protocol: 'All', port: 80, portTo: 80, scope: '10.0.0.7/32' }])).toBe(0);
  });

  it('has protocols without ports neither open nor close one', () => {
    const all = { destinationPort: 0, destinationPortTo: 65535 };
    for (const protocol of ['ICMP', 'icmpv6', 'IPV6-ICMP', 'ESP', '1', 58]) {
      expect(hosts([rule(100, '0.0.0.0/0', 'ALLOW', { ...all, protocol })])).toBe(0);
      expect(hosts([rule(100, '0.0.0.0/0', 'DENY', { ...all, protocol }), rule(200, '10.0.0.7')])).toBe(1);
    }
  });

  it('counts an address that gets through with one protocol', () => {
    const udp = { protocol: 'UDP' };
    const all = { protocol: 'ALL' };
    expect(hosts([rule(1, '0.0.0.0/0', 'DENY', udp), rule(2, '10.0.0.0/24')])).toBe(256);
    expect(hosts([rule(1, '0.0.0.0/0', 'DENY', udp), rule(2, '10.0.0.0/24', 'ALLOW', all)])).toBe(256);
    expect(hosts([rule(1, '10.0.0.0/25', 'ALLOW', udp), rule(2, '10.0.0.0/24')])).toBe(256);
    expect(hosts([rule(1, '10.0.0.0/24', 'ALLOW', udp), rule(2, '10.0.1.0/24')])).toBe(512);
    expect(hosts([rule(1, '0.0.0.0/0', 'DENY'), rule(2, '0.0.0.0/0', 'ALLOW', all)])).toBe(0);
    expect(hosts([rule(1, '0.0.0.0/0', 'DENY', all), rule(2, '0.0.0.0/0'), rule(3, '10.0.0.1', 'ALLOW', udp)])).toBe(0);
  });
});

describe('the shapes', () => {
  it('reads security groups of AWS, which only allow', () => {
    const rules = [
      { protocol: 'TCP', port: 22, portTo: 22, scope: '71.204.135.110/32', scopeMetaData: null },
      { protocol: 'TCP', port: 0, portTo: 1024, scope: 'sg-0f9d2a' },
      { protocol: 'UDP', port: 22, portTo: 22, scope: '71.204.135.108/30' },
    ];
    expect(hosts(rules)).toBe(4);
  });

  it('reads the newer rules of Azure, and those of its own interface', () => {
    const newer = {
      protocol: 'All',
      action: 'ALLOW',
      sourceAddressPrefixes: ['10.0.0.0/24', '10.0.1.0/24', 'VirtualNetwork'],
      destinationPortRanges: [
        { destinationPort: 80, destinationPortTo: 80 },
        { destinationPort: 20, destinationPortTo: 25 },
      ],
    };
    expect(hosts([newer])).toBe(512);
    expect(hosts([newer], 443)).toBe(0);
    const own = {
      priority: 100,
      access: 'Deny',
      protocol: '*',
      sourceAddressPrefix: '*',
      destinationPortRange: '20-25',
    };
    const open = { ...own, access: 'Allow', priority: 200, destinationPortRange: '', destinationPortRanges: ['22'] };
    expect(hosts([open, own])).toBe(0);
    expect(hosts([open])).toBe(INTERNET);
  });

  it('reads the rules of Google, where denials come first at one priority', () => {
    const ingress = { priority: 1000, direction: 'INGRESS', sourceRanges: ['0.0.0.0/0'] };
    const open = { ...ingress, allowed: [{ IPProtocol: 'icmp' }, { IPProtocol: 'tcp', ports: ['22', '80-90'] }] };
    const shut = { ...ingress, sourceRanges: ['10.0.0.0/8'], denied: [{ IPProtocol: 'all' }] };
    expect(hosts([open])).toBe(INTERNET);
    expect(hosts([open], 85)).toBe(INTERNET);
    expect(hosts([open], 443)).toBe(0);
    expect(hosts([open, shut])).toBe(INTERNET - 2 ** 24);
    expect(hosts([open, { ...shut, priority: 2000 }])).toBe(INTERNET);
    expect(hosts([open, { ...shut, disabled: true }])).toBe(INTERNET);
    expect(hosts([{ ...open, sourceRanges: undefined, sourceTags: ['web'] }])).toBe(0);
  });

  it('reads a list of ports to its end', () => {
    const one = (protocol: string, ...destinationPortRanges: unknown[]): unknown =>
      hosts([{ protocol, source: '10.0.0.7', destinationPortRanges }]);
    expect(one('TCP', '0', '22')).toBe(1);
    expect(one('TCP', '0', '23')).toBe(0);
    expect(one('ALL', '80', '0')).toBe(1);
    expect(one('TCP', '*')).toBe(1);
    expect(one('TCP')).toBe(1);
  });

  it('never throws on what an entity may hold', () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(22, '22', '0-65535', '*', '10.0.0.0/8', 'ALLOW', ['22'], [{ port: 22 }]),
      fc.constant(JSON.parse('{"toString":1,"valueOf":1,"__proto__":{"source":"*"}}') as unknown),
    );
    const names = ['number', 'priority', 'source', 'scope', 'sourceRanges', 'port', 'portTo', 'destinationPort'];
    const more = ['destinationPortRanges', 'ports', 'protocol', 'action', 'allowed', 'denied', 'disabled'];
    const rules = fc.array(fc.dictionary(fc.constantFrom(...names, ...more), odd), { maxLength: 4 });
    fc.assert(
      fc.property(rules, (list) => {
        const result = hosts(list);
        expect(typeof result === 'number' || typeof result === 'bigint' || result instanceof EvaluationError).toBe(
          true,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a rule that stands alone as a list of one', () => {
    expect(hosts(rule(1, '10.0.0.7'))).toBe(1);
  });

  it.each([
    ['text', 'none'],
    ['a number', 22],
    ['a boolean', true],
    ['texts', ['10.0.0.0/8']],
    ['other objects', [{ cidr: '10.0.0.0/8' }]],
    ['an action that is none', [rule(1, '10.0.0.7', 'MAYBE')]],
    ['a port that is none', [rule(1, '10.0.0.7', 'ALLOW', { destinationPort: 'ssh' })]],
    ['a port range that is none', [{ source: '10.0.0.7', destinationPortRanges: ['20-'] }]],
    ['a source that is none', [rule(1, { cidr: '10.0.0.7' })]],
    ['an allowance that is none', [{ sourceRanges: ['10.0.0.7'], allowed: ['tcp'] }]],
  ])('is an error for %s', (_what, rules) => {
    expect(hosts(rules)).toBeInstanceOf(EvaluationError);
    expect(publicHosts(rules)).toBeInstanceOf(EvaluationError);
  });

  it.each([-1, 65_536, 22.5, 'ssh', NaN])('is an error for port %s', (port) => {
    expect(allowedHostsForPortFunction.bind([port])([], CONTEXT)).toBeInstanceOf(EvaluationError);
  });

  it('reads only what is a rule’s own', () => {
    const inherited = Object.create(rule(1, '0.0.0.0/0')) as object;
    expect(hosts([Object.assign(inherited, { scope: 'sg-1' })])).toBe(0);
  });
});

/** The same question asked for each address by itself. */
describe('against each address', () => {
  interface Small {
    readonly number: number;
    readonly start: number;
    readonly bits: number;
    readonly action: 'ALLOW' | 'DENY';
    readonly port: number;
    readonly ports: number;
    readonly protocol: 'TCP' | 'ALL' | 'UDP';
  }
  const BASE = 240;
  const small = fc.record<Small>({
    number: fc.nat({ max: 4 }),
    start: fc.nat({ max: 15 }),
    bits: fc.nat({ max: 4 }),
    action: fc.constantFrom('ALLOW', 'DENY'),
    port: fc.integer({ min: 20, max: 24 }),
    ports: fc.nat({ max: 3 }),
    protocol: fc.constantFrom('TCP', 'TCP', 'ALL', 'UDP'),
  });

  function reached(rules: readonly Small[], address: number, protocol: string): boolean {
    const sorted = [...rules].sort((a, b) => a.number - b.number);
    const first = sorted.find(
      (one) =>
        one.port <= 22 &&
        22 <= one.port + one.ports &&
        (one.protocol === protocol || one.protocol === 'ALL') &&
        address >> one.bits === one.start >> one.bits,
    );
    return first?.action === 'ALLOW';
  }

  function entityRule(one: Small, prefix: (bits: number) => number, text: (start: number) => string): object {
    return rule(one.number, `${text(one.start)}/${prefix(one.bits)}`, one.action, {
      protocol: one.protocol,
      destinationPort: one.port,
      destinationPortTo: one.port + one.ports,
    });
  }

  it('counts the same on sixteen addresses, IPv4 and IPv6', () => {
    fc.assert(
      fc.property(fc.array(small, { maxLength: 12 }), (rules) => {
        const named = rules.some(({ port, ports, protocol }) => protocol === 'UDP' && port <= 22 && 22 <= port + ports);
        const onlyUdp = rules.every(
          ({ port, ports, protocol }) => protocol === 'UDP' || port > 22 || 22 > port + ports,
        );
        let expected = 0;
        // Neighbouring addresses of IPv6 are one range, and a small range counts as one.
        let ranges = 0;
        let before = false;
        for (let address = 0; address < 16; address++) {
          const byTcp = !onlyUdp && reached(rules, address, 'TCP');
          const reaches = byTcp || (named && reached(rules, address, 'UDP'));
          if (reaches) expected++;
          if (reaches && !before) ranges++;
          before = reaches;
        }
        const ipv4 = rules.map((one) =>
          entityRule(
            one,
            (bits) => 32 - bits,
            (start) => `10.0.0.${BASE + start}`,
          ),
        );
        const ipv6 = rules.map((one) =>
          entityRule(
            one,
            (bits) => 128 - bits,
            (start) => `2001:db8::${start.toString(16)}`,
          ),
        );
        expect(hosts(ipv4)).toBe(expected);
        expect(hosts(ipv6)).toBe(ranges);
        expect(hosts([...ipv4, ...ipv6])).toBe(expected + ranges);
        expect(publicHosts(ipv4)).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('allowedPublicHostsForPort', () => {
  it('counts public addresses only', () => {
    const special =
      3 * 2 ** 24 + 2 ** 22 + 2 * 2 ** 16 + 2 ** 20 + (2 ** 8 - 2) + 3 * 2 ** 8 + 2 ** 17 + 2 ** 28 + 2 ** 28;
    expect(publicHosts([rule(1, '0.0.0.0/0')])).toBe(INTERNET - special);
    expect(INTERNET - special).toBe(3702258690);
    expect(publicHosts([rule(1, '10.0.0.0/8'), rule(2, '192.168.1.1')])).toBe(0);
    expect(publicHosts([rule(1, '10.0.0.0/7')])).toBe(2 ** 24);
    expect(publicHosts([rule(1, '8.8.8.0/24', 'DENY'), rule(2, '8.8.8.0/23')])).toBe(256);
  });

  it('knows public IPv6 addresses', () => {
    expect(publicHosts([rule(1, 'fd00::/8')])).toBe(0);
    expect(publicHosts([rule(1, '2606:4700::/120')])).toBe(1);
    expect(publicHosts([rule(1, '::/0')])).toBeGreaterThan(2 ** 28);
    expect(publicHosts([rule(1, '::/0')])).toBeLessThan(2 ** 30);
  });
});

describe('size', () => {
  it('takes a firewall of a thousand rules', () => {
    const rules = Array.from({ length: 1_000 }, (_, index) =>
      rule(1_000 - index, `${index % 223}.${index % 256}.0.0/${8 + (index % 17)}`, index % 3 === 0 ? 'DENY' : 'ALLOW'),
    );
    const start = performance.now();
    expect(hosts(rules)).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('rules of which something is not known', () => {
  const bad = { path: 'scope', rule: { protocol: 'TCP', port: 443, portTo: 443 } };
  const list = { path: 'scope', rule: { protocol: 'TCP', port: 22, portTo: 22 } };
  const open = { protocol: 'ALL', port: 0, portTo: 65535, scope: '0.0.0.0/0' };
  const office = { protocol: 'TCP', port: 22, portTo: 22, scope: '198.51.100.0/24' };
  const known = (rule: object) => ({ rule });

  it.each<
    [said: string, rules: readonly { path?: string; rule: object }[], hosts: number | 'undecided', port?: number]
  >([
    ['sources of another port', [bad, known(office)], 256],
    ['sources of the port', [bad, known(office)], 'undecided', 443],
    ['sources of the port beside others', [known(office), list], 'undecided'],
    ['the Internet is open without them', [list, known(open)], INTERNET],
    ['a denial before it', [{ path: 'source', rule: rule(1, undefined, 'DENY') }, known(rule(2, '*'))], 'undecided'],
    ['a denial behind it', [known(rule(1, '*')), { path: 'source', rule: rule(2, undefined, 'DENY') }], INTERNET],
    [
      'one of several sources',
      [{ path: 'sourceRanges.1', rule: rule(1, undefined, 'ALLOW', { sourceRanges: ['10.0.0.0/8', null] }) }],
      'undecided',
    ],
    ['a port', [{ path: 'port', rule: { protocol: 'TCP', scope: '0.0.0.0/0' } }], 'undecided'],
    ['an action', [{ path: 'action', rule: { port: 443, portTo: 443, scope: '0.0.0.0/0' } }], 'undecided', 443],
  ])('%s', (_, rules, expected, port = 22) => {
    const entity = { type: 'SecurityGroup', inboundRules: rules.map(({ rule: one }) => one) };
    const paths = rules.flatMap(({ path }, place) =>
      path === undefined ? [] : [[`inboundRules.${place}.${path}`, 'elsewhere']],
    );
    const unknown = new UnknownValues();
    unknown.add(entity, Object.fromEntries(paths) as Record<string, string>);
    const found = allowedHostsForPortFunction.bind([port])(entity.inboundRules, { ...CONTEXT, unknown });
    expect(found instanceof EvaluationError ? 'undecided' : found).toBe(expected);
  });
});
