import type { Codec } from './open.ts';
import { InputFailure, reasonOf } from '../problems.ts';

/** Decompresses by what browsers have: gzip. What was made before damage is yielded first. */
export async function* decompressHere(chunks: AsyncIterable<Uint8Array>, codec: Codec): AsyncGenerator<Uint8Array> {
  if (codec !== 'gzip' || typeof DecompressionStream !== 'function') {
    const help = 'decompress it first, or give `decompress`';
    throw new InputFailure('unsupported-compression', `${codec} cannot be decompressed here`, help);
  }
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const written = (async () => {
    for await (const chunk of chunks) await writer.write(Uint8Array.from(chunk));
    await writer.close();
  })();
  // What goes wrong there is told by the reading side as well.
  written.catch((thrown: unknown) => writer.abort(thrown).catch(() => undefined));
  const reader = stream.readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    await written;
  } catch (thrown) {
    if (thrown instanceof InputFailure) throw thrown;
    throw new InputFailure('invalid-compression', `the ${codec} data is damaged or cut: ${reasonOf(thrown)}`);
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
