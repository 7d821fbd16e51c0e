import { styleText } from 'node:util';
import { UsageError } from './exit-codes.ts';
import { writeReason } from './system-reason.ts';

/** The world of a command: what it prints to and reads from, so that tests can stand in for it. */
export interface CommandIo {
  /** Waits while the reader of a pipe is slower. */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly colorOut: boolean;
  readonly colorErr: boolean;
  /** Columns of the terminal; absent where lines need no wrapping. */
  readonly width?: number;
  /** Standard error is a terminal: progress can be shown. */
  readonly isInteractive: boolean;
}

/**
 * The process's own streams. A reader that has seen enough (`| head`) is no error: what follows is not printed, and the
 * command goes on to its true exit code.
 */
export function processIo(): CommandIo {
  const { stdout, stderr, env } = process;
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
          reject(new UsageError(`cannot write to standard output: ${writeReason(error)}`));
          return;
        }
        resolve();
      });
    });
  const width = widthIn(env['COLUMNS']) ?? (stdout.isTTY ? stdout.columns : undefined);
  return {
    out,
    err: (text) => void stderr.write(text),
    // The stream is made where it is read: most runs read files.
    stdin: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() as AsyncIterator<Uint8Array> },
    colorOut: isColored(stdout),
    colorErr: isColored(stderr),
    ...(width === undefined ? {} : { width }),
    isInteractive: stderr.isTTY,
  };
}

/** Node knows the terminals, NO_COLOR and FORCE_COLOR. */
function isColored(stream: NodeJS.WritableStream): boolean {
  return styleText('red', ' ', { stream }) !== ' ';
}

function widthIn(columns: string | undefined): number | undefined {
  return columns !== undefined && /^[1-9]\d{0,3}$/u.test(columns) ? Number(columns) : undefined;
}
