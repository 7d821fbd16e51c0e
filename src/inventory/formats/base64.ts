/**
 * The bytes of a text in base64 that comes in chunks; white space and quotes around it are passed over. Undefined in
 * place of bytes where the text is no base64: nothing after that can be told.
 */
export async function* base64Bytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | undefined> {
  const decoder = new TextDecoder('latin1');
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true }).replaceAll(/[\s"]+/gu, '');
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    const bytes = bytesOf(text.slice(0, whole));
    yield bytes;
    if (bytes === undefined) return;
  }
  if (rest !== '') yield bytesOf(rest);
}

/** The bytes of a whole text in base64; undefined when it is none. */
export function bytesOf(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** A text in base64, as its bytes in UTF-8. */
export function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
