import { applyFixes, certainFix, fixesTogether } from '../../text/apply-fixes.ts';
import type { Diagnostic, Fix } from '../../text/message.ts';
import { printable } from '../../text/format-message.ts';
import { locate } from '../../text/locate.ts';
import type { Source } from '../../text/source.ts';
import { isStill, STDIN } from '../files.ts';
import type { CommandIo } from '../io.ts';
import { printSaid } from '../messages.ts';
import { replaceFile } from '../output.ts';
import { parseRules } from '../rule-text.ts';
import type { LoadedRules, RuleOptions } from '../rules.ts';

/** A repair can show what was hidden behind it; more rounds than this do not come of rules. */
const MAX_ROUNDS = 10;

/** What was repaired. */
export interface Fixed {
  /** What is left to say. */
  readonly loaded: LoadedRules;
  readonly count: number;
  /** Standard input as it is now, if it was read. */
  readonly stdin: string | undefined;
}

/**
 * Makes the repairs that messages offer, where there is one that leaves what the rule means: in files, in what came from standard input, and
 * in rules that were written on the command line. Each is told. A file of which the rules would not be read as before is
 * left as it was.
 */
export async function fixAll(
  given: RuleOptions,
  stdin: string | undefined,
  load: (options: RuleOptions) => Promise<LoadedRules>,
  tell: (line: string) => Promise<void>,
  io: CommandIo,
): Promise<Fixed> {
  let text = stdin;
  let options = given;
  let count = 0;
  const left = new Set<string>();
  for (let round = 1; ; round += 1) {
    const loaded = await load({ ...options, ...(text === undefined ? {} : { stdin: streamOf(text) }) });
    const repairs =
      round > MAX_ROUNDS ? [] : repairsIn(loaded.diagnostics).filter(({ source }) => !left.has(source.name));
    let made = 0;
    for (const { source, fixes } of repairs) {
      const mended = applyFixes(source.text, fixes);
      if (source.name === STDIN) text = mended;
      else if (loaded.fileNames.includes(source.name)) {
        if (!(await isMended(source, mended, io))) {
          left.add(source.name);
          continue;
        }
      } else {
        const rule = (options.rule ?? []).map((word) => (word.trim() === source.text.trim() ? mended : word));
        if (rule.every((word, index) => word === options.rule?.[index])) continue;
        options = { ...options, rule };
      }
      made += fixes.length;
      for (const fix of fixes) await tell(fixLine(source, fix));
    }
    count += made;
    if (made === 0) return { loaded, count, stdin: text };
  }
}

async function* streamOf(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(await Promise.resolve(text));
}

interface Repairs {
  readonly source: Source;
  /** In the order of the text; none reaches into another. */
  readonly fixes: readonly Fix[];
}

/** The repairs that can be made together, by text. */
function repairsIn(diagnostics: readonly Diagnostic[]): readonly Repairs[] {
  const byText = new Map<string, { source: Source; fixes: Fix[] }>();
  for (const found of diagnostics) {
    const { at } = found;
    const fix = certainFix(found);
    // Which of several is meant, and whether a rule is to mean something else, is the author's to say.
    if (fix === undefined) continue;
    const key = `${at.source.name}\n${at.source.text}`;
    const known = byText.get(key);
    if (known === undefined) byText.set(key, { source: at.source, fixes: [fix] });
    else known.fixes.push(fix);
  }
  return [...byText.values()].map(({ source, fixes }) => ({ source, fixes: fixesTogether(fixes) }));
}

/** Writes a file, where what it holds besides the repairs is read as before. */
async function isMended({ name, text }: Source, mended: string, io: CommandIo): Promise<boolean> {
  const leave = (why: string): false => {
    printSaid(io, 'warning', `${printable(name)}: left as it was: ${why}`);
    return false;
  };
  if (!/\.(?:gsl|ya?ml|json)$/iu.test(name)) return leave('repairs are made in .gsl, .yaml and .json files');
  if (!(await isStill(name, text))) return leave('the file is not UTF-8, or is being changed');
  const [before, after] = [text, mended].map((some) => parseRules(some, name));
  const countOf = (parsed: typeof before, code?: string): number =>
    parsed?.diagnostics.filter((found) => (code === undefined ? found.severity === 'error' : found.code === code))
      .length ?? 0;
  if (countOf(after, 'logic-hash-mismatch') > countOf(before, 'logic-hash-mismatch'))
    return leave('the `logicHash` of a rule is that of its text; write the rule anew where it comes from');
  if (before?.logic.size !== after?.logic.size || countOf(after) > countOf(before))
    return leave('its rules would not be read as before');
  await replaceFile(name, mended);
  return true;
}

function fixLine(source: Source, { span, text }: Fix): string {
  const { line, column } = locate(source, span).start;
  const old = printable(source.text.slice(span.start, span.end));
  const change = old === '' ? `\`${printable(text)}\` put in` : `\`${old}\` -> \`${printable(text)}\``;
  return `fixed ${printable(source.name)}:${line}:${column}: ${text === '' ? `\`${old}\` taken out` : change}\n`;
}
