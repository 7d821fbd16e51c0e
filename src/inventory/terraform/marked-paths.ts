import { isObject } from '../entity.ts';

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
