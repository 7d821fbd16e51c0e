import type { IToken } from 'chevrotain';
import { clip } from '../text/clip.ts';
import { type Diagnostic, diagnostic, type Fix } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { CLOSING, closingOf, endOf, OPENING, OPERAND_ENDS, spanOf, tokenAt } from './token.ts';
import {
  And,
  Block,
  Comparator,
  Exclude,
  In,
  LeftParen,
  Like,
  Not,
  RegexMatch,
  Should,
  Where,
  Word,
} from './tokens.ts';
import { required } from '../text/required.ts';

/** More of a text than this makes a message hard to read. */
const MAX_SHOWN = 60;

type Mended = { tokens: IToken[]; diagnostics: Diagnostic[] };

/** Words that are right but stand in the wrong place: reported with the order that is right. */
export function mendOrder(source: Source, tokens: readonly IToken[]): Mended {
  const inner = mendNots(source, tokens);
  const outer = mendWhere(source, inner.tokens);
  return { tokens: outer.tokens, diagnostics: [...inner.diagnostics, ...outer.diagnostics] };
}

/** `name not like 'x'`: the `not` stands before the property. */
function mendNots(source: Source, input: readonly IToken[]): Mended {
  if (!input.some(({ tokenType }) => tokenType === Not)) return { tokens: [...input], diagnostics: [] };
  const tokens = [...input];
  const mended: IToken[] = [];
  const diagnostics: Diagnostic[] = [];
  tokens.forEach((token, index) => {
    const before = mended.at(-1);
    if (token.tokenType !== Not || before === undefined || !OPERAND_ENDS.has(before.tokenType)) {
      mended.push(token);
      return;
    }
    const test = tokens[index + 1];
    if (test?.tokenType === Should) {
      diagnostics.push(wrong(source, spanOf(token), '`not` stands behind `should`', 'write `should not have …`'));
      return;
    }
    if (test !== undefined && test.tokenType === Comparator && test.image === '=') {
      const span = { start: token.startOffset, end: endOf(test) };
      diagnostics.push(wrong(source, span, '`not =` is not GSL', 'write `!=`', { span, text: '!=' }));
      tokens[index + 1] = tokenAt(Comparator, '!=', span);
      return;
    }
    if (test === undefined || !isTest(test, tokens[index + 2])) {
      mended.push(token);
      return;
    }
    const at = operandStart(mended);
    const start = mended[at]?.startOffset;
    if (start === undefined) {
      mended.push(token);
      return;
    }
    const operand = source.text.slice(start, endOf(before));
    const help = `write \`${shown(`not ${operand} ${testText(source, tokens, index + 1)}`)}\``;
    const span = { start, end: endOf(token) };
    // A `not` that stands there already would become a double one.
    const isNegated = mended[at - 1]?.tokenType === Not;
    diagnostics.push(
      wrong(
        source,
        spanOf(token),
        '`not` stands before the whole test',
        help,
        isNegated ? undefined : { span, text: `not ${operand}` },
      ),
    );
    mended.splice(at, 0, tokenAt(Not, 'not', { start, end: start }));
  });
  return { tokens: mended, diagnostics };
}

function isTest(token: IToken, next: IToken | undefined): boolean {
  if ([In, Like, RegexMatch, Block].includes(token.tokenType)) return true;
  return token.tokenType === Word && next?.tokenType === LeftParen;
}

/** Where the operand begins that ends the tokens: a path, a call, or a chain of calls and blocks. */
export function operandStart(tokens: readonly IToken[]): number {
  let at = tokens.length;
  while (at > 0) {
    const token = required(tokens[at - 1]);
    const opening = OPENING.get(token.tokenType);
    if (opening !== undefined) {
      let depth = 0;
      for (let back = at - 1; back >= 0; back -= 1) {
        if (required(tokens[back]).tokenType === token.tokenType) depth += 1;
        else if (required(tokens[back]).tokenType === opening) depth -= 1;
        if (depth === 0) {
          at = back;
          break;
        }
      }
      if (depth > 0) return at;
      continue;
    }
    if (!OPERAND_ENDS.has(token.tokenType) && token.tokenType !== Block && token.image !== '~') return at;
    at -= 1;
  }
  return 0;
}

/** A test with what it asks for. */
function testText(source: Source, tokens: readonly IToken[], index: number): string {
  const bracket = [1, 2].find((step) => CLOSING.has(tokens[index + step]?.tokenType ?? Word));
  const close = bracket === undefined ? undefined : closingOf(tokens, index + bracket);
  const last = close === undefined ? tokens[index + 1] : tokens[close];
  const text = source.text.slice(required(tokens[index]).startOffset, endOf(last ?? required(tokens[index])));
  // Of a list where none can stand, its brackets are gone from the tokens.
  return close === undefined && /[([]/u.test(text) ? `${required(tokens[index]).image} …` : text;
}

/** `… should have a where b`: the entities that a rule is about are named before what they should have. */
function mendWhere(source: Source, tokens: readonly IToken[]): Mended {
  if (isInOrder(tokens)) return { tokens: [...tokens], diagnostics: [] };
  const top = topLevel(tokens);
  const should = top.find((at) => required(tokens[at]).tokenType === Should);
  const wheres = top.filter((at) => required(tokens[at]).tokenType === Where);
  const first = wheres[0];
  const late = wheres.find((at) => at !== first || (should !== undefined && at > should));
  if (first === undefined || late === undefined) return { tokens: [...tokens], diagnostics: [] };
  const keyword = required(tokens[late]);
  if (late !== first) {
    const second = 'a rule has one `where`';
    const isBefore = should === undefined || late < should;
    const fix = isBefore ? { span: spanOf(keyword), text: 'and' } : undefined;
    return {
      tokens: tokens.map((token, at) => (at === late ? tokenAt(And, 'and', spanOf(token)) : token)),
      diagnostics: [wrong(source, spanOf(keyword), second, 'join both conditions with `and`, before `should`', fix)],
    };
  }
  const from = should ?? 0;
  const to = top.find((at) => at > late && required(tokens[at]).tokenType === Exclude) ?? tokens.length;
  const clause = source.text.slice(keyword.startOffset, endOf(required(tokens[to - 1])));
  const start = required(tokens[from]).startOffset;
  const judged = source.text.slice(start, endOf(required(tokens[late - 1])));
  const target = source.text.slice(0, start).trim();
  return {
    // For the rest to be read in the order of its text, as if it were one more condition.
    tokens: tokens.map((token, at) => (at === late ? tokenAt(And, 'and', spanOf(token)) : token)),
    diagnostics: [
      wrong(
        source,
        spanOf(keyword),
        '`where` stands before `should`',
        `write \`${shown(`${target} ${clause}`)} should …\``,
        { span: { start, end: endOf(required(tokens[to - 1])) }, text: `${clause} ${judged}` },
      ),
    ],
  };
}

/** Whether at most one `where` is there, and no `should` before it: as in nearly all rules. */
function isInOrder(tokens: readonly IToken[]): boolean {
  const first = tokens.findIndex(({ tokenType }) => tokenType === Where || tokenType === Should);
  return !tokens.some(({ tokenType }, at) => tokenType === Where && at > first);
}

/** The places of tokens that stand in no brackets. */
function topLevel(tokens: readonly IToken[]): number[] {
  const places: number[] = [];
  let depth = 0;
  tokens.forEach(({ tokenType }, at) => {
    if (CLOSING.has(tokenType)) depth += 1;
    else if (OPENING.has(tokenType)) depth = Math.max(0, depth - 1);
    else if (depth === 0) places.push(at);
  });
  return places;
}

function shown(text: string): string {
  return clip(text.replace(/\s+/gu, ' '), MAX_SHOWN);
}

function wrong(source: Source, span: Span, message: string, help: string, fix?: Fix): Diagnostic {
  return diagnostic({ code: 'wrong-operator', severity: 'error', message, source, span, help, fix });
}
