import type { Surroundings } from './interpreter.ts';
import { readTime, shift } from './time.ts';
import { elements, isList, isObject, Undecided } from './values.ts';

type Plain = (receiver: unknown, args: readonly unknown[], around: Surroundings) => unknown;

const WITH_RECEIVER: Readonly<Record<string, Plain>> = {
  isEmpty: (receiver) =>
    receiver === undefined ||
    receiver === null ||
    receiver === '' ||
    (isList(receiver) && receiver.length === 0) ||
    (isObject(receiver) && Object.keys(receiver).length === 0),
  length: (receiver) => {
    if (receiver === undefined || receiver === null || isList(receiver) || isObject(receiver)) {
      return elements(receiver).length;
    }
    return new Undecided('length of text, number or boolean');
  },
  before: (receiver, [amount, unit], { now }) => timed(receiver, amount, unit, now, (time, border) => time < border),
  after: (receiver, [amount, unit], { now }) => timed(receiver, amount, unit, now, (time, border) => time > border),
};

const WITHOUT_RECEIVER: Readonly<Record<string, Plain>> = {};

function timed(
  receiver: unknown,
  amount: unknown,
  unit: unknown,
  now: number,
  holds: (time: number, border: number) => boolean,
): boolean {
  const time = readTime(receiver);
  return time !== undefined && holds(time, shift(now, Number(amount), String(unit)));
}

function named(table: Readonly<Record<string, Plain>>, name: string): Plain | undefined {
  return Object.entries(table).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

/** Whether a function is called on something: `x = isEmpty()` asks it of `x`. */
export function isFunctionOfReceiver(name: string): boolean {
  return named(WITH_RECEIVER, name) !== undefined;
}

export function callFunction(name: string, receiver: unknown, args: readonly unknown[], around: Surroundings): unknown {
  const found = named(WITH_RECEIVER, name) ?? named(WITHOUT_RECEIVER, name);
  return found === undefined ? new Undecided(`unknown function ${name}`) : found(receiver, args, around);
}
