import { asUtf8, encodingOf } from './encoding.ts';
import { Peekable } from './peekable.ts';
import { InputSample, SAMPLE_BYTES } from './sample.ts';
import { defined } from '../../text/defined.ts';
import type { OpenInput } from '../reader.ts';

/** How inputs may be compressed. */
export type Codec = 'gzip' | 'zstd';

/** Undoes a compression. What came before damage is yielded, then InputFailure is thrown. */
export type Decompress = (chunks: AsyncIterable<Uint8Array>, codec: Codec) => AsyncIterable<Uint8Array>;

/** The codec by the magic bytes of the input. zstd may begin with skippable frames, as `pzstd` writes them. */
function codecOf(bytes: Uint8Array): Codec | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first === 0x1f && second === 0x8b) return 'gzip';
  const isFrame = first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd;
  const isSkippable = first >= 0x50 && first <= 0x5f && second === 0x2a && third === 0x4d && fourth === 0x18;
  return isFrame || isSkippable ? 'zstd' : undefined;
}

/**
 * Opens an input of bytes: gzip and zstd are undone by their magic bytes, a byte order mark is dropped, UTF-16 becomes
 * UTF-8. Throws InputFailure, here and while the chunks are read. `path` is where the same bytes lie on the disk, and
 * `reuseMemory` tells who gives the chunks that each is done with when the next is asked for.
 */
export async function openBytes(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  decompress: Decompress,
  path?: string,
  reuseMemory?: () => void,
): Promise<OpenInput> {
  const raw = new Peekable(chunks);
  try {
    const codec = codecOf(await raw.peek(4));
    const plain = codec === undefined ? raw : new Peekable(decompress(raw, codec));
    const encoding = encodingOf(await plain.peek(SAMPLE_BYTES + 3));
    plain.drop(encoding.mark);
    const content = encoding.name === 'utf-8' ? plain : new Peekable(asUtf8(plain, encoding.name));
    const start = await content.peek(SAMPLE_BYTES + 1);
    const isAsGiven = codec === undefined && content === plain;
    return {
      file,
      ...(isAsGiven ? defined({ path, reuseMemory }) : {}),
      sample: new InputSample(file, start.subarray(0, SAMPLE_BYTES), start.length <= SAMPLE_BYTES),
      chunks: content,
      close: async () => {
        if (content !== plain) await content.close();
        await plain.close();
        await raw.close();
      },
    };
  } catch (thrown) {
    await raw.close();
    throw thrown;
  }
}
