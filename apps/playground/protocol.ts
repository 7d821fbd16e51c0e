import type { StatusCounts } from '../../src/assess/summary.ts';
import type { ObservedInventory } from '../../src/services/observe.ts';
import type { Message } from '../../src/text/message.ts';
import type { Status } from '../../src/values/outcome.ts';

/* What the page and its worker say to each other: the worker holds the inventory and judges, so that the page never waits. */

/** To the worker. Of each kind the last counts. */
export type Request =
  | { readonly kind: 'read'; readonly id: number; readonly name: string; readonly blob: Blob }
  | { readonly kind: 'judge'; readonly id: number; readonly rule: string; readonly now: string }
  | { readonly kind: 'explain'; readonly id: number; readonly row: number };

/** From the worker; `id` is that of the request. */
export type Answer =
  | { readonly kind: 'reading'; readonly id: number; readonly entities: number }
  | ({ readonly kind: 'read'; readonly id: number } & ReadInventory)
  | { readonly kind: 'judged'; readonly id: number; readonly verdict: Verdict }
  | { readonly kind: 'explained'; readonly id: number; readonly why: Why }
  | { readonly kind: 'fault'; readonly id: number; readonly of: Request['kind']; readonly text: string };

/** What an inventory turned out to hold. */
export interface ReadInventory {
  readonly entities: number;
  readonly types: readonly (readonly [type: string, count: number])[];
  /** The first problems, as lines. */
  readonly problems: readonly string[];
  readonly problemCount: number;
  readonly observed: ObservedInventory;
}

/** A result, as the list shows it. */
export interface Row {
  readonly row: number;
  readonly status: Status;
  readonly type: string;
  readonly name: string;
}

/** What a rule says of the inventory. */
export interface Verdict {
  readonly status: 'passed' | 'failed' | 'error' | 'not judged';
  readonly counts: StatusCounts;
  readonly tested: number;
  /** The first of each status, the worst first. */
  readonly rows: readonly Row[];
  readonly evidence: readonly Message[];
  readonly milliseconds: number;
}

/** A part of a condition with what it found. */
export interface WhyPart {
  readonly text: string;
  readonly truth?: 'true' | 'false' | 'undecided';
  readonly value?: string;
  /** The element that it was asked of. */
  readonly element?: string;
  readonly error?: string;
  readonly span: readonly [start: number, end: number];
  readonly parts: readonly WhyPart[];
}

/** Why a result is as it is. */
export interface Why {
  readonly row: number;
  readonly status: Status;
  readonly name: string;
  readonly reason: string;
  /** Where in the entity the values are that decided. */
  readonly paths: readonly string[];
  readonly sections: readonly { readonly title: string; readonly part: WhyPart }[];
  readonly entity: unknown;
  readonly place: string;
}
