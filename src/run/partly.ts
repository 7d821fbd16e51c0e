import type { Predicate, Scalar } from '../plan/plan.ts';
import type { Fold } from '../values/equality.ts';
import { canMatch, mustMatch, PartlyKnownText, wholly } from '../values/partly-known.ts';
import { PatternError, regexTest } from '../values/pattern.ts';
import type { EvaluationError, Truth } from '../values/value.ts';
import type { NamedLists } from './environment.ts';

/** What a predicate says of a value that is not known: what the known parts of a text decide, and else the error. */
export function unknownTest(predicate: Predicate, lists: NamedLists, fold: Fold): (error: EvaluationError) => Truth {
  const decide = decision(predicate, lists, fold);
  return (error) => (error instanceof PartlyKnownText ? (decide(error.pieces) ?? wholly(error)) : error);
}

type Decision = (pieces: readonly string[]) => boolean | undefined;

const undecided: Decision = () => undefined;

function decision(predicate: Predicate, lists: NamedLists, fold: Fold): Decision {
  switch (predicate.kind) {
    case 'compare': {
      const { operator, to } = predicate;
      if (operator !== '=' && operator !== '!=') return undecided;
      return (pieces) => (canEqual(pieces, to, fold) ? undefined : operator === '!=');
    }
    case 'oneOf':
      return noneOf(predicate.values, fold);
    case 'listed':
      return Object.hasOwn(lists, predicate.name) ? noneOf(lists[predicate.name] ?? [], fold) : undecided;
    case 'like': {
      const pattern = fold(predicate.pattern).split('%');
      return (pieces) => {
        const folded = pieces.map(fold);
        if (mustMatch(folded, pattern)) return true;
        return canMatch(folded, pattern) ? undefined : false;
      };
    }
    case 'match':
      return occursIn(predicate.pattern, predicate.ignoreCase);
  }
}

function noneOf(values: readonly Scalar[], fold: Fold): Decision {
  return (pieces) => (values.some((value) => canEqual(pieces, value, fold)) ? undefined : false);
}

/** A number, boolean or null is equalled by text that is written like it. */
function canEqual(pieces: readonly string[], value: Scalar, fold: Fold): boolean {
  if (typeof value === 'string') return canMatch(pieces.map(fold), [fold(value)]) || isNumberLike(value, pieces);
  if (typeof value === 'number' || typeof value === 'bigint') return pieces.every((piece) => NUMBER.test(piece));
  return canMatch(pieces.map(fold), [String(value)]);
}

/** Parts of a number, or of a time in ISO 8601, which stands for its seconds. */
const NUMBER = /^[\d.+\-:TZ ]*$/iu;

function isNumberLike(value: string, pieces: readonly string[]): boolean {
  return value !== '' && NUMBER.test(value) && pieces.every((piece) => NUMBER.test(piece));
}

/** A pattern that minds no place in the text holds where it occurs in what is known; that it does not occur cannot be told. */
function occursIn(pattern: string, ignoreCase: boolean): Decision {
  // In a class, `^` says which characters are left out.
  if (/[\^$\\]|\(\?/u.test(pattern.replaceAll('[^', '['))) return undecided;
  let holds: ((text: string) => boolean) | undefined;
  try {
    holds = regexTest(pattern, ignoreCase);
  } catch (thrown) {
    if (!(thrown instanceof PatternError)) throw thrown;
    return undecided;
  }
  const test = holds;
  return (pieces) => (pieces.some((piece) => piece !== '' && test(piece)) ? true : undefined);
}
