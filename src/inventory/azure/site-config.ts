import { isObject, ownObject, ownValue } from '../entity.ts';
import { Unknown } from '../aws/shape.ts';

type Values = Readonly<Record<string, unknown>>;

const SITES = /^microsoft\.web\/sites(?:\/slots)?$/u;
const NOT_LISTED = new Unknown('`az webapp show` and `az webapp config show` have it');

/**
 * A site with what its list leaves open: `az webapp list`, the interface and Resource Graph write null for most of
 * `siteConfig`, or leave it out, whatever is set. The whole has a `minTlsVersion`.
 */
export function withOpenSettings(resource: Values, type: string): Values {
  const settings = SITES.test(type) ? ownObject(resource, 'siteConfig') : undefined;
  if (settings === undefined || typeof ownValue(settings, 'minTlsVersion') === 'string') return resource;
  const told = Object.entries(settings).filter(([, value]) => value !== null);
  const open = { ...Object.fromEntries(told), '*': NOT_LISTED };
  const properties = ownValue(resource, 'properties');
  return {
    ...resource,
    siteConfig: open,
    ...(isObject(properties) ? { properties: { ...properties, siteConfig: NOT_LISTED } } : {}),
  };
}
