import type { ByteInput } from '../reader.ts';

/**
 * The whole input, for formats that cannot be read in parts. Undefined when it is larger than the limit; then the rest
 * is not read.
 */
export async function readWhole(input: ByteInput, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input.chunks) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
