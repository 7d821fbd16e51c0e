import { expect, test } from 'vitest';
import { hostsAllowed, hostsSurelyAllowed } from '../../src/values/firewall.ts';
import { networkOf, sizeOf, isWithin } from '../../src/values/network.ts';
import { isPrivateNetwork, isPublicNetwork } from '../../src/values/public-addresses.ts';
import { isIsoTime, isMilliseconds, shifted, TIME_UNITS, timeOf, timeUnitOf } from '../../src/values/time.ts';
import { EvaluationError } from '../../src/values/value.ts';
import { shown } from './shown.ts';

/*
 * What texts are to the language as times, networks and firewall rules, as tables in `every-kind-….txt`. `npx vitest run
 * every-kind -u` writes them; what changed is to be read.
 */

const TIMES = [
  ...[
    '2026-01-01',
    '2026-02-29',
    '2024-02-29',
    '2026-1-1',
    '2026-01-01T',
    '2026-01-01T00:00',
    '2026-01-01 00:00:00',
    '2026-01-01T24:00:00Z',
  ],
  ...[
    '2026-01-01T23:59:59.999Z',
    '2026-01-01T00:00:00+0200',
    '2026-01-01T00:00:00-12:00',
    '2026-01-01T00:00:60Z',
    '2026-13-01',
    '0000-01-01',
  ],
  ...[
    '9999-12-31T23:59:59Z',
    '10000-01-01',
    '1767225600',
    '1767225600000',
    'Jan 1 2026',
    '20260101',
    '2026-01-01T00:00:00z',
    '253402300800',
    '1e9',
  ],
];

function times(): string {
  const now = Date.UTC(2024, 1, 29, 12);
  const units = [
    'second',
    'Seconds',
    'minutes',
    'HOURS',
    'day',
    'days',
    'week',
    'month',
    'months',
    'year',
    'years',
    'decades',
    '',
  ];
  return [
    TIMES.map((text) => `${text}: ${shown(timeOf(text))} ${isIsoTime(text)} ${isMilliseconds(text)}\n`).join(''),
    units.map((unit) => `unit ${unit}: ${shown(timeUnitOf(unit))}\n`).join(''),
    TIME_UNITS.flatMap((unit) =>
      [-13, -1, 0, 1, 12, 1e9].map((amount) => `${amount} ${unit}: ${shown(shifted(now, amount, unit))}\n`),
    ).join(''),
  ].join('');
}

const NETWORKS = [
  ...[
    '0.0.0.0',
    '0.0.0.0/0',
    '10.0.0.0/8',
    '10.1.2.3',
    '10.1.2.3/8',
    '255.255.255.255/32',
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4/33',
    '01.2.3.4',
    '1.2.3.4/',
  ],
  ...[
    '100.64.0.0/10',
    '127.0.0.1',
    '169.254.1.1',
    '172.16.0.0/12',
    '172.32.0.0',
    '192.0.2.1',
    '192.168.0.0/16',
    '198.18.0.1',
    '224.0.0.1',
    '8.8.8.8/1',
  ],
  ...[
    '::',
    '::/0',
    '::1',
    '::1/128',
    'fe80::1',
    'fc00::/7',
    'fd12::1',
    '2001:db8::',
    '2001:4860:4860::8888',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    '1::2::3',
  ],
  ...[
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002::',
    '1:2:3:4:5:6:7:8:9',
    ':::',
    '12345::',
    'g::',
    '::/129',
    '0000:0000:0000:0000:0000:0000:255.255.255.255',
    '2001:0db8:0000:0000:0000:0000:255.255.255.255/128',
    '::1.2.3',
    '::0.0.0.0',
    '64:ff9b::0.0.0.0',
    '2000::/3',
    '',
  ],
];

function networks(): string {
  return NETWORKS.map((text) => {
    const network = networkOf(text);
    if (network === undefined) return `${text}: none\n`;
    const { family, start, end } = network;
    const facts = [
      family,
      start,
      end,
      sizeOf(network),
      `public ${isPublicNetwork(network)}`,
      `private ${isPrivateNetwork(network)}`,
    ];
    return `${text}: ${facts.join(' ')}\n`;
  }).join('');
}

const FIREWALL_RULES: readonly unknown[] = [
  ...[22, '22', 'x20-25', '20-25', '-1', -1, 0, '*', 'ANY', 'All', 'x', null, ['22'], 70_000, '70000-80000'].map(
    (port) => ({
      source: '8.8.8.0/24',
      port,
    }),
  ),
  ...[
    [0, 0],
    [0, 65_535],
    [20, 25],
    [25, 20],
    [22, null],
    [-1, -1],
    [22, 'x'],
    ['20', '25'],
    [0, 22],
    [22, 22],
  ].map(([port, portTo]) => ({ source: '8.8.8.0/24', port, portTo })),
  ...['TCP', 'tcp', '6', 6, 'UDP', 'ICMP', 'icmp', '1', 58, 'ALL', '-1', '*', '', null, ['TCP', 'UDP'], {}].map(
    (protocol) => ({ source: '8.8.8.0/24', port: 22, portTo: 22, protocol }),
  ),
  ...['ALL', 'ICMP', 'TCP', '-1', '58'].map((protocol) => ({ source: '8.8.8.0/24', port: 0, portTo: 0, protocol })),
  ...['Allow', 'allow', 'Deny', 'DENY', 'x', true, null].flatMap((action) => [
    { source: '8.8.8.0/24', port: 22, action },
    { source: '8.8.8.0/24', port: 22, access: action },
  ]),
  ...[
    '0.0.0.0/0',
    '::/0',
    '*',
    'Internet',
    'any',
    'sg-1',
    '',
    null,
    5,
    ['1.1.1.1', '2.2.2.2'],
    ['1.1.1.1', 5],
    [null],
    {},
  ].map((source) => ({ source, port: 22 })),
  ...[
    { scope: '1.1.1.1', port: 22 },
    { sourceAddressPrefix: '*', destinationPortRange: '22' },
    { sourceAddressPrefixes: ['1.1.1.1'], destinationPortRanges: ['21-23', ''] },
  ],
  ...[
    { sourceRanges: ['1.1.1.0/24'], ports: ['80', '22'] },
    { sourceRanges: ['1.1.1.0/24'], ports: ['0', '22'] },
    { sourceRanges: ['1.1.1.0/24'], ports: ['80', '0'], protocol: 'ALL' },
    { sourceRanges: ['1.1.1.0/24'], ports: ['80', '0-0'], protocol: 'TCP' },
    { sourceRanges: ['1.1.1.0/24'], ports: ['22', 'x'] },
    { sourceRanges: ['1.1.1.0/24'], ports: ['x', '22'] },
    { sourceRanges: ['1.1.1.0/24'], allowed: [{ IPProtocol: 'tcp', ports: ['22', '80-90'] }] },
    {
      sourceRanges: ['1.1.1.0/24'],
      allowed: [
        { IPProtocol: 'tcp', ports: ['80'] },
        { IPProtocol: 'udp', ports: ['22'] },
      ],
    },
    { sourceRanges: ['1.1.1.0/24'], denied: [{ IPProtocol: 'all' }] },
    { sourceRanges: ['1.1.1.0/24'], denied: [{ IPProtocol: 'tcp', ports: ['22'] }], allowed: [{ IPProtocol: 'all' }] },
    { sourceRanges: ['1.1.1.0/24'], allowed: ['x'] },
    { sourceRanges: ['1.1.1.0/24'], allowed: ['x'], port: 80 },
    { source: '1.1.1.1', port: 22, protocol: null, IPProtocol: null },
    { sourceRanges: ['1.1.1.0/24'], allowed: [null, { IPProtocol: null }] },
    { sourceRanges: ['1.1.1.0/24'], allowed: [{ IPProtocol: {} }] },
    { sourceRanges: [5], allowed: [{ IPProtocol: 'tcp' }] },
    { sourceRanges: ['1.1.1.0/24'], allowed: [{ IPProtocol: 'tcp' }], disabled: true },
    { sourceRanges: ['1.1.1.0/24'], ports: [] },
    { sourceRanges: ['1.1.1.0/24'], ports: [{ port: 22, portTo: 23 }, {}] },
  ],
  ...[
    { source: '1.1.1.1', destinationPort: 22, destinationPortTo: 23 },
    { source: '1.1.1.1', destinationPort: 22, port: 80 },
    { source: '1.1.1.1', destinationPort: null, port: 22 },
  ],
  ...[
    { port: 22 },
    { source: '1.1.1.1' },
    {},
    null,
    'x',
    [{ source: '1.1.1.1', port: 22 }],
    { sourceRanges: [] },
    { source: '1.1.1.1', direction: 'Outbound' },
  ],
  ...[
    { direction: 'Outbound', source: '1.1.1.1', port: 22 },
    { direction: 'Inbound', source: '1.1.1.1', port: 22 },
    { disabled: true, source: '1.1.1.1', port: 22 },
  ],
  ...[
    { priority: 100, access: 'Deny', source: '*', port: 22 },
    { priority: 'x', access: 'Deny', source: '*', port: 22 },
  ],
];

const FIREWALLS: readonly (readonly unknown[])[] = [
  [
    { source: '1.0.0.0/8', port: 22, number: 1, action: 'DENY', protocol: 'TCP' },
    { source: '1.0.0.0/8', port: 22, number: 2, protocol: 'ALL' },
  ],
  [
    { source: '1.0.0.0/8', port: 22, number: 1, action: 'DENY', protocol: 'TCP' },
    { source: '1.0.0.0/8', port: 22, number: 1, protocol: 'UDP' },
    { source: '2.0.0.0/8', port: 22, number: 2, protocol: 'ALL' },
  ],
  [
    { source: '1.0.0.0/9', port: 22, number: 1, action: 'DENY' },
    { source: '1.0.0.0/8', port: 22, number: 2 },
    { source: '1.0.0.0/10', port: 22, number: 3, action: 'DENY' },
    { source: '0.0.0.0/6', port: 22, number: 4 },
    { source: '2.0.0.0/7', port: 22, number: 5, action: 'DENY' },
  ],
  [
    { source: '1.0.0.0/8', port: 22 },
    { source: '1.2.0.0/16', port: 22 },
    { source: '::/64', port: 22 },
  ],
  [
    { source: '1.0.0.0/8', port: 22, priority: 200, access: 'Allow' },
    { source: '1.0.0.0/9', port: 22, priority: 100, access: 'Deny' },
  ],
  [
    { source: '1.0.0.0/8', port: 22, priority: 100, access: 'Allow' },
    { source: '*', port: 22, priority: 200, access: 'Deny' },
  ],
  [
    { source: '1.0.0.0/8', port: 22, protocol: 'TCP' },
    { source: '2.0.0.0/8', port: 22, protocol: 'UDP' },
    { source: '2.0.0.0/8', port: 80 },
  ],
  ...['true', 'True', true, 'false', false, 1, null].map((disabled) => [{ source: '1.0.0.0/8', port: 22, disabled }]),
  ...['0x1f', ' 30 ', '30', '3e1', true, -1].map((portTo) => [{ source: '1.0.0.0/8', port: 20, portTo }]),
  [
    { source: '::/64', port: 22, protocol: 'TCP' },
    { source: '1.0.0.0/8', port: 22, protocol: 'UDP' },
    { source: '2.0.0.0/8', port: 22, action: 'DENY' },
  ],
  [
    { source: '1.0.0.0/8', port: 22, number: 5, action: 'ALLOW' },
    { source: '1.0.0.0/9', port: 22, priority: 5, action: 'DENY' },
  ],
  [
    { source: '1.0.0.0/9', port: 22, number: 5, action: 'DENY' },
    { source: '1.0.0.0/8', port: 22, priority: 5, access: 'Allow' },
  ],
  // What has no place in the order comes last, in the order of the list.
  [
    { source: '1.0.0.0/8', port: 22 },
    { source: '1.0.0.0/9', port: 22, priority: 5, access: 'Deny' },
  ],
  [
    { source: '1.0.0.0/9', port: 22, access: 'Deny' },
    { source: '1.0.0.0/8', port: 22, number: 5 },
  ],
  [
    { source: '1.0.0.0/9', port: 22, access: 'Deny' },
    { source: '1.0.0.0/8', port: 22 },
    { source: '1.0.0.0/10', port: 22, priority: 7 },
  ],
  [
    { source: '1.0.0.0/8', port: 22 },
    { source: '1.0.0.0/9', port: 22, access: 'Deny' },
    { source: '1.0.0.0/10', port: 22, priority: 'x', access: 'Deny' },
  ],
  [
    { source: '::/64', port: 22, action: 'DENY' },
    { source: ['::/63', null, 'x', '1.0.0.0/8'], port: 22 },
    { source: '1:0::/64', port: 22, protocol: 'UDP' },
  ],
  ...[[{}], [{ from: 'x', to: 5 }], [{ from: 20, to: 'x' }], [{ from: 80, to: 90 }, { from: 'x' }], [{ from: 80 }]].map(
    (ports) => [{ source: '1.0.0.0/8', ports }],
  ),
  ...[
    [{ port: 'x' }],
    [{ port: 80, portTo: 'y' }],
    [{ port: 80 }, { port: 22 }],
    [{ destinationPort: 22 }],
    [80, 'x'],
    ['20-30'],
    ['20-30x'],
    ['x20-30'],
    ['20-300000'],
  ].map((ports) => [{ source: '1.0.0.0/8', destinationPortRanges: ports }]),
];

function firewalls(): string {
  const asked = (rules: readonly unknown[], port: number): string =>
    `${shown(hostsAllowed(rules, port, false))} ${shown(hostsAllowed(rules, port, true))}`;
  return [...FIREWALL_RULES.map((rule) => [rule]), ...FIREWALLS]
    .map(
      (rules) => `${shown(rules)}\n  ${[0, 22, 65_535].map((port) => `${port}: ${asked(rules, port)}`).join('; ')}\n`,
    )
    .join('');
}

test.each(Object.entries({ times, networks, firewalls }))('%s', async (name, table) => {
  await expect(table()).toMatchFileSnapshot(`every-kind-${name}.txt`);
});

test('a network is within another of its family alone', () => {
  const texts = ['10.0.0.0/8', '10.1.0.0/16', '11.0.0.0/8', '0.0.0.0/0', '::/0', '::a00:0/104', '2001:db8::/32'];
  const within = texts.map((text) =>
    texts.filter((other) => {
      const [inner, outer] = [networkOf(text), networkOf(other)];
      return inner !== undefined && outer !== undefined && isWithin(inner, outer);
    }),
  );
  expect(within).toEqual([
    ['10.0.0.0/8', '0.0.0.0/0'],
    ['10.0.0.0/8', '10.1.0.0/16', '0.0.0.0/0'],
    ['11.0.0.0/8', '0.0.0.0/0'],
    ['0.0.0.0/0'],
    ['::/0'],
    ['::/0', '::a00:0/104'],
    ['::/0', '2001:db8::/32'],
  ]);
});

test('a rule that is not about the port is not what the number depends on', () => {
  const rules = [
    { source: '1.1.1.1', port: 80 },
    { source: '2.2.2.2', port: 22 },
  ];
  const errors = rules.map((rule) => new EvaluationError('unknown-value', `of ${rule.source}`));
  const doubtAt = (rule: unknown, name: string): EvaluationError | undefined =>
    name === 'source' ? errors[rules.indexOf(rule as (typeof rules)[number])] : undefined;
  const said = [80, 22, 443].map((port) => hostsSurelyAllowed(rules, port, false, doubtAt));
  expect(said).toEqual([errors[0], errors[1], 0]);
});
