import type { z } from 'zod';
import { dataPathText } from '../text/format-message.ts';
import type { DataPath } from '../text/message.ts';
import type { ProblemCode } from './codes.ts';
import { dataProblem, type Problem } from './problem.ts';
import { describeValue } from '../values/kinds.ts';

/** A zod error text: `must be a list, found text`. The property's name is put in front by `problemsOf`. */
export function mustBe(kind: string): (issue: { readonly input?: unknown }) => string {
  return (issue) => `must be ${kind}, found ${describeValue(issue.input)}`;
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
