import { numberOf } from '../values/equality.ts';
import { type DoubtAt, hostsAllowed, hostsSurelyAllowed } from '../values/firewall.ts';
import { propertyOf } from '../values/path.ts';
import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError } from '../values/value.ts';
import { defineFunction, type FunctionDefinition } from './define.ts';
import { misreadRules, noteMisread } from './misread.ts';

const PARAMETERS: FunctionDefinition['parameters'] = [
  { name: 'port', kind: 'number', summary: 'from 0 to 65535', range: [0, 65535] },
];

const DETAILS = [
  'On the inbound rules of a security group, a network ACL or a firewall. They are taken by `number` (or `priority`), lower first, those of one number as they stand in the list (of one `priority`: denials first). For each address the first rule that holds it decides; what no rule holds is denied; a rule without `action` allows.',
  'Addresses are those of `source`, `scope`, `sourceAddressPrefix`, `sourceAddressPrefixes` or `sourceRanges`; an address in several rules counts once. `*`, `Any` and `Internet` are `0.0.0.0/0`. Sources that are no addresses (`VirtualNetwork`, `sg-0f9d2a`) neither allow nor deny anything.',
  'Ports run from `destinationPort` to `destinationPortTo` (or `port`, `portTo`; `destinationPortRanges`), both included. Protocol ALL with 0 to 0, and a rule that names no port, mean all ports.',
  'Protocols without ports (ICMP, GRE, ESP, AH) neither open nor close one. An address counts when it gets through with TCP, or with another protocol that a rule for this port names.',
  'IPv6 counts by its share of the Internet: `::/0` as 4294967296, a /64 as 1 (our decision). Both together are never more than that.',
  'Where the sources of a rule are not known (those of a prefix list), the number is undecided for the ports of that rule alone, and only where it depends on them.',
  'Missing, null and an empty list: 0. Text, a number, or a list of something else than rules: an error.',
];

/** What a rule of a firewall costs; its sources and ports cost again. */
const WEIGHT = 4;

const allow = { number: 200, protocol: 'TCP', destinationPort: 22, destinationPortTo: 22, action: 'ALLOW' };
const anyone = { ...allow, source: '0.0.0.0/0' };
const office = { ...allow, source: '198.51.100.0/24' };
const denied = { ...anyone, number: 100, action: 'DENY' };

function allowedHosts(name: string, publicOnly: boolean): FunctionDefinition['bind'] {
  return ([argument]) => {
    const port = Number(numberOf(argument) ?? NaN);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      const error = new EvaluationError(
        'wrong-type',
        `\`${textOf(argument) ?? kindOf(argument)}\` is no port`,
        'ports go from 0 to 65535',
      );
      return () => error;
    }
    return (receiver, context) => {
      if (receiver !== undefined && receiver !== null && typeof receiver !== 'object') {
        return new EvaluationError(
          'wrong-type',
          `\`${name}()\` reads a list of firewall rules, and this is ${kindOf(receiver)}`,
        );
      }
      const unknown = context?.unknown;
      if (unknown?.insideOf(receiver) !== undefined) {
        const doubtAt: DoubtAt = (rule, property) => {
          const value = propertyOf(rule, property);
          return unknown.errorAt(rule, [property], value, context) ?? unknown.insideOf(value);
        };
        return hostsSurelyAllowed(elementsOf(receiver), port, publicOnly, doubtAt, context);
      }
      const unread = context?.misreads === undefined ? undefined : [];
      const hosts = hostsAllowed(elementsOf(receiver), port, publicOnly, context, unread);
      for (const text of unread ?? []) noteMisread(context, name, text);
      return hosts;
    };
  };
}

/** `allowedHostsForPort()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const allowedHostsForPortFunction = defineFunction({
  name: 'allowedHostsForPort',
  origin: 'observed',
  receiver: 'list',
  parameters: PARAMETERS,
  result: 'number',
  summary:
    'The number of addresses from which a port can be reached through a firewall; the whole Internet is 4294967296.',
  details: DETAILS,
  examples: [
    {
      condition: 'inboundRules allowedHostsForPort(22) >= 4294967296',
      entity: { inboundRules: [anyone] },
      holds: true,
    },
    { condition: 'inboundRules allowedHostsForPort(22) = 256', entity: { inboundRules: [office] }, holds: true },
    {
      condition: 'inboundRules allowedHostsForPort(22) > 256',
      entity: { inboundRules: [office, office] },
      holds: false,
    },
    {
      condition: 'inboundRules allowedHostsForPort(22) = 4294967296',
      entity: { inboundRules: [office, anyone] },
      holds: true,
      why: 'no address counts twice',
    },
    { condition: 'inboundRules allowedHostsForPort(23) > 0', entity: { inboundRules: [anyone] }, holds: false },
    {
      condition: 'inboundRules allowedHostsForPort(22) > 0',
      entity: { inboundRules: [anyone, denied] },
      holds: false,
      why: 'number 100 comes before 200',
    },
    {
      condition: 'inboundRules allowedHostsForPort(22) = 4294967040',
      entity: { inboundRules: [anyone, { ...denied, source: '198.51.100.0/24' }] },
      holds: true,
      why: 'all but 256',
    },
    {
      condition: 'inboundRules allowedHostsForPort(22) = 1',
      entity: { inboundRules: [{ protocol: 'ALL', port: 0, portTo: 0, scope: '198.51.100.7/32' }] },
      holds: true,
      why: 'ALL from 0 to 0 is all ports',
    },
    {
      condition: 'inboundRules allowedHostsForPort(22) = 0',
      entity: { inboundRules: [{ ...anyone, protocol: 'ICMP', destinationPort: 0, destinationPortTo: 65535 }] },
      holds: true,
      why: 'ICMP has no ports',
    },
    {
      condition: 'inboundRules allowedHostsForPort(22) = 0',
      entity: { inboundRules: [{ ...allow, source: 'VirtualNetwork' }] },
      holds: true,
    },
    {
      condition: 'inboundRules allowedHostsForPort(22) = 4294967296',
      entity: { inboundRules: [{ ...allow, source: '::/0' }] },
      holds: true,
    },
    { condition: 'inboundRules allowedHostsForPort(22) = 0', entity: { inboundRules: [] }, holds: true },
    { condition: 'inboundRules allowedHostsForPort(22) = 0', entity: {}, holds: true, why: 'missing' },
    { condition: 'inboundRules allowedHostsForPort(22) = 0', entity: { inboundRules: null }, holds: true, why: 'null' },
    { condition: 'inboundRules allowedHostsForPort(22) = 0', entity: { inboundRules: 'none' }, holds: 'error' },
    {
      condition: 'ports allowedHostsForPort(22) = 0',
      entity: { ports: [22, 80] },
      holds: 'error',
      why: 'no firewall rules',
    },
  ],
  weight: WEIGHT,
  misread: misreadRules,
  isShallow: true,
  bind: allowedHosts('allowedHostsForPort', false),
});

/** `allowedPublicHostsForPort()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const allowedPublicHostsForPortFunction = defineFunction({
  name: 'allowedPublicHostsForPort',
  origin: 'observed',
  receiver: 'list',
  parameters: PARAMETERS,
  result: 'number',
  summary: 'Like `allowedHostsForPort`, but counts only the addresses that are public.',
  details: [
    'Public as for `isPublic`; of the whole Internet, `0.0.0.0/0`, that leaves 3702258690 addresses. Everything else is as for `allowedHostsForPort`:',
    ...DETAILS,
  ],
  examples: [
    {
      condition: 'inboundRules allowedPublicHostsForPort(22) = 3702258690',
      entity: { inboundRules: [anyone] },
      holds: true,
    },
    {
      condition: 'inboundRules allowedPublicHostsForPort(22) > 0',
      entity: { inboundRules: [{ ...allow, source: '10.0.0.0/8' }] },
      holds: false,
      why: 'private',
    },
    {
      condition: 'inboundRules allowedPublicHostsForPort(22) = 2',
      entity: { inboundRules: [{ ...allow, source: '8.8.8.8/31' }] },
      holds: true,
    },
    {
      condition: 'inboundRules allowedPublicHostsForPort(22) > 0',
      entity: { inboundRules: [denied, anyone] },
      holds: false,
    },
    { condition: 'inboundRules allowedPublicHostsForPort(22) = 0', entity: {}, holds: true, why: 'missing' },
    {
      condition: 'inboundRules allowedPublicHostsForPort(22) = 0',
      entity: { inboundRules: null },
      holds: true,
      why: 'null',
    },
    { condition: 'inboundRules allowedPublicHostsForPort(22) = 0', entity: { inboundRules: [22] }, holds: 'error' },
  ],
  weight: WEIGHT,
  misread: misreadRules,
  isShallow: true,
  bind: allowedHosts('allowedPublicHostsForPort', true),
});
