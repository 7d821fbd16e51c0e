import { isObject, ownObject, ownValue } from '../entity.ts';
import { orUnknown, timeOf } from '../aws/shape.ts';

/* What the vendor's StorageAccount has in another form than Azure. */

export function customDomain(value: unknown): unknown {
  if (!isObject(value)) return { name: null, useSubDomain: null };
  return { ...value, useSubDomain: ownValue(value, 'useSubDomainName') ?? null };
}

export function encryption(value: unknown, name: string): unknown {
  if (!isObject(value)) return orUnknown(undefined, name);
  const given = ownObject(value, 'services') ?? {};
  // An expression of a template stands for services that are not known.
  const isTold = ![ownValue(value, 'services'), ...Object.values(given)].some((each) => typeof each === 'string');
  const services = Object.entries(given).flatMap(([service, state]) =>
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
    services: orUnknown(isTold ? services : undefined, 'services'),
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
