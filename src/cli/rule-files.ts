import type { ParsedRulesets } from '../rules/parsed-rulesets.ts';
import { UsageError } from './exit-codes.ts';
import { readStdin, readText, ruleFiles, STDIN } from './files.ts';
import type { KeptRules } from './kept-rules.ts';
import { isNpmPack, npmPack } from './npm-packs.ts';

/** A file of rules, as it was read. */
export interface ReadFile {
  readonly file: string;
  readonly parsed: ParsedRulesets;
}

/** What is needed to read rules. */
export interface RuleReading {
  readonly stdin: AsyncIterable<Uint8Array> | undefined;
  /** The folders in whose `node_modules` packs are looked for. */
  readonly folders: readonly string[];
  /** What files were read as before. */
  readonly kept: KeptRules | undefined;
}

/** Reads files, folders, globs, packs and standard input. */
export async function readRules(paths: readonly string[], reading: RuleReading): Promise<readonly ReadFile[]> {
  const read: ReadFile[] = [];
  for (const path of paths) {
    if (path === '-') read.push({ file: STDIN, parsed: await readFromStdin(reading.stdin) });
    else if (isNpmPack(path)) read.push(...(await readPack(path, reading)));
    else
      for (const { file } of await ruleFiles([path], 'others'))
        read.push({ file, parsed: await readRuleFile(file, reading.kept) });
  }
  return read;
}

/** The rulesets of a pack tell which one they came in. */
async function readPack(name: string, { folders, kept }: RuleReading): Promise<readonly ReadFile[]> {
  const { files, packaging } = await npmPack(name, folders);
  return await Promise.all(
    files.map(async (file): Promise<ReadFile> => {
      const parsed = await readRuleFile(file, kept);
      return { file, parsed: { ...parsed, rulesets: parsed.rulesets.map((ruleset) => ({ ...ruleset, packaging })) } };
    }),
  );
}

/** What reads is loaded where there is something to read: with the parsers of YAML it is a fourth of the command. */
async function readRuleFile(file: string, kept: KeptRules | undefined): Promise<ParsedRulesets> {
  if (/\.[cm]?js$/iu.test(file))
    throw new UsageError(
      `\`${file}\` is code, as \`gsl compile\` makes of rules; a program imports it, and commands take the files that it was made of`,
    );
  if (/\.tf$/iu.test(file)) return await (await import('./terraform-rules.ts')).terraformRules(file);
  const text = await readText(file);
  const known = kept?.rulesetsOf(file, text);
  // Nothing is said of these rules, so that nobody asks where they stand.
  if (known !== undefined) return { rulesets: known, diagnostics: [], logic: new Map(), placeOf: () => undefined };
  const { parseRuleset } = await import('../rules/parse-text.ts');
  const parsed = parseRuleset(text, file);
  kept?.note(file, text, parsed);
  return parsed;
}

async function readFromStdin(stdin: AsyncIterable<Uint8Array> | undefined): Promise<ParsedRulesets> {
  if (stdin === undefined) throw new UsageError('rules cannot be read from standard input here');
  const { parseRules } = await import('./rule-text.ts');
  return parseRules(await readStdin(stdin), STDIN);
}
