import { parse as parseText } from '../syntax/parse.ts';
import { jsonValue } from '../findings/json-value.ts';
import { jsonText } from '../reporters/json-text.ts';
import { hasError } from '../text/message.ts';
import { EXIT } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';
import { findRules } from './rule-sources.ts';

/** `gsl parse`: the syntax tree of a rule as JSON, or, where a file has several, the list of them. Gives the exit code. */
export async function parse(rule: string, io: CommandIo): Promise<number> {
  const texts = rule.trim() === '' ? [rule] : await textsOf(rule, io);
  if (texts === undefined) return EXIT.error;
  const trees: unknown[] = [];
  let code: number = EXIT.ok;
  for (const text of texts) {
    const { rule: tree, diagnostics } = parseText(text);
    printDiagnostics(io, diagnostics);
    if (tree === undefined) code = EXIT.error;
    // Whole numbers beyond 2^53 have no place in JSON; as text they keep their digits.
    else trees.push(jsonValue(tree));
  }
  if (trees.length > 0) await io.out(`${jsonText(texts.length === 1 ? trees[0] : trees, 2)}\n`);
  return code;
}

/** The rules that a word stands for: a text, an id, a file, or `-`; undefined where a file is wrong, which is said. */
async function textsOf(rule: string, io: CommandIo): Promise<readonly string[] | undefined> {
  const { rulesets, files } = await findRules({ rule: [rule], stdin: io.stdin });
  const diagnostics = files.flatMap((file) => file.diagnostics);
  printDiagnostics(io, diagnostics);
  if (hasError(diagnostics)) return undefined;
  return rulesets.flatMap(({ rules }) => rules.map(({ logic }) => logic));
}
