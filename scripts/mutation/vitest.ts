import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chai, expect } from 'vitest';

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

/** The file whose tests are collected. */
let file = '';

/** Collects the tests of a file. */
export async function collect(name: string, load: () => Promise<unknown>): Promise<void> {
  file = name;
  await load();
}

// Snapshots belong to vitest's runner, which is not here.
let running = '';
overwrite('toMatchFileSnapshot', (received, name) =>
  same(String(received), readFileSync(join(dirname(running), name), 'utf8')),
);
overwrite('toMatchInlineSnapshot', (received, snapshot) => same(printed(received), undented(snapshot)));

function overwrite(method: string, holds: (received: unknown, snapshot: string) => boolean): void {
  chai.util.addMethod(chai.Assertion.prototype, method, function (this: Chai.AssertionStatic, snapshot: string) {
    if (!holds(chai.util.flag(this, 'object'), snapshot)) throw new Error('another snapshot');
  });
}

function same(received: string, written: string): boolean {
  return received.trimEnd() === written.trimEnd();
}

function printed(value: unknown): string {
  return Array.isArray(value) ? `[\n${value.map((one) => `  ${printed(one)},\n`).join('')}]` : `"${String(value)}"`;
}

function undented(snapshot: string): string {
  const lines = snapshot.replace(/^\n/u, '').trimEnd().split('\n');
  const indent = /^ */u.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}

let path: readonly string[] = [];
let before: readonly (() => unknown)[] = [];

function one(title: string, ...rest: readonly unknown[]): void {
  const body = rest.find((part) => typeof part === 'function') as (() => unknown) | undefined;
  if (body === undefined) return;
  const home = file;
  const run = (): unknown => {
    running = home;
    return body();
  };
  collected.push({ name: [file, ...path, title].join(' > '), run, before });
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
