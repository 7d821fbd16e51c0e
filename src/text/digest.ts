import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Node's own hash is several times faster; a browser has none that answers at once. */
const native = globalThis.process?.getBuiltinModule?.('node:crypto').hash;

/** The first half of the SHA-256 of a text, as 32 hexadecimal digits: enough to tell findings apart. */
export const digest: (text: string) => string =
  native === undefined ? portableDigest : (text) => native('sha256', text, 'hex').slice(0, 32);

/** {@link digest} where Node's hash is not there. */
export function portableDigest(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text))).slice(0, 32);
}
