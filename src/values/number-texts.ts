/*
 * Texts in which a number is meant among others: `20-25`, `22,80`, and `*` for all. Sources write ports so.
 */

const PART = String.raw`\d{1,5}(?:\s?-\s?\d{1,5})?`;
const SEVERAL = new RegExp(`^${PART}(?:\\s?,\\s?${PART})*$`, 'u');
const ALL = /^(?:\*|any|all)$/iu;

/** Whether a text has several numbers in it, by a range or by commas. */
export function isSeveralNumbers(text: string): boolean {
  return text.length <= 200 && /[-,]/u.test(text) && SEVERAL.test(text);
}

/**
 * Whether a number is one of those that a text stands for, which equals none of them.
 *
 * @example
 * isAmong(22, '20-25') // true
 */
export function isAmong(number: number, text: string): boolean {
  if (ALL.test(text)) return true;
  if (!isSeveralNumbers(text)) return false;
  return text.split(',').some((part) => {
    const [from = NaN, to = from] = part.split('-').map(Number);
    return number >= from && number <= to;
  });
}

/** What to do where a text stands for several numbers, or all. */
export function severalHelp(text: string): string {
  return ALL.test(text)
    ? `\`${text}\` stands for any, and equals no number: ask for it too`
    : `\`${text}\` is several numbers in one text, which no number equals: list the texts that are meant`;
}
