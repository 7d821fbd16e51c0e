import type { Token, TokenType } from './token-type.ts';

/** What can be read at a character, in the order in which it is tried. */
interface Candidate {
  readonly type: TokenType;
  readonly pattern: RegExp;
  readonly longer: { readonly type: TokenType; readonly pattern: RegExp } | undefined;
}

/** Code units below this are looked up; whatever begins with others tries all kinds. */
const LOOKED_UP = 128;

/** Reads a text as tokens of some kinds, which are tried in their order. */
export class Scanner {
  readonly #all: readonly Candidate[];
  readonly #byCode: (readonly Candidate[] | undefined)[] = [];

  constructor(types: readonly TokenType[]) {
    const sticky = ({ source, ignoreCase }: RegExp): RegExp => new RegExp(source, ignoreCase ? 'iy' : 'y');
    this.#all = types.map((type) => {
      const { longer } = type;
      return {
        type,
        pattern: sticky(type.pattern),
        longer: longer === undefined ? undefined : { type: longer, pattern: sticky(longer.pattern) },
      };
    });
  }

  /** The tokens, and the stretches between them in which nothing could be read. */
  scan(text: string): { readonly tokens: Token[]; readonly unread: readonly { offset: number; length: number }[] } {
    const tokens: Token[] = [];
    const unread: { offset: number; length: number }[] = [];
    let offset = 0;
    while (offset < text.length) {
      const token = this.#at(text, offset);
      if (token === undefined) {
        const start = offset;
        do offset += 1;
        while (offset < text.length && !this.#all.some(({ pattern }) => endOfMatch(pattern, text, offset) >= 0));
        unread.push({ offset: start, length: offset - start });
        continue;
      }
      if (token.tokenType.isSkipped !== true) tokens.push(token);
      offset = token.endOffset;
    }
    return { tokens, unread };
  }

  #at(text: string, offset: number): Token | undefined {
    for (const { type, pattern, longer } of this.#candidates(text, offset)) {
      let end = endOfMatch(pattern, text, offset);
      if (end < 0) continue;
      let tokenType = type;
      const further = longer === undefined ? -1 : endOfMatch(longer.pattern, text, offset);
      if (longer !== undefined && further > end) {
        end = further;
        tokenType = longer.type;
      }
      return { tokenType, image: text.slice(offset, end), startOffset: offset, endOffset: end };
    }
    return undefined;
  }

  #candidates(text: string, offset: number): readonly Candidate[] {
    const code = text.charCodeAt(offset);
    if (code >= LOOKED_UP) return this.#all;
    const character = text.charAt(offset);
    return (this.#byCode[code] ??= this.#all.filter(({ type }) => type.begins.test(character)));
  }
}

/** Where a match that begins at an offset ends; -1 where there is none. */
function endOfMatch(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
