/** The same object type, with what may be undefined turned into what may be absent. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * An object without the properties that are undefined: absent and undefined are two things to JSON, to clones and to the
 * compiler.
 *
 * @example
 * defined({ line: 3, index: undefined }) // { line: 3 }
 */
export function defined<T extends object>(properties: T): Defined<T> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Defined<T>;
}
