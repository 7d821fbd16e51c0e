import { isObject, ownObject } from '../entity.ts';
import { intrinsicOf } from './unknown-paths.ts';

type Members = Readonly<Record<string, unknown>>;

const PREFIX = 'AWS::Serverless::';

/**
 * The properties of a resource with what the `Globals` of a serverless template add to it: of a scalar the resource's own
 * counts, objects are merged, lists are joined, the global part first.
 *
 * Format: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(properties: unknown, type: string, template: Members): unknown {
  if (!type.startsWith(PREFIX)) return properties;
  const globals = ownObject(ownObject(template, 'Globals') ?? {}, type.slice(PREFIX.length));
  if (globals === undefined) return properties;
  return properties === undefined ? globals : merged(globals, properties);
}

function merged(general: unknown, own: unknown): unknown {
  if (Array.isArray(general) && Array.isArray(own)) return [...(general as unknown[]), ...(own as unknown[])];
  if (!isObject(general) || !isObject(own) || intrinsicOf(general) !== undefined || intrinsicOf(own) !== undefined)
    return own;
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return Object.fromEntries([
    ...Object.entries(general),
    ...Object.entries(own).map(([key, value]) => [
      key,
      Object.hasOwn(general, key) ? merged(general[key], value) : value,
    ]),
  ]);
}
