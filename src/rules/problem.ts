import type { z } from 'zod';
import { defined } from '../text/defined.ts';
import { dataPathText } from '../text/format-message.ts';
import type { DataPath, DataPlace, Message } from '../text/message.ts';
import type { ProblemCode } from './codes.ts';

/**
 * Something wrong with a ruleset, an exclusion or a configuration that was given as data: a message whose place is a path
 * of the data. `parseRulesetText` turns problems into diagnostics with a line and a column.
 *
 * @example
 * { code: 'unknown-severity', severity: 'error', message: '`Hgih` is no severity',
 *   at: { kind: 'data', path: ['rules', 0, 'severity'] }, help: 'did you mean `High`?' }
 */
export interface Problem extends Message {
  /** RULESET_CODES explains each. */
  readonly code: ProblemCode;
  /** After an `error` the value was left out; after a `warning` it was kept. */
  readonly severity: 'error' | 'warning';
  readonly at: DataPlace;
}

/** What a {@link Problem} is made of. */
export interface ProblemParts {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly path: DataPath;
  readonly on?: 'key' | undefined;
  readonly help?: string | undefined;
}

/** Makes a {@link Problem}. */
export function dataProblem({ code, severity, message, path, on, help }: ProblemParts): Problem {
  return { code, severity, message, at: { kind: 'data', path, ...defined({ on }) }, ...defined({ help }) };
}

/** A value in the words of a rule author: `a list`, `the number 5`. Never the whole value: it may be long or secret. */
export function describe(value: unknown): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return value === '' ? 'empty text' : 'text';
    case 'number':
      return `the number ${value}`;
    case 'boolean':
      return `\`${value}\``;
    default:
      return 'an object';
  }
}

/** A zod error text: `must be a list, found text`. The property's name is put in front by `problemsOf`. */
export function mustBe(kind: string): (issue: { readonly input?: unknown }) => string {
  return (issue) => `must be ${kind}, found ${describe(issue.input)}`;
}

/** What a schema's own check may say besides its message. */
export interface IssueParams {
  readonly code?: ProblemCode;
  readonly help?: string;
  /** The message is a sentence of its own: no property name is put in front. */
  readonly whole?: boolean;
}

/**
 * Zod's issues as problems. `written` gives the name that the author wrote for a property (`compliance_tag`), so that the
 * path leads to it.
 */
export function problemsOf(
  error: z.core.$ZodError,
  input: unknown,
  path: DataPath,
  written: ReadonlyMap<string, string>,
): Problem[] {
  return error.issues.map((issue) => {
    const [first, ...rest] = issue.path as (string | number)[];
    const inside = first === undefined ? [] : [written.get(String(first)) ?? first, ...rest];
    const params: IssueParams = (issue.code === 'custom' ? issue.params : undefined) ?? {};
    const base = { severity: 'error', path: [...path, ...inside] } as const;
    if (issue.path.length > 0 && valueAt(input, issue.path) === undefined) {
      return dataProblem({ ...base, code: 'missing-field', message: `${quotedName(inside)} is missing` });
    }
    const message = params.whole === true ? issue.message : `${quotedName(inside)} ${issue.message}`;
    return dataProblem({ ...base, code: params.code ?? 'invalid-field', message, help: params.help });
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

function quotedName(path: DataPath): string {
  return path.length === 0 ? 'it' : `\`${dataPathText(path)}\``;
}
