import type { PathNode } from '../syntax/ast.ts';
import { nearest } from '../text/suggest.ts';
import { keptIn, keptOfFew } from './kept.ts';
import { otherNumber, slipOf, vocabularyOf } from './names.ts';
import type { Scope } from './places.ts';
import {
  COMMON,
  elementSchema,
  isOpen,
  kindsOf,
  ownSchema,
  type PropertySchema,
  propertyNames,
} from './schemas/schema.ts';
import type { Leave } from './shapes.ts';

/** What may have been meant by a property that is not known: a name to put in its place, which may be evident, or where to look. */
export type Hint = { readonly fix: string; readonly isSure?: boolean } | { readonly help: string };

/** More names than these in a message are not read. */
const MAX_NAMES = 12;

/** Words that are one letter from others, and mean something else. */
const EVERYDAY: readonly string[] = [
  ...['data', 'date', 'enable', 'enabled', 'host', 'name', 'policy', 'port', 'public', 'private', 'role', 'roles'],
  ...['rule', 'rules', 'source', 'state', 'stats', 'status', 'user', 'users'],
];

/** What other languages call the number of elements. */
export const COUNTS = /^(?:length|size|count)$/u;

const vocabularies = new WeakMap<object, ReadonlySet<string>>();

/** The words of all names within a schema, and everyday ones: names that are made of them are names of their own. */
function vocabularyWithin(schema: PropertySchema): ReadonlySet<string> {
  if (typeof schema !== 'object') return new Set(EVERYDAY);
  return keptIn(vocabularies, schema, () => vocabularyOf([...EVERYDAY, ...namesWithin(schema)]));
}

/** What was found of a name by the object that it is asked of, and the entity around that. */
const slips = new WeakMap<object, WeakMap<object, Map<string, { readonly near: string | undefined }>>>();

/** The known name that another is a slip of: looked for once, since the rules of a type ask for the same names. */
function slipWithin(
  owner: PropertySchema,
  name: string,
  names: readonly string[],
  entity: PropertySchema,
): string | undefined {
  if (typeof owner !== 'object' || typeof entity !== 'object') return slipOf(name, names, vocabularyWithin(entity));
  const ofOwner = keptIn(
    keptIn(slips, entity, () => new WeakMap()),
    owner,
    () => new Map(),
  );
  return keptOfFew(ofOwner, name, () => ({ near: slipOf(name, names, vocabularyWithin(entity)) })).near;
}

function namesWithin(schema: PropertySchema): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<PropertySchema>();
  const pending: PropertySchema[] = [schema];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || seen.has(next)) continue;
    seen.add(next);
    // A list has no names of its own, and the schema of its elements.
    for (const name of propertyNames(next)) names.add(name);
    pending.push(...(Object.values(next) as PropertySchema[]));
  }
  return names;
}

/**
 * What may have been meant: a near name of the same object, a property of the elements of one of its lists or of what is
 * around the block. Of an object that is completely known, also a farther name, or the names that there are.
 */
export function hintFor(node: PathNode, { index, owner }: Leave, scope: Scope): Hint | undefined {
  const name = String(node.segments[index]?.name);
  const names = propertyNames(owner);
  const list = COUNTS.test(name) ? ['items', 'values'].find((known) => names.includes(known)) : undefined;
  if (list !== undefined) return { help: `how many there are is a function: \`${list} length()\`` };
  const open = isOpen(owner);
  const near = slipWithin(owner, name, names, entityOf(scope));
  if (near !== undefined) {
    // Answers of AWS stand beside what is made of them: `InstanceType` beside `instanceType`.
    const isPascal = name.slice(1) === near.slice(1);
    return { fix: near, isSure: !isPascal && !otherNumber(name).includes(near) };
  }
  const number = otherNumber(name).find((other) => names.includes(other));
  if (number !== undefined) return { fix: number };
  const far = open ? undefined : nearest(name, names);
  if (far !== undefined) return { fix: far };
  const help =
    (index === 0 && node.start !== '~' ? elsewhere(name, owner, scope) : undefined) ?? listed(name, names, open);
  return help === undefined ? undefined : { help };
}

function entityOf(scope: Scope): PropertySchema {
  let { element, outer } = scope;
  for (; outer !== undefined; { outer } = outer) element = outer.element;
  return element;
}

/** The same name, of a single value, within a property of the object or around the block. */
function elsewhere(name: string, owner: PropertySchema, { outer }: Scope): string | undefined {
  if (Object.hasOwn(COMMON, name)) return undefined;
  const within = (known: string): PropertySchema => ownSchema(owner, known) ?? 'any';
  const inside = propertyNames(owner).find((known) => isSingle(ownSchema(elementSchema(within(known)), name)));
  if (inside !== undefined) {
    return kindsOf(within(inside)).includes('list')
      ? `the elements of \`${inside}\` have it: \`${inside} contain [ ${name} … ]\``
      : `did you mean \`${inside}.${name}\`?`;
  }
  if (outer === undefined || !isSingle(ownSchema(outer.element, name))) return undefined;
  return `it is a property of ${outer.label}; in a block, paths start at the element`;
}

function isSingle(schema: PropertySchema | undefined): boolean {
  return typeof schema === 'string' && !['any', 'list', 'object'].includes(schema);
}

/** Names that hold the written one, or all that there are. */
function listed(name: string, names: readonly string[], open: boolean): string | undefined {
  if (open || names.length === 0) return undefined;
  const longer = names.filter((known) => known.toLowerCase().includes(name.toLowerCase()));
  if (longer.length === 1 && name.length > 3) return `did you mean \`${longer[0]}\`?`;
  const shown = names.length > MAX_NAMES ? [...names.slice(0, MAX_NAMES), '…'] : names;
  return `known properties: ${shown.join(', ')}`;
}
