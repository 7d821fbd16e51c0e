import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Severity } from '../../src/rules/severity.ts';

/*
 * The form of src/rules/packs/*.yaml: a ruleset written shortly. `npm run docs` makes whole rules of it.
 */

type Properties = Readonly<Record<string, unknown>>;

/** A rule as the files write it. */
export interface RuleSource {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly logic: string;
  readonly description: string;
  readonly fix: Readonly<Record<string, string>>;
  /** Keys of the pack's `pages`, or addresses. */
  readonly pages?: readonly string[];
  /** Numbers of controls, by the keys of the pack's `frameworks`. */
  readonly controls?: Readonly<Record<string, string | readonly string[]>>;
  /** Tests: what an entity shows, and its properties; `$resources` are other entities of its inventory. */
  readonly pass?: Readonly<Record<string, Properties>>;
  readonly fail?: Readonly<Record<string, Properties>>;
  readonly irrelevant?: Readonly<Record<string, Properties>>;
  readonly error?: Readonly<Record<string, Properties>>;
}

/** A rule that is bundled already, which the pack has too. */
export interface IncludedRule extends Pick<RuleSource, 'controls'> {
  readonly include: string;
}

/** A table whose rows make a rule each: `<<name>>` stands for the row's value. */
export interface RuleTable {
  readonly each: readonly Readonly<Record<string, unknown>>[];
  readonly rule: Properties;
}

export interface PackSource {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly cloudVendor: string;
  readonly category: string;
  /** The clock of the tests. */
  readonly now?: string;
  readonly frameworks: Readonly<Record<string, string>>;
  /** Controls of another list that the pages of some controls name: rules of these have them, too. */
  readonly related?: readonly { readonly of: readonly string[]; readonly controls: RuleSource['controls'] }[];
  readonly pages: Readonly<Record<string, readonly [title: string, url: string]>>;
  readonly unanswered?: readonly { readonly controls: RuleSource['controls']; readonly why: string }[];
  readonly rules: readonly (RuleSource | IncludedRule | RuleTable)[];
}

/** The packs in the order in which they are listed. */
export const PACK_FILES = [
  'cis-aws-foundations',
  'aws-identity-access',
  'aws-security-groups-exposure',
  'aws-data-protection',
  'kubernetes-pod-security',
  'terraform-aws',
  'cloudformation-aws',
  'azure-foundations',
  'terraform-azure',
  'google-foundations',
  'terraform-google',
] as const;

export function readPack(id: string): PackSource {
  const file = new URL(`../../src/rules/packs/${id}.yaml`, import.meta.url);
  return parse(readFileSync(file, 'utf8')) as PackSource;
}
