import { createTokenInstance, type IToken, type TokenType } from 'chevrotain';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { nearest } from '../text/suggest.ts';
import { FOREIGN_OPERATORS } from './slips.ts';
import {
  Block,
  Dollar,
  False,
  GroupBy,
  Have,
  In,
  KEYWORDS,
  LeftBracket,
  LeftParen,
  Less,
  List,
  Not,
  Null,
  NumberLiteral,
  RightBracket,
  RightParen,
  Tail,
  Text,
  True,
  Whole,
  Word,
  wordsOf,
} from './tokens.ts';

/** A token of the given type in place of what stands at a span (which may be empty). */
export function tokenAt(type: TokenType, image: string, span: Span): IToken {
  return createTokenInstance(type, image, span.start, span.end - 1, NaN, NaN, NaN, NaN);
}

/** Where a token ends, exclusive. The lexer leaves `endOffset` out; a mended token has it, since its image is not the text. */
export function endOf(token: IToken): number {
  return token.endOffset === undefined || Number.isNaN(token.endOffset)
    ? token.startOffset + token.image.length
    : token.endOffset + 1;
}

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: endOf(token) };
}

const OPERAND_ENDS: ReadonlySet<TokenType> = new Set([
  Word,
  Text,
  NumberLiteral,
  Whole,
  True,
  False,
  Null,
  Dollar,
  Tail,
  RightParen,
  RightBracket,
]);
/** Where an operand has just ended, only these words can follow. */
const INFIX_WORDS = keywordTexts((type) => ![Have, Not, True, False, Null].includes(type));
/** Where an operand is to begin, only these words can come before it. */
const PREFIX_WORDS = keywordTexts((type) => [Have, Not].includes(type));

function keywordTexts(include: (type: TokenType) => boolean): ReadonlyMap<string, TokenType> {
  return new Map(KEYWORDS.filter(include).flatMap((type) => wordsOf(type).map((text) => [text, type] as const)));
}

/**
 * Two words in a row are never right unless the second is a function. One of them is then a keyword with a slip in it,
 * or a word of a look-alike language: reported, and read as what was meant.
 */
export function mendWords(source: Source, tokens: readonly IToken[]): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const mended = [...tokens];
  const diagnostics: Diagnostic[] = [];
  const mend = (index: number, type: TokenType, text: string, code: 'foreign-word' | 'misspelt-keyword'): void => {
    const span = spanOf(mended[index]!);
    const found = mended[index]!.image;
    diagnostics.push(
      diagnostic({
        code,
        severity: 'error',
        message: code === 'foreign-word' ? `\`${found}\` is not GSL` : `unknown word \`${found}\``,
        source,
        span,
        help: code === 'foreign-word' ? `write \`${text}\`` : `did you mean \`${text}\`?`,
        fix: { span, text },
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
    const token = mended[index]!;
    if (token.tokenType !== Word || !OPERAND_ENDS.has(mended[index - 1]!.tokenType)) continue;
    const next = mended[index + 1]?.tokenType;
    const foreign = FOREIGN_OPERATORS.get(token.image.toLowerCase());
    if (foreign !== undefined && (foreign.becomes === Block ? next === LeftBracket : next !== LeftParen)) {
      mend(index, foreign.becomes, foreign.text, 'foreign-word');
      continue;
    }
    const infix = nearest(token.image, INFIX_WORDS.keys());
    const type = infix === undefined ? undefined : INFIX_WORDS.get(infix);
    // `length(` is a function, but `contian [` and `where (` may be keywords whatever follows them.
    if (infix !== undefined && type !== undefined && fits(type, next)) {
      mend(index, type, infix, 'misspelt-keyword');
      continue;
    }
    const before = mended[index - 1]!;
    const prefix =
      before.tokenType === Word && next !== LeftParen ? nearest(before.image, PREFIX_WORDS.keys()) : undefined;
    if (prefix !== undefined) mend(index - 1, PREFIX_WORDS.get(prefix)!, prefix, 'misspelt-keyword');
  }
  return { tokens: mended, diagnostics };
}

function fits(type: TokenType, next: TokenType | undefined): boolean {
  if (next === undefined) return false;
  if (type === Block || type === GroupBy) return next === LeftBracket || next === Text;
  if (next === LeftParen) return ['In', 'And', 'Or', 'Where', 'Should', 'Exclude'].includes(type.name);
  return true;
}

/** After a list operator comes one kind of bracket; the other kind, in its place, is read as that. */
export function mendBrackets(
  source: Source,
  tokens: readonly IToken[],
): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const mended = [...tokens];
  const diagnostics: Diagnostic[] = [];
  for (let index = 1; index < mended.length; index += 1) {
    const before = mended[index - 1]!.tokenType;
    const type = mended[index]!.tokenType;
    const isBlock = type === LeftParen && (before === Block || before === GroupBy);
    if (!isBlock && !(type === LeftBracket && before === In)) continue;
    const span = spanOf(mended[index]!);
    const close = closingOf(mended, index);
    const [open, image] = isBlock ? [LeftBracket, '['] : [LeftParen, '('];
    const closing = CLOSING.get(open)!;
    mended[index] = tokenAt(open, image, span);
    if (close !== undefined) mended[close] = tokenAt(closing.type, closing.text, spanOf(mended[close]!));
    diagnostics.push(
      diagnostic({
        code: 'wrong-operator',
        severity: 'error',
        message: isBlock ? 'a block stands in square brackets' : 'a list stands in round brackets',
        source,
        span,
        help: isBlock ? 'write `[ … ]`' : "write `('a', 'b')`",
        fix: { span, text: image },
      }),
    );
  }
  return { tokens: mended, diagnostics };
}

/** The index of the bracket that closes the one at `index`. */
function closingOf(tokens: readonly IToken[], index: number): number | undefined {
  const { tokenType: opening } = tokens[index]!;
  const closing = CLOSING.get(opening)?.type;
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    const type = tokens[at]!.tokenType;
    if (type === opening) depth += 1;
    else if (type === closing) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** What closes each kind of bracket. */
const CLOSING: ReadonlyMap<TokenType, { readonly type: TokenType; readonly text: string }> = new Map([
  [LeftParen, { type: RightParen, text: ')' }],
  [LeftBracket, { type: RightBracket, text: ']' }],
]);
/** How deep brackets may nest. */
export const MAX_DEPTH = 100;

/**
 * Brackets that do not pair up are reported at the bracket itself; then the missing ones are put in and those that close
 * nothing are taken out, so that the parser can say what else is wrong.
 */
export function balanceBrackets(
  source: Source,
  tokens: readonly IToken[],
): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const balanced: IToken[] = [];
  const diagnostics: Diagnostic[] = [];
  const open: IToken[] = [];
  const close = (bracket: IToken, at: number): void => {
    const { type, text } = CLOSING.get(bracket.tokenType)!;
    const span = { start: at, end: at };
    balanced.push(tokenAt(type, text, span));
    diagnostics.push(
      diagnostic({
        code: 'unclosed-bracket',
        severity: 'error',
        message: `this \`${bracket.image}\` is never closed`,
        source,
        span: spanOf(bracket),
        help: `put \`${text}\` where it should end`,
        fix: { span, text },
      }),
    );
  };
  for (const token of tokens) {
    if (CLOSING.has(token.tokenType)) {
      open.push(token);
      // Nothing more is said of such a rule, and looking for pairs in it would take the square of its length.
      if (open.length > MAX_DEPTH) return { tokens: balanced, diagnostics: [tooDeep(source, spanOf(token))] };
    } else if (token.tokenType === RightParen || token.tokenType === RightBracket) {
      if (!open.some((bracket) => CLOSING.get(bracket.tokenType)!.type === token.tokenType)) {
        const innermost = open.pop();
        if (innermost !== undefined) {
          const { type, text } = CLOSING.get(innermost.tokenType)!;
          diagnostics.push(wrongClosing(source, innermost, token, text));
          balanced.push(tokenAt(type, text, spanOf(token)));
          continue;
        }
        const span = spanOf(token);
        diagnostics.push(
          diagnostic({
            code: 'unmatched-bracket',
            severity: 'error',
            message: `this \`${token.image}\` closes nothing`,
            source,
            span,
            help: 'remove it, or open it where it should begin',
            fix: { span, text: '' },
          }),
        );
        continue;
      }
      // What was opened inside and not closed ends here at the latest.
      while (CLOSING.get(open.at(-1)!.tokenType)!.type !== token.tokenType) close(open.pop()!, token.startOffset);
      open.pop();
    }
    balanced.push(token);
  }
  for (let bracket = open.pop(); bracket !== undefined; bracket = open.pop())
    close(bracket, source.text.trimEnd().length);
  return { tokens: balanced, diagnostics };
}

function wrongClosing(source: Source, open: IToken, close: IToken, text: string): Diagnostic {
  return diagnostic({
    code: 'unmatched-bracket',
    severity: 'error',
    message: `\`${close.image}\` cannot close \`${open.image}\``,
    source,
    span: spanOf(close),
    help: `write \`${text}\``,
    fix: { span: spanOf(close), text },
  });
}

export function tooDeep(source: Source, span: Span): Diagnostic {
  return diagnostic({
    code: 'rule-too-deep',
    severity: 'error',
    message: `the rule is nested more than ${MAX_DEPTH} deep here`,
    source,
    span,
  });
}
