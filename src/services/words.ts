import { kindsOf, type PropertySchema } from '../check/schemas/schema.ts';
import type { ObservedValue } from './observe.ts';

/** What a property can be, in words. */
export function kindText(schema: PropertySchema): string {
  const kinds = kindsOf(schema);
  return kinds.length === 0 ? 'any value' : kinds.join(' or ');
}

/** What was seen of a property, in words; undefined where there is no inventory. */
export function seenText(seen: ObservedValue | undefined): string | undefined {
  if (seen === undefined) return undefined;
  const shown = [...seen.values].slice(0, 5).map((value) => `\`${JSON.stringify(value)}\``);
  return `In the inventory ${seen.count} times${shown.length === 0 ? '' : `: ${shown.join(', ')}`}.`;
}
