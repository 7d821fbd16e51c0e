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

/** A reader for the given segments, with the short paths that nearly all rules have unrolled. */
export function pathReader(segments: readonly (string | number)[]): PathReader {
  const [first, second] = segments;
  if (first === undefined) return (element) => element;
  if (segments.length === 1) return (element) => propertyOf(element, first);
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
