import { type ParsedRulesets, parseRuleset, parseRuleText } from '../rules/parse-text.ts';
import { isRulePage } from '../rules/rule-page.ts';
import { UsageError } from './exit-codes.ts';
import { readStdin, readText, ruleFiles, STDIN } from './files.ts';
import { isNpmPack, npmPack } from './npm-packs.ts';
import { terraformRules } from './terraform-rules.ts';

/** Data, not a rule: a comment, a document, a list, or a key in front. */
const YAML = /^\s*(?:#|---|[[{]|-\s|[\w"']+\s*:(?:\s|$))/u;

/** A file of rules, as it was read. */
export interface ReadFile {
  readonly file: string;
  readonly parsed: ParsedRulesets;
}

/** Reads files, folders, globs, packs and standard input. */
export async function readRules(
  paths: readonly string[],
  stdin: AsyncIterable<Uint8Array> | undefined,
  folders: readonly string[],
): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = [];
  for (const path of paths) {
    if (path === '-') read.push({ file: STDIN, parsed: await readFromStdin(stdin) });
    else if (isNpmPack(path)) read.push(...(await readPack(path, folders)));
    else
      for (const { file } of await ruleFiles([path], 'others')) read.push({ file, parsed: await readRuleFile(file) });
  }
  return read;
}

/** The rulesets of a pack tell which one they came in. */
async function readPack(name: string, folders: readonly string[]): Promise<readonly ReadFile[]> {
  const { files, packaging } = await npmPack(name, folders);
  return await Promise.all(
    files.map(async (file): Promise<ReadFile> => {
      const parsed = await readRuleFile(file);
      return { file, parsed: { ...parsed, rulesets: parsed.rulesets.map((ruleset) => ({ ...ruleset, packaging })) } };
    }),
  );
}

async function readRuleFile(file: string): Promise<ParsedRulesets> {
  if (/\.[cm]?js$/iu.test(file))
    throw new UsageError(
      `\`${file}\` is code, as \`gsl compile\` makes of rules; a program imports it, and commands take the files that it was made of`,
    );
  return /\.tf$/iu.test(file) ? await terraformRules(file) : parseRuleset(await readText(file), file);
}

async function readFromStdin(stdin: AsyncIterable<Uint8Array> | undefined): Promise<ParsedRulesets> {
  if (stdin === undefined) throw new UsageError('rules cannot be read from standard input here');
  const text = await readStdin(stdin);
  return parseRules(text, STDIN);
}

/** Whether a text is one rule, and not data with rules in it: by the name of its file, or, where it has none, by itself. */
export function isRuleText(text: string, file: string): boolean {
  return file === STDIN ? !YAML.test(text) : file.toLowerCase().endsWith('.gsl');
}

/** The rules of a text, be it one rule or data. */
export function parseRules(text: string, file: string): ParsedRulesets {
  return isRuleText(text, file) && !isRulePage(text) ? parseRuleText(text, file) : parseRuleset(text, file);
}
