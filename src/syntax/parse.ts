import { formatMessage } from '../text/format-message.ts';
import { GslError } from '../text/gsl-error.ts';
import type { Source } from '../text/source.ts';
import type { RuleNode } from './ast.ts';
import { tooDeep, tooDeepBracket } from './depth.ts';
import { tokenize } from './lexer.ts';
import {
  type ParseConditionResult,
  type ParseResult,
  parseTokens,
  type Read,
  readOf,
  readText,
  type RuleText,
  type Trees,
} from './read.ts';
import { parseRepaired } from './repaired.ts';
import { spanOf } from './token.ts';

/**
 * Parses a rule and reports the errors in it instead of throwing: what was expected, and where. What to write instead of a
 * slip, or of another language's way to say it, is told by `check`, which is several times as large.
 *
 * @throws TypeError when it is given no text
 *
 * @example
 * const { rule, diagnostics } = parse('IamUser should have mfaActive = and name like 5');
 * rule // undefined
 * diagnostics.map(({ code }) => code) // ['expected-value', 'expected-token']
 */
export function parse(text: RuleText): ParseResult {
  return readText(text, 'rule', readSource);
}

/**
 * Parses a rule.
 *
 * @returns the syntax tree of the rule
 * @throws GslError with all diagnostics when the text is not a rule, and what to write instead
 * @example
 * parseRule('IamUser should have mfaActive = true').kind // 'Assertion'
 */
export function parseRule(text: RuleText): RuleNode {
  const { rule, diagnostics } = parseRepaired(text);
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
  return readText(text, 'condition', readSource);
}

function readSource<K extends keyof Trees>(source: Source, what: K): Read<Trees[K]> {
  const { tokens, diagnostics } = tokenize(source);
  const deep = tooDeepBracket(tokens);
  if (deep !== undefined) return { diagnostics: [tooDeep(source, spanOf(deep))] };
  return readOf(source, diagnostics, parseTokens(source, what, tokens, diagnostics.length > 0), tokens.length);
}
