import { parse as parseText } from '../syntax/parse.ts';
import { jsonValue } from '../findings/json-value.ts';
import { jsonText } from '../reporters/json-text.ts';
import { EXIT } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';

/** `gsl parse`: the syntax tree of a rule as JSON. Gives the exit code. */
export async function parse(text: string, io: CommandIo): Promise<number> {
  const { rule, diagnostics } = parseText(text);
  printDiagnostics(io, diagnostics);
  if (rule === undefined) return EXIT.error;
  // Whole numbers beyond 2^53 have no place in JSON; as text they keep their digits.
  const json = jsonText(jsonValue(rule), 2);
  await io.out(`${json}\n`);
  return EXIT.ok;
}
