import { EOF, type IRecognitionException, type IToken } from 'chevrotain';
import { clip } from '../text/clip.ts';
import { type Diagnostic, diagnostic, inTextOrder } from '../text/message.ts';
import { required } from '../text/required.ts';
import type { Source, Span } from '../text/source.ts';
import { type ExpressionNode, MAX_PLACE, type Node, type RuleNode } from './ast.ts';
import { isOutOfStack, MAX_DEPTH, tooDeep, tooDeepForStack, tooDeepNode } from './depth.ts';
import { mendAt } from './mend-at.ts';
import { CONDITION_HELP, readMessage } from './messages.ts';
import { RuleParser } from './parser.ts';
import { isPlaceholder, spanOf } from './token.ts';
import { walk } from './walk.ts';

/** Rules are untrusted text: a longer one is refused before it is read. In UTF-16 code units. */
export const MAX_RULE_LENGTH = 65_536;
/** More errors than this are no help to anybody. */
export const MAX_ERRORS = 20;

/** What parsing gives: the tree when there was no error, and everything that is to be said of the text. */
export interface ParseResult {
  readonly rule?: RuleNode;
  /**
   * What could be read of a rule with errors, with `Missing` nodes where nothing could be read: for the checker to look at
   * too. Not to be run.
   */
  readonly recovered?: RuleNode;
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** {@link ParseResult} of a condition alone. */
export interface ParseConditionResult {
  readonly condition?: ExpressionNode;
  readonly recovered?: ExpressionNode;
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** A text, or a text with the name (and place) that messages give it. */
export type RuleText = string | Source;

/** What a text can be read as. */
export interface Trees {
  readonly rule: RuleNode;
  readonly condition: ExpressionNode;
}

/** What reading gives. With diagnostics the tree is what could be read, and there may be none. */
export interface Read<Tree> {
  readonly diagnostics: readonly Diagnostic[];
  readonly tree?: Tree;
}

/** {@link ParseResult}, or that of a condition. */
type Result<K extends keyof Trees> = Pick<ParseResult, 'source' | 'diagnostics'> & {
  readonly [P in K | 'recovered']?: Trees[K];
};

let parser: RuleParser | undefined;

/** Reads a text by a way to read one that need not mind that it is long, empty, or deeper than the stack. */
export function readText<K extends keyof Trees>(
  text: RuleText,
  what: K,
  read: (source: Source, what: K) => Read<Trees[K]>,
): Result<K> {
  const source = typeof text === 'string' ? { name: what, text } : text;
  if (typeof (source as Source | undefined)?.text !== 'string')
    throw new TypeError(`a ${what} is text, or an object with \`name\` and \`text\``);
  const { diagnostics, tree } = readSafely(source, what, read);
  const name = diagnostics.length === 0 ? what : 'recovered';
  return { source, diagnostics, ...(tree === undefined ? {} : { [name]: tree }) } as Result<K>;
}

function readSafely<K extends keyof Trees>(
  source: Source,
  what: K,
  read: (source: Source, what: K) => Read<Trees[K]>,
): Read<Trees[K]> {
  const refused = refuse(source, what);
  if (refused !== undefined) return { diagnostics: [refused] };
  try {
    return read(source, what);
  } catch (thrown) {
    if (!isOutOfStack(thrown)) throw thrown;
    // Where it was stopped, it is of no use any more.
    parser = undefined;
    return { diagnostics: [tooDeepForStack(source)] };
  }
}

function refuse(source: Source, what: keyof Trees): Diagnostic | undefined {
  const { length } = source.text;
  if (length > MAX_RULE_LENGTH) {
    const message = `the ${what} has ${length} characters; the limit is ${MAX_RULE_LENGTH}`;
    return diagnostic({ code: 'rule-too-long', severity: 'error', message, source, span: { start: 0, end: 1 } });
  }
  if (source.text.trim() !== '') return undefined;
  const help = what === 'rule' ? 'a rule reads like `IamUser should have mfaActive = true`' : CONDITION_HELP;
  return diagnostic({
    code: 'empty-rule',
    severity: 'error',
    message: `the ${what} is empty`,
    source,
    span: { start: 0, end: length },
    help,
  });
}

/** What was found in tokens, in the order of the text and bounded. */
export function readOf<K extends keyof Trees>(
  source: Source,
  before: readonly Diagnostic[],
  parsed: { readonly tree?: Trees[K]; readonly diagnostics: readonly Diagnostic[] },
  tokens: number,
): Read<Trees[K]> {
  // A tree with errors is walked by the checker, so it keeps the same limits.
  const wrong = parsed.tree === undefined ? [] : verify(source, parsed.tree, tokens);
  const isDeep = wrong.some(({ code }) => code === 'rule-too-deep');
  const diagnostics = [...before, ...parsed.diagnostics, ...wrong];
  const said = diagnostics.length === 0 ? diagnostics : inTextOrder(diagnostics).slice(0, MAX_ERRORS);
  return { diagnostics: said, ...(parsed.tree === undefined || isDeep ? {} : { tree: parsed.tree }) };
}

/** What mends tokens that could not be read, once. */
type Mend = (tokens: readonly IToken[]) => {
  readonly tokens: readonly IToken[];
  readonly diagnostics: readonly Diagnostic[];
};

function run<K extends keyof Trees>(
  what: K,
  tokens: readonly IToken[],
): { readonly tree: Trees[K]; readonly error: IRecognitionException | undefined } {
  parser ??= new RuleParser();
  parser.input = [...tokens];
  const tree = parser[what]() as Trees[K];
  return { tree, error: parser.errors[0] };
}

/** The tree of tokens that can be read as they stand. */
export function treeOf<K extends keyof Trees>(what: K, tokens: readonly IToken[]): Trees[K] | undefined {
  const { tree, error } = run(what, tokens);
  return error === undefined ? tree : undefined;
}

/**
 * Runs the parser, and after an error again with a placeholder for the condition that was broken, until the rest of
 * the rule has been read too. Every round reports a later error or is the last.
 *
 * @param unsure the lexer left something out
 */
export function parseTokens<K extends keyof Trees>(
  source: Source,
  what: K,
  input: readonly IToken[],
  unsure: boolean,
  mend?: Mend,
): { readonly tree?: Trees[K]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  let tokens = input;
  let reached = -1;
  let joint: IToken | undefined;
  // Each round reads the whole rule again, so a rule of nothing but errors is given up on.
  for (let round = 0; round < 2 * MAX_ERRORS; round += 1) {
    const { tree, error } = run(what, tokens);
    if (error === undefined) return { tree, diagnostics };
    const mended = round === 0 ? mend?.(tokens) : undefined;
    if (mended !== undefined && mended.diagnostics.length > 0) {
      diagnostics.push(...mended.diagnostics);
      tokens = mended.tokens;
      continue;
    }
    const { before, ...said } = readMessage(error.message);
    const stopped = error.token.tokenType === EOF ? tokens.length : tokens.indexOf(error.token);
    const index = before ? stopped - 1 : stopped;
    if (index <= reached) break;
    const end = source.text.trimEnd().length;
    const span: Span = index === tokens.length ? { start: end, end } : spanOf(required(tokens[index]));
    // What is missing at the end, where the lexer left something out, is an echo of that; what a placeholder does not
    // help against is an echo of the error that it was put in for, and so is what is missing behind an `and` that nobody wrote.
    const previous = tokens[index - 1];
    const isEcho =
      (unsure && index === tokens.length) || isPlaceholder(previous) || (previous !== undefined && previous === joint);
    if (!isEcho) diagnostics.push(diagnostic({ ...said, severity: 'error', source, span }));
    const onward = mendAt(tokens, index, said.code === 'unexpected-token', what === 'condition');
    if (onward === undefined) break;
    ({ tokens, reached, joint } = onward);
  }
  return { diagnostics };
}

/** What the grammar cannot say: the depth of chains and `not`s, flags. */
function verify(source: Source, rule: Node, tokens: number): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  // No token makes more than three levels of the tree.
  const deep = tokens <= MAX_DEPTH ? undefined : tooDeepNode(rule);
  if (deep !== undefined) return [tooDeep(source, deep.span)];
  if (!MAY_BE_WRONG.test(source.text)) return diagnostics;
  walk(rule, (node) => {
    if (node.kind === 'Segment' && typeof node.name === 'number' && node.name > MAX_PLACE) {
      diagnostics.push(
        diagnostic({
          code: 'expected-token',
          severity: 'error',
          message: `\`${clip(source.text.slice(node.span.start, node.span.end), 40)}\` is no place in a list`,
          source,
          span: node.span,
          help: `places count from 0 to ${MAX_PLACE}; a property so named stands in quotes: \`['…']\``,
        }),
      );
    }
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

/** A regular expression, which may have flags, or a number that is too large for a place. */
const MAY_BE_WRONG = /\/|\d{10}/u;
