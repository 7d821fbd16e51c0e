import pc from 'picocolors';
import { formatMessage } from '../text/format-message.ts';
import type { Message } from '../text/message.ts';
import { UsageError } from './exit-codes.ts';

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

/**
 * The process's own streams. A reader that has seen enough (`| head`) is no error: what follows is not printed, and the
 * command goes on to its true exit code.
 */
export function processIo(): CommandIo {
  const { stdout, stderr, stdin } = process;
  let isRead = true;
  // What goes wrong is told by the callback of `write`; without a listener it would also end the process.
  stdout.on('error', () => undefined);
  stderr.on('error', () => undefined);
  const out = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (text === '' || !isRead) {
        resolve();
        return;
      }
      stdout.write(text, (error?: NodeJS.ErrnoException | null) => {
        if (error?.code === 'EPIPE') isRead = false;
        else if (error) {
          reject(new UsageError(`cannot write to standard output: ${error.message}`));
          return;
        }
        resolve();
      });
    });
  return {
    out,
    err: (text) => void stderr.write(text),
    stdin,
    colorOut: pc.isColorSupported && stdout.isTTY,
    isInteractive: stderr.isTTY,
  };
}

/** Prints diagnostics to standard error, a blank line between two. */
export function printDiagnostics(io: CommandIo, diagnostics: readonly Message[]): void {
  if (diagnostics.length > 0) io.err(`${diagnostics.map(formatMessage).join('\n\n')}\n`);
}
