/*
 * JSON.parse rounds whole numbers beyond 2^53: ids and quotas that differ become the same. Here they are bigint, exactly
 * as they are written, and all other values as JSON.parse gives them.
 */

/** What a reviver is given beside the value, in engines that tell the source text. */
interface ReviverContext {
  readonly source?: string;
}

/** Numbers of fewer digits are exact. */
const LONG_NUMBER = 16;
const WHOLE_NUMBER = /^-?\d+$/u;

/** Whether this engine tells a reviver what was written; all of Node.js do, and older browsers do not. */
const tellsSource = ((): boolean => {
  let told = false;
  JSON.parse('1', function look(this: unknown, _key: string, value: unknown, context?: ReviverContext): unknown {
    told = context?.source === '1';
    return value;
  });
  return told;
})();

/**
 * The value of a JSON text. Throws SyntaxError as JSON.parse does.
 *
 * @example
 * parseExactJson('[9007199254740993, 1]') // [9007199254740993n, 1]
 */
export function parseExactJson(text: string): unknown {
  // Almost no record has such a number, and a reviver makes parsing several times as long.
  if (!hasLongNumber(text)) return JSON.parse(text) as unknown;
  return tellsSource ? bySource(text) : byMarks(text);
}

/**
 * Whether so many digits follow each other where a whole number may begin: not behind a quote or a letter, as the ids that are
 * text in most inventories. One of so many characters is looked at where it is no digit, which a pattern does not do.
 */
function hasLongNumber(text: string): boolean {
  // No run of digits that is long enough, and may be a number, starts before `from`.
  for (let from = 0, at = LONG_NUMBER - 1; at < text.length; at = from + LONG_NUMBER - 1) {
    while (at >= from && isDigit(text.charCodeAt(at))) at -= 1;
    if (at < from) {
      const before = text.charAt(from - 1) === '-' ? from - 2 : from - 1;
      // At the start no sign stands before it, and the empty text is in all.
      if (BEFORE_NUMBER.includes(text.charAt(before))) return true;
      while (isDigit(text.charCodeAt(from))) from += 1;
      at = from;
    }
    from = at + 1;
  }
  return false;
}

/** What stands before a number that is no part of a fraction. */
const BEFORE_NUMBER = ':,[ \n\r\t';

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function bySource(text: string): unknown {
  return JSON.parse(
    text,
    function exact(this: unknown, _key: string, value: unknown, context?: ReviverContext): unknown {
      if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
      return exactNumber(context?.source ?? '', value);
    },
  );
}

/** Beyond 1e308 a number is none any more; what is written with a fraction or an exponent stays as JSON.parse has it. */
function exactNumber(source: string, value: number): number | bigint {
  return WHOLE_NUMBER.test(source) && source.length <= MAX_DIGITS ? BigInt(source) : value;
}

/** The longest whole number that is kept exactly: making a bigint of more digits takes time that grows as their square. */
const MAX_DIGITS = 400;

/** Without the engine's help: long numbers outside of texts become marked texts first. */
export function byMarks(text: string): unknown {
  // Broken text is told of as it was written.
  JSON.parse(text);
  const mark = unusedMark(text);
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gu, (token) => {
    if (token.startsWith('"') || !WHOLE_NUMBER.test(token) || Number.isSafeInteger(Number(token))) return token;
    return `"${mark}${token}"`;
  });
  return JSON.parse(marked, (_key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(mark)) return value;
    const source = value.slice(mark.length);
    return exactNumber(source, Number(source));
  });
}

/** A character that the text does not hold, neither as it is nor escaped. */
function unusedMark(text: string): string {
  for (let code = 0xe000; ; code += 1) {
    const mark = String.fromCharCode(code);
    if (!text.includes(mark) && !new RegExp(`\\\\u${code.toString(16)}`, 'iu').test(text)) return mark;
  }
}
