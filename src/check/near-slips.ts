/*
 * A slip of the pen within a longer text: one letter that was left out, put in, changed, or swapped with the next one, in a
 * word of some length. `web-1` and `web-2`, `http` and `https`, `patch` and `watch` are two.
 */

/** A text that is looked for in others: at their beginning, at their end, or anywhere. */
export interface Core {
  readonly text: string;
  readonly isStart: boolean;
  readonly isEnd: boolean;
}

/** Words with fewer letters are others by one letter. */
const LEAST_WORD = 5;
const LEAST_WHOLE = 8;
/** So many letters are not the same in two texts by chance: shorter words, and names, may have a slip too. */
const LONG_TEXT = 10;
/** Of so many letters, another at the beginning of a word makes no other word. */
const LONG_WORD = 8;
const MAX_CORE = 100;

/** The text of a pattern of `like` that has one; undefined where it has none, or no word that can have a slip. */
export function coreOfLike(pattern: string): Core | undefined {
  const [, before = '', text = '', behind = ''] = /^(%*)([^%*]+)(%*)$/u.exec(pattern) ?? [];
  return coreOf(text, before === '', behind === '');
}

/** The same of a pattern that has no signs but `^` and `$`. */
export function coreOfPattern(pattern: string): Core | undefined {
  const [, before = '', text = '', behind = ''] = /^(\^?)((?:[\w :@,/-]|\\[-./:_])+)(\$?)$/u.exec(pattern) ?? [];
  return coreOf(text.replaceAll('\\', ''), before !== '', behind !== '');
}

/** Whether what is near it is so among many, and among names. */
export function isLong({ text }: Pick<Core, 'text'>): boolean {
  return lettersOf(text).length >= LONG_TEXT;
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, '');
}

function coreOf(text: string, isStart: boolean, isEnd: boolean): Core | undefined {
  const hasWord = (text.match(/\p{L}+/gu) ?? []).some((word) => word.length >= LEAST_WORD);
  return hasWord && text.length <= MAX_CORE ? { text: text.toLowerCase(), isStart, isEnd } : undefined;
}

/**
 * What stands in a text in place of another that has a slip; undefined where nothing does.
 *
 * @example
 * slipOf({ text: 'kube-apisrver', isStart: false, isEnd: true })('/bin/kube-apiserver') // 'kube-apiserver'
 */
export function slipOf(core: Core): (there: string) => string | undefined {
  const half = core.text.length >> 1;
  // Of two halves, one slip leaves one as it is.
  const halves = [core.text.slice(0, half - 1), core.text.slice(half + 1)];
  const own = wordsOf(core.text);
  return (there) => {
    const text = there.toLowerCase();
    if (text.length !== there.length) return undefined;
    const last = core.isStart ? 0 : text.length - core.text.length + 1;
    const mayBe = halves.some((part) => text.includes(part));
    for (let start = 0; mayBe && start <= last; start += 1) {
      const length = slippedAt(core, text, start, there);
      if (length !== undefined) return there.slice(start, start + length);
    }
    return isLong(core) && wordsOf(text).includes(own) ? spelt(core, own, there) : undefined;
  };
}

/** The letters and digits of a text. */
export function wordsOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** What has the same letters and digits with other signs between them. */
function spelt({ text: core, isStart, isEnd }: Core, own: string, there: string): string | undefined {
  const isSign = (sign: string | undefined): boolean => sign !== undefined && !/[\p{L}\p{N}]/u.test(sign);
  if (isSign(core.at(0)) || isSign(core.at(-1))) return undefined;
  const signs = [...there.matchAll(/[\p{L}\p{N}]/gu)];
  const all = signs.map(([sign]) => sign.toLowerCase()).join('');
  const at = isEnd ? all.lastIndexOf(own) : all.indexOf(own);
  const [first, last] = [signs[at], signs[at + own.length - 1]];
  if (at < 0 || all.length !== signs.length || first === undefined || last === undefined) return undefined;
  if ((isStart && first.index > 0) || (isEnd && last.index + 1 < there.length)) return undefined;
  const meant = there.slice(first.index, last.index + 1);
  return meant.toLowerCase() === core ? undefined : meant;
}

/** How long the text is that stands at a place in place of another; undefined where none does. */
function slippedAt({ text: core, isEnd }: Core, text: string, start: number, there: string): number | undefined {
  let at = 0;
  while (at < core.length && core[at] === text[start + at]) at += 1;
  if (at === core.length && !isEnd) return undefined;
  for (const edit of EDITS) {
    const isOne = edit.swaps
      ? core[at] === text[start + at + 1] && core[at + 1] === text[start + at] && core[at] !== core[at + 1]
      : core.length >= at + edit.written && text.length >= start + at + edit.there;
    if (!isOne || !text.startsWith(core.slice(at + edit.written), start + at + edit.there)) continue;
    const length = core.length + edit.there - edit.written;
    if (isEnd && start + length !== text.length) continue;
    if (
      isInWord(core, text, { start, at, edit, length }) &&
      (edit.swaps || !isInShortName(there, start + at, edit.there))
    )
      return length;
  }
  return undefined;
}

/** How many letters are written for how many there are. */
const EDITS = [
  { written: 1, there: 1, swaps: false },
  { written: 2, there: 2, swaps: true },
  { written: 0, there: 1, swaps: false },
  { written: 1, there: 0, swaps: false },
];

interface Place {
  readonly start: number;
  readonly at: number;
  readonly edit: (typeof EDITS)[number];
  readonly length: number;
}

/** Whether an edit changes letters alone, of a word that stays the same otherwise. */
function isInWord(core: string, text: string, { start, at, edit, length }: Place): boolean {
  const letters = core.slice(at, at + edit.written) + text.slice(start + at, start + at + edit.there);
  if (!/^\p{L}+$/u.test(letters)) return false;
  const word = wordAround(text, start, start + at, edit.there);
  const own = wordAround(core, 0, at, edit.written);
  const longest = Math.max(word.length, own.length);
  // In a long text, and one of which all else is the same, a word of four letters may have one too few: `eu-wst-1`.
  const isSure = text.length === length ? core.length >= LEAST_WHOLE : isLong({ text: core });
  const least = isSure && (edit.swaps || edit.there !== edit.written) ? 4 : LEAST_WORD;
  if (longest < least || SECURED.test(word) || SECURED.test(own)) return false;
  // The first of a word makes another one, and so does the last of one that goes on otherwise.
  const isFirst = !/\p{L}/u.test(core.charAt(at - 1));
  if (isFirst && !edit.swaps && longest < LONG_WORD) return false;
  // What has another letter before it has that in place of the one.
  if (at === 0 && edit.there < edit.written && /\p{L}/u.test(text.charAt(start - 1))) return false;
  const isLast = at + edit.written >= core.length || !/\p{L}/u.test(core.charAt(at + edit.written));
  // `servicea` and `serviceb`, `GetParameter` and `GetParameters`; not `serviceAccounts:`, which names a kind
  return edit.swaps || !isLast || (edit.there !== edit.written && core.charAt(at + edit.written) === ':');
}

/** Whether a letter stands in a short part of a name of several, as in `AmazonSNSFullAccess` and `AWSIPAMFullAccess`, or of one in capitals. */
function isInShortName(there: string, at: number, length: number): boolean {
  const around = /[A-Za-z]*$/u.exec(there.slice(0, at))?.[0] ?? '';
  const name = around + (/^[A-Za-z]*/u.exec(there.slice(at))?.[0] ?? '');
  let from = 0;
  for (const part of name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/gu) ?? []) {
    const end = from + part.length;
    if (from <= around.length && around.length + Math.max(length, 1) <= end)
      return part !== name ? part.length < LEAST_WORD || /^[A-Z]+$/u.test(part) : /^[A-Z]{2,6}$/u.test(part);
    from = end;
  }
  return false;
}

/** The letters around some of a text. */
function wordAround(text: string, from: number, at: number, length: number): string {
  const [before = ''] = /\p{L}*$/u.exec(text.slice(from, at)) ?? [];
  const [behind = ''] = /^\p{L}*/u.exec(text.slice(at)) ?? [];
  return before + (behind.length >= length ? behind : text.slice(at, at + length));
}

/** Protocols that have an `s` behind them where they are encrypted. */
export const PROTOCOLS = 'amqp|coap|ftp|grpc|http|imap|ldap|mqtt|pop3|redis|sip|smtp|stomp|tcp|ws';
const SECURED = new RegExp(`^(?:${PROTOCOLS})s?$`, 'u');

/**
 * Patterns of `like` that are the same but for what people put around them: quotes, a blank, the signs of other languages.
 *
 * @example
 * otherForms('"%admin"') // ['%admin']
 */
export function otherForms(pattern: string): readonly string[] {
  const forms = [
    pattern.replace(/^(["'`])(.*)\1$/u, '$2'),
    pattern.trim(),
    pattern.replaceAll(/^[_?]+(?=[^_?%])|(?<=[^_?%])[_?]+$/gu, '%'),
  ];
  const isText = (form: string): boolean => wordsOf(form).length > 3;
  return [...new Set(forms)].filter((form) => form !== pattern && isText(form));
}
