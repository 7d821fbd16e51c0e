/** Text cut to at most `max` UTF-16 code units, the last of them `…`; no character is cut in half. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const code = text.charCodeAt(max - 2);
  const isHighSurrogate = code >= 0xd800 && code <= 0xdbff;
  return `${text.slice(0, isHighSurrogate ? max - 2 : max - 1)}…`;
}

/** Text of which, where it is longer than `max` UTF-16 code units, the middle is left out; no character is cut in half. */
export function clipMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const start = clip(text, Math.ceil((max * 2) / 3));
  const end = text.length - (max - start.length);
  const code = text.charCodeAt(end);
  const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff;
  return start + text.slice(isLowSurrogate ? end + 1 : end);
}
