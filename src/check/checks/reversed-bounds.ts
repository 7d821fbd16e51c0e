import type { AndNode, ComparisonNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { numberIn } from '../literal-names.ts';
import { onlyNameOf } from '../path-words.ts';
import type { Place } from '../places.ts';
import { flattened } from '../terms.ts';
import { clipped } from '../wording.ts';

/** `port >= 22 and portTo <= 22`: the range is asked to lie within 22 to 22, and not to hold 22. */
export const reversedBounds = defineCheck({
  name: 'reversed-bounds',
  codes: {
    'reversed-bounds': {
      title: 'the two ends of a range the wrong way round',
      explanation:
        'A range holds a port where it begins at or below it and ends at or above it: `port <= 22 and portTo >= 22`. The other way round only the range of that one port is meant, and with `<` and `>` none. Joined by `or`, two bounds of one property that overlap leave no number out: `port > 0 or port < 1024`.',
      example: 'SecurityGroup should not have inboundRules contain [ port >= 22 and portTo <= 22 ]',
    },
  },
  visit: { And: visit },
});

/** What the ends of ranges are called by the vendor, by Terraform, and by CloudFormation and the AWS command line. */
const ENDS: ReadonlyMap<string | undefined, string> = new Map([
  ['port', 'portTo'],
  ['destinationPort', 'destinationPortTo'],
  ['from_port', 'to_port'],
  ['FromPort', 'ToPort'],
  ['fromPort', 'toPort'],
]);

/** The names of ports. */
export const PORTS: ReadonlySet<string | undefined> = new Set([...ENDS].flat());

function visit(node: AndNode, { parent }: Place, context: CheckContext): void {
  if (parent?.node.kind === 'And') return;
  const orders = flattened(node).filter((one) => one.kind === 'Comparison');
  const upper = new Map<string | undefined, ComparisonNode>();
  for (const order of orders.toReversed())
    if (order.operator.startsWith('<')) upper.set(onlyNameOf(order.left) ?? '', order);
  for (const first of orders.filter(({ operator }) => operator.startsWith('>'))) {
    const last = upper.get(ENDS.get(onlyNameOf(first.left)));
    if (last === undefined) continue;
    const [from, to] = [first.right, last.right].map(numberIn);
    if (from === undefined || from !== to) continue;
    const isNever = first.operator === '>' || last.operator === '<';
    const both = `\`${clipped(first)}\` and \`${clipped(last)}\``;
    const [a, b] = [clipped(first.left), clipped(last.left)];
    const span = {
      start: Math.min(first.span.start, last.span.start),
      end: Math.max(first.span.end, last.span.end),
    };
    const help = `a range that holds it: \`${a} <= ${print(first.right)} and ${b} >= ${print(first.right)}\``;
    if (isNever)
      context.warn('reversed-bounds', span, `${both} hold of no range`, {
        help,
        always: { span: node.span, truth: false },
      });
    else context.note('reversed-bounds', span, `${both} hold of no range but \`${String(from)}\` alone`, { help });
  }
}
