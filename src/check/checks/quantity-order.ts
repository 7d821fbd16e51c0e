import type { ComparisonNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { wordsOfPath } from '../path-words.ts';
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
    'unlikely-amount': {
      title: 'an amount that is most likely of another unit',
      explanation:
        'The name of a property tells its unit: `sizeGB` is no number of bytes, and `retentionDays` none of seconds.',
      example: 'Volume should have sizeGB <= 1073741824',
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

/** More of these are no amount that anybody means, as Mi of a disk or years of a lifetime. */
const MOST: ReadonlyMap<string, number> = new Map([
  ...Object.entries({ years: 100, months: 1200, weeks: 5200, days: 36_500, hours: 876_000 }),
  ...Object.entries({ tb: 1e5, gb: 1e7, gib: 1e7, mb: 1e9, mib: 1e9 }),
]);

function visit({ left, right, operator }: ComparisonNode, _: unknown, context: CheckContext): void {
  const unit = right.kind === 'Number' ? ([...wordsOfPath(left)].pop() ?? '') : '';
  const most = MOST.get(unit);
  if (right.kind === 'Number' && most !== undefined && right.value > most) {
    const message = `\`${print(right)}\` is no likely number of ${unit}, which \`${clipped(left)}\` tells by its name`;
    context.note('unlikely-amount', right.span, message, { help: `count in ${unit}` });
  }
  if (operator === '=' || operator === '!=' || left.kind !== 'Path' || right.kind !== 'String') return;
  if (!QUANTITY.test(right.value)) return;
  const message = `\`${operator}\` knows no units: it takes \`${print(right)}\` for text`;
  context.warn('quantity-order', right.span, message, {
    help: `list the amounts that are meant, \`${clipped(left)} in (${print(right)}, …)\`, match them with \`regexMatch\`, or compare a number with a number`,
  });
}
