/** What the exit code says. Documented in README.md; the worst that happened decides. */
export const EXIT = {
  /** Everything was judged, and nothing failed (or nothing that `--fail-on` counts). */
  ok: 0,
  /** Findings. */
  findings: 1,
  /**
   * Bad use, a rule that cannot be run, input that could not be read, an entity that could not be judged, nothing judged
   * at all, or more warnings than `--max-warnings` allows.
   */
  error: 2,
} as const;

/** An error of use: its message goes to standard error, the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
