import { isObject } from '../../values/value.ts';

/** How a value is made in some records. */
export interface Form {
  /** What it is where it is neither a list nor an object. */
  readonly singles: Set<Single>;
  /** How the elements are made, where it is a list in some. */
  elements: Form | undefined;
  /**
   * The members, where it is an object in some: by their names in the order in which they are written. Objects whose first
   * names are the same have the same forms of them, so that none is looked at for each.
   */
  readonly objects: Map<string, Members>;
}

/** A word is true, false or null. */
export type Single = 'number' | 'text' | 'word';

export type Members = ReadonlyMap<string, Form>;

/** What is deeper, or wider, or made in more ways, is better read by its structure: of what does not match much is tried. */
const MAX_DEPTH = 6;
const MAX_NAMES = 200;
const MAX_WAYS = 2;
/** So many elements of a list tell how they are made. */
const MAX_ELEMENTS = 20;

/** Names that stand in a text as they are, and are as many bytes as characters. */
const PLAIN_NAME = /^[ !#-[\]-~]*$/u;

export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name);
}

/** The names of an object as one text. */
export function keyOf(value: object): string {
  return Object.keys(value).join('"');
}

/** The members of an object, of which nothing is known yet; undefined where they are too many or not plain. */
export function membersOf(value: object): Members | undefined {
  const names = Object.keys(value);
  if (names.length > MAX_NAMES || !names.every(isPlainName)) return undefined;
  return new Map(names.map((name) => [name, unknownForm()]));
}

function unknownForm(): Form {
  return { singles: new Set(), elements: undefined, objects: new Map() };
}

const SINGLES: Readonly<Record<string, Single>> = { number: 'number', bigint: 'number', string: 'text' };

/** Adds how the members of an object are made; whether they are made simply enough. */
export function learnMembers(members: Members, value: Readonly<Record<string, unknown>>, depth = 1): boolean {
  for (const [name, form] of members) if (!learn(form, value[name], depth)) return false;
  return true;
}

function learn(form: Form, value: unknown, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    const elements = (form.elements ??= unknownForm());
    return value.slice(0, MAX_ELEMENTS).every((one: unknown) => learn(elements, one, depth + 1));
  }
  if (!isObject(value)) {
    form.singles.add(SINGLES[typeof value] ?? 'word');
    return true;
  }
  const key = keyOf(value);
  let members = form.objects.get(key);
  if (members === undefined) {
    members = form.objects.size < MAX_WAYS ? membersOf(value) : undefined;
    if (members === undefined) return false;
    members = withShared(members, form.objects.values());
    form.objects.set(key, members);
  }
  return learnMembers(members, value, depth + 1);
}

/** Members with the forms that others have of the first names. */
function withShared(members: Members, others: Iterable<Members>): Members {
  const shared = new Map(members);
  for (const other of others) {
    const names = other.keys();
    for (const name of members.keys()) {
      const form = names.next().value === name ? other.get(name) : undefined;
      if (form === undefined) break;
      shared.set(name, form);
    }
  }
  return shared;
}
