import { readFile } from 'node:fs/promises';
import { findInputs } from '../inventory/files/inputs.ts';
import { isProblemRecord } from '../values/record.ts';
import { UsageError } from './exit-codes.ts';

const RULE_FILE = /\.(?:gsl|ya?ml|json)$/iu;

/** Whether a file of a folder is one of rules by its name; those of tests of rules are none. */
export function isRuleFile(name: string): boolean {
  return RULE_FILE.test(name) && !name.includes('.test.');
}

/** The text of a file. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read \`${file}\`: ${reasonOf(error)}`);
  }
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
 * @throws UsageError for a path that stands for none
 */
export async function ruleFiles(paths: readonly string[]): Promise<readonly RuleFile[]> {
  const found = await findInputs(paths, {
    stdin: undefined,
    hasKnownExtension: isRuleFile,
    exclude: [],
    onPassedOver: () => undefined,
  });
  return found.map((input): RuleFile => {
    if (!isProblemRecord(input)) return { file: input.path ?? input.file, isFound: !paths.includes(input.file) };
    const { provenance, message, code } = input;
    if (code === 'no-input') throw new UsageError(`no rule files (.gsl, .yaml, .json): ${message}`);
    throw new UsageError(`cannot read \`${provenance.file}\`: ${message}`);
  });
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EACCES' ? 'permission denied' : message;
}
