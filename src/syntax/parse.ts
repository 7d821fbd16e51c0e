import { EOF, type IToken } from 'chevrotain';
import { clip } from '../text/clip.ts';
import { type Diagnostic, diagnostic, inTextOrder } from '../text/message.ts';
import { GslError } from '../text/gsl-error.ts';
import { formatMessage } from '../text/format-message.ts';
import type { Source, Span } from '../text/source.ts';
import { type ExpressionNode, MAX_PLACE, type Node, type RuleNode } from './ast.ts';
import { tokenize } from './lexer.ts';
import { mendHabits } from './mend-habits.ts';
import { mendLists } from './mend-lists.ts';
import { mendOrder } from './mend-order.ts';
import { CONDITION_HELP, readMessage } from './messages.ts';
import { RuleParser } from './parser.ts';
import { balanceBrackets, isOutOfStack, MAX_DEPTH, mendBrackets, tooDeep, tooDeepForStack } from './mend-brackets.ts';
import { mendAt } from './mend-at.ts';
import { mendWords } from './mend-words.ts';
import { isPlaceholder, spanOf } from './token.ts';
import { childrenOf, walk } from './walk.ts';
import { required } from '../text/required.ts';

/** Rules are untrusted text: a longer one is refused before it is read. In UTF-16 code units. */
export const MAX_RULE_LENGTH = 65_536;
/** More errors than this are no help to anybody. */
const MAX_ERRORS = 20;

/** What parsing gives: the tree when there was no error, and everything that is to be said of the text. */
export interface ParseResult {
  readonly rule?: RuleNode;
  /**
   * What could be read of a rule with errors, its slips mended and `Missing` nodes where nothing could be read: for the
   * checker to look at too. Not to be run.
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
 * rule // undefined
 * diagnostics.map(({ code }) => code) // ['misspelt-keyword', 'wrong-operator']
 */
export function parse(text: RuleText): ParseResult {
  const { source, diagnostics, tree } = read(text, 'rule');
  if (tree === undefined) return { source, diagnostics };
  return diagnostics.length === 0 ? { source, diagnostics, rule: tree } : { source, diagnostics, recovered: tree };
}

/**
 * Parses a rule.
 *
 * @returns the syntax tree of the rule
 * @throws GslError with all diagnostics when the text is not a rule
 * @example
 * parseRule('IamUser should have mfaActive = true').kind // 'Assertion'
 */
export function parseRule(text: RuleText): RuleNode {
  const { rule, diagnostics } = parse(text);
  if (rule === undefined) throw new GslError(diagnostics.map(formatMessage).join('\n\n'), diagnostics);
  return rule;
}

/**
 * Parses a condition that stands alone, as in an exclusion: what could follow `where`.
 *
 * @throws TypeError when it is given no text
 *
 * @example
 * parseCondition("name like 'svc-%' and region = 'eu_west_1'").condition?.kind // 'And'
 */
export function parseCondition(text: RuleText): ParseConditionResult {
  const { source, diagnostics, tree } = read(text, 'condition');
  if (tree === undefined) return { source, diagnostics };
  return diagnostics.length === 0 ? { source, diagnostics, condition: tree } : { source, diagnostics, recovered: tree };
}

/** What a text can be read as. */
interface Trees {
  readonly rule: RuleNode;
  readonly condition: ExpressionNode;
}

/** What mends tokens before they are parsed, in this order; each says what it mended. */
const MENDERS = [mendWords, mendBrackets, mendLists, mendOrder, balanceBrackets] as const;

function read<K extends keyof Trees>(
  text: RuleText,
  what: K,
): { source: Source; diagnostics: readonly Diagnostic[]; tree?: Trees[K] } {
  const source = typeof text === 'string' ? { name: what, text } : text;
  if (typeof (source as Source | undefined)?.text !== 'string')
    throw new TypeError(`a ${what} is text, or an object with \`name\` and \`text\``);
  const refused = refuse(source, what);
  if (refused !== undefined) return { source, diagnostics: [refused] };
  try {
    return readSource(source, what);
  } catch (thrown) {
    if (!isOutOfStack(thrown)) throw thrown;
    // Where it was stopped, it is of no use any more.
    parser = undefined;
    return { source, diagnostics: [tooDeepForStack(source)] };
  }
}

function readSource<K extends keyof Trees>(
  source: Source,
  what: K,
): { source: Source; diagnostics: readonly Diagnostic[]; tree?: Trees[K] } {
  const lexed = tokenize(source);
  let { tokens } = lexed;
  const diagnostics = [...lexed.diagnostics];
  for (const mend of MENDERS) {
    const mended = mend(source, tokens);
    tokens = mended.tokens;
    diagnostics.push(...mended.diagnostics);
  }
  // The parser recurses into brackets, so it does not see a rule that is too deep.
  const deep = diagnostics.find(({ code }) => code === 'rule-too-deep');
  if (deep !== undefined) return { source, diagnostics: [deep] };
  const parsed = parseTokens(source, what, tokens, lexed.diagnostics.length > 0);
  diagnostics.push(...parsed.diagnostics);
  // A mended tree is walked by the checker, so it keeps the same limits.
  const wrong = parsed.tree === undefined ? [] : verify(source, parsed.tree, tokens.length);
  const isDeep = wrong.some(({ code }) => code === 'rule-too-deep');
  diagnostics.push(...wrong);
  const said = diagnostics.length === 0 ? diagnostics : withoutOverlaps(inTextOrder(diagnostics).slice(0, MAX_ERRORS));
  return { source, diagnostics: said, ...(parsed.tree === undefined || isDeep ? {} : { tree: parsed.tree }) };
}

/** A repair that moves what another one mends is left out: both cannot be made. */
function withoutOverlaps(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const spans = diagnostics.flatMap(({ fixes = [] }) => fixes.map(({ span }) => span));
  const encloses = (outer: Span, inner: Span): boolean =>
    outer !== inner && outer.start <= inner.start && inner.start < outer.end && inner.end <= outer.end;
  return diagnostics.map((diagnostic) => {
    const { fixes = [], ...rest } = diagnostic;
    return fixes.some((fix) => spans.some((span) => encloses(fix.span, span))) ? rest : diagnostic;
  });
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

/**
 * Runs the parser, and after an error again with a placeholder for the condition that was broken, until the rest of
 * the rule has been read too. Every round reports a later error or is the last.
 */
function parseTokens<K extends keyof Trees>(
  source: Source,
  what: K,
  input: readonly IToken[],
  unsure: boolean,
): { tree?: Trees[K]; diagnostics: Diagnostic[] } {
  parser ??= new RuleParser();
  const diagnostics: Diagnostic[] = [];
  let tokens = [...input];
  let reached = -1;
  let joint: IToken | undefined;
  // Each round reads the whole rule again, so a rule of nothing but errors is given up on.
  for (let round = 0; round < 2 * MAX_ERRORS; round += 1) {
    parser.input = tokens;
    const tree = parser[what]() as Trees[K];
    const [error] = parser.errors;
    if (error === undefined) return { tree, diagnostics };
    if (round === 0) {
      const habits = mendHabits(source, tokens, MAX_ERRORS);
      if (habits.diagnostics.length > 0) {
        diagnostics.push(...habits.diagnostics);
        tokens = [...habits.tokens];
        continue;
      }
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
    const mended = mendAt(tokens, index, said.code === 'unexpected-token', what === 'condition');
    if (mended === undefined) break;
    ({ tokens, reached, joint } = mended);
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

/** Breadth first and without recursion, since depth is what is in question. */
function tooDeepNode(rule: Node): Node | undefined {
  let level: Node[] = [rule];
  for (let depth = 0; level.length > 0; depth += 1) {
    // A bracketed condition takes up to three levels of the tree: a block, an `or`, an `and`.
    if (depth > 3 * MAX_DEPTH) return level[0];
    level = level.flatMap(childrenOf);
  }
  return undefined;
}
