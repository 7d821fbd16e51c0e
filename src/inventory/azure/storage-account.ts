import { isObject, ownObject, ownValue } from '../entity.ts';
import { orUnknown, timeOf } from '../aws/shape.ts';

/* What the vendor's StorageAccount has in another form than Azure. */

export function customDomain(value: unknown): unknown {
  if (!isObject(value)) return { name: null, useSubDomain: null };
  return { ...value, useSubDomain: ownValue(value, 'useSubDomainName') ?? null };
}

export function encryption(value: unknown, name: string): unknown {
  if (!isObject(value)) return orUnknown(undefined, name);
  const services = Object.entries(ownObject(value, 'services') ?? {}).flatMap(([service, state]) =>
    isObject(state)
      ? [
          {
            ...state,
            name: service,
            lastEnabledTime: timeOf(ownValue(state, 'lastEnabledTime') ?? null, 'lastEnabledTime'),
          },
        ]
      : [],
  );
  return {
    ...value,
    keyVault: ownValue(value, 'keyVaultProperties') ?? ownValue(value, 'keyvaultproperties') ?? null,
    key: null,
    services,
  };
}

export function networkRules(value: unknown, name: string): unknown {
  if (!isObject(value)) return orUnknown(undefined, name);
  return {
    ...value,
    ipRules: ownValue(value, 'ipRules') ?? [],
    // The vendor's own spelling.
    vitualNetworkRules: ownValue(value, 'virtualNetworkRules') ?? [],
  };
}

export function endpoints(value: unknown): unknown {
  if (!isObject(value)) return null;
  return Object.entries(value).flatMap(([service, uri]) => (typeof uri === 'string' ? [{ service, uri }] : []));
}
