import type { IToken, TokenType } from 'chevrotain';
import { clip } from '../text/clip.ts';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source } from '../text/source.ts';
import { required } from '../text/required.ts';
import { endsOperand, type Find, type Habit, operandText, sliceOf } from './habit.ts';
import { bareCall, groupKey, ifThen } from './mend-calls.ts';
import { conditional, joined, quantified, quantifiedBehind } from './mend-joined.ts';
import { operandStart } from './mend-order.ts';
import { countOfType, dottedTarget, foreignList, selectFrom, severalTargets } from './mend-targets.ts';
import { chained, foreignPattern, inRange, withoutBrackets } from './mend-values.ts';
import { endOf, LITERALS, spanOf, tokenAt } from './token.ts';
import {
  And,
  Block,
  Comparator,
  Greater,
  Have,
  In,
  LeftParen,
  Less,
  Like,
  Not,
  Or,
  Regex,
  RegexMatch,
  Should,
  Word,
} from './tokens.ts';

/** What English says and GSL does not, by what is written for it. */
const FOR_SHOULD = new Set(['must', 'shall']);
const BEHIND_SHOULD: ReadonlyMap<string, TokenType | undefined> = new Map([
  ...['has', 'having', 'had', 'be', 'include', 'contain', 'contains'].map((word) => [word, Have] as const),
  ['never', Not],
  ['always', undefined],
]);
const EXISTENCE = /^(?:exists?|present|defined)$/iu;

/** What compares, and what of it stands behind. */
const COMPARES: ReadonlySet<TokenType> = new Set([Comparator, Less, Greater, Like, RegexMatch, In]);

/** So many tokens before a comparison without its property, one that has it is looked for: rules are untrusted. */
const REACH = 500;

const FINDS: readonly Find[] = [
  foreignShould,
  behindShould,
  existence,
  between,
  repeated,
  joined,
  quantified,
  quantifiedBehind,
  conditional,
  ifThen,
  inRange,
  withoutBrackets,
  foreignPattern,
  groupKey,
  bareCall,
  countOfType,
  foreignList,
  dottedTarget,
  severalTargets,
  selectFrom,
  chained,
];

/**
 * Ways to say it that are English or another language, which take more than one token. Looked for where a rule cannot be read:
 * no rule that can be read holds one.
 *
 * @param limit so many are told at most: each may repeat much of the rule
 */
export function mendHabits(
  source: Source,
  input: readonly IToken[],
  limit: number,
): { readonly tokens: readonly IToken[]; readonly diagnostics: readonly Diagnostic[] } {
  const tokens = [...input];
  const diagnostics: Diagnostic[] = [];
  for (let index = 0; index < tokens.length && diagnostics.length < limit; index += 1) {
    const at = required(tokens[index]);
    for (const find of FINDS) {
      const habit = find(at, index, tokens, source);
      if (habit === undefined) continue;
      const { span = spanOf(at), help, text } = habit;
      const written = source.text.slice(span.start, span.end);
      const { code = 'foreign-word', message = `\`${written}\` is not GSL` } = habit;
      const fix = text === undefined ? undefined : { span, text };
      diagnostics.push(diagnostic({ code, severity: 'error', message, source, span, help, fix }));
      tokens.splice(index, habit.count, ...habit.put);
      break;
    }
  }
  return { tokens, diagnostics };
}

/** `IamUser must have …`. */
function foreignShould(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (index === 0 || at.tokenType !== Word || !FOR_SHOULD.has(at.image.toLowerCase())) return undefined;
  if (tokens.some(({ tokenType }) => tokenType === Should)) return undefined;
  return { count: 1, put: [tokenAt(Should, 'should', spanOf(at))], help: 'write `should`', text: 'should' };
}

/** `should has name`, `should be encrypted`, `should never have`. */
function behindShould(at: IToken, index: number, tokens: readonly IToken[]): Habit | undefined {
  if (at.tokenType !== Word && at.tokenType !== Block) return undefined;
  const word = at.image.toLowerCase();
  if (!BEHIND_SHOULD.has(word)) return undefined;
  const negated = tokens[index - 1]?.tokenType === Not ? 1 : 0;
  if (tokens[index - 1 - negated]?.tokenType !== Should) return undefined;
  const next = tokens[index + 1]?.tokenType;
  if (next !== Word && next !== Not && next !== Have) return undefined;
  const meant = BEHIND_SHOULD.get(word);
  if (meant === undefined) return { count: 1, put: [], help: 'leave it out', text: '' };
  if (meant === Have && next === Have) return undefined;
  const text = meant === Have ? 'have' : 'not';
  return { count: 1, put: [tokenAt(meant, text, spanOf(at))], help: `write \`${text}\``, text };
}

/** `vpc exists`, `exists vpc`. */
function existence(at: IToken, index: number, tokens: readonly IToken[], source: Source): Habit | undefined {
  if (at.tokenType !== Word || !EXISTENCE.test(at.image)) return undefined;
  if (!endsOperand(tokens[index - 1])) {
    const behind = tokens[index + 1];
    if (behind?.tokenType !== Word || index === 0) return undefined;
    return { count: 1, put: [], help: `a property alone asks whether it is there: \`${clip(behind.image, 100)}\`` };
  }
  if (tokens[index + 1]?.tokenType === LeftParen) return undefined;
  const operand = operandText(tokens.slice(0, index), source);
  return { count: 1, put: [], help: `a property alone asks whether it is there: \`${operand}\`` };
}

/** `port between 1 and 1024`. */
function between(at: IToken, index: number, tokens: readonly IToken[], source: Source): Habit | undefined {
  if (at.tokenType !== Word || at.image.toLowerCase() !== 'between' || !endsOperand(tokens[index - 1]))
    return undefined;
  const [least, and, most] = tokens.slice(index + 1, index + 4);
  if (least === undefined || most === undefined || and?.tokenType !== And) return undefined;
  if (!LITERALS.has(least.tokenType) || !LITERALS.has(most.tokenType)) return undefined;
  const operand = operandText(tokens.slice(0, index), source);
  // In brackets, so that a `not` before it is of both.
  const help = `write \`(${operand} >= ${least.image} and ${operand} <= ${most.image})\``;
  return { count: 4, put: [tokenAt(Comparator, '>=', spanOf(at)), least], help };
}

/** `name = 'a' or = 'b'`, `name regexMatch /a/ or /b/`: the property stands in each comparison. */
function repeated(at: IToken, index: number, tokens: readonly IToken[], source: Source): Habit | undefined {
  const joint = tokens[index - 1]?.tokenType;
  if (joint !== And && joint !== Or) return undefined;
  if (!COMPARES.has(at.tokenType) && at.tokenType !== Regex) return undefined;
  const from = Math.max(0, index - 1 - REACH);
  const before = tokens.slice(from, index - 1);
  // What was put in here has no width, and stands for what is written before it.
  const operator = before.findLastIndex(
    ({ tokenType }, place) => COMPARES.has(tokenType) && place > 0 && isWritten(required(before[place - 1])),
  );
  const start = operandStart(before.slice(0, Math.max(0, operator)));
  // What begins out of reach may be longer.
  if (operator <= start || (start === 0 && from > 0)) return undefined;
  const isPattern = at.tokenType === Regex;
  if (isPattern && before[operator]?.tokenType !== RegexMatch) return undefined;
  const place = { start: at.startOffset, end: at.startOffset };
  const missing = before.slice(start, isPattern ? operator + 1 : operator);
  const text = `${sliceOf(missing, source)} `;
  return {
    count: 1,
    put: [...missing.map(({ tokenType, image }) => tokenAt(tokenType, image, place)), at],
    span: spanOf(at),
    code: 'expected-condition',
    message: `\`${at.image}\` begins no condition`,
    help: `each comparison names its property: \`${clip(text.trimEnd(), 100)} ${at.image}${isPattern ? '' : ' …'}\``,
    text: `${text}${source.text.slice(at.startOffset, endOf(at))}`,
  };
}

function isWritten(token: IToken): boolean {
  return endOf(token) > token.startOffset;
}
