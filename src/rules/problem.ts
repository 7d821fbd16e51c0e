import type { z } from 'zod';
import type { ProblemCode } from './codes.ts';

/** Where a value stands in the data: property names and list indexes from 0, outermost first. */
export type DataPath = readonly (string | number)[];

/**
 * Something wrong with a ruleset, an exclusion or a configuration that was given as data. It is a diagnostic without a
 * text: the path says where. `parseRulesetText` turns problems into diagnostics with a line and a column.
 *
 * @example
 * { code: 'unknown-severity', severity: 'error', message: '`Hgih` is no severity', path: ['rules', 0, 'severity'],
 *   help: 'did you mean `High`?' }
 */
export interface Problem {
  /** Stable, for machines; RULESET_CODES explains each. */
  readonly code: ProblemCode;
  /** After an `error` the value was left out; after a `warning` it was kept. */
  readonly severity: 'error' | 'warning';
  /** Lower case first, no final period, the user's text in backticks. */
  readonly message: string;
  readonly path: DataPath;
  /** Set where the property's name is at fault, not its value. */
  readonly on?: 'key';
  /** What to do about it. */
  readonly help?: string;
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
      return { ...base, code: 'missing-field', message: `${quotedName(inside)} is missing` };
    }
    const message = params.whole === true ? issue.message : `${quotedName(inside)} ${issue.message}`;
    const help = params.help === undefined ? {} : { help: params.help };
    return { ...base, code: params.code ?? 'invalid-field', message, ...help };
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

/** A path as people write it: `labels[2]`; `it` for the whole. */
export function nameOf(path: DataPath): string {
  const name = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`));
  return name.length === 0 ? 'it' : name.join('');
}

function quotedName(path: DataPath): string {
  return path.length === 0 ? 'it' : `\`${nameOf(path)}\``;
}
