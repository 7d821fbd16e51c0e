import { defined } from '../text/defined.ts';
import type { PathValue, Predicate, Test } from '../plan/plan.ts';
import { kindOf } from '../values/kinds.ts';
import { isSpan } from '../values/time.ts';
import { single } from '../values/value.ts';
import { truthMeant } from './doubts.ts';
import { addOther, type Examine, type MixedState, type Others, stateOf } from './evidence-mixed.ts';
import type { FirstValues } from './evidence-first.ts';
import { testOf } from './predicates.ts';
import { foldOf } from '../values/equality.ts';

/* Values that say something else than a rule reads from them: words for nothing, `false` as a word, text that is encoded. */

/** How a word for nothing is called among kinds. */
export const WORD_OF_NOTHING = 'a word for what is not there';
/** How an empty text is called where null is asked for. */
export const EMPTY_TEXT = 'empty text';
/** How a `false` that is asked whether it is empty is called. */
export const NOT_EMPTY = 'false';
/** How null is called where `false` is asked for. */
export const NULL = 'nothing but null';
/** How a list is called that has elements, and nothing in them. */
export const EMPTY_ONES = 'a list of empty texts alone';
/** How a time is called where a number of days is asked for. */
export const SECONDS = 'a number of seconds since 1970';
/** How text in base64 is called that has what is asked for. */
export const ENCODED = 'base64 of a text that has it';

const NOTHING =
  /^(?:none|nil|null|undefined|unknown|n\/a|-{1,2}|\[\]|\{\}|\s+|not[ _-]?(?:available|applicable|configured|defined|enabled|set|specified|supported))$/iu;
const OFF = /^(?:disabled|off)$/iu;

/** How JSON is called that would match if it had no blanks. */
export const SPACED = 'JSON whose blanks keep it from matching';

/** The test that a bare operand stands for: it holds of all that is there. */
export function truthTest(value: PathValue): Test {
  return { kind: 'test', node: value.node, value, predicate: { kind: 'compare', operator: '=', to: true } };
}

/** Whether a value is a word for true or false; undefined where it is none, and says by itself whether something is there. */
export function truthWord(found: unknown): 'true' | 'false' | undefined {
  const one = single(found);
  if (typeof one !== 'string' || /active|suspended/iu.test(one)) return undefined;
  return /^true$/iu.test(one) ? 'true' : (truthMeant(one) as 'true' | 'false' | undefined);
}

/** What there is of values that are asked whether they are there. */
export const wordsAmong: Examine = (first) => wordsIn(first, (text) => NOTHING.test(text));

function wordsIn({ values, secret }: FirstValues, isWord: (text: string) => boolean): MixedState {
  const others: Others = new Map();
  let shown: MixedState['shown'];
  for (const [index, value] of values.entries()) {
    const one = single(value);
    if (typeof one !== 'string' || !isWord(one) || secret.has(index)) continue;
    addOther(others, WORD_OF_NOTHING, index + 1);
    shown ??= { at: index + 1, text: one };
  }
  return { ...stateOf(values.length, others), ...defined({ shown }) };
}

/** The same of values that are asked whether they are empty, where a word for what is off is something too. */
export const offAmong: Examine = (first) => wordsIn(first, (text) => NOTHING.test(text) || OFF.test(text));

/** What there is of values that are asked whether they are empty: `false`, and all that is neither true nor false. */
export const truthsAmong: Examine = ({ values }) => {
  const others: Others = new Map();
  for (const [index, value] of values.entries()) {
    const one = single(value);
    if (one !== true) addOther(others, one === false ? NOT_EMPTY : kindOf(one), index + 1);
  }
  return stateOf(values.length, others);
};

/** Whether a test asks for null alone. */
export function isOfNull({ predicate }: Test): boolean {
  return predicate.kind === 'compare' && predicate.to === null && /^!?=$/u.test(predicate.operator);
}

/** What there is of values that are asked for null: empty texts, and words for nothing. */
export const nothingsAmong: Examine = (first) => {
  const { others = [], ...state } = wordsAmong(first);
  const all: Others = new Map(others.map(([kind, places]) => [kind, [...places]]));
  for (const [index, value] of first.values.entries()) if (single(value) === '') addOther(all, EMPTY_TEXT, index + 1);
  return { ...state, ...stateOf(first.values.length, all) };
};

/** Whether a test asks for `false` alone. */
export function isOfFalse({ predicate }: Test): boolean {
  return predicate.kind === 'compare' && predicate.to === false && /^!?=$/u.test(predicate.operator);
}

/** What there is of values that are asked for `false`. */
export const nullsAmong: Examine = ({ values }) => {
  const others: Others = new Map();
  for (const [index, value] of values.entries()) if (value === null) addOther(others, NULL, index + 1);
  return stateOf(values.length, others);
};

/** What there is of lists that are asked whether they are empty. */
export const emptyOnesAmong: Examine = ({ values }) => {
  const others: Others = new Map();
  for (const [index, value] of values.entries())
    if (Array.isArray(value) && value.every((one) => one === '' || one === null))
      addOther(others, EMPTY_ONES, index + 1);
  return stateOf(values.length, others);
};

/** What tells a time, by its name: `notAfter`, `expiresAt`; not what tells how long, as `maxDays`. */
const IS_TIME =
  /(?:[Dd]ate|[Tt]ime|[Tt]imestamp|[a-z]At|_at|[Aa]fter|[Bb]efore|[Ee]xpir(?:y|es|ation)|created|modified|rotated|used)$/u;

/** Whether a test holds what is called like a time against a number of days, or of another unit. */
export function mayBeSpan({ value, predicate }: Test): boolean {
  const isOrder = predicate.kind === 'compare' && !/^!?=$/u.test(predicate.operator) && isSpan(predicate.to);
  return isOrder && value.kind === 'path' && IS_TIME.test(String(value.segments.at(-1)));
}

/** What there is of numbers that are held against days: seconds since 2001, and up to 2100. */
export const secondsAmong: Examine = ({ values }) => {
  const others: Others = new Map();
  for (const [index, value] of values.entries())
    if (typeof value === 'number' && value >= 1e9 && value < 4.2e9) addOther(others, SECONDS, index + 1);
  return stateOf(values.length, others);
};

/** What may be encoded, by its name: data of users and secrets, scripts, documents. */
const MAY_BE_ENCODED = /(?:data|script|content|payload|config|document|policy|body|encoded\w*|base64)$/iu;
const BASE64 = /^(?:[A-Za-z\d+/_-]{4}\s?){4,}(?:[A-Za-z\d+/_-]{2,3}={0,2})?\s?$/u;
/** So much of a text is decoded. */
const MAX_ENCODED = 32_768;

export function mayBeEncoded({ value, predicate }: Test): boolean {
  const isPattern = predicate.kind === 'like' || predicate.kind === 'match';
  return isPattern && value.kind === 'path' && MAY_BE_ENCODED.test(String(value.segments.at(-1)));
}

/** What there is of texts that match once they are decoded. */
export function encodedAmong(predicate: Predicate): Examine {
  return ({ values }) => {
    const holds = testOf(predicate, {}, foldOf(false));
    const others: Others = new Map();
    for (const [index, value] of values.entries()) {
      const one = single(value);
      const text = decoded(one);
      if (text !== undefined && holds(text) === true) addOther(others, ENCODED, index + 1);
      if (isSpaced(one, holds)) addOther(others, SPACED, index + 1);
    }
    return stateOf(values.length, others);
  };
}

function isSpaced(value: unknown, holds: (value: unknown) => unknown): boolean {
  if (typeof value !== 'string' || value.length > MAX_ENCODED || !/^\s*[[{]/u.test(value)) return false;
  return holds(value) !== true && holds(value.replaceAll(/\s+/gu, '')) === true;
}

function decoded(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_ENCODED || !BASE64.test(value)) return undefined;
  try {
    const bytes = Uint8Array.from(
      atob(value.replaceAll(/\s/gu, '').replaceAll('-', '+').replaceAll('_', '/')),
      (sign) => sign.charCodeAt(0),
    );
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
