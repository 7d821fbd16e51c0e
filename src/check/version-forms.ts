/*
 * One version or amount in several forms: `1.0`, `TLS1_0` and `TLSv1.0`, `1.27` and `v1.27.3`, `2Gi` and `2048Mi`.
 */

interface Version {
  /** What stands before the numbers, without signs and the `v` of a version. */
  readonly word: string;
  readonly numbers: readonly number[];
  /** The text with all numbers and words the same, so that two of one form are alike. */
  readonly form: string;
}

function versionOf(text: string): Version | undefined {
  const [, word = '', digits] = /^(\p{L}*(?:[ _-]\p{L}+)*)[ _.-]?(\d{1,6}(?:[._]\d{1,6}){0,3})$/u.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return {
    word: word.toLowerCase().replaceAll(/[ _-]/gu, '').replace(/v$/u, ''),
    numbers: digits.split(/[._]/u).map(Number),
    form: text.toLowerCase().replaceAll(/\d+/gu, '0'),
  };
}

/** Whether a text is written like a version: `1.0`, `TLSv1.2`. */
export function isVersion(text: string): boolean {
  return versionOf(text) !== undefined;
}

/**
 * The name that is there of what the written text is a version of: who has both beside each other asks for the name.
 *
 * @example
 * nameOfVersion('MySQL 5.7', ['mysql', 'postgres']) // 'mysql'
 */
export function nameOfVersion(written: string, there: readonly string[]): string | undefined {
  // `HTTP/1.1`.
  const { word = '' } = versionOf(written.replace('/', ' ')) ?? {};
  // `enabled1` is no version.
  if (word.length < LEAST_NAME || !/[ _./-]/u.test(written)) return undefined;
  const names = there.map((value) => ({ value, letters: value.toLowerCase().replaceAll(/[ _-]/gu, '') }));
  return names.find(({ letters }) => letters === word || (letters.length >= LEAST_BEGINNING && word === `${letters}ql`))
    ?.value;
}

const LEAST_NAME = 3;
/** `postgres` is what services call PostgreSQL. */
const LEAST_BEGINNING = 8;

/** Another way to write a version, and a pattern where that is any of several. */
export interface OtherForm {
  readonly value: string;
  readonly pattern?: string;
}

/**
 * A version that is there, where the written one has the same numbers, or the first of them, in another form.
 *
 * @param isVersion whether the property tells versions, so that one number is the first of a version
 * @example
 * otherForm('1.0', ['TLS1_0', 'TLS1_2'], true) // { value: 'TLS1_0' }
 * otherForm('1.27', ['v1.27.3'], true) // { value: 'v1.27.3', pattern: 'v1.27%' }
 */
export function otherForm(written: string, there: readonly string[], isVersion: boolean): OtherForm | undefined {
  const asked = versionOf(written);
  if (asked === undefined) return otherAmount(written, there);
  const others = there.flatMap((value) => {
    const found = versionOf(value);
    return found === undefined || !areOfOneWord(asked.word, found.word) ? [] : [{ value, ...found }];
  });
  const same = others.find(({ numbers, form }) => form !== asked.form && areSame(numbers, asked.numbers));
  if (same !== undefined && (isVersion || asked.numbers.join('').length > 1)) return { value: same.value };
  if (asked.numbers.length > 1 || isVersion) {
    const longer = others.find(
      ({ numbers }) =>
        numbers.length > asked.numbers.length && areSame(numbers.slice(0, asked.numbers.length), asked.numbers),
    );
    if (longer !== undefined) return { value: longer.value, pattern: beginning(longer.value, asked.numbers.length) };
  }
  // None of them is written as the rule writes them.
  const isOther =
    others.length > 0 &&
    others.length === there.length &&
    others.every(({ word, form, numbers }) => {
      return (
        form !== asked.form &&
        numbers.length === asked.numbers.length &&
        numbers.length > 1 &&
        (word !== asked.word || isVersion)
      );
    });
  return isOther ? { value: others[0]?.value ?? '' } : undefined;
}

/** `tls` and `tlsversion`, or no word at all. */
function areOfOneWord(one: string, other: string): boolean {
  // What services call PostgreSQL.
  const [a = '', b = ''] = [one, other].map((word) => word.replace(/^postgresql$/u, 'postgres'));
  return a === b || a === '' || b === '' || (a.length > 2 && b.length > 2 && (a.endsWith(b) || b.endsWith(a)));
}

/** `1` is `1.0`, and `12` was written for `1.2`. */
function areSame(some: readonly number[], others: readonly number[]): boolean {
  const [a, b] = [some, others].map((numbers) => numbers.join('.').replace(/(?:\.0)+$/u, ''));
  return a === b || (some.length !== others.length && some.join('') === others.join('') && some.join('').length === 2);
}

/** The beginning of a version with so many numbers, and anything behind. */
function beginning(value: string, count: number): string {
  const [start = value] = new RegExp(`^\\D*\\d+(?:[._]\\d+){${count - 1}}`, 'u').exec(value) ?? [];
  return `${start}%`;
}

const AMOUNT = /^(\d{1,12}(?:\.\d{1,6})?)\s?([kmgtpe])(i?)b?$/iu;
const UNITS = 'kmgtpe';

/** An amount with a unit: its number, the letter of its unit, and how many bytes it is. */
function amountOf(
  text: string,
): { readonly number: number; readonly unit: string; readonly bytes: number } | undefined {
  const [, digits, letter = '', binary] = AMOUNT.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const [number, unit] = [Number(digits), letter.toLowerCase()];
  return { number, unit, bytes: number * (binary === '' ? 1_000 : 1_024) ** (UNITS.indexOf(unit) + 1) };
}

function otherAmount(written: string, there: readonly string[]): OtherForm | undefined {
  const asked = amountOf(written);
  if (asked === undefined) return undefined;
  const value = there.find((text) => {
    const found = text === written ? undefined : amountOf(text);
    if (found === undefined) return false;
    return found.bytes === asked.bytes || (found.number === asked.number && found.unit === asked.unit);
  });
  return value === undefined ? undefined : { value };
}

/**
 * An amount for one with a unit, where none of them has a unit, or all have letters for what is a word in it.
 *
 * @example
 * ofOtherUnit('90 days', ['7776000s']) // '7776000s'
 * ofOtherUnit('512MB', ['256', '512']) // '256'
 */
export function ofOtherUnit(written: string, there: readonly string[]): string | undefined {
  const unit = unitOf(written);
  if (!unit) return undefined;
  const isOther = (one: string | undefined): boolean => one !== undefined && one.length < 3 && unit.length > 2;
  return there.every((text) => unitOf(text) === '' || isOther(unitOf(text))) ? there[0] : undefined;
}

const QUANTITY =
  /^\d{1,15}(?:\.\d{1,6})?\s?([kmgtp]i?b?|%|v?cpus?|(?:milli)?seconds?|minutes?|hours?|days?|weeks?|months?|years?|m?s|h|d)?$/iu;

/** The unit of an amount, empty where it has none; undefined where a text is no amount. */
function unitOf(text: string): string | undefined {
  const found = QUANTITY.exec(text);
  return found === null ? undefined : (found[1] ?? '').toLowerCase().replace(/b$/u, '');
}
