import cliProgress from 'cli-progress';
import type { ReadProgress } from '../inventory/index.ts';

/** Shorter work shows no bar: it would only flicker. In milliseconds. */
const PATIENCE = 1_000;

/** A progress bar on standard error for input of known size; it shows after a second. */
export class ProgressBar {
  private bar: cliProgress.SingleBar | undefined;
  private readonly startedAt = performance.now();

  readonly update = ({ bytesRead, totalBytes }: ReadProgress): void => {
    if (totalBytes === undefined || totalBytes === 0) return;
    if (this.bar === undefined) {
      if (performance.now() - this.startedAt < PATIENCE) return;
      const format = '{bar} {percentage}%  {value}/{total} MiB  {eta_formatted} left';
      const bar = new cliProgress.SingleBar(
        { format, stream: process.stderr, clearOnComplete: true, hideCursor: true, etaBuffer: 50 },
        cliProgress.Presets.shades_classic,
      );
      bar.start(mebibytes(totalBytes), 0);
      this.bar = bar;
    }
    this.bar.update(mebibytes(bytesRead));
  };

  stop(): void {
    this.bar?.stop();
  }
}

function mebibytes(bytes: number): number {
  return Math.ceil(bytes / 2 ** 20);
}
