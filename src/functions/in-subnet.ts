import { isWithin, type Network, networkOf } from '../values/network.ts';
import { isPrivateNetwork } from '../values/public-addresses.ts';
import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError } from '../values/value.ts';
import { spend } from '../values/work.ts';
import { type BoundFunction, defineFunction } from './define.ts';
import { misreadNetwork, readNetwork } from './misread.ts';

/** So many tests of a network cost one unit of work, as a power of two. */
const TESTS = 3;

/** True when all elements of the receiver are networks for which the test holds, and there is one. */
function everyNetwork(name: string, holds: (network: Network) => boolean, tests = 1): BoundFunction {
  return (receiver, context) => {
    const elements = elementsOf(receiver);
    if (!spend(context, (elements.length * tests) >> TESTS)) return false;
    let all = elements.length > 0;
    for (const element of elements) {
      if (typeof element === 'string') {
        const network = readNetwork(name, element, context);
        all &&= network !== undefined && holds(network);
      } else if (element === undefined || element === null) {
        all = false;
      } else {
        return new EvaluationError(
          'wrong-type',
          `\`${name}()\` reads addresses as text, and this is ${kindOf(element)}`,
        );
      }
    }
    return all;
  };
}

/** `isPrivate()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const isPrivateFunction = defineFunction({
  name: 'isPrivate',
  origin: 'extension',
  receiver: 'network',
  parameters: [],
  result: 'boolean',
  summary: 'True when an IP address, or all of a CIDR range, is for private use.',
  details: [
    'Private use: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918) and fc00::/7 (RFC 4193). Other addresses that are not public, like 127.0.0.1, are not private either.',
    'On a list: true when all of its elements are private, and there is one.',
    'Missing, null, an empty list, and text that is no address: false. On a number, a boolean or an object: an error.',
  ],
  examples: [
    { condition: 'address isPrivate()', entity: { address: '10.1.2.3' }, holds: true },
    { condition: 'cidr isPrivate()', entity: { cidr: '172.16.0.0/12' }, holds: true },
    { condition: 'cidr isPrivate()', entity: { cidr: '172.16.0.0/11' }, holds: false, why: 'its upper half is public' },
    { condition: 'address isPrivate()', entity: { address: 'fd12::1' }, holds: true },
    { condition: 'address isPrivate()', entity: { address: '127.0.0.1' }, holds: false, why: 'loopback' },
    {
      condition: 'addresses isPrivate()',
      entity: { addresses: ['10.0.0.1', '8.8.8.8'] },
      holds: false,
      why: 'not all',
    },
    { condition: 'addresses isPrivate()', entity: { addresses: [] }, holds: false },
    { condition: 'address isPrivate()', entity: {}, holds: false, why: 'missing' },
    { condition: 'address isPrivate()', entity: { address: null }, holds: false, why: 'null' },
    { condition: 'address isPrivate()', entity: { address: 'localhost' }, holds: false, why: 'no address' },
    { condition: 'address isPrivate()', entity: { address: 167837955 }, holds: 'error', why: 'a number' },
  ],
  weight: 4,
  misread: misreadNetwork,
  bind: () => everyNetwork('isPrivate', isPrivateNetwork),
});

/** `inSubnet()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const inSubnetFunction = defineFunction({
  name: 'inSubnet',
  origin: 'extension',
  receiver: 'network',
  parameters: [
    {
      name: 'subnet',
      kind: 'text',
      summary: 'a CIDR range, or an address for itself; of several, one must hold all',
      rest: true,
    },
  ],
  result: 'boolean',
  summary: 'True when an IP address, or all of a CIDR range, lies within a subnet.',
  details: [
    'On a list: true when all of its elements do, and there is one.',
    'An IPv4 address is in no IPv6 subnet, nor the other way round; an IPv4-mapped IPv6 address is the IPv4 address.',
    'Missing, null, an empty list, and text that is no address: false. On a number, a boolean or an object, and for a subnet that is none: an error.',
  ],
  examples: [
    { condition: "address inSubnet('10.0.0.0/8')", entity: { address: '10.1.2.3' }, holds: true },
    { condition: "cidr inSubnet('10.0.0.0/8')", entity: { cidr: '10.0.0.0/8' }, holds: true, why: 'the subnet itself' },
    { condition: "cidr inSubnet('10.0.0.0/8')", entity: { cidr: '10.0.0.0/7' }, holds: false, why: 'only its half' },
    { condition: "address inSubnet('10.0.0.0/8')", entity: { address: '11.0.0.0' }, holds: false },
    { condition: "address inSubnet('10.0.0.0/8', '11.0.0.0/8')", entity: { address: '11.0.0.0' }, holds: true },
    { condition: "address inSubnet('2001:db8::/32')", entity: { address: '2001:db8::1' }, holds: true },
    {
      condition: "addresses inSubnet('10.0.0.0/8')",
      entity: { addresses: ['10.0.0.1', '11.0.0.1'] },
      holds: false,
      why: 'not all',
    },
    { condition: "address inSubnet('10.0.0.0/8')", entity: {}, holds: false, why: 'missing' },
    { condition: "address inSubnet('10.0.0.0/8')", entity: { address: null }, holds: false, why: 'null' },
    { condition: "address inSubnet('10.0.0.0/8')", entity: { address: 'db' }, holds: false, why: 'no address' },
    { condition: "address inSubnet('10.0.0.0/8')", entity: { address: true }, holds: 'error', why: 'a boolean' },
    { condition: "address inSubnet('office')", entity: { address: '10.1.2.3' }, holds: 'error', why: 'no subnet' },
  ],
  weight: 4,
  misread: misreadNetwork,
  bind: (args) => {
    const subnets: Network[] = [];
    for (const arg of args) {
      const subnet = networkOf(textOf(arg) ?? '');
      if (subnet === undefined) {
        const error = new EvaluationError(
          'wrong-type',
          `\`${textOf(arg) ?? kindOf(arg)}\` is no subnet`,
          'write `10.0.0.0/8`',
        );
        return () => error;
      }
      subnets.push(subnet);
    }
    return everyNetwork('inSubnet', (network) => subnets.some((subnet) => isWithin(network, subnet)), subnets.length);
  },
});
