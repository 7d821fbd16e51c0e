import type { Problem } from '../rules/problem.ts';
import { type Diagnostic, hasError } from '../text/message.ts';
import { UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';

/** Throws UsageError where something is wrong with what a command was given. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new UsageError(
    problems.map(({ message, help }) => (help === undefined ? message : `${message}; ${help}`)).join('\n'),
  );
}

/** Prints what is to be said of a file; throws UsageError where it cannot be used. */
export function refuseFile(io: CommandIo, diagnostics: readonly Diagnostic[], file: string): void {
  printDiagnostics(io, diagnostics);
  if (hasError(diagnostics)) throw new UsageError(`\`${file}\` cannot be used`);
}
