import { isObject } from '../entity.ts';

type Members = Readonly<Record<string, unknown>>;

const PREFIX = 'Fn::ForEach::';

/** So many values are written out of the loops of a template; beyond them loops stay as they are. */
const MAX_WRITTEN = 100_000;

/** A member of an object whose loops are written out, and the key that it stands under in the template. */
export interface Written {
  readonly key: string;
  readonly value: unknown;
  readonly from: string;
}

/**
 * Writes loops out (`Fn::ForEach::Name: [Variable, [a, b], { "Bucket${Variable}": … }]`) whose collection the template tells.
 * Format: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export class Loops {
  readonly #resolve: (value: unknown) => unknown;
  #left = MAX_WRITTEN;

  /** `resolve` gives the value of a collection as far as the template tells it. */
  constructor(resolve: (value: unknown) => unknown) {
    this.#resolve = resolve;
  }

  /** Whether an object has a loop among its members. */
  static isIn(object: Members): boolean {
    return Object.keys(object).some((key) => key.startsWith(PREFIX));
  }

  /** The members of an object; a loop that cannot be written out stays one of them. */
  members(object: Members): readonly Written[] {
    return Object.entries(object).flatMap(([key, value]) =>
      this.#written(key, value).map((member) => ({ ...member, from: key })),
    );
  }

  #written(key: string, value: unknown): readonly Omit<Written, 'from'>[] {
    const itself = [{ key, value }];
    if (!key.startsWith(PREFIX) || !Array.isArray(value) || value.length !== 3) return itself;
    const [name, collection, body]: readonly unknown[] = value;
    const items = this.#resolve(collection);
    if (typeof name !== 'string' || name === '' || !isObject(body) || !Array.isArray(items)) return itself;
    if (!items.every((item) => typeof item === 'string' || typeof item === 'number')) return itself;
    const copies = items.map((item) => this.#copy(body, name, String(item)));
    if (this.#left < 0) return itself;
    return copies.flatMap((copy) =>
      Object.entries(copy as Members).flatMap(([inner, one]) => this.#written(inner, one)),
    );
  }

  /** A value with the variable's value in its place. The document's depth limit bounds the recursion. */
  #copy(value: unknown, name: string, item: string): unknown {
    this.#left -= 1;
    if (this.#left < 0) return value;
    if (typeof value === 'string') return filled(value, name, item);
    if (Array.isArray(value)) return value.map((inner) => this.#copy(inner, name, item));
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    if (entries.length === 1 && entries[0]?.[0] === 'Ref' && entries[0][1] === name) return item;
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return Object.fromEntries(entries.map(([key, inner]) => [filled(key, name, item), this.#copy(inner, name, item)]));
  }
}

/** `${Name}` is the item, `&{Name}` its letters and digits alone. */
function filled(text: string, name: string, item: string): string {
  return text
    .replaceAll(`\${${name}}`, () => item)
    .replaceAll(`&{${name}}`, () => item.replaceAll(/[^A-Za-z0-9]/gu, ''));
}
