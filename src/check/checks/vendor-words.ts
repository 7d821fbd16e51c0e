import type {
  ComparisonNode,
  ExpressionNode,
  InNode,
  LikeNode,
  LiteralNode,
  Node,
  OperandNode,
  StringNode,
} from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import { walk } from '../../syntax/walk.ts';
import { isLiteral, literalValue } from '../../syntax/literals.ts';
import type { Advice } from '../../text/message.ts';
import { ROOT_USER } from '../../values/root-user.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { keptIn } from '../kept.ts';
import { isInBlock, type Place } from '../places.ts';
import { neverEqual } from '../never-equal.ts';
import { onlyNameOf } from '../path-words.ts';
import { propertyNames } from '../schemas/schema.ts';
import { clipped } from '../wording.ts';

/** Values of security rules as other systems write them, which no entity of the vendor's has. */
export const vendorWords = defineCheck({
  name: 'vendor-words',
  codes: {
    'other-notation': {
      title: 'a value in the notation of another system',
      explanation:
        'Security rules of CloudGuard entities name protocols (`TCP`, `UDP`, `ICMP`, `ALL`) and give addresses as CIDR ranges: everywhere is `0.0.0.0/0`. `-1`, `6`, `*` and `0.0.0.0` are how AWS and Azure write them. Their rules of firewalls `ALLOW` or `DENY` what is `INBOUND` or `OUTBOUND`. Accounts of AWS are twelve digits, keys of `parsedArgs` have no dashes in front, and capabilities of a container no `CAP_`. The root account is the user `<root_account>`, as the credential report calls it.',
      example: "SecurityGroup should not have inboundRules contain [ protocol = '-1' ]",
      needs: 'schemas',
    },
  },
  visit: {
    Comparison(node, place, context) {
      const { left, right, operator } = node;
      if (operator !== '=' && operator !== '!=') return;
      if (isLiteral(right)) report(node, left, right, place, context);
    },
    In(node, place, context) {
      const { left, list } = node;
      if (!('kind' in list)) for (const literal of list) report(node, left, literal, place, context);
    },
    Like(node, place, context) {
      const { left, pattern } = node;
      report(node, left, pattern, place, context);
    },
    Block({ receiver, body }, place, context) {
      if (receiver.kind === 'Path') reportCapability(body, body, print(receiver), place, context);
    },
  },
});

const CAPABILITIES = /capabilities\.(add|drop)\b/u;

function isCapability(node: ExpressionNode | LiteralNode): node is StringNode {
  return node.kind === 'String' && /^CAP_/iu.test(node.value);
}

/** `CAP_SYS_ADMIN`, the kernel's name: Kubernetes leaves out how it begins, and other targets may not. */
function reportCapability(
  node: ExpressionNode,
  literal: ExpressionNode | LiteralNode,
  list: string,
  place: Place,
  context: CheckContext,
): void {
  const which = CAPABILITIES.exec(list)?.[1];
  if (!isCapability(literal) || which === undefined) return;
  const name = literal.value.slice(4);
  // Who asks for both forms knows both.
  if (asksFor(name, which, place)) return;
  const help = `write \`'${name}'\``;
  const message = `Kubernetes leaves out \`CAP_\`: no capability of a container is written \`${print(literal)}\``;
  if (context.target?.startsWith('Kubernetes') !== true) {
    context.note('other-notation', literal.span, message, { help });
    return;
  }
  const others = node.kind === 'In' && 'length' in node.list ? node.list : [];
  const isNever = node.kind === 'String' || (others.length > 1 && others.every(isCapability));
  const always = isNever ? { always: { span: node.span, truth: false } } : neverEqual(node);
  context.warn('other-notation', literal.span, message, { help, ...always });
}

/** Whether the rule asks lists of that name for the text, anywhere. */
function asksFor(name: string, which: string, place: Place): boolean {
  let top = place;
  while (top.parent !== undefined) top = top.parent;
  const asked = keptIn(askedIn, top.node, () => capabilitiesIn(top.node));
  return asked.has(`${which} ${name.toUpperCase()}`);
}

/** Each rule is looked through once. */
const askedIn = new WeakMap<Node, ReadonlySet<string>>();

function capabilitiesIn(rule: Node): ReadonlySet<string> {
  const asked = new Set<string>();
  walk(rule, (block) => {
    if (block.kind !== 'Block' || block.receiver.kind !== 'Path') return;
    const which = CAPABILITIES.exec(print(block.receiver))?.[1];
    if (which === undefined) return;
    walk(block.body, (node) => {
      if (node.kind === 'String') asked.add(`${which} ${node.value.toUpperCase()}`);
    });
  });
  return asked;
}

const PROTOCOLS = new Map([
  ['-1', 'ALL'],
  ['*', 'ALL'],
  ['any', 'ALL'],
  ['1', 'ICMP'],
  ['6', 'TCP'],
  ['17', 'UDP'],
  ['58', 'ICMPV6'],
]);
const WORDS: ReadonlyMap<string | undefined, ReadonlyMap<string, string>> = new Map([
  ['protocol', PROTOCOLS],
  [
    'action',
    new Map([
      ...['allowed', 'allows', 'permit', 'permitted', 'accept', 'accepted', 'pass'].map(
        (word) => [word, 'ALLOW'] as const,
      ),
      ...['denied', 'denies', 'block', 'blocked', 'drop', 'reject'].map((word) => [word, 'DENY'] as const),
    ]),
  ],
  [
    'direction',
    new Map([
      ...['in', 'ingress', 'inbond', 'inboud', 'incoming'].map((word) => [word, 'INBOUND'] as const),
      ...['out', 'egress', 'outbond', 'outboud', 'outgoing'].map((word) => [word, 'OUTBOUND'] as const),
    ]),
  ],
]);
/** The letters of the protocols' names in order: `TPC` has those of `TCP`. */
const LETTERS = new Map(['TCP', 'UDP', 'ICMP'].map((name) => [lettersOf(name.toLowerCase()), name]));
const SERVICES: ReadonlySet<string> = new Set(['dns', 'ftp', 'http', 'https', 'rdp', 'smb', 'smtp', 'ssh', 'telnet']);
const EVERYWHERE = new Map([
  ...['0.0.0.0', '*', 'all', 'any', 'anywhere', 'internet'].map((word) => [word, '0.0.0.0/0'] as const),
  ['::', '::/0'] as const,
]);
const ADDRESSES: ReadonlySet<string | undefined> = new Set(['scope', 'source', 'destination']);

/** The element of a list of security rules has ports. */
function isSecurityRule({ element }: Place['scope']): boolean {
  return propertyNames(element).some((name) => name === 'portTo' || name === 'destinationPortTo');
}

function report(
  node: ComparisonNode | InNode | LikeNode,
  left: OperandNode,
  literal: LiteralNode,
  place: Place,
  context: CheckContext,
): void {
  const { scope } = place;
  if (left.kind === 'Path' && left.segments.length === 0) reportCapability(node, literal, scope.label, place, context);
  const name = onlyNameOf(left);
  const text = String(literalValue(literal));
  if (!isSecurityRule(scope)) {
    const better = betterText(name, text, place, context, neverEqual(node).always !== undefined);
    if (better === undefined) return;
    const message = `\`${clipped(left)}\` is never written \`${print(literal)}\``;
    context.warn('other-notation', literal.span, message, writtenSo(node, literal, better));
    return;
  }
  const word = text.toLowerCase();
  const path = clipped(left);
  const slip = name === 'protocol' ? LETTERS.get(lettersOf(word)) : undefined;
  const meant = WORDS.get(name)?.get(word) ?? (slip === word.toUpperCase() ? undefined : slip);
  const address = ADDRESSES.has(name) ? EVERYWHERE.get(word) : undefined;
  const written = meant ?? address;
  if (written !== undefined) {
    const message = `no \`${path}\` of a security rule is written \`${print(literal)}\``;
    context.warn('other-notation', literal.span, message, writtenSo(node, literal, written));
  } else if (name === 'protocol' && SERVICES.has(word)) {
    context.warn('other-notation', literal.span, `\`${print(literal)}\` is no protocol of a security rule`, {
      help: `the protocol is \`'TCP'\` or \`'UDP'\`, and \`port\` tells the service`,
      ...neverEqual(node),
    });
  }
}

/** What text outside of security rules is written with signs that its property never has. */
function betterText(
  name: string | undefined,
  text: string,
  place: Place,
  context: CheckContext,
  isAlone: boolean,
): string | undefined {
  // Who asks for both forms knows both, and a list of several may name users.
  if (name === 'name' && isAlone && /^root(?:[_ -]account)?$/iu.test(text))
    return context.target !== 'IamUser' || isInBlock(place) || context.source.text.includes(ROOT_USER)
      ? undefined
      : ROOT_USER;
  if (name === 'accountNumber' && /^\d[\d -]+\d$/u.test(text)) {
    const digits = text.replace(/[ -]/gu, '');
    return digits.length === 12 && digits !== text ? digits : undefined;
  }
  return name === 'key' && /^--?[\w-]+$/u.test(text) && place.scope.label.includes('`parsedArgs`')
    ? text.replace(/^--?/u, '')
    : undefined;
}

function writtenSo(node: ComparisonNode | InNode | LikeNode, { span }: LiteralNode, text: string): Advice {
  return { help: `write \`'${text}'\``, fix: { span, text: `'${text}'`, isSuggestion: true }, ...neverEqual(node) };
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}
