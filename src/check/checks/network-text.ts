import type { ComparisonNode, InNode, LiteralNode, OperandNode } from '../../syntax/ast.ts';
import { isLiteral } from '../../syntax/literals.ts';
import { print, quote } from '../../syntax/print.ts';
import { IPV4_INTERNET, IPV6_INTERNET, networkOf, sizeOf } from '../../values/network.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { hasStem, wordsOfPath } from '../path-words.ts';
import { VERSIONED } from './version-order.ts';
import { clipped } from '../wording.ts';

/** Networks that are compared as text, where addresses within them may be meant. */
export const networkText = defineCheck({
  name: 'network-text',
  codes: {
    'network-as-text': {
      title: 'a network that is compared as text',
      explanation:
        'Under `=` and `in`, a network equals its own text only; `10.1.0.0/16` is not in (`10.0.0.0/8`). Meant as it stands it is right: a note.',
      example: "SecurityGroup should have inboundRules contain-all [ scope in ('10.0.0.0/8') ]",
    },
    'network-without-prefix': {
      title: 'a network without the length of its prefix',
      explanation: 'An address is a network of one: nothing but `10.0.0.0` itself lies within `10.0.0.0`.',
      example: "Instance should have privateIp inSubnet('10.0.0.0')",
    },
  },
  visit: {
    Comparison({ left, right, operator }, { parent }, context) {
      if (operator !== '=' && operator !== '!=') reportOrder(left, right, operator, context);
      // `!=` and `not … =` name an exception, which is mostly meant as it stands.
      if (operator === '=' && isLiteral(right) && isNetwork(right) && parent?.node.kind !== 'Not')
        report(left, right, operator, context);
    },
    In({ left, list }: InNode, _, context) {
      if ('kind' in list) return;
      const first = list.find(isNetwork);
      if (first !== undefined) report(left, first, 'in', context);
    },
    Call({ name, args }, _, context) {
      if (context.functionNamed(name)?.name !== 'inSubnet') return;
      for (const arg of args) {
        if (arg.kind !== 'String' || !BARE.test(arg.value)) continue;
        context.warn('network-without-prefix', arg.span, `\`${print(arg)}\` is one address, and no network`, {
          help: `with the length of its prefix: \`${quote(`${arg.value}/${prefixOf(arg.value)}`)}\``,
        });
      }
    },
  },
});

/** An address that no machine has: the first of a network. */
const BARE = /^\d{1,3}(?:\.\d{1,3}){2}\.0$|^(?=[0-9a-f:]*:)[0-9a-f:]*::$/iu;

/** What its zeros tell; of IPv6 they tell nothing, and most are given 64. */
function prefixOf(address: string): number {
  const [zeros = ''] = /(?:\.0)+$/u.exec(address) ?? [];
  if (address.includes(':')) return address === '::' ? 0 : 64;
  return address === '0.0.0.0' ? 0 : 32 - 4 * zeros.length;
}

/** A network of more than one address and less than all: for the others, text says it all. */
function isNetwork(node: LiteralNode): boolean {
  const network = node.kind === 'String' ? networkOf(node.value) : undefined;
  if (network === undefined) return false;
  const all = network.family === 4 ? IPV4_INTERNET : IPV6_INTERNET;
  const size = sizeOf(network);
  return size > 1 && size < sizeOf(all);
}

/** `scope > '10.0.0.0'`: text is put in order by its characters, whatever it names. Versions of four parts are none. */
function reportOrder(
  left: OperandNode,
  right: OperandNode,
  operator: ComparisonNode['operator'],
  context: CheckContext,
): void {
  if (right.kind !== 'String' || left.kind !== 'Path' || hasStem(wordsOfPath(left), VERSIONED)) return;
  const { value } = right;
  const isPrefix = /^\/\d{1,3}$/u.test(value);
  if (!isPrefix && (!/[.:]/u.test(value) || networkOf(value) === undefined)) return;
  const path = clipped(left);
  const isStrict = context.options.strict === true;
  const within = isStrict ? undefined : `for what lies within a network, write \`${path} inSubnet(…)\``;
  context.warn(
    'network-as-text',
    right.span,
    `\`${operator}\` knows no networks: it takes \`${print(right)}\` for text`,
    {
      help: isPrefix ? `how large a network is tells \`${path} numberOfHosts()\`` : within,
    },
  );
}

function report(
  left: OperandNode,
  literal: LiteralNode,
  operator: ComparisonNode['operator'] | 'in',
  context: CheckContext,
): void {
  // A network's own range (`cidr = …`, the destination of a route) is mostly asked for as it stands.
  if (left.kind !== 'Path' || wordsOfPath(left).has('cidr')) return;
  const path = clipped(left);
  context.note('network-as-text', literal.span, `\`${operator}\` compares the network \`${print(literal)}\` as text`, {
    help:
      context.options.strict === true
        ? 'an address or network within it is not equal to it'
        : `for addresses and networks within it, write \`${path} inSubnet(${print(literal)})\``,
  });
}
