import type { ExpressionNode, LiteralNode, Node, OperandNode, PathNode, RuleNode } from '../../src/syntax/ast.ts';
import { print } from '../../src/syntax/print.ts';
import { childrenOf } from '../../src/syntax/walk.ts';
import { damaged, distinct, type Json, merged, placed } from './json.ts';
import { ask, type Surroundings } from './reference/interpreter.ts';
import { textsFor } from './regex-sample.ts';

/*
 * Entities made from a rule itself, such that every atom of it (a comparison, a function, a bare property) comes out true
 * and false: for each atom some values are tried and asked of the reference; what blocks look into is built the same way,
 * element by element; then all parts are put together with all true, all false, and each one flipped.
 */

const CAP = 24;
const OTHERS: readonly unknown[] = [undefined, null, 'other', '', 0, true, false, [], {}, ['other'], { other: 1 }];
const ADDRESSES = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '8.8.8.0/24',
  '10.1.0.0/16',
  '172.16.5.1/32',
  '198.51.100.7',
  '8.8.8.8/31',
  '::/0',
  'sg-0a1b2c',
];
const COUNTS = [0, 1, 2];

/** The entities for a rule; `around` gives the clock and the named lists. */
export function entitiesFor(rule: RuleNode, around: Surroundings): Json[] {
  if (rule.kind === 'ConstantRule') return [{ type: 'Thing' }];
  const type = rule.target.list ? `List<${rule.target.name}>` : rule.target.name;
  const maker = new Maker(around);
  const wheres = rule.where === undefined ? [{}] : maker.samples(rule.where, 0);
  const conditions = rule.kind === 'Query' ? [{}] : maker.samples(rule.condition, 0);
  const excludes = rule.kind === 'Query' || rule.exclude === undefined ? [{}] : maker.samples(rule.exclude, 0);
  const relevant = rule.where === undefined ? [{}] : maker.holding(rule.where, wheres, 0).slice(0, 3);
  const found: unknown[] = [...wheres, ...conditions];
  for (const where of relevant) {
    for (const condition of conditions) {
      found.push(
        merged(where, condition),
        merged(where, condition, true),
        merged(condition, where),
        merged(condition, where, true),
      );
    }
  }
  for (const exclude of excludes)
    for (const base of found.slice(-3)) found.push(merged(base, exclude), merged(exclude, base));
  const whole = distinct(found).slice(0, 500);
  const broken = [whole.at(-1), whole.at(Math.floor(whole.length / 2))].flatMap((base) => damaged(base)).slice(0, 120);
  return distinct([...whole, ...broken].map((entity) => ({ ...(entity as Json), type })));
}

class Maker {
  private readonly around: Surroundings;

  constructor({ now, lists }: Surroundings) {
    this.around = { now, lists };
  }

  private truth(node: ExpressionNode, sample: unknown, depth: number): unknown {
    return ask(node, [...Array.from({ length: depth }, () => ({})), sample], this.around);
  }

  holding(node: ExpressionNode, samples: readonly unknown[], depth: number): unknown[] {
    return samples.filter((sample) => this.truth(node, sample, depth) === true);
  }

  /** Elements (entities, at depth 0) of which a condition is true, false, or something in between. */
  samples(node: ExpressionNode, depth: number): unknown[] {
    if (node.kind === 'Not') return this.samples(node.operand, depth);
    if (node.kind === 'And' || node.kind === 'Or') return this.joined(node.operands, depth);
    const tried = distinct(this.tries(node, depth));
    const answers = tried.map((sample) => this.truth(node, sample, depth));
    const most = hasBlock(node) ? CAP : 5;
    const some = (answer: boolean): unknown[] => tried.filter((_, place) => answers[place] === answer).slice(0, most);
    const rest = tried.filter((_, place) => typeof answers[place] !== 'boolean').slice(0, 2);
    return distinct([...alternating(some(true), some(false)), ...rest]);
  }

  /** Operands that begin with one path are one part: values are looked for that suit them all. */
  private parts(
    nodes: readonly ExpressionNode[],
    depth: number,
  ): { samples: unknown[]; good: unknown; bad: unknown }[] {
    const groups = new Map<string, ExpressionNode[]>();
    nodes.forEach((node, place) => {
      const path = pathOf(node);
      const key = path === undefined ? `${place}` : print(path);
      groups.set(key, [...(groups.get(key) ?? []), node]);
    });
    return [...groups.values()].map((group) => {
      const all: ExpressionNode =
        group.length === 1 ? group[0]! : { kind: 'And', span: group[0]!.span, operands: group };
      const each = group.flatMap((node) => this.samples(node, depth));
      const samples =
        group.length === 1
          ? each
          : distinct([...each, ...group.flatMap((node) => this.tries(bare(node), depth)), ...pairs(each)]);
      const good = this.holding(all, samples, depth);
      const bad = samples.filter((sample) => !good.includes(sample));
      return {
        samples: distinct([...good.slice(0, 3), ...each]),
        good: good[0] ?? samples[0] ?? {},
        bad: bad[0] ?? {},
      };
    });
  }

  private joined(nodes: readonly ExpressionNode[], depth: number): unknown[] {
    const parts = this.parts(nodes, depth);
    const first: unknown[] = [];
    const second: unknown[] = [];
    for (const zip of [true, false]) {
      const all = (pick: 'good' | 'bad', but?: number): unknown =>
        parts.reduce<unknown>((sum, part, place) => (place === but ? sum : merged(sum, part[pick], zip)), undefined);
      first.push(all('good'), all('bad'));
      parts.forEach((part, place) => {
        const [good, bad] = [all('good', place), all('bad', place)];
        first.push(merged(good, part.bad, zip), merged(bad, part.good, zip));
        for (const sample of part.samples.slice(0, parts.length > 4 ? 8 : 2 * CAP))
          second.push(merged(good, sample, zip), merged(bad, sample, zip));
      });
    }
    return distinct([...first, ...second]).slice(0, 6 * CAP);
  }

  /** What to try for an atom. */
  private tries(node: ExpressionNode, depth: number): unknown[] {
    switch (node.kind) {
      case 'Comparison': {
        const hints = isLiteral(node.right)
          ? hintsFor(node.right)
          : [1, 2, 'a', 'A', this.around.now, ...textHints(node.right)];
        const left = this.placements(node.left, hints, depth);
        if (isLiteral(node.right)) return left;
        const right = this.placements(node.right, hints, depth);
        return [
          ...left,
          ...right,
          ...left.slice(0, 8).flatMap((one) => right.slice(0, 8).map((other) => merged(one, other))),
        ];
      }
      case 'In': {
        const { list } = node;
        if ('kind' in list && list.kind !== 'NamedList') {
          const left = this.placements(node.left, ['a', 1], depth);
          const right = this.placements(list, [['a'], ['b', 1], 'a', 'b:a'], depth);
          return [...left, ...right, ...left.flatMap((one) => right.slice(0, 8).map((other) => merged(one, other)))];
        }
        const literals = 'kind' in list ? (this.around.lists[list.name] ?? []) : list.map(literalOf);
        return this.placements(node.left, [...literals, ...literals.slice(0, 1).map(String)], depth);
      }
      case 'Like':
        return this.placements(node.left, likes(node.pattern.value), depth);
      case 'Match':
        return this.placements(
          node.left,
          textsFor(node.pattern.pattern).flatMap((text) => [text, `${text} more`, `other ${text}`]),
          depth,
        );
      case 'String':
      case 'Number':
      case 'Boolean':
      case 'Null':
        return [...hintsFor(node), ...OTHERS.slice(1), ...(node.kind === 'String' ? likes(node.value) : [])];
      default:
        return this.placements(node as OperandNode, ['set', 1], depth);
    }
  }

  /** Elements with each candidate in the place that an operand reads. */
  private placements(operand: OperandNode, hints: readonly unknown[], depth: number): unknown[] {
    const path = rootOf(operand);
    if (path === undefined || path.start === '~') return [{}];
    const names = path.segments.map(({ name }) => name);
    return this.candidates(operand, hints, depth).map((value) =>
      value === undefined && names.length > 0 ? {} : placed(names, value),
    );
  }

  /** Values for the path that an operand begins with. */
  private candidates(operand: OperandNode, hints: readonly unknown[], depth: number): readonly unknown[] {
    switch (operand.kind) {
      case 'Path':
        return [...hints, ...OTHERS];
      case 'Call':
        return operand.receiver === undefined
          ? OTHERS
          : this.candidates(operand.receiver, callHints(operand, hints, this.around.now), depth);
      case 'Block':
      case 'GroupBy': {
        const counts = [...COUNTS, ...hints.filter((hint) => typeof hint === 'number' && hint >= 0 && hint < 50)].map(
          Number,
        );
        return [...this.lists(operand, distinct(counts), depth), ...OTHERS];
      }
      default:
        return [];
    }
  }

  private lists(
    operand: Extract<OperandNode, { kind: 'Block' | 'GroupBy' }>,
    counts: readonly number[],
    depth: number,
  ): unknown[] {
    const inner = operand.receiver;
    if (operand.kind === 'GroupBy') {
      const key = operand.path.segments.map(({ name }) => name);
      const copies = (count: number, value: unknown): unknown[] =>
        Array.from({ length: count }, (_, n) => merged(placed(key, value), { n }));
      return counts.flatMap((count) => [copies(count, 'k'), [...copies(count, 'k'), ...copies(1, 'other')]]);
    }
    if (inner.kind === 'GroupBy') return this.lists(inner, distinct([...counts, ...numbersIn(operand.body)]), depth);
    const own = this.samples(operand.body, depth + 1).slice(0, 3 * CAP);
    const elements =
      inner.kind === 'Block'
        ? this.samples(inner.body, depth + 1)
            .slice(0, 6)
            .flatMap((one) => own.slice(0, 8).map((other) => merged(one, other)))
        : inner.kind === 'Call'
          ? []
          : own;
    const good = this.holding(operand.body, elements, depth + 1);
    const bad = elements.filter((element) => !good.includes(element));
    const many = counts.map((count) => Array.from({ length: count }, () => good[0] ?? elements[0]));
    const pairs = [
      [good[0], bad[0]],
      [bad[0], bad[1]],
      [good[0], good[1]],
      [bad[0], good[1]],
    ].filter((pair) => !pair.includes(undefined));
    return [...elements.map((element) => [element]), ...pairs, ...many, ...good.slice(0, 1), ...bad.slice(0, 1)];
  }
}

/** The path that an atom begins with, negated or not; undefined where it is not one path alone. */
function pathOf(node: ExpressionNode): PathNode | undefined {
  if (node.kind === 'Not') return pathOf(node.operand);
  if (node.kind === 'Comparison') return isLiteral(node.right) ? rootOf(node.left) : undefined;
  if (node.kind === 'In' || node.kind === 'Like' || node.kind === 'Match') return rootOf(node.left);
  return node.kind === 'And' || node.kind === 'Or' || isLiteral(node) ? undefined : rootOf(node);
}

function hasBlock(node: Node): boolean {
  return node.kind === 'Block' || childrenOf(node).some(hasBlock);
}

function bare(node: ExpressionNode): ExpressionNode {
  return node.kind === 'Not' ? bare(node.operand) : node;
}

/** One of each in turn, so that a cut leaves both. */
function alternating(one: readonly unknown[], other: readonly unknown[]): unknown[] {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, place) => [
    ...one.slice(place, place + 1),
    ...other.slice(place, place + 1),
  ]).flat();
}

function pairs(samples: readonly unknown[]): unknown[] {
  const some = samples.slice(0, 14);
  return some.flatMap((one) => some.map((other) => merged(one, other)));
}

/** The path that a chain of calls and blocks begins with. */
function rootOf(operand: OperandNode): PathNode | undefined {
  if (operand.kind === 'Path') return operand;
  if (operand.kind === 'Call') {
    if (operand.receiver !== undefined) return rootOf(operand.receiver);
    return operand.args.find((arg) => arg.kind === 'Path');
  }
  return operand.kind === 'Block' || operand.kind === 'GroupBy' ? rootOf(operand.receiver) : undefined;
}

function isLiteral(node: Node): node is LiteralNode {
  return node.kind === 'String' || node.kind === 'Number' || node.kind === 'Boolean' || node.kind === 'Null';
}

function literalOf(node: LiteralNode): string | number | boolean | null {
  return node.kind === 'Null' ? null : typeof node.value === 'bigint' ? String(node.value) : node.value;
}

/** The literal, what is nearly it, and what is written like it. */
function hintsFor(node: LiteralNode): unknown[] {
  const value = literalOf(node);
  if (value === null) return [null, 'null', 1];
  if (typeof value === 'boolean') return [value, !value, String(value), String(!value).toUpperCase()];
  if (typeof value === 'number') return [value, value + 1, value - 1, String(value), `${value}0`];
  const number = Number(value);
  return [
    value,
    value.toUpperCase(),
    value.toLowerCase(),
    `${value}x`,
    ...(value.trim() === '' || Number.isNaN(number) ? [] : [number]),
    ...(/^(true|false)$/i.test(value) ? [value === 'true'] : []),
  ];
}

function likes(pattern: string): string[] {
  return [
    pattern.replaceAll('%', ''),
    pattern.replaceAll('%', 'x'),
    pattern.replaceAll('%', 'aB').toUpperCase(),
    `z${pattern.replaceAll('%', '')}z`,
    pattern,
  ];
}

function textHints(operand: OperandNode): unknown[] {
  return operand.kind === 'Call' ? [0, ...COUNTS] : [];
}

function numbersIn(node: Node): number[] {
  const numbers = [
    ...JSON.stringify(node, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)).matchAll(
      /"kind":"Number".*?"value":(\d+)/g,
    ),
  ];
  return numbers
    .map(([, digits]) => Number(digits))
    .filter((number) => number < 50)
    .flatMap((number) => [number, number + 1]);
}

/** Receivers of which a function gives different results. */
function callHints(call: Extract<OperandNode, { kind: 'Call' }>, hints: readonly unknown[], now: number): unknown[] {
  const [first, second] = call.args.map((arg) => (isLiteral(arg) ? literalOf(arg) : undefined));
  switch (call.name.toLowerCase()) {
    case 'before':
    case 'after':
      return [-62135596800, 0, now, String(now), '2020-01-01', '2090-01-01T00:00:00Z', `${String(second)}`];
    case 'ispublic':
    case 'isprivate':
    case 'insubnet':
      return [...ADDRESSES, ADDRESSES.slice(0, 2), String(first)];
    case 'numberofhosts':
      return [
        ...ADDRESSES,
        ...hints
          .filter((hint) => typeof hint === 'number')
          .flatMap((hint) =>
            [0, 1, 2].map(
              (more) => `8.8.0.0/${Math.max(1, Math.min(32, 32 - more - Math.round(Math.log2(Math.max(1, hint)))))}`,
            ),
          ),
      ];
    case 'allowedhostsforport':
    case 'allowedpublichostsforport':
      return firewalls(Number(first));
    case 'isfilterpatternequal':
      return [
        first,
        String(first).replaceAll(' ', ''),
        `${String(first)} x`,
        '{ $.other = 1 }',
        'words',
        String(first).replaceAll('=', ' = '),
      ];
    case 'length':
    case 'unique':
    case 'first':
    case 'join':
    case 'getvalues': {
      const counts = [
        ...COUNTS,
        ...hints.filter((hint) => typeof hint === 'number' && hint >= 0 && hint < 50).map(Number),
      ];
      return [...counts.map((count) => Array.from({ length: count }, (_, n) => `e${n}`)), ...counts, { a: 1 }];
    }
    default:
      return [...hints, 'a', 'A-b', String(first)];
  }
}

function firewalls(port: number): unknown[] {
  const rule = (number: number, source: string, action: string, to = port): Json => ({
    number,
    protocol: 'TCP',
    source,
    destinationPort: port,
    destinationPortTo: to,
    action,
  });
  const wide = rule(100, '0.0.0.0/0', 'ALLOW');
  return [
    [rule(100, '8.8.8.0/25', 'ALLOW'), rule(50, '8.8.8.0/27', 'DENY')],
    [wide],
    [rule(90, '0.0.0.0/0', 'DENY'), wide],
    [wide, rule(110, '0.0.0.0/0', 'DENY')],
    [rule(100, '10.0.0.0/8', 'ALLOW')],
    [rule(100, '8.8.0.0/16', 'ALLOW'), rule(100, '8.8.8.0/24', 'ALLOW')],
    [rule(100, '8.8.8.8/30', 'ALLOW'), { protocol: 'ALL', port: 0, portTo: 0, scope: '10.0.0.1/32' }],
    [rule(100, 'NOT-SUPPORTED', 'ALLOW')],
    [{ name: 'no rule' }],
    [1],
  ];
}
