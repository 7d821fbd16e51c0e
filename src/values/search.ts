/** Finds a part in texts: the first place from `from` on, -1 where there is none. */
export type Finder = (text: string, from: number) => number;

/** The engine's own search is many times faster, but may take the product of both lengths. */
const LONG_PART = 64;

/**
 * A search in time linear in the text, whatever the part is.
 *
 * @example
 * finderOf('an')('banana', 2); // 3
 */
export function finderOf(part: string): Finder {
  if (part.length <= LONG_PART) return (text, from) => text.indexOf(part, from);
  let borders: Int32Array | undefined;
  return (text, from) => search(text, part, (borders ??= bordersOf(part)), from);
}

/** Divides texts at a separator into `most` parts at most, in linear time. */
export function splitter(separator: string, most: number): (text: string) => string[] {
  if (separator.length <= LONG_PART) return (text) => text.split(separator, most);
  const find = finderOf(separator);
  return (text) => {
    const parts: string[] = [];
    let from = 0;
    for (let at = find(text, from); at >= 0 && parts.length < most; at = find(text, from)) {
      parts.push(text.slice(from, at));
      from = at + separator.length;
    }
    if (parts.length < most) parts.push(text.slice(from));
    return parts;
  };
}

/** For each beginning of a part, the length of the longest shorter one that it also ends with (Knuth, Morris, Pratt). */
function bordersOf(part: string): Int32Array {
  const borders = new Int32Array(part.length + 1);
  let border = 0;
  for (let at = 1; at < part.length; at += 1) {
    while (border > 0 && part.charCodeAt(border) !== part.charCodeAt(at)) border = borders[border] ?? 0;
    if (part.charCodeAt(border) === part.charCodeAt(at)) border += 1;
    borders[at + 1] = border;
  }
  return borders;
}

function search(text: string, part: string, borders: Int32Array, from: number): number {
  let found = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    while (found > 0 && part.charCodeAt(found) !== code) found = borders[found] ?? 0;
    if (part.charCodeAt(found) === code) found += 1;
    if (found === part.length) return at - found + 1;
  }
  return -1;
}
