import fc from 'fast-check';

/* Firewalls as entities have them, and as they should not. */

const ADDRESSES = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '8.8.8.8', '8.8.8.0/24', '192.168.1.5/24', '128.0.0.0/1'];
const ANY = ['0.0.0.0/1', '*', 'Any', '::/0', '::', 'sg-0f9d2a', 'VirtualNetwork', ''];
const STRANGE = ['2001:db8::/32', 5, null, ['10.0.0.0/8', '8.8.8.8'], ['0.0.0.0/0', null], ['8.8.8.8', 7], {}];
const source = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<unknown>(...ADDRESSES, ...ANY) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...STRANGE) },
);
const port = fc.constantFrom<unknown>(22, 22, 22, 0, 80, 20, 3389, 65_535, -1, '22', '0', null);
const place = fc.constantFrom<unknown>(1, 50, 100, 100, 200, '70', 60);

const rule = fc.record(
  {
    source,
    scope: fc.constantFrom<unknown>(undefined, undefined, undefined, '8.8.8.0/24'),
    destinationPort: port,
    destinationPortTo: port,
    port: fc.constantFrom<unknown>(undefined, undefined, 22),
    protocol: fc.constantFrom<unknown>('TCP', 'TCP', 'tcp', 'ALL', '-1', '*', 'ICMP', 6, 17, '', null),
    action: fc.constantFrom<unknown>('ALLOW', 'DENY', 'allow', 'Deny', null),
    access: fc.constantFrom<unknown>(undefined, undefined, 'Deny'),
    number: place,
    priority: place,
    disabled: fc.constantFrom<unknown>(undefined, undefined, undefined, true, false, 'true'),
    ports: fc.constantFrom<unknown>(...Array.from({ length: 19 }, () => undefined), [22]),
  },
  { requiredKeys: ['source'] },
);

/** The rules of a firewall, or something that is none. */
export const firewall = fc.oneof(
  { weight: 20, arbitrary: fc.array(rule, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'x', {}, 5, [null], [{ source: null }], [{}], ['x']) },
);

/** What rules ask of one. */
export const FIREWALL_RULES = [
  'NACL should have inbound allowedHostsForPort(22) < 4294967296',
  'NACL should have inbound allowedHostsForPort(22) = 0',
  'NACL should have inbound allowedHostsForPort(0) > 256',
  'NACL should have inbound allowedPublicHostsForPort(22) > 100000000',
  'NACL should have inbound allowedPublicHostsForPort(22) = 3702258690',
];
