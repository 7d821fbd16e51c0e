/** Text cut to at most `max` UTF-16 code units, the last of them `…`; no character is cut in half. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const code = text.charCodeAt(max - 2);
  const isHighSurrogate = code >= 0xd800 && code <= 0xdbff;
  return `${text.slice(0, isHighSurrogate ? max - 2 : max - 1)}…`;
}
