import { isObject, ownText, ownValue } from '../entity.ts';

type Values = Readonly<Record<string, unknown>>;

/** The type of a resource, by the kind that the interface writes, or by what only one type has. */
export function assetTypeOf(data: Values): string | undefined {
  return kindType(ownText(data, 'kind')) ?? otherSigns(data);
}

/** Services whose name in kinds is another than in addresses. */
const SERVICES: Readonly<Record<string, string>> = { sql: 'sqladmin' };

/** `compute#instance` is `compute.googleapis.com/Instance`. */
export function kindType(kind: string | undefined): string | undefined {
  const [, service, name] = /^([a-z]+)#([A-Za-z]+)$/u.exec(kind ?? '') ?? [];
  if (service === undefined || name === undefined || /List(?:Response)?$/u.test(name)) return undefined;
  const host = Object.hasOwn(SERVICES, service) ? SERVICES[service] : service;
  return `${host}.googleapis.com/${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function otherSigns(data: Values): string | undefined {
  const name = ownText(data, 'name') ?? '';
  const link = ownText(data, 'selfLink') ?? '';
  if (/\/\/container\.googleapis\.com\/.*\/clusters\/[^/]+$/u.test(link)) return 'container.googleapis.com/Cluster';
  if (/^gs:\/\//u.test(ownText(data, 'storage_url') ?? '')) return 'storage.googleapis.com/Bucket';
  if (/^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+$/u.test(name)) return 'cloudkms.googleapis.com/KeyRing';
  if (/\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/u.test(name)) return 'cloudkms.googleapis.com/CryptoKey';
  if (/^projects\/[^/]+\/serviceAccounts\/[^/]+$/u.test(name)) return 'iam.googleapis.com/ServiceAccount';
  const bindings = ownValue(data, 'bindings');
  const isPolicy = Array.isArray(bindings) && bindings.every((item) => isObject(item) && Object.hasOwn(item, 'role'));
  return isPolicy && Object.hasOwn(data, 'etag') ? 'iam.googleapis.com/Policy' : undefined;
}
