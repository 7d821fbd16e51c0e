import { isObject } from '../entity.ts';

/** What Flux, envsubst, OpenShift and kin put a value for before it is applied: `${NAME}`, `${NAME:=default}`, `${{NAME}}`. */
const PLACEHOLDER = /^\$\{(?:[A-Za-z_]\w*(?::?[-=?+][^{}]*)?|\{[A-Za-z_]\w*\})\}$/u;

function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** Where the same text is meant as it stands: shells and programs read it. */
const MEANT: ReadonlySet<string> = new Set([
  'annotations',
  'args',
  'binaryData',
  'command',
  'data',
  'env',
  'parsedArgs',
  'script',
  'stringData',
]);

/** Whether what stands at a path is read by a program, and may look like a template by chance. */
export function isMeant(path: string): boolean {
  return path.split('.').some((step) => MEANT.has(step));
}

/** Whether a text can hold a placeholder. */
export function mayHoldPlaceholders(text: string): boolean {
  return text.includes('${') || (text.includes('$') && /\bimage"?:[^\n]*\$/u.test(text));
}

/** No image is called so: `app:${TAG}`, `app:$TAG`, `$(REGISTRY)/app`. */
const IN_IMAGE = /\$(?:\{[^{}]*\}|\([^()]*\)|[A-Za-z_]\w*)/u;

/**
 * The images of an entity's containers of which a placeholder is a part, by their paths: the text around it. How an image is
 * pulled hangs on its tag. The document's depth limit bounds the recursion.
 */
export function partlyKnownImages(entity: object): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((item: unknown, index) => visit(item, `${path}.${index}`));
    else if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) {
        if (name !== 'image' || typeof item !== 'string') visit(item, joined(path, name));
        else if (IN_IMAGE.test(item) && !isPlaceholder(item)) found.set(joined(path, name), item.split(IN_IMAGE));
      }
    }
  };
  visit(entity, '');
  return found;
}

/**
 * The values of an entity that are a placeholder and no more, by their paths with why they are not known. The document's
 * depth limit bounds the recursion.
 */
export function placeholdersIn(
  entity: object,
  isGiven: (text: string) => boolean = isPlaceholder,
): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string' && isGiven(value)) found.push([path, `\`${value}\` is put in before it is applied`]);
    else if (Array.isArray(value)) value.forEach((item: unknown, index) => visit(item, `${path}.${index}`));
    else if (isObject(value)) {
      // A name with a dot in it cannot be told in a path: then all that it stands in is unknown.
      for (const [name, item] of Object.entries(value)) if (!MEANT.has(name)) visit(item, joined(path, name));
    }
  };
  visit(entity, '');
  return Object.fromEntries(found);
}

function joined(path: string, name: string): string {
  if (name.includes('.')) return path;
  return path === '' ? name : `${path}.${name}`;
}

/** What a run gives to a pod, by how its variables are told; how an image is pulled hangs on its tag. */
export function givenByRun(pod: object, holdsVariable: (text: string) => boolean): Readonly<Record<string, string>> {
  const found = Object.entries(placeholdersIn(pod, holdsVariable));
  const policies = found.flatMap(([path, reason]) =>
    path.endsWith('.image') ? [[`${path.slice(0, -'image'.length)}imagePullPolicy`, reason] as const] : [],
  );
  return Object.fromEntries([...found, ...policies]);
}
