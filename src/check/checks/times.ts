import type { CallNode, ComparisonNode, Node, OperandNode, PathNode, RegexNode, StringNode } from '../../syntax/ast.ts';
import type { Span } from '../../text/source.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { numberIn } from '../literal-names.ts';
import { hasStem, wordsOfPath } from '../path-words.ts';
import type { Place } from '../places.ts';
import { kindsOf } from '../schemas/schema.ts';
import { isIsoTime, type TimeUnit, timeUnitOf } from '../../values/time.ts';
import { neverEqual } from '../never-equal.ts';
import { clipped } from '../wording.ts';

/** Times: compared with the text of a date, or held against a time on the wrong side of now. */
export const times = defineCheck({
  name: 'times',
  codes: {
    'time-against-text': {
      title: 'a time that is compared with the text of a date',
      explanation:
        'Times of CloudGuard entities are numbers, seconds since 1970, and a number has no order against text. Text in ISO 8601 is understood here where the property is known for a time, and by no other engine.',
      example: "IamUser should not have passwordLastUsed < '2025-01-01'",
      needs: 'schemas',
    },
    'time-in-milliseconds': {
      title: 'a time that is compared with a number of milliseconds',
      explanation:
        'Times of CloudGuard entities are seconds since 1970; a number of milliseconds is a time some fifty thousand years from now.',
      example: 'IamUser should have createDate > 1700000000000',
      needs: 'schemas',
    },
    'time-as-span': {
      title: 'a time that is held against a number of days, or a span that is longer than there are computers',
      explanation:
        "Times of CloudGuard entities are seconds since 1970: `lastRotated > 90` asks for what is later than a minute and a half past midnight of that year. How long ago it was is asked by `before(-90, 'days')`, whose amount is in the unit beside it.",
      example: 'IamUser should have firstAccessKey.lastRotated > 90',
      needs: 'schemas',
    },
    'time-direction': {
      title: 'a time of the past that is held against a time in the future, or the other way round',
      explanation:
        "`before(90, 'days')` means: earlier than in 90 days from now. What tells the past is always that; the past takes a negative number.",
      example: "IamUser should have firstAccessKey.lastUsedDate after(90, 'days')",
    },
  },
  visit: {
    Comparison(node, place, context) {
      checkText(node, place, context);
      checkNumber(node, place, context);
    },
    Like({ left, pattern, span }, place, context) {
      checkDigits(left, pattern, span, place, context);
    },
    Match({ left, pattern, span }, place, context) {
      checkDigits(left, pattern, span, place, context);
    },
    Call(node, place, context) {
      checkDirection(node, place.parent?.node, context);
      const [text] = node.args;
      const name = context.functionNamed(node.name)?.name;
      if ((name === 'startsWith' || name === 'endsWith') && node.receiver !== undefined && text?.kind === 'String')
        checkDigits(node.receiver, text, node.span, place, context);
    },
  },
});

const ISO_DATE = /^\d{4}-\d\d(?:-\d\d)?(?:[T ]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/u;
/** `01/02/2025`, `2025/01/02`, `1.2.2025`, `Jan 2, 2025`: dates that this engine does not read either. */
const OTHER_DATE = /^(?:\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{1,2}[- ][a-z]{3,9}[- ]\d{2,4}|[a-z]{3,9} \d{1,2},? \d{4})$/iu;

const TIME_STEMS = ['time', 'date', 'timestamp', 'expir'];
/** Stems of words for what has happened. */
const PAST_STEMS = [
  ...['access', 'attach', 'chang', 'creat', 'generat', 'issu', 'last', 'launch', 'login', 'logged', 'modif'],
  ...['rotat', 'scan', 'seen', 'updat', 'upload', 'used'],
];
/** Stems of words for what is to come. */
const FUTURE_STEMS = [
  ...['after', 'deadline', 'delet', 'due', 'end', 'eol', 'expir', 'maintenance', 'next', 'purge', 'renew', 'retention'],
  ...['schedul', 'until', 'valid'],
];

function checkText(node: ComparisonNode, { scope }: Place, context: CheckContext): void {
  const { left, right, operator } = node;
  if (right.kind !== 'String') return;
  const isIso = ISO_DATE.test(right.value);
  if (!isIso && !OTHER_DATE.test(right.value)) return;
  const kinds = kindsOf(context.shapeOf(left, scope).schema);
  const isTime = kinds.includes('time');
  const seemsTime = kinds.length === 0 && hasStem(wordsOfPath(left), [...TIME_STEMS, ...PAST_STEMS]);
  if (!isTime && !seemsTime) return;
  const path = clipped(left);
  const text = print(right);
  const message = isTime
    ? `\`${path}\` is a time, which is a number of seconds, and \`${text}\` is text`
    : `if \`${path}\` is a time, it is a number of seconds, and \`${text}\` is text`;
  const help = { help: timeHelp(path, operator, right, isIso) };
  // Text in ISO 8601 is read as a time here; of another date there is no order.
  if (isTime)
    context.warn('time-against-text', right.span, message, {
      ...help,
      ...(isIsoTime(right.value) ? {} : neverEqual(node)),
    });
  else context.note('time-against-text', right.span, message, help);
}

/** A year at the beginning of a text or pattern: `'2020-%'`, `/^2020/`. */
const YEAR = /^\^?(?:19|20)\d\d(?!\d)/u;

/** The date in a time that is a number: its text has other digits. */
function checkDigits(
  left: OperandNode,
  text: StringNode | RegexNode,
  span: Span,
  { scope }: Place,
  context: CheckContext,
): void {
  if (left.kind !== 'Path' || !YEAR.test(text.kind === 'String' ? text.value : text.pattern)) return;
  if (!kindsOf(context.shapeOf(left, scope).schema).includes('time')) return;
  const path = clipped(left);
  context.warn(
    'time-against-text',
    text.span,
    `\`${path}\` is a time, which is a number of seconds, and no text with a year`,
    {
      help: `write \`${path} after(-1, 'years')\` for a time that moves with the day, or \`${path} >= ${Date.parse('2025-01-01') / 1000}\` for 2025`,
      always: { span, truth: false },
    },
  );
}

/** 2001 in milliseconds, and the year 5138 in seconds. */
const LEAST_MILLISECONDS = 100_000_000_000;

function checkNumber({ left, right, operator, span }: ComparisonNode, { scope }: Place, context: CheckContext): void {
  const value = numberIn(right);
  if (value === undefined || !kindsOf(context.shapeOf(left, scope).schema).includes('time')) return;
  if (operator !== '=' && operator !== '!=' && isSpan(Number(value))) {
    const path = clipped(left);
    const days = daysOf(Math.abs(Number(value)));
    const message = `\`${path}\` is a number of seconds since 1970, of which \`${print(right)}\` is the very beginning`;
    const word = operator.startsWith('<') ? 'before' : 'after';
    context.warn('time-as-span', right.span, message, {
      help: `for what was ${days === 1 ? 'a day' : `${days} days`} ago, write \`${path} ${word}(-${days}, 'days')\``,
    });
  }
  if (Number(value) < LEAST_MILLISECONDS) return;
  const seconds = String(Math.floor(Number(value) / 1000));
  context.warn(
    'time-in-milliseconds',
    right.span,
    `\`${clipped(left)}\` is a number of seconds, and \`${print(right)}\` seems to be one of milliseconds`,
    {
      help: `write \`${seconds}\``,
      fix: { span: right.span, text: seconds },
      always: { span, truth: operator.startsWith('<') || operator === '!=' },
    },
  );
}

/** Not 0, which what was never is held against, nor what was long ago: `-62135596800`. */
function isSpan(value: number): boolean {
  return value !== 0 && Math.abs(value) < 1_000_000;
}

/** What was written for days, or for so many of them in seconds: `86400`, `604800`. */
function daysOf(amount: number): number {
  return amount % 86_400 === 0 ? amount / 86_400 : amount;
}

/** More years than anything in an inventory is old, or will last. */
const MOST_YEARS = 150;
const UNITS_A_YEAR: Readonly<Record<TimeUnit, number>> = {
  ...{ seconds: 31_557_600, minutes: 525_960, hours: 8_766, days: 365.25, weeks: 52.18, months: 12, years: 1 },
};

/** `before(-7776000, 'days')`, with an amount of seconds. */
function checkSpan(
  { args, span }: CallNode,
  receiver: PathNode,
  name: 'before' | 'after',
  context: CheckContext,
): void {
  const [amount, unit] = args;
  const named = unit?.kind === 'String' ? timeUnitOf(unit.value) : undefined;
  if (amount?.kind !== 'Number' || named === undefined) return;
  const years = Number(amount.value) / UNITS_A_YEAR[named];
  if (Math.abs(years) <= MOST_YEARS) return;
  const message = `\`${print(amount)}\` ${named} are some ${Math.round(Math.abs(years)).toLocaleString('en')} years`;
  context.warn('time-as-span', amount.span, message, {
    help: `the amount is in the unit beside it: \`${clipped(receiver)} ${name}(-90, 'days')\``,
    always: { span, truth: (name === 'before') === years > 0 },
  });
}

function timeHelp(path: string, operator: ComparisonNode['operator'], { value }: StringNode, isIso: boolean): string {
  const word = operator.startsWith('>') ? 'after' : 'before';
  const relative = `write \`${path} ${word}(-90, 'days')\` for a time that moves with the day`;
  const seconds = isIso ? Date.parse(value.replace(' ', 'T')) / 1000 : Number.NaN;
  if (!Number.isFinite(seconds)) return relative;
  return `${relative}, or \`${path} ${operator} ${Math.floor(seconds)}\` for this one`;
}

/** `retentionDays`, `intervalInMinutes`: how long, and no time. */
const IS_LENGTH = /(?:[a-z](?:In)?|_)(Days|Hours|Minutes|days|hours|minutes)$/u;

/** Whether it is one of two bounds, as in `before(0, 'days') and after(-30, 'days')`: then the past is meant. */
function isOfRange({ receiver }: CallNode, around: Node | undefined, context: CheckContext): boolean {
  if (around?.kind !== 'And' || receiver === undefined) return false;
  return around.operands.some(
    (other) =>
      other.kind === 'Call' &&
      context.functionNamed(other.name)?.name === 'before' &&
      other.receiver !== undefined &&
      context.isSame(other.receiver, receiver),
  );
}

function checkDirection(node: CallNode, around: Node | undefined, context: CheckContext): void {
  const { receiver, args } = node;
  const name = context.functionNamed(node.name)?.name;
  if (receiver?.kind !== 'Path' || (name !== 'before' && name !== 'after')) return;
  const [, length] = IS_LENGTH.exec(String(receiver.segments.at(-1)?.name)) ?? [];
  if (length !== undefined) {
    const told = `\`${clipped(receiver)}\` is a number of ${length.toLowerCase()} by its name, and \`${name}\` asks for a time`;
    context.note('time-as-span', receiver.span, told, { help: `compare it: \`${clipped(receiver)} > 90\`` });
    return;
  }
  checkSpan(node, receiver, name, context);
  const [amount, unit] = args;
  if (amount?.kind !== 'Number' || unit === undefined) return;
  const words = wordsOfPath(receiver);
  const isFuture = hasStem(words, FUTURE_STEMS);
  const isPast = !isFuture && hasStem(words, PAST_STEMS);
  const path = clipped(receiver);
  const written = `${name}(${print(amount)}, ${print(unit)})`;
  const turned = { ...amount, value: -amount.value };
  const fix = { span: amount.span, text: print(turned) };
  const mended = `${name}(${fix.text}, ${print(unit)})`;
  if (isPast && amount.value > 0) {
    context.warn('time-direction', amount.span, `\`${written}\` is in the future, and \`${path}\` tells the past`, {
      help: `the past takes a negative number: \`${path} ${mended}\``,
      fix,
      always: { span: node.span, truth: name === 'before' },
    });
  } else if (isFuture && amount.value < 0 && name === 'after' && !isOfRange(node, around, context)) {
    context.note(
      'time-direction',
      amount.span,
      `\`${written}\` is in the past, and \`${path}\` seems to tell the future`,
      {
        help: `the future takes a positive number: \`${path} ${mended}\``,
      },
    );
  }
}
