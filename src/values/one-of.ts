import { booleanOf, equalTo, type Fold, isNullish, numberOrTimeOf, sameTextTest } from './equality.ts';
import { numberText } from './identity.ts';
import { single } from './value.ts';

/** Of fewer values, asking each is quicker than looking one up. */
const FEW = 8;

/**
 * The test `in (…)`: whether a value equals one of several, as `=` does. It takes one look-up, however many there are.
 *
 * @example
 * oneOf([443, 'any'], fold)('ANY'); // true
 */
export function oneOf(values: readonly unknown[], fold: Fold): (value: unknown) => boolean {
  // Nearly all lists hold text, and nearly all values are text in the list's own spelling.
  const isText = textSetTest(
    values.filter((value) => typeof value === 'string'),
    fold,
  );
  const rest = values.filter((value) => typeof value !== 'string');
  const isAny = values.length <= FEW ? anyOf(values, fold) : lookedUp(values);
  // A text also equals the number, boolean or null that it is written like.
  const isOther = rest.length <= FEW ? anyOf(rest, fold) : lookedUp(rest);
  return (value) => {
    const one = single(value);
    return typeof one === 'string' ? isText(one) || isOther(one) : isAny(one);
  };
}

/** Whether a text is one of several, apart from case. */
function textSetTest(texts: readonly string[], fold: Fold): (text: string) => boolean {
  if (texts.length <= FEW) {
    const tests = texts.map((text) => sameTextTest(fold(text), fold));
    return (text) => {
      for (const test of tests) if (test(text)) return true;
      return false;
    };
  }
  const exact = new Set(texts);
  const folded = new Set(texts.map(fold));
  return (text) => exact.has(text) || folded.has(fold(text));
}

function anyOf(values: readonly unknown[], fold: Fold): (one: unknown) => boolean {
  const tests = values.map((value) => equalTo(value, fold));
  return (one) => tests.some((test) => test(one));
}

/** By what values are as numbers and as truths. */
function lookedUp(values: readonly unknown[]): (one: unknown) => boolean {
  const hasNull = values.some(isNullish);
  const numbers = new Set(values.map(keyOfNumber));
  const truths = new Set(values.map(booleanOf));
  return (one) => {
    if (isNullish(one)) return hasNull;
    const number = keyOfNumber(one);
    if (number !== undefined) return numbers.has(number);
    const truth = booleanOf(one);
    return truth !== undefined && truths.has(truth);
  };
}

function keyOfNumber(value: unknown): string | undefined {
  const number = numberOrTimeOf(value);
  // A date that does not exist is no time.
  return number === undefined || Number.isNaN(number) ? undefined : numberText(number);
}
