import { compiledJson, compiledModule, compileRules } from '../run/precompiled/compile.ts';
import type { CompiledFile } from '../run/precompiled/stored.ts';
import { plural } from '../reporters/words.ts';
import { defined } from '../text/defined.ts';
import { hasError } from '../text/message.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { readText } from './files.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, printSaid } from './messages.ts';
import { writeWhole } from './output.ts';
import { refuseOverwriting } from './overwriting.ts';
import { loadRules } from './rules.ts';

/** The flags of `gsl compile`, as they were written. */
export interface CompileFlags {
  readonly output: string;
  readonly ruleset?: readonly string[];
  readonly check?: boolean;
}

/** `gsl compile`: rules as a module with generated code, or as plans. One that cannot be run is told, and nothing is written. */
export async function compile(paths: readonly string[], flags: CompileFlags, io: CommandIo): Promise<number> {
  const { ruleset, output } = flags;
  if (paths.length === 0 && ruleset === undefined) throw new UsageError('name a file, or a ruleset with --ruleset');
  const { rulesets, diagnostics, fileNames } = await loadRules({ rules: paths, ...defined({ ruleset }) });
  printDiagnostics(io, diagnostics);
  if (hasError(diagnostics)) return EXIT.error;
  const rules = rulesets.flatMap((one) => one.rules);
  if (rules.length === 0) {
    printSaid(io, 'error', 'there are no rules to compile');
    return EXIT.error;
  }
  const file = compileRules(rules);
  const text = textOf(file, output);
  if (flags.check === true) return checkWritten(output, text, io);
  await refuseOverwriting([output], [], fileNames);
  await writeWhole(output, text);
  io.err(`${plural(rules.length, 'rule')} compiled into ${output}, hash ${file.hash}\n`);
  return EXIT.ok;
}

function textOf(file: CompiledFile, output: string): string {
  if (/\.m?js$/u.test(output)) return compiledModule(file);
  if (output.endsWith('.json')) return compiledJson(file);
  throw new UsageError(`\`${output}\` is neither a module (.mjs, .js) nor .json`);
}

/** Whether the file is what the rules give today: for CI, where it is committed. */
async function checkWritten(output: string, text: string, io: CommandIo): Promise<number> {
  if ((await readText(output)) === text) return EXIT.ok;
  io.err(`${output} is not what the rules give; run gsl compile again\n`);
  return EXIT.findings;
}
