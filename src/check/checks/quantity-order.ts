import type { ComparisonNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { clipped } from '../wording.ts';

/** Amounts with a unit that are put in order: they are read as text. */
export const quantityOrder = defineCheck({
  name: 'quantity-order',
  codes: {
    'quantity-order': {
      title: 'an amount with a unit that is put in order',
      explanation:
        'Orders compare numbers, and text by its characters: `512Mi` is above `1Gi`, `90 days` above `100 days`. A number has no order against such a text at all.',
      example: "KubernetesPod should not have spec.containers contain [ resources.limits.memory > '512Mi' ]",
    },
  },
  visit: { Comparison: visit },
});

const UNITS = [
  ...['[kmgtpe]i?b?', '%', 'm?cpu', 'cores?', 'bytes?', 'bits?'],
  ...[
    'ms',
    's',
    'h',
    'd',
    'w',
    'y',
    'secs?',
    'seconds?',
    'mins?',
    'minutes?',
    'hours?',
    'days?',
    'weeks?',
    'months?',
    'years?',
  ],
];
const QUANTITY = new RegExp(`^[-+]?\\d+(?:[.,]\\d+)?\\s?(?:${UNITS.join('|')})$`, 'iu');

function visit({ left, right, operator }: ComparisonNode, _: unknown, context: CheckContext): void {
  if (operator === '=' || operator === '!=' || left.kind !== 'Path' || right.kind !== 'String') return;
  if (!QUANTITY.test(right.value)) return;
  const message = `\`${operator}\` knows no units: it takes \`${print(right)}\` for text`;
  context.warn('quantity-order', right.span, message, {
    help: `list the amounts that are meant, \`${clipped(left)} in (${print(right)}, …)\`, match them with \`regexMatch\`, or compare a number with a number`,
  });
}
