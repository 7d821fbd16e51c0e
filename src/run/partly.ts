import type { Predicate, Scalar } from '../plan/plan.ts';
import type { Fold } from '../values/equality.ts';
import { canMatch, mustMatch, PartlyKnownText, wholly } from '../values/partly-known.ts';
import { PatternError, regexTest } from '../values/pattern.ts';
import type { EvaluationError, Truth } from '../values/value.ts';
import { costOfText, spend, type Work } from '../values/work.ts';
import type { NamedLists } from './environment.ts';
import { TOO_MANY_ELEMENTS } from './scope.ts';

/** What a predicate says of a value that is not known: what the known parts of a text decide, and else the error. */
export function unknownTest(
  predicate: Predicate,
  lists: NamedLists,
  fold: Fold,
): (error: EvaluationError, work: Work & { readonly left: number }) => Truth {
  const decide = decision(predicate, lists, fold);
  return (error, work) => {
    if (!(error instanceof PartlyKnownText)) return error;
    spend(work, costOfParts(error.pieces));
    const truth = work.left < 0 ? undefined : decide(error.pieces, work, error.isPresent);
    return work.left < 0 ? TOO_MANY_ELEMENTS : (truth ?? wholly(error));
  };
}

/** So many parts of a text cost one unit of work besides their length, as a power of two. */
const PARTS = 2;

function costOfParts(pieces: readonly string[]): number {
  let cost = pieces.length >> PARTS;
  for (const piece of pieces) cost += costOfText(piece);
  return cost;
}

type Decision = (pieces: readonly string[], work: Work, isPresent: boolean) => boolean | undefined;

const undecided: Decision = () => undefined;

function decision(predicate: Predicate, lists: NamedLists, fold: Fold): Decision {
  switch (predicate.kind) {
    case 'compare': {
      const { operator, to } = predicate;
      if (operator !== '=' && operator !== '!=') return undecided;
      // Of what is there without a known part, it is known that it is not nothing.
      const isNothing = to === '' || to === null;
      return (pieces, work, isPresent) => {
        const isOther = isNothing && isPresent && pieces.every((piece) => piece === '');
        return isOther || !canEqual(pieces, to, fold, work) ? operator === '!=' : undefined;
      };
    }
    case 'oneOf':
      return noneOf(predicate.values, fold);
    case 'listed':
      return noneOf(Object.hasOwn(lists, predicate.name) ? lists[predicate.name] : undefined, fold);
    case 'like': {
      const pattern = fold(predicate.pattern).split('%');
      return (pieces, work) => {
        const folded = pieces.map(fold);
        if (mustMatch(folded, pattern, work)) return true;
        return canMatch(folded, pattern, work) ? undefined : false;
      };
    }
    case 'match':
      return occursIn(predicate.pattern, predicate.ignoreCase);
  }
}

function noneOf(values: readonly Scalar[] | undefined, fold: Fold): Decision {
  if (values === undefined) return undecided;
  return (pieces, work) => (values.some((value) => canEqual(pieces, value, fold, work)) ? undefined : false);
}

/** A number, boolean or null is equalled by text that is written like it. */
function canEqual(pieces: readonly string[], value: Scalar, fold: Fold, work: Work): boolean {
  // Once nothing is left there is no verdict, whatever is said.
  if (!spend(work, 1)) return true;
  if (typeof value === 'string') return canMatch(pieces.map(fold), [fold(value)], work) || isNumberLike(value, pieces);
  if (typeof value === 'number' || typeof value === 'bigint') return pieces.every((piece) => NUMBER.test(piece));
  return canMatch(pieces.map(fold), [String(value)], work);
}

/** Parts of a number, or of a time in ISO 8601, which stands for its seconds. */
const NUMBER = /^[\d.+\-:TZ ]*$/iu;

function isNumberLike(value: string, pieces: readonly string[]): boolean {
  return value !== '' && NUMBER.test(value) && pieces.every((piece) => NUMBER.test(piece));
}

/** Outside of a class, what stands for a part that is not known. No JSON text has this character, so that nobody writes it by hand. */
const UNKNOWN = '\\x1a';
/** What stands for one that whoever deploys can make what he likes: in the pieces it is a gap beside a gap. */
const OPEN = '\x1b';

/**
 * A pattern that minds no place in the text holds where it occurs in what is known; that it does not occur cannot be told.
 * One that asks itself for what is not known is held against all of the text, in which that stands there.
 */
function occursIn(pattern: string, ignoreCase: boolean): Decision {
  const asksItself = pattern.replace(/\[[^\]]*\]/gu, '').includes(UNKNOWN);
  // In a class, `^` says which characters are left out.
  if (!asksItself && /[\^$\\]|\(\?/u.test(pattern.replaceAll('[^', '['))) return undecided;
  let holds: ((text: string) => boolean) | undefined;
  try {
    holds = regexTest(pattern, ignoreCase);
  } catch (thrown) {
    if (!(thrown instanceof PatternError)) throw thrown;
    return undecided;
  }
  const test = holds;
  return (pieces) => {
    // Whoever writes the character into a text makes nothing known by it.
    if (asksItself && pieces.some((piece) => /[\x1a\x1b]/u.test(piece))) return undefined;
    const texts = asksItself ? [pieces.join('\x1a').replaceAll(/\x1a{2,}/gu, OPEN)] : pieces;
    return texts.some((text) => text !== '' && test(text)) ? true : undefined;
  };
}
