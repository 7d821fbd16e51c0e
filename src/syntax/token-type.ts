/** A kind of token. */
export interface TokenType {
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** Where the lexer stands, it is one when this fits there. */
  readonly pattern: RegExp;
  /** Whether a character can begin one: the patterns of others are not tried. */
  readonly begins: RegExp;
  /** The kind that it is if that is longer here: a keyword is none as the start of a word. */
  readonly longer?: TokenType;
  /** The kind that can stand for it. */
  readonly category?: TokenType;
  /** It stands between tokens and is none. */
  readonly isSkipped?: boolean;
}

/** A token of a text, or one that was put in the place of another. */
export interface Token {
  readonly tokenType: TokenType;
  readonly image: string;
  readonly startOffset: number;
  /** Where it ends, exclusive: the image of one that was mended is not the text that stands there. */
  readonly endOffset: number;
}

/** Behind the last token, and before the first one. */
export const End: TokenType = { name: 'EOF', label: 'the end of the rule', pattern: /(?!)/, begins: /(?!)/ };

/** Whether a token is of a kind, or of one that can stand for it. */
export function isOf({ tokenType }: Token, type: TokenType): boolean {
  return tokenType === type || tokenType.category === type;
}
