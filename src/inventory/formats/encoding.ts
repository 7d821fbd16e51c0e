import { bytesOfText, joined } from './bytes.ts';
import { InputFailure } from '../problems.ts';

/** How the text of an input is encoded, and how many bytes its byte order mark takes. */
export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly mark: number;
}

/** The encoding by the byte order mark, or by the zero half of a first ASCII character. Throws InputFailure for UTF-32. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [first = -1, second = -1, third = -1, fourth = -1] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', mark: 3 };
  const isUtf32 = (first === 0xff && second === 0xfe) || (first === 0 && second === 0 && third === 0xfe);
  if (isUtf32 && ((third === 0 && fourth === 0) || fourth === 0xff)) {
    throw new InputFailure('unsupported-encoding', 'the text is UTF-32', 'convert it: iconv -f UTF-32 -t UTF-8');
  }
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', mark: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', mark: 2 };
  if (first === 0 && isAsciiText(second)) return { name: 'utf-16be', mark: 0 };
  if (isAsciiText(first) && second === 0) return { name: 'utf-16le', mark: 0 };
  return { name: 'utf-8', mark: 0 };
}

function isAsciiText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

/**
 * UTF-16 as UTF-8, which all readers read. PowerShell writes files so. Where it is damaged the result is no UTF-8 either,
 * so that the record there is a problem and no other.
 */
export async function* asUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding['name'],
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield encoded(text);
  }
  const last = decoder.decode();
  if (last !== '') yield encoded(last);
}

/** What the decoder puts for half a character. */
const REPLACEMENT = '\ufffd';
const NO_UTF8 = new Uint8Array([0xff]);

function encoded(text: string): Uint8Array {
  if (!text.includes(REPLACEMENT)) return bytesOfText(text);
  return joined(text.split(REPLACEMENT).flatMap((part, index) => [...(index > 0 ? [NO_UTF8] : []), bytesOfText(part)]));
}
