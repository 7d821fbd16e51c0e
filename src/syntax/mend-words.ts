import type { IToken, TokenType } from 'chevrotain';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source } from '../text/source.ts';
import { nearest } from '../text/suggest.ts';
import { FOREIGN_OPERATORS } from './slips.ts';
import { OPERAND_ENDS, spanOf, tokenAt } from './token.ts';
import {
  Block,
  Comma,
  Comparator,
  False,
  GroupBy,
  Have,
  KEYWORD_TOKENS,
  LeftBracket,
  LeftParen,
  RightParen,
  Less,
  Like,
  List,
  Not,
  Null,
  Text,
  True,
  Word,
  wordsOf,
} from './tokens.ts';
import { required } from '../text/required.ts';

/** Where an operand has just ended, only these words can follow. */
const INFIX_WORDS = keywordTexts((type) => ![Have, Not, True, False, Null].includes(type));
/** Where an operand is to begin, only these words can come before it. */
const PREFIX_WORDS = keywordTexts((type) => [Have, Not].includes(type));

function keywordTexts(include: (type: TokenType) => boolean): ReadonlyMap<string, TokenType> {
  return new Map(KEYWORD_TOKENS.filter(include).flatMap((type) => wordsOf(type).map((text) => [text, type] as const)));
}

/** The infix word nearest to one. The names of functions stand in the place of one, and rules call the same few. */
function infixNear(word: string): string | undefined {
  const known = nearInfix.get(word);
  if (known !== undefined) return known.infix;
  // `notcontain` is near to its opposite, `if` to `in`, and `any` to `and`.
  const infix = /^(?:(?:if|any)$|(?:do(?:es)?-?)?not)/iu.test(word) ? undefined : nearest(word, INFIX_WORDS.keys());
  // Rules are untrusted: what is kept of them has an end.
  if (nearInfix.size >= MAX_KEPT) nearInfix.clear();
  nearInfix.set(word, { infix });
  return infix;
}

const nearInfix = new Map<string, { readonly infix: string | undefined }>();
const MAX_KEPT = 500;

/**
 * Two words in a row are never right unless the second is a function. One of them is then a keyword with a slip in it,
 * or a word of a look-alike language: reported, and read as what was meant.
 */
export function mendWords(source: Source, tokens: readonly IToken[]): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const mended = [...tokens];
  const diagnostics: Diagnostic[] = [];
  const mend = (
    index: number,
    type: TokenType,
    text: string,
    code: 'foreign-word' | 'misspelt-keyword',
    own?: string,
  ): void => {
    const span = spanOf(required(mended[index]));
    const found = required(mended[index]).image;
    diagnostics.push(
      diagnostic({
        code,
        severity: 'error',
        message: code === 'foreign-word' ? `\`${found}\` is not GSL` : `unknown word \`${found}\``,
        source,
        span,
        help: own ?? (code === 'foreign-word' ? `write \`${text}\`` : `did you mean \`${text}\`?`),
        ...(own === undefined ? { fix: { span, text } } : {}),
      }),
    );
    mended[index] = tokenAt(type, text, span);
  };
  const [first, second] = mended;
  if (first?.tokenType === Word && second?.tokenType === Less && nearest(first.image, ['List']) === 'List') {
    if (first.image.toLowerCase() === 'list') mended[0] = tokenAt(List, first.image, spanOf(first));
    else mend(0, List, 'List', 'misspelt-keyword');
  }
  for (let index = 1; index < mended.length; index += 1) {
    const token = required(mended[index]);
    if (token.tokenType === Word && required(mended[index - 1]).tokenType === Comparator && NOTHING.has(token.image)) {
      mend(index, Null, 'null', 'foreign-word', `write \`null\`, or \`'${token.image}'\` if it is text`);
      continue;
    }
    if (!OPERAND_ENDS.has(required(mended[index - 1]).tokenType)) continue;
    const part = mended[index + 1];
    if (/^(?:contains?|includes|has)$/iu.test(token.image) && part?.tokenType === Text) {
      // What other languages ask of a text or of a list; read as the former, so that one slip is one message.
      const pattern = part.image.replace(/^'/u, "'%").replace(/'$/u, "%'");
      diagnostics.push(
        diagnostic({
          code: 'foreign-word',
          severity: 'error',
          message: `\`${token.image}\` is not GSL`,
          source,
          span: spanOf(token),
          help: `for a part of a text write \`like ${pattern}\`, for an element of a list \`contain [ ${part.image} ]\``,
        }),
      );
      mended[index] = tokenAt(Like, 'like', spanOf(token));
      continue;
    }
    if (token.tokenType !== Word) continue;
    const next = part?.tokenType;
    const foreign = FOREIGN_OPERATORS.get(token.image.toLowerCase());
    if (
      foreign !== undefined &&
      (foreign.becomes === Block
        ? next === LeftBracket || next === Text || isListBehind(mended, index)
        : next !== LeftParen)
    ) {
      mend(index, foreign.becomes, foreign.text, 'foreign-word', foreign.help);
      continue;
    }
    // Brackets with nothing in them are a call: of `shouts()`, which somebody declared.
    const isCall = next === LeftParen && mended[index + 2]?.tokenType === RightParen;
    const infix = isCall ? undefined : infixNear(token.image);
    const type = infix === undefined ? undefined : INFIX_WORDS.get(infix);
    // `length(` is a function, but `contian [` and `where (` may be keywords whatever follows them.
    if (infix !== undefined && type !== undefined && fits(type, next)) {
      mend(index, type, infix, 'misspelt-keyword');
      continue;
    }
    const before = required(mended[index - 1]);
    const prefix =
      before.tokenType === Word && next !== LeftParen && next !== LeftBracket
        ? nearest(before.image, PREFIX_WORDS.keys())
        : undefined;
    if (prefix !== undefined) mend(index - 1, required(PREFIX_WORDS.get(prefix)), prefix, 'misspelt-keyword');
  }
  return { tokens: mended, diagnostics };
}

/** `contains-all ('a', 'b')`: nobody calls a function so. */
function isListBehind(tokens: readonly IToken[], index: number): boolean {
  if (!/^contain/iu.test(required(tokens[index]).image)) return false;
  const [open, first, comma] = tokens.slice(index + 1, index + 4).map(({ tokenType }) => tokenType);
  return open === LeftParen && first === Text && comma === Comma;
}

/** What other languages call what is not there. */
const NOTHING: ReadonlySet<string> = new Set(['None', 'nil', 'undefined']);

function fits(type: TokenType, next: TokenType | undefined): boolean {
  if (next === undefined) return false;
  if (type === Block || type === GroupBy) return next === LeftBracket || next === Text;
  if (next === LeftParen) return ['In', 'And', 'Or', 'Where', 'Should', 'Exclude'].includes(type.name);
  return true;
}
