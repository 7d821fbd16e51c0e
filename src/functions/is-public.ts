import { isPublicNetwork } from '../values/public-addresses.ts';
import { kindOf } from '../values/kinds.ts';
import { elementsOf, EvaluationError, type Truth } from '../values/value.ts';
import type { Work } from '../values/work.ts';
import { defineFunction } from './define.ts';
import { misreadNetwork, readNetwork } from './misread.ts';

/** `isPublic()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const isPublicFunction = defineFunction({
  name: 'isPublic',
  origin: 'observed',
  receiver: 'network',
  parameters: [],
  result: 'boolean',
  summary: 'True when an IP address is public, or when a CIDR range holds at least one public address.',
  details: [
    'Public is what the Internet reaches, after the registries of IANA: not private, shared (100.64.0.0/10), loopback, link-local, multicast, documentation or reserved addresses, and of IPv6 only what is given out as global unicast.',
    '`0.0.0.0/0` and `::/0` are public, and so are `*`, `Any`, `Internet`, and `0.0.0.0` or `::` without a prefix.',
    'On a list: true when one of its elements is public.',
    'Missing, null, an empty list, and text that is no address (`sg-0f9d2a`, `010.1.2.3`): false.',
    'On a number, a boolean or an object the result is an error. The property `isPublic`, which some entities have, is asked for by `isPublic = true`.',
  ],
  examples: [
    { condition: 'scope isPublic()', entity: { scope: '0.0.0.0/0' }, holds: true },
    { condition: 'scope isPublic()', entity: { scope: '::/0' }, holds: true },
    { condition: 'source isPublic()', entity: { source: 'Internet' }, holds: true },
    { condition: 'address isPublic()', entity: { address: '8.8.8.8' }, holds: true },
    { condition: 'scope isPublic()', entity: { scope: '172.16.0.0/11' }, holds: true, why: 'its upper half is public' },
    { condition: 'scope isPublic()', entity: { scope: '172.16.0.0/12' }, holds: false, why: 'private use' },
    { condition: 'address isPublic()', entity: { address: '100.64.0.1' }, holds: false, why: 'a carrier’s own' },
    { condition: 'address isPublic()', entity: { address: '::ffff:10.0.0.1' }, holds: false, why: 'is 10.0.0.1' },
    { condition: 'ipRules isPublic()', entity: { ipRules: ['10.0.0.1', '8.8.8.8'] }, holds: true, why: 'one of them' },
    { condition: 'ipRules isPublic()', entity: { ipRules: [] }, holds: false },
    { condition: 'scope isPublic()', entity: {}, holds: false, why: 'missing' },
    { condition: 'scope isPublic()', entity: { scope: null }, holds: false, why: 'null' },
    { condition: 'scope isPublic()', entity: { scope: 'sg-0f9d2a' }, holds: false, why: 'no address' },
    { condition: 'isPublic isPublic()', entity: { isPublic: true }, holds: 'error', why: 'a boolean' },
  ],
  decidedBy: true,
  weight: 4,
  misread: misreadNetwork,
  bind: () => (receiver, context) => {
    if (typeof receiver === 'string') return isPublicText(receiver, context);
    let error: EvaluationError | undefined;
    for (const element of elementsOf(receiver)) {
      const truth = isPublicElement(element, context);
      if (truth === true) return true;
      if (truth !== false) error ??= truth;
    }
    return error ?? false;
  },
});

function isPublicText(text: string, work: Work): boolean {
  const network = readNetwork('isPublic', text, work);
  return network !== undefined && isPublicNetwork(network);
}

function isPublicElement(element: unknown, work: Work): Truth {
  if (typeof element === 'string') return isPublicText(element, work);
  if (element === undefined || element === null) return false;
  return new EvaluationError(
    'wrong-type',
    `\`isPublic()\` reads addresses as text, and this is ${kindOf(element)}`,
    typeof element === 'boolean' ? 'write `isPublic = true` for the property of that name' : undefined,
  );
}
