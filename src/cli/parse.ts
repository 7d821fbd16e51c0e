import { parseRepaired } from '../syntax/repaired.ts';
import type { EmbeddedText } from '../rules/embedded.ts';
import { jsonValue } from '../findings/json-value.ts';
import { jsonText } from '../reporters/json-text.ts';
import { hasError } from '../text/message.ts';
import { EXIT } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';
import { findRules } from './rule-sources.ts';

/** A rule to parse, with where it stands in its file. */
interface Asked {
  readonly text: string;
  readonly place?: EmbeddedText | undefined;
}

/** `gsl parse`: the syntax tree of a rule as JSON, or, where a file has several, the list of them. Gives the exit code. */
export async function parse(rule: string, io: CommandIo): Promise<number> {
  const asked = rule.trim() === '' ? [{ text: rule }] : await askedFor(rule, io);
  if (asked === undefined) return EXIT.error;
  const trees: unknown[] = [];
  let code: number = EXIT.ok;
  for (const { text, place } of asked) {
    const { rule: tree, diagnostics } = parseRepaired(place?.source ?? text);
    printDiagnostics(io, place === undefined ? diagnostics : diagnostics.map((found) => place.inFile(found)));
    if (tree === undefined) code = EXIT.error;
    // Whole numbers beyond 2^53 have no place in JSON; as text they keep their digits.
    else trees.push(jsonValue(tree));
  }
  if (trees.length > 0) await io.out(`${jsonText(asked.length === 1 ? trees[0] : trees, 2)}\n`);
  return code;
}

/** The rules that a word stands for: a text, an id, a file, or `-`; undefined where a file is wrong, which is said. */
async function askedFor(rule: string, io: CommandIo): Promise<readonly Asked[] | undefined> {
  const { rulesets, files } = await findRules({ rule: [rule], stdin: io.stdin });
  const diagnostics = files.flatMap((file) => file.diagnostics);
  printDiagnostics(io, diagnostics);
  if (hasError(diagnostics)) return undefined;
  const places = new Map(files.flatMap(({ logic }) => [...logic]));
  return rulesets.flatMap(({ rules }) => rules.map((one) => ({ text: one.logic, place: places.get(one) })));
}
