/*
 * Mutants that no test can tell from the source, or that change only how long something takes. They are counted apart, and
 * the run says which entries fit no mutant any more, and which are killed after all.
 */

export interface Equivalent {
  readonly file: string;
  /** A part of the line, where the change alone is not enough to tell which. */
  readonly within?: string;
  /** As `--survivors` prints it, whole. */
  readonly change: string;
  readonly why: string;
}

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'src/syntax/messages.ts',
    change: 'token.endOffset !== undefined -> true',
    why: 'for the types: no number is greater than undefined either',
  },
];
