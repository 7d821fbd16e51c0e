import { defined } from '../text/defined.ts';
import type { DataPath, DataPlace, Message } from '../text/message.ts';
import type { ProblemCode } from './codes.ts';

/**
 * Something wrong with a ruleset, an exclusion or a configuration that was given as data: a message whose place is a path
 * of the data. `parseRuleset` turns problems into diagnostics with a line and a column.
 *
 * @example
 * const problem: Problem = { code: 'unknown-severity', severity: 'error', message: '`Hgih` is no severity',
 *   at: { kind: 'data', path: ['rules', 0, 'severity'] }, help: 'did you mean `High`?' };
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
