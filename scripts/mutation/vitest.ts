import { expect } from 'vitest';

/*
 * What the tests import as `vitest` while mutants are tried: the assertions are vitest's, but tests are collected, so that
 * each can be run again and again in one process.
 */

export { expect };

type Run = (...values: readonly never[]) => unknown;

export interface Test {
  readonly name: string;
  readonly run: () => unknown;
  readonly before: readonly (() => unknown)[];
}

export const collected: Test[] = [];

let path: readonly string[] = [];
let before: readonly (() => unknown)[] = [];

function one(title: string, ...rest: readonly unknown[]): void {
  const run = rest.find((part) => typeof part === 'function') as (() => unknown) | undefined;
  if (run !== undefined) collected.push({ name: [...path, title].join(' > '), run, before });
}

function each(rows: readonly unknown[]) {
  return (title: string, run: Run): void => {
    for (const [index, row] of rows.entries())
      one(`${title} #${index}`, () => run(...((Array.isArray(row) ? row : [row]) as never[])));
  };
}

function fails(title: string, run: () => unknown): void {
  one(title, async () => {
    let isRight = false;
    try {
      await run();
    } catch {
      isRight = true;
    }
    if (!isRight) throw new Error('passes, and was to fail');
  });
}

function group(title: string, run: () => void): void {
  const [outer, outerBefore] = [path, before];
  path = [...path, title];
  run();
  [path, before] = [outer, outerBefore];
}

function skipped(): void {
  // Not run.
}

export const it = Object.assign(one, { each, fails, skip: skipped, skipIf: (is: boolean) => (is ? skipped : one) });
export const test = it;
export const describe = Object.assign(group, {
  each: (rows: readonly unknown[]) => (title: string, run: Run) => {
    for (const [index, row] of rows.entries())
      group(`${title} #${index}`, () => void run(...((Array.isArray(row) ? row : [row]) as never[])));
  },
});

/** Done once, before the first test that has it. */
export function beforeAll(run: () => unknown): void {
  before = [...before, run];
}

/** What is tidied away would be missed by the next run. */
export const afterAll = skipped;
