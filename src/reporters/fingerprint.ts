import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Finding } from '../findings/finding.ts';

/**
 * An id of a finding that is the same in every run: made of the rule's id and the entity's type, id and account, not of
 * where the entity was read nor of what was found. An entity without any id is known by its place instead.
 *
 * @returns 32 hexadecimal digits
 */
export function fingerprint({ ruleId, entity, location }: Finding): string {
  const { type, id, accountNumber } = entity;
  const place = id === '' ? [location?.file, location?.line, location?.index, location?.address] : [];
  const text = JSON.stringify([ruleId, type, id, accountNumber ?? '', ...place]);
  return bytesToHex(sha256(new TextEncoder().encode(text))).slice(0, 32);
}
