import type { TokenType } from 'chevrotain';
import type { SyntaxCode } from './codes.ts';

/**
 * A way of writing that is wrong, common, and leaves no doubt what is meant: it is reported once, with the repair, and
 * read as the token that was meant, so that the rest of the rule is still checked.
 */
export interface Slip {
  readonly token: TokenType;
  /** The token that was meant; none where there should be nothing. */
  readonly becomes?: TokenType | ((image: string) => TokenType | undefined);
  readonly code: SyntaxCode;
  /** What should have been written. */
  readonly repair: (image: string) => string;
  /** Why, as the first half of a sentence: "GSL has …, write `…`". */
  readonly reason: string;
  /** What to do, where it is not to write the repair in this place; then none is offered. */
  readonly help?: (image: string) => string;
  /**
   * A pattern of how it begins, where the grammar alone would read it as something else: as a path, a function or a pattern.
   * Absent where it never would: a rule that the grammar can read then holds none.
   */
  readonly inGrammar?: string;
}
