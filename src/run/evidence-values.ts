import { beginningOf, relaxed, relaxedLike, signsUnderLike, wholeTexts } from '../check/near-patterns.ts';
import { type Core, coreOfLike, coreOfPattern, isLong, otherForms, slipOf } from '../check/near-slips.ts';
import { isId, isOfNoRegistry, namesTheDefault } from '../check/near-codes.ts';
import { canBeNear, canBeOtherwise, canBePart, beginningOfStar, RIGHT, wordOfPattern } from '../check/near-values.ts';
import { holdingNeeded } from '../check/pattern-needs.ts';
import { isVersion } from '../check/version-forms.ts';
import type { PathValue, Predicate, Test } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { COMPARISONS } from '../values/comparison-operators.ts';
import { type Fold, foldOf } from '../values/equality.ts';
import { oneOf } from '../values/one-of.ts';
import { single } from '../values/value.ts';
import { absorbElsewhere, type Elsewhere, lookingElsewhere } from './evidence-elsewhere.ts';
import { testOf } from './predicates.ts';
import type { Scope, ValueClosure } from './scope.ts';

/** So many values are looked at for one literal, the first that there are. */
export const MAX_VALUES = 2_000;
/** What has more different values than this is no choice of a few words: names, ids, addresses. */
export const MAX_CHOICES = 20;
/** Longer values are none of a few words. */
const MAX_LENGTH = 200;

/**
 * The texts that a rule asks a value for by `=`, `in`, a `like` without `%` or of one word, or a pattern that minds case, and
 * what there was while none of them was met: of a pattern, what it would match in another case.
 */
export interface ValueEvidence {
  readonly kind: 'value';
  readonly part: Test;
  readonly owner: Location | undefined;
  /** One of the texts was met. */
  supported: boolean;
  /** How many values were looked at. */
  asked: number;
  /** The texts that were there instead, with the place among those looked at of the first of each. */
  readonly values: Map<string, number>;
  /** Of what is kept where case is minded: the first text that differs by it alone, of however many different ones. */
  readonly byCase: boolean;
  /** Where else one of the texts was, beside the value that was asked for it. */
  readonly elsewhere: Elsewhere;
}

export function valueEvidence(part: Test, owner: Location | undefined, byCase: boolean): ValueEvidence {
  return { kind: 'value', part, owner, supported: false, asked: 0, values: new Map(), byCase, elsewhere: new Map() };
}

/**
 * The texts that a predicate asks for and that others can be near to; none where it asks for something else.
 *
 * @param matchCase whether text is compared with regard to case
 */
export function textsAskedFor(predicate: Predicate, matchCase: boolean | undefined): readonly string[] {
  if (predicate.kind === 'like') {
    const { pattern } = predicate;
    const isCased = matchCase === true && /[a-z]/iu.test(pattern);
    const isOne =
      canBePart(pattern) ||
      canBeOtherwise(pattern) ||
      wordOfPattern(pattern) !== undefined ||
      isVersion(bareText(pattern)) ||
      signsUnderLike(pattern) !== undefined ||
      coreOfLike(pattern) !== undefined ||
      otherForms(pattern).length > 0;
    return isCased || isOne || pattern.includes('*') || relaxedLike(pattern) !== undefined ? [pattern] : [];
  }
  if (predicate.kind === 'match')
    return mindsCase(predicate) ||
      relaxed(predicate.pattern) !== undefined ||
      wholeTexts(predicate.pattern).length > 0 ||
      coreOfPattern(predicate.pattern) !== undefined
      ? [predicate.pattern]
      : [];
  const values = valuesOf(predicate);
  return values.filter(
    (value): value is string =>
      typeof value === 'string' &&
      // It stands for null.
      value !== 'null' &&
      (canBeNear(value) ||
        canBeOtherwise(value) ||
        beginningOfStar(value) !== undefined ||
        (matchCase === true && /\p{L}/u.test(value))),
  );
}

/** Whether a pattern has a word in it that may be written in another case. */
function mindsCase({ pattern, ignoreCase }: Predicate & { readonly kind: 'match' }): boolean {
  return !ignoreCase && /[a-z][a-z\d]/iu.test(pattern.replaceAll(/\\.|\[[^\]]*\]/gu, ' '));
}

/** Whether a predicate would hold for a value if it did not mind case; not where it has no word that could be in another. */
export function holdsInAnyCase(predicate: Predicate): (found: string) => boolean {
  if (predicate.kind === 'match' && !mindsCase(predicate)) return () => false;
  const isUnequal = predicate.kind === 'compare' && predicate.operator === '!=';
  const make = (): ReturnType<typeof testOf> =>
    testOf(predicate.kind === 'match' ? { ...predicate, ignoreCase: true } : predicate, {}, foldOf(false));
  if (predicate.kind !== 'match') {
    const holds = make();
    return (found) => holds(found) === !isUnequal;
  }
  return seldom(predicate.pattern, make);
}

/** The test of a pattern in whatever case, which is made for the first text that may match: for most there is none. */
function seldom(pattern: string, make: () => ReturnType<typeof testOf>): (found: string) => boolean {
  // For most no engine of patterns is needed, which takes longer to load than a few entities to judge.
  const mayHold = holdingNeeded(pattern);
  let holds: ReturnType<typeof testOf> | undefined;
  // What cannot be read so is not near.
  return (found) => mayHold(found) && (holds ??= make())(found) === true;
}

/** Whether a pattern would match if it minded signs, ends and case less. */
export function holdsNearly({ pattern }: { readonly pattern: string }): (found: string) => boolean {
  const near = relaxed(pattern);
  if (near === undefined) return () => false;
  return seldom(near, () => testOf({ kind: 'match', pattern: near, ignoreCase: true }, {}, foldOf(false)));
}

/** Whether a version begins as a pattern does, or nearly so: `TLS1_2` beside `TLSv1\.[01]`. */
function beginsNearly({ pattern }: { readonly pattern: string }): (found: string) => boolean {
  const beginning = beginningOf(pattern);
  return /\d(?:\\\.|[-_.])$/u.test(beginning) ? holdsNearly({ pattern: beginning }) : () => false;
}

/** Whether it does, and is written otherwise. */
export function beginsOtherwise({ pattern }: { readonly pattern: string }): (found: string) => boolean {
  const nearly = beginsNearly({ pattern });
  const holds = testOf({ kind: 'match', pattern: beginningOf(pattern), ignoreCase: true }, {}, foldOf(false));
  return (found) => nearly(found) && holds(found) !== true;
}

/** What a pattern of `like` has between the signs at its ends. */
export function bareText(pattern: string): string {
  return pattern.replaceAll(/^%+|\.?%+$/gu, '');
}

function valuesOf(predicate: Predicate): readonly unknown[] {
  if (predicate.kind === 'oneOf') return predicate.values;
  const isEquality = predicate.kind === 'compare' && (predicate.operator === '=' || predicate.operator === '!=');
  return isEquality ? [predicate.to] : [];
}

function askedFor(predicate: Predicate, fold: Fold): (found: string) => boolean {
  if (predicate.kind === 'oneOf') return oneOf(textsAskedFor(predicate, undefined), fold);
  if (predicate.kind !== 'like' && predicate.kind !== 'match')
    return COMPARISONS['='].testFor(predicate.kind === 'compare' ? predicate.to : '', fold);
  const holds = testOf(predicate, {}, fold);
  return (found) => holds(found) === true;
}

/** Flags and accounts, which stand in longer texts, of which there are many: those without them would soon be too many. */
const WITHIN = /^(?:--?[a-z][\w-]*|\d{12})$/iu;

/** Which values may tell something of what a predicate asks for. */
function keeping(predicate: Predicate): (found: string) => boolean {
  // A pattern tells of many texts.
  if (predicate.kind === 'match') {
    if (wholeTexts(predicate.pattern).length > 0) return () => true;
    const inAnyCase = holdsInAnyCase(predicate);
    let nearly: ((found: string) => boolean) | undefined;
    let begins: ((found: string) => boolean) | undefined;
    return (found) =>
      inAnyCase(found) || (nearly ??= holdsNearly(predicate))(found) || (begins ??= beginsNearly(predicate))(found);
  }
  if (predicate.kind === 'like') {
    const { pattern } = predicate;
    const isOne = wordOfPattern(pattern) !== undefined || isVersion(bareText(pattern));
    const near = isOne || pattern.includes('*') ? undefined : relaxedLike(pattern);
    const family = `.${bareText(pattern).toLowerCase()}`;
    const begins = /^[a-z]{4,}(?=[-_ ]%$)/u.exec(pattern)?.[0];
    const inAnyCase = holdsInAnyCase(predicate);
    const signs = signsUnderLike(pattern);
    return near === undefined
      ? () => true
      : (found) =>
          near.test(found) ||
          (namesTheDefault(pattern) ? isOfNoRegistry(found) : isId(found)) ||
          signs?.test(found) === true ||
          (begins !== undefined && found.toLowerCase().startsWith(begins)) ||
          found.toLowerCase().includes(family) ||
          inAnyCase(found);
  }
  const asked = textsAskedFor(predicate, undefined);
  // Of many ports, those that stand for others tell something.
  if (asked.length > 0 && asked.every((text) => /^\d{1,5}$/u.test(text))) return (found) => !/^\d+$/u.test(found);
  // Of the rights that policies name, of which there are many, those of the same service.
  if (asked.length > 0 && asked.every((text) => RIGHT.test(text))) {
    const services = asked.map((text) => text.toLowerCase().slice(0, text.indexOf(':')));
    return (found) => found === '*' || services.some((service) => found.toLowerCase().startsWith(service));
  }
  if (asked.length === 0 || !asked.every((text) => WITHIN.test(text))) return () => true;
  const texts = asked.map((text) => text.toLowerCase().replace(/^-+/u, ''));
  return (found) => texts.some((text) => found.toLowerCase().includes(text));
}

/** So many slips are kept of what has more values than are kept. */
const MAX_SLIPS = 3;
/** A list of more texts is not looked through for slips. */
const MAX_TEXTS = 50;

/**
 * Whether a value has what a rule asks for but for a slip; undefined of what can have none.
 *
 * @param among `many` where it is one of many values, so that short texts are near some by chance
 */
export function slipsOf(predicate: Predicate, among: 'few' | 'many'): ((found: string) => boolean) | undefined {
  const tests = [...slipTests(predicate, among)];
  return tests.length === 0 ? undefined : (found) => tests.some((isSlip) => isSlip(found));
}

function* slipTests(predicate: Predicate, among: 'few' | 'many'): Iterable<(found: string) => boolean> {
  if (predicate.kind === 'like')
    for (const pattern of otherForms(predicate.pattern)) {
      const holds = testOf({ ...predicate, pattern }, {}, foldOf(false));
      yield (found) => holds(found) === true;
    }
  for (const core of coresOf(predicate)) {
    if (among === 'many' && !isLong(core)) continue;
    const slip = slipOf(core);
    yield (found) => slip(found) !== undefined;
  }
}

function coresOf(predicate: Predicate): readonly Core[] {
  if (predicate.kind === 'like') return [coreOfLike(predicate.pattern) ?? []].flat();
  if (predicate.kind === 'match') return [coreOfPattern(predicate.pattern) ?? []].flat();
  const texts = textsAskedFor(predicate, undefined);
  // Of thousands each would be held against thousands of values.
  if (texts.length > MAX_TEXTS) return [];
  return texts.flatMap((text) => (text.includes('%') ? [] : (coreOfLike(text) ?? [])));
}

/** Looks at a value: true once one of the texts was met, undefined when enough was looked at. */
export function lookingAtValues(
  value: ValueClosure,
  predicate: Predicate,
  fold: Fold,
  path?: PathValue,
): (self: unknown, scope: Scope, evidence: ValueEvidence) => boolean | undefined {
  const lookElsewhere = path && lookingElsewhere(path, predicate);
  const isAskedFor = askedFor(predicate, fold);
  let isKept: ReturnType<typeof keeping> | undefined;
  let isInAnyCase: ReturnType<typeof keeping> | undefined;
  const slips = {
    few: onFirstUse(() => slipsOf(predicate, 'few')),
    many: onFirstUse(() => slipsOf(predicate, 'many')),
  };
  const isEnough = (evidence: ValueEvidence): boolean => isFull(evidence) && isEnded(evidence, slips.many());
  const maySay = (found: string, evidence: ValueEvidence): boolean => {
    if (evidence.byCase) return (isInAnyCase ??= holdsInAnyCase(predicate))(found);
    if (isFull(evidence)) return slips.many()?.(found) === true;
    return (isKept ??= keeping(predicate))(found) || slips.few()?.(found) === true;
  };
  // Many values in a row are the same.
  let saysNothing: string | undefined;
  return (self, scope, evidence) => {
    const found = single(value(self, scope));
    if (typeof found !== 'string') return false;
    evidence.asked += 1;
    if (found !== saysNothing && isAskedFor(found)) return true;
    // That a secret is the text that a rule asks for is none of a report's.
    if (!evidence.byCase && scope.hasSecrets !== true) lookElsewhere?.(self, evidence.asked, evidence.elsewhere);
    const { values, asked, byCase } = evidence;
    // What a source marks as secret is shown nowhere.
    const isNew = scope.hasSecrets !== true && found.length <= MAX_LENGTH && !isEnough(evidence) && !values.has(found);
    if (isNew && found !== saysNothing) {
      if (maySay(found, evidence)) values.set(found, asked);
      else saysNothing = found;
    }
    return (isEnough(evidence) && !byCase) || asked >= MAX_VALUES ? undefined : false;
  };
}

function onFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Whether no more texts are kept, but for slips. */
function isFull({ values, byCase }: ValueEvidence): boolean {
  return values.size > (byCase ? 0 : MAX_CHOICES);
}

/** Whether none is kept at all. */
function isEnded({ values, byCase }: ValueEvidence, slips: ReturnType<typeof slipsOf>): boolean {
  return byCase || slips === undefined || values.size > MAX_CHOICES + MAX_SLIPS;
}

/** What later entities showed, as if they had been looked at behind those before them. */
export interface ValueState {
  readonly supported: boolean;
  readonly asked: number;
  readonly values?: readonly (readonly [value: string, at: number])[];
  readonly elsewhere?: readonly (readonly [name: string, places: readonly number[]])[];
}

export function absorbValues(
  evidence: ValueEvidence,
  { supported, asked, values = [], elsewhere = [] }: ValueState,
): void {
  const before = evidence.asked;
  // Few have as many values.
  const slips = onFirstUse(() => (evidence.byCase ? undefined : slipsOf(evidence.part.predicate, 'many')));
  const isEnough = (of: ValueEvidence): boolean => isFull(of) && isEnded(of, slips());
  // Of one that differs by case alone it is not known yet whether it is met behind it.
  const isOver = (): boolean => isEnough(evidence) && !evidence.byCase;
  if (evidence.supported || isOver()) return;
  absorbElsewhere(evidence.elsewhere, before, elsewhere);
  for (const [value, at] of values) {
    if (before + at > MAX_VALUES || isEnough(evidence)) break;
    if (isFull(evidence) && slips()?.(value) !== true) continue;
    if (!evidence.values.has(value)) evidence.values.set(value, before + at);
    if (!isOver()) continue;
    // No further was looked, had one looked at all of them.
    evidence.asked = before + at;
    return;
  }
  // What was met behind the last that is looked at was not met.
  if (supported && before + asked <= MAX_VALUES) evidence.supported = true;
  evidence.asked = Math.min(before + asked, MAX_VALUES);
}
