import { md5 } from '@noble/hashes/legacy.js';

/**
 * CloudGuard's `logicHash` of a rule: base64 of the MD5 of the logic's UTF-8 bytes, without the final `==`. White space
 * counts. It identifies a rule's text; it is no protection against a forged one.
 *
 * @param logic the text of the rule
 * @returns 22 characters
 * @example
 * logicHash('') // '1B2M2Y8AsgTpgAmY7PhCfg'
 */
export function logicHash(logic: string): string {
  return btoa(String.fromCharCode(...md5(new TextEncoder().encode(logic)))).slice(0, 22);
}
