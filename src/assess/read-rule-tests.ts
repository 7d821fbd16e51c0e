import { contextOf } from '../run/context.ts';
import type { NamedLists } from '../run/environment.ts';
import type { ProblemCode } from '../rules/codes.ts';
import { dataProblem, type Problem } from '../rules/problem.ts';
import { describeValue } from '../values/kinds.ts';
import { dataPathText } from '../text/format-message.ts';
import type { DataPath } from '../text/message.ts';
import { nearest } from '../text/suggest.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import { isObject, type JsonObject } from '../values/value.ts';

/** A test of a rule: an entity and what the rule must say of it. An entity without a type is of the rule's target. */
export interface RuleTest {
  readonly name?: string;
  readonly entity: JsonObject;
  readonly expect: Status;
  /** The clock, as ISO 8601; in UTC where it names no zone. */
  readonly now?: string;
  /** Values of named lists, beside those that the rule is run with. */
  readonly lists?: NamedLists;
  /** Other entities, for the resource functions. */
  readonly resources?: readonly JsonObject[];
}

/** The tests that can be run, each with its place in the list, and what is wrong with the others. */
export interface ReadRuleTests {
  readonly tests: readonly { readonly index: number; readonly test: RuleTest }[];
  /** Their paths begin with `tests`. */
  readonly problems: readonly Problem[];
}

/** What the value of each field must be, in words, and whether one is. */
const FIELDS: Readonly<Record<keyof RuleTest, readonly [what: string, isValid: (value: unknown) => boolean]>> = {
  name: ['text', isText],
  entity: ['an object', isObject],
  expect: [`one of ${STATUSES.join(', ')}`, (value) => STATUSES.some((status) => status === value)],
  lists: ['lists of values by their names', isLists],
  now: ['a time like 2026-11-23T12:00:00Z', isTime],
  resources: [
    'a list of entities, each with a `type`',
    (value) => Array.isArray(value) && value.every((entity) => isObject(entity) && isText(entity['type'])),
  ],
};
const NEEDED: readonly string[] = ['entity', 'expect'];

/** Reads the `tests` of a rule by hand, since the core has no need of a library for six fields. */
export function readRuleTests(given: unknown): ReadRuleTests {
  const problems: Problem[] = [];
  const fail = (code: ProblemCode, path: DataPath, message: string, more: { on?: 'key'; help?: string } = {}): void => {
    problems.push(dataProblem({ code, severity: 'error', message, path, ...more }));
  };
  if (given === undefined || given === null) return { tests: [], problems };
  if (!Array.isArray(given)) {
    fail('invalid-field', ['tests'], `\`tests\` must be a list of tests, found ${describeValue(given)}`);
    return { tests: [], problems };
  }
  const tests = (given as readonly unknown[]).flatMap((test, index) => {
    const before = problems.length;
    const path = ['tests', index];
    if (isObject(test)) checkFields(test, path, fail);
    else fail('invalid-field', path, `\`${dataPathText(path)}\` must be an object, found ${describeValue(test)}`);
    return problems.length > before ? [] : [{ index, test: test as RuleTest }];
  });
  return { tests, problems };
}

function checkFields(
  test: JsonObject,
  path: DataPath,
  fail: (code: ProblemCode, path: DataPath, message: string, more?: { on?: 'key'; help?: string }) => void,
): void {
  const names = Object.keys(FIELDS);
  for (const name of Object.keys(test)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    const help = near === undefined ? `there are ${names.join(', ')}` : `did you mean \`${near}\`?`;
    const at = [...path, name];
    fail('unknown-field', at, `unknown field \`${dataPathText(at)}\``, { on: 'key', help });
  }
  for (const [name, [what, isValid]] of Object.entries(FIELDS)) {
    const at = [...path, name];
    const value = Object.hasOwn(test, name) ? test[name] : undefined;
    if (value === undefined) {
      if (NEEDED.includes(name)) fail('missing-field', path, `\`${dataPathText(at)}\` is missing`);
    } else if (!isValid(value)) {
      const near = name === 'expect' && typeof value === 'string' ? nearest(value, STATUSES) : undefined;
      const help = near === undefined ? {} : { help: `did you mean \`${near}\`?` };
      fail('invalid-field', at, `\`${dataPathText(at)}\` must be ${what}, found ${describeValue(value)}`, help);
    }
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isLists(value: unknown): boolean {
  const isValue = (item: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof item);
  return isObject(value) && Object.values(value).every((list) => Array.isArray(list) && list.every(isValue));
}

function isTime(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    contextOf({ now: value });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
