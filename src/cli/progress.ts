import { styleText } from 'node:util';
import type { ReadProgress } from '../inventory/index.ts';

/** Shorter work shows no bar: it would only flicker. In milliseconds. */
const PATIENCE = 1_000;
/** Drawn no more often than this. In milliseconds. */
const PAUSE = 100;
const WIDTH = 40;
const CLEAR_LINE = '\r\u001b[2K';

/** A progress bar on standard error for input of known size; it shows after a second, and only on a terminal. */
export class ProgressBar {
  private readonly startedAt = performance.now();
  private drawnAt = 0;

  readonly update = ({ bytesRead, totalBytes }: ReadProgress): void => {
    if (totalBytes === undefined || totalBytes === 0 || !process.stderr.isTTY) return;
    const now = performance.now();
    if (now - this.startedAt < PATIENCE || now - this.drawnAt < PAUSE) return;
    this.drawnAt = now;
    process.stderr.write(CLEAR_LINE + progressText(bytesRead / totalBytes, totalBytes, now - this.startedAt));
  };

  stop(): void {
    if (this.drawnAt > 0) process.stderr.write(CLEAR_LINE);
  }
}

/** `█████░░░░░ 50%  3/6 MiB  12 s left` */
export function progressText(share: number, totalBytes: number, elapsed: number): string {
  const part = Math.min(1, Math.max(0, share));
  const full = Math.round(part * WIDTH);
  const bar = styleText('cyan', '█'.repeat(full)) + '░'.repeat(WIDTH - full);
  const left = part === 0 ? '' : `  ${Math.ceil((elapsed / part - elapsed) / 1000)} s left`;
  return `${bar} ${Math.floor(part * 100)}%  ${mebibytes(part * totalBytes)}/${mebibytes(totalBytes)} MiB${left}`;
}

function mebibytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
