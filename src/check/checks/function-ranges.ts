import type { ComparisonNode, OperandNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import { COMPARISONS } from '../../values/comparison-operators.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { numberIn } from '../literal-names.ts';
import { onlyNameOf } from '../path-words.ts';
import { clipped } from '../wording.ts';
import { PORTS } from './reversed-bounds.ts';

/** What a function gives is compared with what it never gives: `length() < 0`. */
export const functionRanges = defineCheck({
  name: 'function-ranges',
  codes: {},
  also: ['always-true', 'always-false'],
  visit: { Comparison: visit },
});

const INTERNET = 4_294_967_296;
/** The least and the most that functions give. IPv6 has more hosts than a network of IPv4. */
type Range = readonly [least: number, most: number, what: string];
const LENGTH: Range = [0, Infinity, 'a length is 0 or more'];
const HOSTS: Range = [1, Infinity, 'a network has 1 host or more'];
const ALLOWED: Range = [0, INTERNET, `the whole Internet counts as ${INTERNET}`];
const PORT: Range = [-1, 65_535, 'ports are 0 to 65535, and -1 stands for all'];
const RANGES: ReadonlyMap<string | undefined, Range> = new Map([
  ['length', LENGTH],
  ['textLength', LENGTH],
  ['numberOfHosts', HOSTS],
  ['allowedHostsForPort', ALLOWED],
  ['allowedPublicHostsForPort', ALLOWED],
]);

function visit(node: ComparisonNode, _: unknown, context: CheckContext): void {
  const { left, right, operator } = node;
  const range = rangeOf(left, context);
  if (range === undefined) return;
  const [least, most, what] = range;
  if (right.kind === 'Null') {
    const truth = operator === '!=';
    if (operator !== '=' && !truth) return;
    context.warn(`always-${truth}`, node.span, `\`${clipped(left)}\` gives a number, which is never null`, {
      help: `none are \`${clipped(left)} = 0\``,
      always: { span: node.span, truth },
    });
    return;
  }
  const value = numberIn(right);
  if (value === undefined) return;
  const { test } = COMPARISONS[operator];
  const holds = [least, most].map((end) => test(end, value));
  const isWithin = value >= least && value <= most;
  // Between the ends there are others; outside of them, and at one of them for an order, all are alike.
  const [first, last] = holds;
  if (first !== last || (isWithin && (operator === '=' || operator === '!='))) return;
  // Of what is no network there is no number, and no order holds.
  if (first === true && operator !== '!=' && (range === HOSTS || range === PORT)) return;
  context.warn(
    `always-${first === true}`,
    node.span,
    `\`${clipped(left)} ${operator} ${print(right)}\` is always ${first === true}: ${what}`,
    {
      always: { span: node.span, truth: first === true },
    },
  );
}

function rangeOf(node: OperandNode, context: CheckContext): Range | undefined {
  // Other blocks are true or false.
  if (node.kind === 'GroupBy' || (node.kind === 'Block' && node.operator === 'with')) return LENGTH;
  if (PORTS.has(onlyNameOf(node))) return PORT;
  return node.kind === 'Call' ? RANGES.get(context.functionNamed(node.name)?.name) : undefined;
}
