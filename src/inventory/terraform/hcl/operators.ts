import { HclUnknown } from './unknown.ts';

/* What operators make of values that are known, as Terraform does it; undefined where that is not sure. */

type Operator = (left: unknown, right: unknown) => unknown;

/** Terraform counts with more digits: only whole numbers come out the same. */
function whole(work: (left: number, right: number) => number): Operator {
  return (left, right) => {
    if (typeof left !== 'number' || typeof right !== 'number') return undefined;
    const result = work(left, right);
    return [left, right, result].every(Number.isSafeInteger) ? result + 0 : undefined;
  };
}

function ordered(holds: (left: number, right: number) => boolean): Operator {
  return (left, right) => (typeof left === 'number' && typeof right === 'number' ? holds(left, right) : undefined);
}

/** The declared types of variables, which turn text into a number, are not asked: of two kinds nothing is sure. */
export function areEqual(left: unknown, right: unknown): boolean | undefined {
  if (left instanceof HclUnknown || right instanceof HclUnknown) return undefined;
  if (left === null || right === null) return left === right;
  if (typeof left === 'object' || typeof left !== typeof right) return undefined;
  return left === right;
}

export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['==', areEqual],
  ['!=', (left, right) => opposite(areEqual(left, right))],
  ['<', ordered((left, right) => left < right)],
  ['<=', ordered((left, right) => left <= right)],
  ['>', ordered((left, right) => left > right)],
  ['>=', ordered((left, right) => left >= right)],
  ['+', whole((left, right) => left + right)],
  ['-', whole((left, right) => left - right)],
  ['*', whole((left, right) => left * right)],
  ['/', whole((left, right) => left / right)],
  ['%', whole((left, right) => (left < 0 || right < 0 ? Number.NaN : left % right))],
  ['&&', (left, right) => (typeof left === 'boolean' && typeof right === 'boolean' ? left && right : undefined)],
  ['||', (left, right) => (typeof left === 'boolean' && typeof right === 'boolean' ? left || right : undefined)],
]);

function opposite(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** Whether one side of `&&` and `||` says it all, whatever the other is. */
export function decidedBy(operator: string, side: unknown): boolean {
  return (operator === '&&' && side === false) || (operator === '||' && side === true);
}
