import type { Scalar, Segments } from '../plan/plan.ts';
import type { Names } from './dialect.ts';
import type { Comparing } from './predicates.ts';
import { decidedTruth, type SqlValue } from './value.ts';

/** What functions are said with. */
export interface Calling extends Comparing {
  readonly names: Names;
  /** How many blocks it is called within. */
  readonly blocks: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly along: (json: string, segments: Segments, then: (json: string) => string) => string;
}

export type Then = (value: SqlValue) => string;
/** A function in SQL: of a receiver and literal arguments. What is undecided is NULL, and `then` is not asked. */
export type SqlFunction = (receiver: SqlValue, args: readonly Scalar[], calling: Calling, then: Then) => string;

/** Where a truth is undecided nothing is asked of it; where it is not, `then` is. */
export function tested(truth: string, { names, dialect }: Calling, then: Then): string {
  return decidedTruth(truth, names, dialect, then);
}
