import { isObject } from '../entity.ts';

type Members = Readonly<Record<string, unknown>>;

/** The intrinsic function that an object calls. */
export function intrinsicOf(value: Members): string | undefined {
  const [name, ...more] = Object.keys(value);
  return name !== undefined && more.length === 0 && (name === 'Ref' || name.startsWith('Fn::')) ? name : undefined;
}

/** What a macro or a loop adds to the object that it stands in. */
export function addsMembers(key: string): boolean {
  return key === 'Fn::Transform' || key.startsWith('Fn::ForEach::');
}

/** Whether a value is text with a dynamic reference in it: `{{resolve:ssm:/net/cidr}}`. */
export function isDynamic(value: unknown): boolean {
  return typeof value === 'string' && value.includes('{{resolve:');
}

/** Whether a text is a name that a tool puts a value in place of before it is deployed, as Jinja does: `{{ acl }}`. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && /^\s*\{\{(?!resolve:)[^{}]*\}\}\s*$/u.test(value);
}

/**
 * The dotted paths of a resolved value that are known only at deployment, each with why: calls that are left as they are,
 * text with dynamic references, and `path.*` where an object has more members than are written. A name with a dot in it
 * cannot be told in a path: then all that it stands in is unknown. The document's depth limit bounds the recursion.
 *
 * @param hasNames whether `{{ name }}` is a value of its own
 */
export function listUnknown(
  root: unknown,
  isLeft: (object: object, path: string) => boolean,
  hasNames = false,
): Map<string, string> {
  const found = new Map<string, string>();
  const gather = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((item, index) => gather(item, joined(path, String(index))));
    else if (isDynamic(value) && path !== '') found.set(path, 'a dynamic reference is resolved at deployment');
    else if (!hasNames && isPlaceholder(value) && path !== '')
      found.set(path, `\`${String(value).trim()}\` is put in before it is deployed`);
    else if (isObject(value)) gatherMembers(value, path);
  };
  const gatherMembers = (value: Members, path: string): void => {
    const name = intrinsicOf(value);
    if (name !== undefined && isLeft(value, path)) {
      // At the top stand the properties themselves: what they are is all that is unknown.
      found.set(path === '' ? '*' : path, `\`${name}\` is resolved at deployment`);
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      if (addsMembers(key)) found.set(joined(path, '*'), `\`${key}\` adds properties at deployment`);
      else gather(item, key.includes('.') ? path : joined(path, key));
    }
  };
  gather(root, '');
  return found;
}

/** The dotted paths of the texts within a value that are meant. */
export function pathsOf(root: unknown, isMeant: (text: string) => boolean): readonly string[] {
  const found = new Set<string>();
  const gather = (value: unknown, path: string): void => {
    if (typeof value === 'string' && isMeant(value)) found.add(path);
    else if (Array.isArray(value)) value.forEach((item, index) => gather(item, joined(path, String(index))));
    else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) gather(item, key.includes('.') ? path : joined(path, key));
    }
  };
  gather(root, '');
  return [...found];
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
