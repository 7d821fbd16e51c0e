import { isObject } from '../../entity.ts';
import type { Found } from './lookup.ts';
import { HclUnknown } from './unknown.ts';

/**
 * Whether a block with such a `count` or `for_each` makes nothing. By the default of a variable it may make something
 * elsewhere: then it is judged.
 */
export function isNone(many: Found | undefined): boolean {
  if (many === undefined || many.isAssumed === true) return false;
  const { value } = many;
  if (typeof value !== 'object' || value === null || value instanceof HclUnknown) return value === 0;
  return (Array.isArray(value) || isObject(value)) && Object.keys(value).length === 0;
}
