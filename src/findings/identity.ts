import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What a finding is known by from run to run. */
export interface FindingIdentity {
  readonly ruleId: string;
  readonly entity: {
    readonly type: string;
    readonly id: string;
    readonly accountNumber?: string | undefined;
  };
  readonly location?:
    | {
        readonly file?: string | undefined;
        readonly line?: number | undefined;
        readonly index?: number | undefined;
        readonly address?: string | undefined;
      }
    | undefined;
}

/**
 * The same text for the same finding in every run: made of the rule's id and the entity's type, id and account, not of
 * where the entity was read nor of what was found. An entity without any id is known by its place instead.
 */
export function findingKey({ ruleId, entity, location }: FindingIdentity): string {
  const { type, id, accountNumber } = entity;
  const place = id === '' ? [location?.file, location?.line, location?.index, location?.address] : [];
  return JSON.stringify([ruleId, type, id, accountNumber ?? '', ...place]);
}

/**
 * An id of a finding that is the same in every run, from {@link findingKey}.
 *
 * @returns 32 hexadecimal digits
 */
export function fingerprint(finding: FindingIdentity): string {
  return bytesToHex(sha256(new TextEncoder().encode(findingKey(finding)))).slice(0, 32);
}
