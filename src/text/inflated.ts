/** The text of base64 over deflate (without a header), as generated tables are kept. */
export async function inflated(base64: string): Promise<string> {
  const binary = atob(base64);
  // `Uint8Array.from` with a function takes twenty times as long, which is most of a short run.
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return await new Response(stream).text();
}
