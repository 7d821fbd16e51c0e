import { createToken } from 'chevrotain';
import type { Slip } from './slip.ts';
import { True } from './tokens.ts';

/* How other languages say how long ago something was: GSL has two functions for it, with an amount and a unit. */

const NOW = String.raw`(?:now|today|current_?(?:date|time|timestamp)|get_?date|sysdate|utc_?now)(?:\s?\(\s?\))?`;
const UNIT = String.raw`['"]?(seconds?|secs?|s|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|w|months?|mo|years?|y)['"]?`;
const AMOUNT = String.raw`['"]?(\d{1,9})['"]?\s{0,3}(?:${UNIT})?`;
const ORDER = String.raw`([<>])=?\s{0,9}`;
const PATH = String.raw`([A-Za-z_][\w.]{0,200})`;
const END = String.raw`(?![\w(.'"])`;

const UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'];

/** `-90, 'days'`: the first letters of a unit tell which it is, and days are meant where there is none. */
function amountOf(sign: '' | '-', amount: string, unit = 'days'): string {
  const named = UNITS.find((one) =>
    one.startsWith(
      unit
        .toLowerCase()
        .replace(/^hr.*$/u, 'h')
        .replace(/(?<=...)s$/u, ''),
    ),
  );
  return `${sign}${amount}, '${named ?? 'days'}'`;
}

const REASON = 'a time is held against now by `before` and `after`';

/** What else is known of a slip. */
type More = Pick<Slip, 'becomes' | 'inGrammar'>;

/** A slip of one pattern, of which the repair takes the parts. */
function moment(
  name: string,
  pattern: string,
  repair: (...parts: readonly (string | undefined)[]) => string,
  more?: More,
): Slip {
  const whole = new RegExp(`^${pattern}$`, 'iu');
  return {
    token: createToken({ name, pattern: new RegExp(`${pattern}${END}`, 'i'), label: 'a test', line_breaks: true }),
    code: 'foreign-word',
    repair: (image) => repair(...(whole.exec(image) ?? [])),
    reason: REASON,
    ...more,
  };
}

const wordFor = (order: string | undefined, isTurned = false): string =>
  (order === '<') === isTurned ? 'after' : 'before';

export const MOMENT_SLIPS: readonly Slip[] = [
  // `< now() - 90d`, `> NOW() - INTERVAL 90 DAY`, `< today() + 30`: what stands before it is what is asked.
  moment(
    'FromNow',
    String.raw`${ORDER}${NOW}\s{0,9}([-+])\s{0,9}(?:interval\s+)?${AMOUNT}`,
    (_, order, sign, amount = '', unit) => `${wordFor(order)}(${amountOf(sign === '+' ? '' : '-', amount, unit)})`,
  ),
  moment(
    'Ago',
    String.raw`${ORDER}ago\s?\(\s?${AMOUNT}\s?\)`,
    (_, order, amount = '', unit) => `${wordFor(order)}(${amountOf('-', amount, unit)})`,
    { inGrammar: 'ago\\s?\\(' },
  ),
  moment(
    'DateAdd',
    String.raw`${ORDER}date_?add\s?\(\s?${UNIT}\s?,\s?(-?)(\d{1,9})\s?,\s?${NOW}\s?\)`,
    (_, order, unit, sign, amount = '') => `${wordFor(order)}(${amountOf(sign === '-' ? '-' : '', amount, unit)})`,
    { inGrammar: 'date_?add\\s?\\(' },
  ),
  // `now() - createDate > 90 days`, `datediff('day', createDate, now()) > 90`: longer ago is earlier.
  moment(
    'SinceThen',
    String.raw`${NOW}\s{0,9}-\s{0,9}${PATH}\s{0,9}${ORDER}${AMOUNT}`,
    (_, path = '', order, amount = '', unit) => `${path} ${wordFor(order, true)}(${amountOf('-', amount, unit)})`,
    { becomes: True, inGrammar: `\\b${NOW}` },
  ),
  moment(
    'DateDiff',
    String.raw`date_?diff\s?\(\s?${UNIT}\s?,\s?${PATH}\s?,\s?${NOW}\s?\)\s{0,9}${ORDER}(\d{1,9})`,
    (_, unit, path = '', order, amount = '') => `${path} ${wordFor(order, true)}(${amountOf('-', amount, unit)})`,
    { becomes: True, inGrammar: 'date_?diff\\s?\\(' },
  ),
  moment(
    'OlderThan',
    String.raw`(?:is\s+)?(older|newer|younger)\s+than\s+${AMOUNT}`,
    (_, word = '', amount = '', unit) =>
      `${word.toLowerCase() === 'older' ? 'before' : 'after'}(${amountOf('-', amount, unit)})`,
  ),
  // `before(-90d)`, `before('-90 days')`, `before(-90 'days')`: the two arguments run together.
  moment(
    'GluedMoment',
    String.raw`(before|after)\s?\(\s?['"]?(-?)(\d{1,9})(?:\s{0,3}|['"]?\s{1,3})${UNIT}\s?\)`,
    (_, word = '', sign, amount = '', unit) =>
      `${word.toLowerCase()}(${amountOf(sign === '-' ? '-' : '', amount, unit)})`,
    { inGrammar: "(?:before|after)\\s?\\(\\s?'" },
  ),
  // `before -90, 'days'`
  moment(
    'BareMoment',
    String.raw`(before|after)\s{1,3}(-?)(\d{1,9})\s{0,3},?\s{0,3}${UNIT}`,
    (_, word = '', sign, amount = '', unit) =>
      `${word.toLowerCase()}(${amountOf(sign === '-' ? '-' : '', amount, unit)})`,
  ),
];
