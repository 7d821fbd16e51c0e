import { digest } from '../text/digest.ts';

/** What a finding is known by from run to run. */
export interface FindingIdentity {
  readonly ruleId: string;
  readonly entity: {
    readonly type: string;
    readonly id: string;
    readonly accountNumber?: string | undefined;
    readonly region?: string | undefined;
    readonly namespace?: string | undefined;
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

/** Ids that a cloud or a cluster gives to one resource alone: ARNs, unique ids, `sg-…`, Azure's and Google's paths, UUIDs. */
const GLOBAL_IDS =
  /^(?:arn:|A[A-Z]{3}[A-Z0-9]{12,}$|[a-z]{1,16}-[0-9a-f]{8}(?:[0-9a-f]{9})?$|(?:https:\/\/|\/\/)[a-z.]+\.googleapis\.com\/)/u;
const GLOBAL_IDS_OF_ANY_CASE = /^(?:\/subscriptions\/|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$)/iu;

/**
 * The same text for the same finding in every run: made of the rule's id and the entity's type, id and account, not of the
 * line where it was read nor of what was found. An id that other entities may have too is told apart by the region, the
 * namespace, the address in the entity's own tool, and, for tools and where no account is known, the file. An entity
 * without any id is known by its place.
 */
export function findingKey({ ruleId, entity, location = {} }: FindingIdentity): string {
  const { type, id, accountNumber = '', region, namespace } = entity;
  const known = [ruleId, type, id, accountNumber];
  if (GLOBAL_IDS.test(id) || GLOBAL_IDS_OF_ANY_CASE.test(id)) return JSON.stringify(known);
  const { file, address, line, index } = location;
  if (id === '' && address === undefined) return JSON.stringify([...known, fileName(file), line, index]);
  const isTold = region !== undefined || address !== undefined || namespace !== undefined;
  if (!isTold && accountNumber !== '') return JSON.stringify(known);
  const parts = {
    region: region?.toLowerCase().replaceAll('_', '-'),
    // The address of a manifest holds its namespace.
    namespace: address === undefined ? namespace : undefined,
    address,
    file: address !== undefined || accountNumber === '' ? fileName(file) : undefined,
    index: id === '' ? index : undefined,
  };
  const apart = Object.values(parts).some((part) => part !== undefined);
  return JSON.stringify(apart ? [...known, parts] : known);
}

/**
 * An id of a finding that is the same in every run: of its rule and its entity, not of what was found.
 *
 * @returns 32 hexadecimal digits
 *
 * @example
 * fingerprint({ ruleId: 'mfa', entity: { type: 'IamUser', id: 'AIDA1', name: 'bob' } }).length // 32
 */
export function fingerprint(finding: FindingIdentity): string {
  return digest(findingKey(finding));
}

/** `./plans/a.json` and `plans\a.json` are one file. */
function fileName(file: string | undefined): string | undefined {
  return file?.replaceAll('\\', '/').replace(/^(?:\.\/+)+/u, '');
}
