import pc from 'picocolors';
import { formatDiagnostic } from '../text/frame.ts';
import type { Diagnostic } from '../text/diagnostic.ts';

/** The world of a command: what it prints to and reads from, so that tests can stand in for it. */
export interface CommandIo {
  /** Waits while the reader of a pipe is slower. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly colorOut: boolean;
  /** Standard error is a terminal: progress can be shown. */
  readonly isInteractive: boolean;
}

/** The process's own streams. */
export function processIo(): CommandIo {
  const { stdout, stderr, stdin } = process;
  // A reader that has seen enough (`| head`) is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    out: async (text) => {
      if (text !== '' && !stdout.write(text)) await new Promise<void>((resolve) => stdout.once('drain', resolve));
    },
    err: (text) => void stderr.write(text),
    stdin,
    colorOut: pc.isColorSupported && stdout.isTTY,
    isInteractive: stderr.isTTY,
  };
}

/** Prints diagnostics to standard error, a blank line between two. */
export function printDiagnostics(io: CommandIo, diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) io.err(`${diagnostics.map(formatDiagnostic).join('\n\n')}\n`);
}
