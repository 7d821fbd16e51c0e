/** Levels that are read here; deeper text is for the reader that says so. */
const MAX_DEPTH = 100;

const [QUOTE, BACKSLASH, COLON, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [34, 92, 58, 91, 93, 123, 125];
const [MINUS, ZERO, NINE] = [45, 48, 57];

/**
 * The value of a text that is JSON and nothing more than that: no key stands twice in an object, no number has digits that
 * JavaScript would lose, nothing is deep. Undefined for every other text, also for null.
 */
export function plainJson(text: string): object | undefined {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as object;
    const keys = keysWritten(text);
    return keys >= 0 && keys === keysHeld(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How many keys stand in a text that is JSON; -1 where it is deep, or a number is written otherwise than JavaScript does. */
function keysWritten(text: string): number {
  let keys = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COLON:
        keys += 1;
        break;
      case OPEN:
      case OPEN_LIST:
        depth += 1;
        if (depth > MAX_DEPTH) return -1;
        break;
      case CLOSE:
      case CLOSE_LIST:
        depth -= 1;
        break;
      default: {
        if (!isNumberStart(text.charCodeAt(at))) break;
        const digits = /[-+.\deE]+/uy;
        digits.lastIndex = at;
        const [written = ''] = digits.exec(text) ?? [];
        if (String(Number(written)) !== written) return -1;
        at += written.length - 1;
      }
    }
  }
  return keys;
}

function isNumberStart(code: number): boolean {
  return code === MINUS || (code >= ZERO && code <= NINE);
}

/** Where the quote is that closes a string. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - 1 - before) % 2 === 1;
}

/** How many keys there are in a value and below it. */
function keysHeld(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return (value as unknown[]).reduce<number>((sum, part) => sum + keysHeld(part), 0);
  const parts = Object.values(value);
  return parts.reduce<number>((sum, part) => sum + keysHeld(part), parts.length);
}
