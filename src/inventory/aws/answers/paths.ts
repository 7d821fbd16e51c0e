import { isObject, ownValue } from '../../entity.ts';
import { stepsOf } from '../mapping.ts';
import { pascal } from '../values.ts';
import type { Item } from './call.ts';

/** A member under its name in whatever case: AWS Config writes `kmsKeyArn`, the API `KMSKeyArn`. */
export function memberAnyCase(object: Item, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const upper = pascal(name);
  if (Object.hasOwn(object, upper)) return object[upper];
  const lower = name.toLowerCase();
  // Names of our tables are ASCII: what has another length is none of them. Most that are looked for here are not there.
  const found = Object.keys(object).find((key) => key.length === lower.length && key.toLowerCase() === lower);
  return found === undefined ? undefined : ownValue(object, found);
}

/** The value at a dotted path of own members, in any case of letters. */
export function valueAnyCase(source: unknown, path: string): unknown {
  let value = source;
  for (const name of stepsOf(path)) {
    if (!isObject(value)) return undefined;
    value = memberAnyCase(value, name);
  }
  return value;
}

/** {@link valueAnyCase} where it is text that is not empty. */
export function textAt(source: unknown, path: string): string | undefined {
  const value = valueAnyCase(source, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
