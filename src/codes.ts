import { EVIDENCE_CODES } from './assess/codes.ts';
import { CHECK_CODES } from './check/checks/index.ts';
import { problemCodes } from './inventory/codes.ts';
import { AUTHORING_CODES } from './rules/authoring-codes.ts';
import { RULESET_CODES } from './rules/codes.ts';
import { SYNTAX_CODES } from './syntax/codes.ts';
import { SQL_CODES } from './sql/codes.ts';
import type { CodeEntry } from './text/code-entry.ts';
import { EVALUATION_CODES } from './values/codes.ts';

/** Codes that arise at one stage of a rule's or an entity's life. */
export interface CodeSection {
  readonly title: string;
  readonly codes: Readonly<Record<string, CodeEntry>>;
}

/**
 * Every code that a message can have, gathered from where each is declared, in the order of the data. A code stands in
 * one section, though later stages may use it: an evaluation has `unknown-list`, an input `invalid-yaml`.
 */
export const codeSections: readonly CodeSection[] = [
  { title: 'Rules', codes: { ...SYNTAX_CODES, ...CHECK_CODES } },
  { title: 'Evaluation', codes: EVALUATION_CODES },
  { title: 'Evidence', codes: EVIDENCE_CODES },
  { title: 'Rulesets, exclusions and configuration', codes: RULESET_CODES },
  { title: 'Rules as code', codes: AUTHORING_CODES },
  { title: 'Inputs', codes: problemCodes },
  { title: 'Queries', codes: SQL_CODES },
];

/** Every code with what it means. */
export const codes: ReadonlyMap<string, CodeEntry> = new Map(
  codeSections.flatMap((section) => Object.entries(section.codes)),
);
