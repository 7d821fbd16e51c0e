import type { Coverage } from '../reader.ts';

/** Whose resources the prefix of a provider's types names. */
const VENDORS = new Map([
  ['aws', 'aws'],
  ['azurerm', 'azure'],
  ['azuread', 'azure'],
  ['azapi', 'azure'],
  ['google', 'google'],
  ['kubernetes', 'kubernetes'],
]);

/** What a configuration covers that has a resource of this type: all that its provider makes would stand in it. */
export function providerOf(type: string): Coverage {
  const end = type.indexOf('_');
  const prefix = end < 0 ? type : type.slice(0, end);
  const vendor = VENDORS.get(prefix);
  return { covers: [end < 0 ? type : `${prefix}_*`], ...(vendor === undefined ? {} : { vendor }) };
}
