import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

let chosen: ((text: string) => string) | undefined;

/** The first half of the SHA-256 of a text, as 32 hexadecimal digits: enough to tell findings apart. */
export function digest(text: string): string {
  return (chosen ??= fastest())(text);
}

/** Node's own hash is several times faster, and takes a while to load; a browser has none that answers at once. */
function fastest(): (text: string) => string {
  const native = globalThis.process?.getBuiltinModule?.('node:crypto').hash;
  return native === undefined ? portableDigest : (text) => native('sha256', text, 'hex').slice(0, 32);
}

/** {@link digest} where Node's hash is not there. */
export function portableDigest(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text))).slice(0, 32);
}
