/** The text of base64 over deflate (without a header), as generated tables are kept. */
export async function inflated(base64: string): Promise<string> {
  const binary = atob(base64);
  // `Uint8Array.from` with a function takes twenty times as long, which is most of a short run.
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  // `Response` would do it in a word, and costs Node 20 ms to load.
  const decoder = new TextDecoder();
  let text = '';
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
