import { isPlace } from '../syntax/ast.ts';
import { namesDocument, readObject } from './policy.ts';

/** The steps of a dotted path; whole numbers are places in a list. */
export function segmentsOf(path: string): (string | number)[] {
  return path.split('.').map((segment) => (isPlace(segment) ? Number(segment) : segment));
}

/** Reads a property path of an element; `undefined` where there is nothing. */
export type PathReader = (element: unknown) => unknown;

/**
 * One step of a path: the entity's own property of that name. Lists have places, not properties (their `length` is a
 * function); a path does not run through a list, blocks look into those.
 */
export function propertyOf(value: unknown, name: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return typeof name === 'number' ? (value as readonly unknown[])[name] : undefined;
  return ownProperty(value, String(name));
}

/** Read first, then asked whose it is: most properties that are missing are so in the prototype too. */
function ownProperty(value: object, name: string): unknown {
  const found = (value as Record<string, unknown>)[name];
  return found === undefined || Object.hasOwn(value, name) ? found : undefined;
}

/**
 * A reader for the given segments, with the short paths that nearly all rules have unrolled. A policy document that an
 * export holds as JSON text is stepped into as if it were the object.
 */
export function pathReader(segments: readonly (string | number)[]): PathReader {
  const [first, second] = segments;
  if (first === undefined) return (element) => element;
  if (segments.length === 1) return (element) => propertyOf(element, first);
  if (segments.slice(0, -1).some((segment) => typeof segment === 'string' && namesDocument(segment))) {
    return documentReader(segments);
  }
  if (segments.length === 2) return (element) => propertyOf(propertyOf(element, first), second!);
  return (element) => {
    let value = element;
    for (const segment of segments) {
      if (value === undefined) return undefined;
      value = propertyOf(value, segment);
    }
    return value;
  };
}

function documentReader(segments: readonly (string | number)[]): PathReader {
  const steps = segments.map((segment, index) => {
    const before = segments[index - 1];
    return { segment, isInDocument: typeof before === 'string' && namesDocument(before) };
  });
  return (element) => {
    let value = element;
    for (const { segment, isInDocument } of steps) {
      if (isInDocument && typeof value === 'string') value = readObject(value);
      if (value === undefined) return undefined;
      value = propertyOf(value, segment);
    }
    return value;
  };
}
