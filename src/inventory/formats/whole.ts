import { joined } from './bytes.ts';
import type { ByteInput } from '../reader.ts';

/**
 * The whole input, for formats that cannot be read in parts. Undefined when it is larger than the limit; then the rest
 * is not read.
 */
export async function readWhole(input: ByteInput, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input.chunks) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return joined(chunks);
}
