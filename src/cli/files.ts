import { readFile } from 'node:fs/promises';
import { findInputs } from '../inventory/files/inputs.ts';
import { isProblemRecord } from '../values/record.ts';
import { isRulePage } from '../rules/rule-page.ts';
import { UsageError } from './exit-codes.ts';
import { systemReason } from './system-reason.ts';

/** What standard input is called. */
export const STDIN = '<stdin>';

const RULE_FILE = /\.(?:gsl|ya?ml|json)$/iu;

/** Whether a file of a folder is one of rules by its name; those of tests of rules are none. */
function isRuleFile(name: string): boolean {
  return RULE_FILE.test(name) && !name.includes('.test.');
}

/** Terraform's files, and texts: some hold rules. */
const OTHER_FILE = /\.(?:tf|txt|md)$/iu;

/** Whether a file of a folder may hold rules, by its name. */
export function canHoldRules(name: string): boolean {
  return isRuleFile(name) || OTHER_FILE.test(name);
}

/** Whether a file that need not be one of rules holds some: a `dome9_ruleset`, or the page of a rule. */
export async function holdsRules(file: string): Promise<boolean> {
  if (!OTHER_FILE.test(file)) return isRuleFile(file);
  const text = await readText(file);
  return /\.tf$/iu.test(file) ? /"dome9_ruleset"/u.test(text) : isRulePage(text);
}

/** The text of a file. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read \`${file}\`: ${systemReason(error)}`);
  }
}

/** Whether a file holds a text still, byte for byte: not where it was no UTF-8, or is being changed. */
export async function isStill(file: string, text: string): Promise<boolean> {
  return Buffer.from(text).equals(await readFile(file));
}

/** The text of standard input. */
export async function readStdin(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** A file that is named, or one of a folder or of a glob. */
export interface RuleFile {
  readonly file: string;
  /** It is not by itself that it was named. */
  readonly isFound: boolean;
}

/**
 * The rule files that paths stand for, in their order: a file, all rule files below a folder, or those that a glob
 * matches, sorted. Folders are read as those of inventories are: what is hidden, `node_modules` and what `.gslignore` names
 * is passed over.
 *
 * @param others also files of a folder that hold rules in another form: `dome9_ruleset` in `.tf`, pages of rules in `.txt` and `.md`
 * @throws UsageError for a path that stands for none
 */
export async function ruleFiles(paths: readonly string[], others?: 'others'): Promise<readonly RuleFile[]> {
  const found = await findInputs(paths, {
    stdin: undefined,
    hasKnownExtension: others === undefined ? isRuleFile : canHoldRules,
    exclude: [],
    onPassedOver: () => undefined,
  });
  const files = found.map((input): RuleFile => {
    if (!isProblemRecord(input)) return { file: input.path ?? input.file, isFound: !paths.includes(input.file) };
    const { provenance, message, code } = input;
    if (code === 'no-input') throw new UsageError(`no rule files (.gsl, .yaml, .json): ${message}`);
    throw new UsageError(`cannot read \`${provenance.file}\`: ${message.replace(/^cannot be read: /u, '')}`);
  });
  const kept: RuleFile[] = [];
  for (const one of files) if (!one.isFound || (await holdsRules(one.file))) kept.push(one);
  if (kept.length > 0 || others === undefined) return kept;
  throw new UsageError(
    `no rule files (.gsl, .yaml, .json, .tf, .txt) in ${paths.map((path) => `\`${path}\``).join(', ')}`,
  );
}
