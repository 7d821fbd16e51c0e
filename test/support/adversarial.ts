import { MAX_PARTS } from '../../src/functions/split.ts';
import type { Entity, UnknownProperties } from '../../src/values/entity.ts';

/*
 * Rules and entities that cost as much as they can: what a rule asks of much, again for each of many. Every pair that is
 * `limit` took minutes, gigabytes or the process before work was counted, or costs all that a judgement may.
 */

export interface AdversarialPair {
  readonly name: string;
  readonly rule: string;
  /** Made anew for each, since some have tens of megabytes. `size` is 1 for the suite and more for the figures. */
  readonly entity: (size: number) => Omit<Entity, 'type'>;
  /** What of the entity is not known. */
  readonly unknown?: () => UnknownProperties;
  /** The status; `limit` for an error that says that it was too much. */
  readonly gives: 'passed' | 'failed' | 'limit';
}

const items = (count: number): { n: number }[] => list(count, (n) => ({ n }));

function list<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const firewallRule = (index: number, more: object = {}): object => ({
  number: index,
  protocol: 'TCP',
  destinationPort: 22,
  destinationPortTo: 22,
  source: `10.${(index >> 8) & 255}.${index & 255}.0/24`,
  action: 'ALLOW',
  ...more,
});

const policy = (index: number, statements: number): string =>
  JSON.stringify({
    Statement: list(statements, (n) => ({ Effect: 'Allow', Action: `s3:Get${n}`, Resource: `arn:${index}` })),
  });

/** Letters that follow no pattern, and are the same each time. */
function random(length: number): string {
  let seed = 1;
  return list(length, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 'ab'.charAt(seed >> 30);
  }).join('');
}

const within = (value: unknown, depth: number): unknown =>
  list(depth, (n) => n).reduce((inner: unknown) => [inner], value);

/** For each of the items, something about a list or text of the entity. */
const forEach = (asked: string): string => `T should not have items contain [ ${asked} ]`;
const any = (count: number, operand: (index: number) => string): string =>
  `T should have ${list(count, operand).join(' or ')}`;

export const ADVERSARIAL: readonly AdversarialPair[] = [
  {
    name: 'allowedHostsForPort for each element',
    rule: forEach('~.rules allowedHostsForPort(22) > 99999999'),
    entity: (size) => ({ items: items(1_000 * size), rules: list(1_000 * size, (n) => firewallRule(n)) }),
    gives: 'limit',
  },
  {
    name: 'allowedHostsForPort over IPv6 ranges with one low half',
    rule: 'T should have rules allowedHostsForPort(22) > 0',
    entity: (size) => ({
      rules: list(10_000 * size, (n) => firewallRule(n, { source: `2001:${n.toString(16)}::/64` })),
    }),
    gives: 'passed',
  },
  {
    name: 'allowedHostsForPort over many protocols beside all',
    rule: 'T should have rules allowedHostsForPort(22) > 0',
    entity: (size) => ({
      rules: list(10_000 * size, (n) =>
        firewallRule(n, { protocol: n % 2 === 0 ? 'ALL' : `P${n}`, action: n === 0 ? 'DENY' : 'ALLOW' }),
      ),
    }),
    gives: 'limit',
  },
  {
    name: 'allowedHostsForPort over one rule of many protocols and many sources',
    rule: 'T should have rules allowedHostsForPort(22) > 0',
    entity: (size) => ({
      rules: [
        {
          sourceRanges: list(5_000 * size, (n) => `10.${n >> 8}.${n & 255}.0/24`),
          allowed: list(5_000 * size, (n) => ({ IPProtocol: `p${n}`, ports: ['22'] })),
        },
      ],
    }),
    gives: 'limit',
  },
  {
    name: 'unique for each element',
    rule: forEach('~.texts unique() length() = 1'),
    entity: (size) => ({ items: items(1_000 * size), texts: list(1_000 * size, (n) => `text ${n}`) }),
    gives: 'limit',
  },
  {
    name: 'unique over ids beyond 2^53',
    rule: 'T should have ids unique() length() > 1',
    entity: (size) => ({ ids: list(20_000 * size, (n) => 2n ** 64n * BigInt(n)) }),
    gives: 'passed',
  },
  {
    name: 'groupBy over ids beyond 2^53, as text',
    rule: 'T should have items groupBy [ id ] length() > 1',
    entity: (size) => ({ items: list(20_000 * size, (n) => ({ id: String(2n ** 60n + BigInt(n)) })) }),
    gives: 'passed',
  },
  {
    name: 'groupBy over texts of one number',
    rule: 'T should have items groupBy [ id ] length() > 1',
    entity: (size) => ({ items: list(3_000 * size, (n) => ({ id: `5.${'0'.repeat(n + 1)}` })) }),
    gives: 'limit',
  },
  {
    name: 'isPublic over a list for each element',
    rule: forEach('~.ips isPublic()'),
    entity: (size) => ({ items: items(1_000 * size), ips: list(1_000 * size, () => 'fd00::1') }),
    gives: 'limit',
  },
  {
    name: 'isPublic of many IPv6 addresses for each element',
    rule: forEach('~.ips isPublic()'),
    entity: (size) => ({
      items: items(10_000 * size),
      ips: list(2_000, (n) => `2001:db8::${n.toString(16)}:0:192.168.1.1`),
    }),
    gives: 'limit',
  },
  {
    name: 'isPublic of long texts for each element',
    rule: forEach('~.ips isPublic()'),
    entity: (size) => ({ items: items(10_000), ips: list(2, () => '1'.repeat(1_000_000 * size)) }),
    gives: 'passed',
  },
  {
    name: 'like on a long text for each element',
    rule: forEach("~.text like '%x%y%z'"),
    entity: (size) => ({ items: items(10_000 * size), text: 'xy'.repeat(50_000 * size) }),
    gives: 'limit',
  },
  {
    name: 'like of a periodic text',
    rule: `T should not have text like '%${'a'.repeat(20_000)}b%'`,
    entity: (size) => ({ text: 'a'.repeat(1_000_000 * size) }),
    gives: 'passed',
  },
  {
    name: 'like again and again on a long text',
    rule: any(2_500, (n) => `text like '%${n}x%'`),
    entity: (size) => ({ text: 'жя'.repeat(1_000_000 * size) }),
    gives: 'limit',
  },
  {
    name: 'regexMatch with many states',
    rule: forEach('~.text regexMatch /[ab]*a[ab]{200}[cd]/'),
    entity: (size) => ({
      items: items(1_000 * size),
      text: random(2_000),
    }),
    gives: 'limit',
  },
  {
    name: 'regexMatch of the JSON text of an object for each element',
    rule: forEach('~.object regexMatch /nothing/'),
    entity: (size) => ({ items: items(10_000 * size), object: { list: list(10_000, (n) => n) } }),
    gives: 'limit',
  },
  {
    name: 'isFilterPatternEqual for each element',
    rule: forEach("~.pattern isFilterPatternEqual('{ $.a = 1 }')"),
    entity: (size) => ({ items: items(5_000 * size), pattern: `{${'a = b '.repeat(600)}}` }),
    gives: 'limit',
  },
  {
    name: 'a policy opened for each element',
    rule: forEach("~.policy.Statement contain [ Action = 'none' ]"),
    entity: (size) => ({ items: items(10_000 * size), policy: policy(1, 400) }),
    gives: 'limit',
  },
  {
    name: 'many policies opened for each element',
    rule: forEach("~.policies contain [ policy.Version = 'x' ]"),
    entity: (size) => ({
      items: items(200 * size),
      policies: list(300, (n) => ({ policy: policy(n, 100) })),
    }),
    gives: 'passed',
  },
  {
    name: 'a text of white space read as a policy for each element',
    rule: forEach('~.policy.a = 1'),
    entity: (size) => ({ items: items(10_000 * size), policy: ' '.repeat(190_000) }),
    gives: 'limit',
  },
  {
    name: 'a text of white space that is too long for a policy, for each element',
    rule: forEach('~.policy.a = 1'),
    entity: (size) => ({ items: items(10_000 * size), policy: `{${' '.repeat(10_000_000)}` }),
    gives: 'limit',
  },
  {
    name: 'a text of a word and white space, for each element',
    rule: forEach('~.policy.a = 1'),
    entity: (size) => ({ items: items(10_000 * size), policy: `['a'${' '.repeat(10_000_000)}` }),
    gives: 'limit',
  },
  {
    name: 'long policies of one length that differ at their ends',
    rule: forEach('p.a = 1'),
    entity: (size) => ({ items: list(1_500 * size, (n) => ({ p: `{"a":"${longText(n)}"}` })) }),
    gives: 'limit',
  },
  {
    name: 'unique over long texts of one length that differ at their ends',
    rule: 'T should have items unique() length() >= 700',
    entity: (size) => ({ items: list(700 * size, longText) }),
    gives: 'passed',
  },
  {
    name: 'unique over objects with long names of one length that differ at their ends',
    rule: 'T should have items unique() length() >= 500',
    entity: (size) => ({ items: list(500 * size, (n) => ({ [longText(n)]: n })) }),
    gives: 'passed',
  },
  {
    name: 'getValues of lists for each element',
    rule: forEach("~.lists getValues('l') length() = 1"),
    entity: (size) => ({ items: items(5_000 * size), lists: list(10, () => ({ l: list(9_000, (n) => n) })) }),
    gives: 'limit',
  },
  {
    name: 'split for each element',
    rule: forEach("~.text split(',') length() = 1"),
    entity: (size) => ({ items: items(5_000 * size), text: 'ab,'.repeat(MAX_PARTS - 1) }),
    gives: 'limit',
  },
  {
    name: 'join for each element',
    rule: forEach("~.texts join('') = 'x'"),
    entity: (size) => ({ items: items(5_000 * size), texts: list(10, () => 'x'.repeat(90_000)) }),
    gives: 'limit',
  },
  {
    name: 'comparing large lists for each element',
    rule: forEach('~.left = ~.right'),
    entity: (size) => ({
      items: items(5_000 * size),
      left: list(20_000, (n) => ({ n })),
      right: list(20_000, (n) => ({ n: n < 19_999 ? n : 0 })),
    }),
    gives: 'limit',
  },
  {
    name: 'comparing objects of many properties',
    rule: any(2_000, () => 'left = right'),
    entity: (size) => {
      const names = list(50_000 * size, (n) => [`k${n}`, 1] as const);
      return { left: Object.fromEntries(names), right: Object.fromEntries([...names, ['z', 1]]) };
    },
    gives: 'limit',
  },
  {
    name: 'a member of a long list for each element',
    rule: forEach('n in (~.list)'),
    entity: (size) => ({ items: items(20_000 * size), list: list(20_000 * size, (n) => -n - 1) }),
    gives: 'limit',
  },
  {
    name: 'a number among long texts for each element',
    rule: forEach('n in (~.texts)'),
    entity: (size) => ({ items: items(10_000 * size), texts: list(8, () => 'A'.repeat(1_000_000)) }),
    gives: 'limit',
  },
  {
    name: 'comparing a list of numbers with one of long texts for each element',
    rule: forEach('~.numbers = ~.texts'),
    entity: (size) => ({
      items: items(10_000 * size),
      numbers: list(8, () => 1),
      texts: list(8, () => 'A'.repeat(1_000_000)),
    }),
    gives: 'limit',
  },
  {
    name: 'like on a long text in a list of one for each element',
    rule: forEach("~.texts like '%x%y%z'"),
    entity: (size) => ({ items: items(10_000 * size), texts: ['xy'.repeat(50_000 * size)] }),
    gives: 'limit',
  },
  {
    name: 'one of a few long texts in a list of one for each element',
    rule: forEach(`~.texts in (${list(7, (n) => `'${'a'.repeat(8_000)}${n}'`).join(', ')})`),
    entity: (size) => ({ items: items(100_000 * size), texts: [`${'a'.repeat(8_000)}z`] }),
    gives: 'limit',
  },
  {
    name: 'one of a few long texts for each element',
    rule: forEach(`~.text in (${list(7, (n) => `'${'a'.repeat(8_000)}${n}'`).join(', ')})`),
    entity: (size) => ({ items: items(100_000 * size), text: `${'a'.repeat(8_000)}z` }),
    gives: 'limit',
  },
  {
    name: 'a value in lists of one, 198 deep, for each element',
    rule: forEach("~.deep = 1 or ~.deep < 0 or ~.deep startsWith('x') or ~.deep = ~.number"),
    entity: (size) => ({ items: items(200_000 * size), deep: within(5, 198), number: 6 }),
    gives: 'limit',
  },
  {
    name: 'a path through lists of one, 198 deep, for each element',
    rule: forEach('~.deep.x = 1 or ~.deep.x = 2 or ~.deep.x = 3'),
    entity: (size) => ({ items: items(200_000 * size), deep: within({ x: 5 }, 198) }),
    gives: 'limit',
  },
  {
    name: 'isEmpty of an object of many properties for each element',
    rule: forEach('~.object isEmpty()'),
    entity: (size) => ({
      items: items(100_000),
      object: Object.fromEntries(list(50_000 * size, (n) => [`k${n}`, 1])),
    }),
    gives: 'passed',
  },
  {
    name: 'regexMatch of an object of which much is not known for each element',
    rule: forEach('~.big regexMatch /zzz/'),
    entity: (size) => ({
      items: items(10_000 * size),
      big: Object.fromEntries(list(800, (n) => [`k${n}`, `v${n}`])),
    }),
    unknown: () => Object.fromEntries(list(800, (n) => [`big.k${n}`, 'it is known later'])),
    gives: 'limit',
  },
  {
    name: 'regexMatch of the JSON text of an object of very many properties',
    rule: 'T should have object regexMatch /(a|b)*c$/',
    entity: (size) => ({ object: Object.fromEntries(list(250_000 * size, (n) => [`k${n}`, 1])) }),
    gives: 'limit',
  },
  {
    name: 'unique of objects of very many properties',
    rule: 'T should have items unique() length() = 1',
    entity: (size) => {
      const object = Object.fromEntries(list(120_000 * size, (n) => [`k${n}`, 1]));
      return { items: list(20, () => object) };
    },
    gives: 'limit',
  },
  {
    name: 'length of a long list for each element',
    rule: forEach('~.list length() = 0'),
    entity: (size) => ({ items: items(100_000), list: items(50_000 * size) }),
    gives: 'passed',
  },
  {
    name: 'a long body for each element',
    rule: `T should have items contain-all [ ${list(3_000, (n) => `n != -${n + 1}`).join(' and ')} ]`,
    entity: (size) => ({ items: items(50_000 * size) }),
    gives: 'limit',
  },
  {
    name: 'one of many numbers for each element',
    rule: `T should have items contain-all [ n in (${list(8_000, (n) => n).join(', ')}) ]`,
    entity: (size) => ({ items: list(100_000 * size, (n) => ({ n: n % 8_000 })) }),
    gives: 'passed',
  },
  {
    name: 'four blocks in each other',
    rule: 'T should not have items contain [ ~.items contain [ ~~.items contain [ ~~~.items contain [ n = 99999999 ] ] ] ]',
    entity: (size) => ({ items: items(100 * size) }),
    gives: 'limit',
  },
];

/** Tables tell such texts apart by their length alone. */
function longText(n: number): string {
  return `${'x'.repeat(20_000)}${String(n).padStart(6, '0')}`;
}
