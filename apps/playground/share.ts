/** What a link holds. */
export interface Shared {
  readonly rule: string;
  /** The inventory as it was typed; absent for a file, which stays where it is. */
  readonly data?: string;
  readonly now?: string;
}

/** A link is from anybody: no more than this is taken of one. */
const MAX_LENGTH = 2_000_000;

/** The fragment of a link that opens the same. */
export async function fragmentOf(shared: Shared): Promise<string> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream('deflate-raw'));
  const text = Array.from(packed, (byte) => String.fromCharCode(byte)).join('');
  return `#s=${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '')}`;
}

/** What a fragment holds; undefined where it is none of ours, or damaged. */
export async function sharedIn(fragment: string): Promise<Shared | undefined> {
  if (!fragment.startsWith('#s=') || fragment.length > MAX_LENGTH) return undefined;
  try {
    const text = atob(fragment.slice(3).replaceAll('-', '+').replaceAll('_', '/'));
    const packed = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const plain = await through(packed, new DecompressionStream('deflate-raw'));
    const found: unknown = JSON.parse(new TextDecoder().decode(plain));
    if (typeof found !== 'object' || found === null) return undefined;
    const { rule, data, now } = found as Record<string, unknown>;
    if (typeof rule !== 'string') return undefined;
    return { rule, ...(typeof data === 'string' ? { data } : {}), ...(typeof now === 'string' ? { now } : {}) };
  } catch {
    return undefined;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MAX_LENGTH) {
      await reader.cancel();
      throw new RangeError('too long');
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
