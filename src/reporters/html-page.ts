import type { Rule } from '../rules/rule.ts';
import type { Severity } from '../rules/severity.ts';

/*
 * What the page of the HTML report holds, in JSON: written by html.ts, read by the program in apps/html-report.
 */

/** The statuses of rows, which name them by their place in this list. */
export const PAGE_STATUSES = ['failed', 'error', 'excluded', 'matched', 'passed'] as const;

/** So many different texts are written once each; later ones are written out. */
export const MAX_TEXTS = 20_000;

/** A text the first time that it is written; its number, in the order of writing, later. */
export type PageText = string | number;

/** A result: an array, since there may be very many. */
export type PageRow = readonly [
  status: number,
  rule: number,
  type: PageText,
  id: string,
  name: string,
  account: PageText,
  region: PageText,
  place: string,
  reason: PageText,
  /** Who accepted it, or what would make it decidable. */
  more: PageText,
  /** Where in the entity the values are that decided. */
  paths: readonly PageText[],
  tree: readonly string[],
  baseline: '' | 'new' | 'unchanged',
  /** The number of the entity in the page; -1 where it is not there. */
  entity: number,
  /** Ways of remediation with values that the page cannot fill in itself: of a stored report, of an entity that is not here. */
  remediation: readonly (readonly [way: string, text: string])[],
];

/** A rule in the page. */
export interface PageRule {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  /** What it was, and why it was changed. */
  readonly override: string;
  readonly ruleset: string;
  readonly logic: string;
  readonly description: string;
  readonly category: string;
  /** As the rule names them, with the control. */
  readonly frameworks: readonly string[];
  /** The same without the control, each once. */
  readonly standards: readonly string[];
  /** What the vendor's catalogue says of it: the kind of cloud entity, and whether Spectral covers it. */
  readonly facts: readonly (readonly [title: string, text: string])[];
  readonly remediation: readonly (readonly [way: string, text: string])[];
  readonly references: readonly { readonly title: string; readonly url: string }[];
}

/** What is said once. */
export interface PageReport {
  readonly now: string;
  readonly rules: readonly PageRule[];
  /** In the order from the worst down. */
  readonly severities: readonly Rule['severity'][];
}
