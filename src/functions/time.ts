import { textOf } from '../values/text.ts';
import { kindOf } from '../values/kinds.ts';
import { EvaluationError, isEmpty, single } from '../values/value.ts';
import { LAST_SECOND, shifted, TIME_UNITS, timeOf, timeUnitOf } from '../values/time.ts';
import { defineFunction, type FunctionDefinition, type Misread } from './define.ts';

const PARAMETERS: FunctionDefinition['parameters'] = [
  { name: 'amount', kind: 'number', summary: 'how many units from now; negative for the past' },
  {
    name: 'unit',
    kind: 'text',
    summary: '`minutes`, `hours`, `days` or `months`; also `seconds`, `weeks`, `years` and the singular of each (ours)',
    values: TIME_UNITS.flatMap((unit) => [unit, unit.slice(0, -1)]),
  },
];

const DETAILS = [
  'The property is a number of seconds since 1970 (or text of one), or ISO 8601 text; without a zone it is UTC.',
  'Missing, null, empty text, an empty list or object: false, for `before` as for `after`. Anything else that is no time, and seconds beyond the year 9999 (milliseconds): an error.',
  'Months and years go by the calendar in UTC, and end on the last day of a shorter month; a fraction of one is cut off (our decision).',
  "The vendor's value for never, -62135596800, is a very old time: it is before everything.",
];

const NOW = '2026-03-31T12:00:00Z';

/** A time test: the border is worked out once for each clock, not for each entity. */
function comparing(holds: (time: number, border: number) => boolean): FunctionDefinition['bind'] {
  return (args) => {
    let clock = NaN;
    let border = NaN;
    return (receiver, context) => {
      if (context.now !== clock) {
        clock = context.now;
        border = borderAt(args, clock);
      }
      if (isEmpty(receiver)) return false;
      const time = timeOf(receiver);
      if (time === undefined || time > LAST_SECOND) return noTime(receiver, time);
      return holds(time, border);
    };
  };
}

/** The moment that the arguments name, in seconds since 1970. */
function borderAt([amount, unit]: readonly unknown[], now: number): number {
  const timeUnit = timeUnitOf(textOf(unit) ?? '');
  return timeUnit === undefined ? NaN : shifted(now, Number(textOf(amount)), timeUnit);
}

/** A year, or a date of eight digits: as seconds since 1970 it is one of the first days of that year. */
function misreadDate(receiver: unknown): Misread | undefined {
  const text = textOf(single(receiver)) ?? '';
  const isDate = /^(?:19|20)\d{2}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?$/u.test(text);
  return isDate ? { as: 'a time', isNear: true } : undefined;
}

function noTime(receiver: unknown, time: number | undefined): EvaluationError {
  if (time !== undefined) {
    return new EvaluationError(
      'milliseconds',
      `${String(receiver)} is beyond the year 9999 as seconds since 1970, and so most likely in milliseconds`,
      'times are seconds since 1970, or text in ISO 8601: divide it by 1000 where the inventory is made',
    );
  }
  return new EvaluationError(
    'no-time',
    `${kindOf(receiver)} is no time here`,
    'times are seconds since 1970, or text in ISO 8601 such as 2026-01-31T12:00:00Z',
  );
}

/** `before()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const beforeFunction = defineFunction({
  name: 'before',
  origin: 'observed',
  receiver: 'time',
  misread: misreadDate,
  parameters: PARAMETERS,
  result: 'boolean',
  summary: 'True when a time lies before the moment that is the given number of units from now.',
  details: DETAILS,
  examples: [
    { condition: "createDate before(-90, 'days')", entity: { createDate: 1735689600 }, holds: true, now: NOW },
    {
      condition: "createDate before(-90, 'days')",
      entity: { createDate: '2026-03-01T00:00:00Z' },
      holds: false,
      now: NOW,
    },
    {
      condition: "expiration before(30, 'days')",
      entity: { expiration: '2026-04-10' },
      holds: true,
      now: NOW,
      why: 'within 30 days',
    },
    {
      condition: "day before(-1, 'months')",
      entity: { day: '2026-02-28T11:59:59Z' },
      holds: true,
      now: NOW,
      why: 'February 28, 12:00',
    },
    {
      condition: "lastUsed before(-90, 'days')",
      entity: { lastUsed: -62135596800 },
      holds: true,
      now: NOW,
      why: 'never',
    },
    { condition: "lastUsed before(-90, 'days')", entity: {}, holds: false, now: NOW, why: 'missing' },
    {
      condition: "lastUsed before(-90, 'days')",
      entity: { lastUsed: 'N/A' },
      holds: 'error',
      now: NOW,
      why: 'no time',
    },
    {
      condition: "lastUsed before(-90, 'days')",
      entity: { lastUsed: 1735689600000 },
      holds: 'error',
      now: NOW,
      why: 'milliseconds',
    },
  ],
  usesClock: true,
  inline: { kind: 'border', operator: '<', greatest: LAST_SECOND, at: borderAt },
  bind: comparing((time, border) => time < border),
});

/** `after()`: see grammar/functions.md, which is made of it; its examples run as tests. */
export const afterFunction = defineFunction({
  name: 'after',
  origin: 'observed',
  receiver: 'time',
  misread: misreadDate,
  parameters: PARAMETERS,
  result: 'boolean',
  summary: 'True when a time lies after the moment that is the given number of units from now.',
  details: DETAILS,
  examples: [
    { condition: "lastUsed after(-1, 'days')", entity: { lastUsed: '2026-03-31T00:00:00Z' }, holds: true, now: NOW },
    {
      condition: "expiration after(1, 'months')",
      entity: { expiration: '2026-05-01T00:00:00Z' },
      holds: true,
      now: NOW,
      why: 'April 30, 12:00',
    },
    { condition: "lastUsed after(-90, 'days')", entity: { lastUsed: 1735689600 }, holds: false, now: NOW },
    { condition: "lastUsed after(-90, 'days')", entity: { lastUsed: null }, holds: false, now: NOW, why: 'null' },
    {
      condition: "lastUsed after(-90, 'days')",
      entity: { lastUsed: -62135596800 },
      holds: false,
      now: NOW,
      why: 'never',
    },
  ],
  usesClock: true,
  inline: { kind: 'border', operator: '>', greatest: LAST_SECOND, at: borderAt },
  bind: comparing((time, border) => time > border),
});
