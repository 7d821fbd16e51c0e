import { isObject, ownValue } from '../entity.ts';

/**
 * The dotted paths that are `true` in what Terraform writes beside values (`after_unknown`, `after_sensitive`). A name with
 * a dot in it cannot be told in a path: then all that it stands in is marked. The document's depth limit bounds the
 * recursion.
 *
 * @example
 * markedPaths({ arn: true, ingress: [{ cidr_blocks: [false, true] }] }) // arn, ingress.0.cidr_blocks.1
 */
export function markedPaths(marks: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  gather(marks, '', found);
  return found;
}

/**
 * The dotted paths that `after_unknown` marks, for values that need not have all that is marked: an element that is cut off,
 * or a block that is null, is not known as a whole.
 *
 * @example
 * unknownPaths({ rule: [{ port: true }, { port: true }] }, { rule: [{}] }) // rule.0.port, rule.1
 */
export function unknownPaths(marks: unknown, values: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  compare(marks, values, '', found);
  return found;
}

function compare(marks: unknown, value: unknown, path: string, found: Set<string>): void {
  if (marks === true) {
    if (path !== '') found.add(path);
  } else if (Array.isArray(marks) && Array.isArray(value)) {
    marks.forEach((item, index) => compare(item, value[index] ?? null, `${path}.${index}`, found));
  } else if (value === undefined) {
    // What is not there at all is known to be unknown from below it.
    gather(marks, path, found);
  } else if (isObject(marks) && isObject(value)) {
    for (const [key, item] of Object.entries(marks))
      compare(item, ownValue(value, key), key.includes('.') ? path : joined(path, key), found);
  } else if (path !== '' && markedPaths([marks]).size > 0) {
    found.add(path);
  }
}

/** The paths at which there may be more than values tell: of each object, and of a list what is null in it. */
export function openPaths(values: unknown): readonly string[] {
  const found: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        if (item === null) found.push(`${path}.${index}`);
        else look(item, `${path}.${index}`);
      });
    } else if (isObject(value)) {
      found.push(joined(path, '*'));
      // A name with a dot in it cannot be told in a path.
      for (const [key, item] of Object.entries(value)) if (!key.includes('.')) look(item, joined(path, key));
    }
  };
  look(values, '');
  return found;
}

function gather(marks: unknown, path: string, found: Set<string>): void {
  if (marks === true) {
    if (path !== '') found.add(path);
  } else if (Array.isArray(marks)) {
    marks.forEach((item, index) => gather(item, `${path}.${index}`, found));
  } else if (isObject(marks)) {
    for (const [key, item] of Object.entries(marks)) gather(item, key.includes('.') ? path : joined(path, key), found);
  }
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
