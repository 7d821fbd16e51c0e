import { sizeOf } from '../values/network.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError } from '../values/value.ts';
import { defineFunction } from './define.ts';
import { misreadNetwork, readNetwork } from './misread.ts';

/** `numberOfHosts()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const numberOfHostsFunction = defineFunction({
  name: 'numberOfHosts',
  origin: 'observed',
  receiver: 'network',
  parameters: [],
  result: 'number',
  summary: 'The number of addresses in a CIDR range: 256 for a /24, 1 for a single address.',
  details: [
    'No address is taken off for the network or for broadcast. IPv6 ranges are counted exactly, also beyond 2^53.',
    '`*`, `Any` and `Internet` stand for all IPv4 addresses, as do `0.0.0.0/0` and `0.0.0.0`: 4294967296.',
    'Missing, null, and text that is no address (`sg-0f9d2a`, `NOT-SUPPORTED`): missing, so that `<`, `>`, `<=`, `>=` and `=` are all false, and `!=` is true.',
    'On a list, a number, a boolean or an object the result is an error: whether the largest or the sum of a list is meant cannot be told.',
  ],
  examples: [
    { condition: 'scope numberOfHosts() = 256', entity: { scope: '10.0.0.0/24' }, holds: true },
    { condition: 'scope numberOfHosts() > 256', entity: { scope: '10.0.0.0/24' }, holds: false, why: 'exactly 256' },
    { condition: 'scope numberOfHosts() = 1', entity: { scope: '10.0.0.7' }, holds: true },
    { condition: 'scope numberOfHosts() = 1', entity: { scope: '10.0.0.7/32' }, holds: true },
    { condition: 'scope numberOfHosts() >= 4294967296', entity: { scope: '0.0.0.0/0' }, holds: true },
    { condition: 'scope numberOfHosts() = 18446744073709551616', entity: { scope: '2001:db8::/64' }, holds: true },
    { condition: 'scope numberOfHosts() = 18446744073709551615', entity: { scope: '2001:db8::/64' }, holds: false },
    { condition: 'scope numberOfHosts() < 256', entity: {}, holds: false, why: 'missing' },
    { condition: 'scope numberOfHosts() < 256', entity: { scope: null }, holds: false, why: 'null' },
    { condition: 'scope numberOfHosts() > 0', entity: { scope: 'sg-0f9d2a' }, holds: false, why: 'no address' },
    { condition: 'scope numberOfHosts() > 0', entity: { scope: '10.0.0.0/33' }, holds: false, why: 'no prefix' },
    {
      condition: 'cidrs numberOfHosts() > 0',
      entity: { cidrs: ['10.0.0.0/24', '10.1.0.0/24'] },
      holds: 'error',
      why: 'a list',
    },
  ],
  weight: 4,
  misread: misreadNetwork,
  bind: () => (receiver, context) => {
    if (typeof receiver === 'string') {
      const network = readNetwork('numberOfHosts', receiver, context);
      return network === undefined ? undefined : sizeOf(network);
    }
    if (receiver === undefined || receiver === null) return undefined;
    return new EvaluationError(
      'wrong-type',
      `\`numberOfHosts()\` counts the addresses of one network, and this is ${kindOf(receiver)}`,
      Array.isArray(receiver) ? 'look into the list: `contain [ $ numberOfHosts() > 256 ]`' : undefined,
    );
  },
});
