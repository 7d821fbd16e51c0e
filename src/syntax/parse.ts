import { EOF, type IToken, type TokenType } from 'chevrotain';
import { type Diagnostic, diagnostic, inTextOrder } from '../text/message.ts';
import { GslError } from '../text/gsl-error.ts';
import { formatMessage } from '../text/format-message.ts';
import type { Source, Span } from '../text/source.ts';
import type { Node, RuleNode } from './ast.ts';
import { tokenize } from './lexer.ts';
import { readMessage } from './messages.ts';
import { RuleParser } from './parser.ts';
import { balanceBrackets, endOf, MAX_DEPTH, mendBrackets, mendWords, spanOf, tokenAt, tooDeep } from './repair.ts';
import {
  And,
  Exclude,
  Have,
  LeftBracket,
  LeftParen,
  Not,
  Or,
  RightBracket,
  RightParen,
  Should,
  Where,
  Word,
} from './tokens.ts';
import { childrenOf, walk } from './walk.ts';

/** Rules are untrusted text: a longer one is refused before it is read. In UTF-16 code units. */
export const MAX_RULE_LENGTH = 65_536;
/** More errors than this are no help to anybody. */
const MAX_ERRORS = 20;

/** What parsing gives: the tree when there was no error, and everything that is to be said of the text. */
export interface ParseResult {
  readonly rule?: RuleNode;
  /** What could be read of a rule with errors, its slips mended: for the checker to look at too. Not to be run. */
  readonly recovered?: RuleNode;
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

let parser: RuleParser | undefined;

/** A text, or a text with the name (and place) that messages give it. */
export type RuleText = string | Source;

/**
 * Parses a rule and reports every error in it instead of throwing.
 *
 * @throws TypeError when it is given no text
 *
 * @example
 * const { rule, diagnostics } = parse('IamUser shoud have mfaActive==true');
 * diagnostics.map(formatMessage); // two: `shoud`, `==`
 */
export function parse(text: RuleText): ParseResult {
  const source = typeof text === 'string' ? { name: 'rule', text } : text;
  if (typeof (source as Source | undefined)?.text !== 'string')
    throw new TypeError('a rule is text, or an object with `name` and `text`');
  const refused = refuse(source);
  if (refused !== undefined) return { source, diagnostics: [refused] };
  const lexed = tokenize(source);
  const worded = mendWords(source, lexed.tokens);
  const bracketed = mendBrackets(source, worded.tokens);
  const balanced = balanceBrackets(source, bracketed.tokens);
  // The parser recurses into brackets, so it does not see a rule that is too deep.
  const deep = balanced.diagnostics.find(({ code }) => code === 'rule-too-deep');
  if (deep !== undefined) return { source, diagnostics: [deep] };
  const diagnostics = [...lexed.diagnostics, ...worded.diagnostics, ...bracketed.diagnostics, ...balanced.diagnostics];
  const parsed = parseTokens(source, balanced.tokens, lexed.diagnostics.length > 0);
  diagnostics.push(...parsed.diagnostics);
  // A mended tree is walked by the checker, so it keeps the same limits.
  const wrong = parsed.rule === undefined ? [] : verify(source, parsed.rule);
  const tree = wrong.some(({ code }) => code === 'rule-too-deep') ? undefined : parsed.rule;
  diagnostics.push(...wrong);
  return {
    source,
    diagnostics: inTextOrder(diagnostics).slice(0, MAX_ERRORS),
    ...(tree === undefined ? {} : diagnostics.length === 0 ? { rule: tree } : { recovered: tree }),
  };
}

/**
 * Parses a rule.
 *
 * @returns the syntax tree of the rule
 * @throws GslError with all diagnostics when the text is not a rule
 * @example
 * parseRule("IamUser should have mfaActive = true").kind // 'Assertion'
 */
export function parseRule(text: RuleText): RuleNode {
  const { rule, diagnostics } = parse(text);
  if (rule === undefined) throw new GslError(diagnostics.map(formatMessage).join('\n\n'), diagnostics);
  return rule;
}

function refuse(source: Source): Diagnostic | undefined {
  const { length } = source.text;
  if (length > MAX_RULE_LENGTH) {
    const message = `the rule has ${length} characters; the limit is ${MAX_RULE_LENGTH}`;
    return diagnostic({ code: 'rule-too-long', severity: 'error', message, source, span: { start: 0, end: 1 } });
  }
  if (source.text.trim() !== '') return undefined;
  const help = 'a rule reads like `IamUser should have mfaActive = true`';
  return diagnostic({
    code: 'empty-rule',
    severity: 'error',
    message: 'the rule is empty',
    source,
    span: { start: 0, end: length },
    help,
  });
}

/** Between two of these lies one condition; the parser goes on behind the next one when one is broken. */
const BOUNDARIES: ReadonlySet<TokenType> = new Set([
  And,
  Or,
  Not,
  Where,
  Should,
  Have,
  Exclude,
  LeftParen,
  RightParen,
  LeftBracket,
  RightBracket,
]);

/**
 * Runs the parser, and after an error again with a placeholder for the condition that was broken, until the rest of
 * the rule has been read too. Every round reports a later error or is the last.
 */
function parseTokens(
  source: Source,
  input: readonly IToken[],
  unsure: boolean,
): { rule?: RuleNode; diagnostics: Diagnostic[] } {
  parser ??= new RuleParser();
  const diagnostics: Diagnostic[] = [];
  let tokens = [...input];
  let reached = -1;
  // Each round reads the whole rule again, so a rule of nothing but errors is given up on.
  for (let round = 0; round < 2 * MAX_ERRORS; round += 1) {
    parser.input = tokens;
    const rule = parser.rule();
    const [error] = parser.errors;
    if (error === undefined) return { rule, diagnostics };
    const { before, ...said } = readMessage(error.message);
    const stopped = error.token.tokenType === EOF ? tokens.length : tokens.indexOf(error.token);
    const index = before ? stopped - 1 : stopped;
    if (index <= reached) break;
    const end = source.text.trimEnd().length;
    const span: Span = index === tokens.length ? { start: end, end } : spanOf(tokens[index]!);
    // What is missing at the end, where the lexer left something out, is an echo of that; what a placeholder does not
    // help against is an echo of the error that it was put in for.
    const isEcho = (unsure && index === tokens.length) || isPlaceholder(tokens[index - 1]);
    if (!isEcho) diagnostics.push(diagnostic({ ...said, severity: 'error', source, span }));
    const mended = mendAt(tokens, index, said.code === 'unexpected-token');
    if (mended === undefined) break;
    ({ tokens, reached } = mended);
  }
  return { diagnostics };
}

/** Tokens that get the parser beyond an error, and the last of them that is done with. */
function mendAt(
  tokens: readonly IToken[],
  index: number,
  isRedundant: boolean,
): { tokens: IToken[]; reached: number } | undefined {
  const replaced = (from: number, to: number, ...put: readonly IToken[]): IToken[] => [
    ...tokens.slice(0, from),
    ...put,
    ...tokens.slice(to),
  ];
  const isBoundary = (at: number): boolean => at < 0 || at >= tokens.length || BOUNDARIES.has(tokens[at]!.tokenType);
  if (index < tokens.length && isBoundary(index)) {
    // It cannot stand here, whatever comes before it.
    if (isPlaceholder(tokens[index - 1])) return { tokens: replaced(index, index + 1), reached: index - 1 };
    // A condition has ended here, and another begins: read on as if they were joined.
    if (isRedundant)
      return { tokens: replaced(index, index + 1, tokenAt(And, 'and', spanOf(tokens[index]!))), reached: index };
  }
  let from = index;
  while (!isBoundary(from - 1)) from -= 1;
  let to = index;
  while (!isBoundary(to)) to += 1;
  if (from === 0) return undefined;
  const at = tokens[from]?.startOffset ?? endOf(tokens.at(-1)!);
  return { tokens: replaced(from, to, tokenAt(Word, 'x', { start: at, end: at })), reached: from };
}

/** A placeholder has no width. */
function isPlaceholder(token: IToken | undefined): boolean {
  return token?.tokenType === Word && endOf(token) === token.startOffset;
}

/** What the grammar cannot say: the depth of chains and `not`s, flags. */
function verify(source: Source, rule: RuleNode): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const deep = tooDeepNode(rule);
  if (deep !== undefined) return [tooDeep(source, deep.span)];
  walk(rule, (node) => {
    if (node.kind === 'Regex') {
      const flags = source.text.slice(node.span.start + node.pattern.length + 2, node.span.end);
      if (flags !== '' && flags !== 'i') {
        const span = { start: node.span.end - flags.length, end: node.span.end };
        const help = 'the only flag is `i`, for upper and lower case alike';
        diagnostics.push(
          diagnostic({
            code: 'unknown-flag',
            severity: 'error',
            message: `unknown flag \`${flags}\``,
            source,
            span,
            help,
          }),
        );
      }
    }
  });
  return diagnostics;
}

/** Breadth first and without recursion, since depth is what is in question. */
function tooDeepNode(rule: RuleNode): Node | undefined {
  let level: Node[] = [rule];
  for (let depth = 0; level.length > 0; depth += 1) {
    // A bracketed condition takes up to three levels of the tree: a block, an `or`, an `and`.
    if (depth > 3 * MAX_DEPTH) return level[0];
    level = level.flatMap(childrenOf);
  }
  return undefined;
}
