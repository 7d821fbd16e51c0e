import type { Diagnostic } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { tooDeepBracket } from './depth.ts';
import { tokenize } from './lexer.ts';
import { balanceBrackets, mendBrackets } from './mend-brackets.ts';
import { mendHabits } from './mend-habits.ts';
import { mendLists } from './mend-lists.ts';
import { mendOrder } from './mend-order.ts';
import { mendWords } from './mend-words.ts';
import {
  MAX_ERRORS,
  type ParseConditionResult,
  type ParseResult,
  parseTokens,
  type Read,
  readOf,
  readText,
  type RuleText,
  treeOf,
  type Trees,
} from './read.ts';
import { tokenizeSlips } from './slip-lexer.ts';
import { SLIPS } from './slips.ts';

/**
 * `parse`, with what to write instead of slips and of other languages' words, read on as if that had been written. Its tree
 * is that of `parse`, where it has nothing to say; it says more, also of some ways to write that the grammar alone would let
 * through (`a =~.b`, `a = None`, `a inn ('b')`).
 *
 * @throws TypeError when it is given no text
 *
 * @example
 * parseRepaired('IamUser shoud have mfaActive==true').diagnostics.map(({ code }) => code) // ['misspelt-keyword', 'wrong-operator']
 */
export function parseRepaired(text: RuleText): ParseResult {
  return readText(text, 'rule', readSource);
}

/** {@link parseRepaired} of a condition alone. */
export function parseConditionRepaired(text: RuleText): ParseConditionResult {
  return readText(text, 'condition', readSource);
}

function readSource<K extends keyof Trees>(source: Source, what: K): Read<Trees[K]> {
  return healthy(source, what) ?? withRepairs(source, what);
}

/** Whether a rule may hold a slip that the grammar would read as something else. */
const MAY_BE_SLIP = new RegExp(SLIPS.flatMap(({ inGrammar }) => inGrammar ?? []).join('|'), 'iu');

/** Nearly all rules need no repair: they are read without looking for any. */
function healthy<K extends keyof Trees>(source: Source, what: K): Read<Trees[K]> | undefined {
  if (MAY_BE_SLIP.test(source.text)) return undefined;
  const { tokens, diagnostics } = tokenize(source);
  if (diagnostics.length > 0 || tooDeepBracket(tokens) !== undefined) return undefined;
  if (mendWords(source, tokens).diagnostics.length > 0) return undefined;
  const tree = treeOf(what, tokens);
  return tree === undefined ? undefined : readOf(source, [], { tree, diagnostics: [] }, tokens.length);
}

/** What mends tokens before they are parsed, in this order; each says what it mended. */
const MENDERS = [mendWords, mendBrackets, mendLists, mendOrder, balanceBrackets] as const;

function withRepairs<K extends keyof Trees>(source: Source, what: K): Read<Trees[K]> {
  const lexed = tokenizeSlips(source);
  let { tokens } = lexed;
  const diagnostics = [...lexed.diagnostics];
  for (const mend of MENDERS) {
    const mended = mend(source, tokens);
    tokens = mended.tokens;
    diagnostics.push(...mended.diagnostics);
  }
  // The parser recurses into brackets, so it does not see a rule that is too deep.
  const deep = diagnostics.find(({ code }) => code === 'rule-too-deep');
  if (deep !== undefined) return { diagnostics: [deep] };
  const parsed = parseTokens(source, what, tokens, lexed.diagnostics.length > 0, (input) =>
    mendHabits(source, input, MAX_ERRORS),
  );
  const read = readOf(source, diagnostics, parsed, tokens.length);
  return { ...read, diagnostics: withoutOverlaps(read.diagnostics) };
}

/** A repair that moves what another one mends is left out: both cannot be made. */
function withoutOverlaps(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const spans = diagnostics.flatMap(({ fixes = [] }) => fixes.map(({ span }) => span));
  const encloses = (outer: Span, inner: Span): boolean =>
    outer !== inner && outer.start <= inner.start && inner.start < outer.end && inner.end <= outer.end;
  return diagnostics.map((diagnostic) => {
    const { fixes = [], ...rest } = diagnostic;
    return fixes.some((fix) => spans.some((span) => encloses(fix.span, span))) ? rest : diagnostic;
  });
}
