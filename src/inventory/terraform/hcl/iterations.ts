import { isObject } from '../../entity.ts';
import type { Found } from './lookup.ts';
import { isSet } from './sets.ts';
import { HclUnknown } from './unknown.ts';

/** What a name such as `each` stands for while something is gone through. */
export type Bound = ReadonlyMap<string, Found>;

export interface Iteration {
  readonly key: unknown;
  readonly value: unknown;
}

/** More are not written out one by one. */
const MAX_ITERATIONS = 10_000;

/** What Terraform goes through, in its order: elements, or members by their names; undefined where that is not known. */
export function iterationsOf(value: unknown): readonly Iteration[] | undefined {
  if (typeof value !== 'object' || value === null || value instanceof HclUnknown) return undefined;
  if (Array.isArray(value)) {
    if (value.length > MAX_ITERATIONS) return undefined;
    return value.map((item: unknown, index) => ({ key: isSet(value) ? item : index, value: item }));
  }
  if (!isObject(value)) return undefined;
  const names = Object.keys(value);
  if (names.length > MAX_ITERATIONS) return undefined;
  return names.sort().map((key) => ({ key, value: value[key] }));
}

/** What a name stands for that has a key and a value, such as `each`. */
export function boundTo(name: string, value: unknown, from: Found): Bound {
  return new Map([[name, { ...from, value }]]);
}

/** What names stand for where something is worked out. */
export class BoundNames {
  #bound: Bound = new Map();

  get all(): Bound {
    return this.#bound;
  }

  /** What is worked out while some more stand for something. */
  within<T>(bound: Bound, work: () => T): T {
    const before = this.#bound;
    this.#bound = new Map([...before, ...bound]);
    try {
      return work();
    } finally {
      this.#bound = before;
    }
  }
}
