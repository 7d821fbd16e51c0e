import type { FunctionDefinition } from './define.ts';
import { isEmptyFunction } from './is-empty.ts';
import { lengthFunction } from './length.ts';
import { afterFunction, beforeFunction } from './time.ts';

/** Every function of the language, by name. To add one, see CONTRIBUTING.md: a file, and a line here. */
export const functions: readonly FunctionDefinition[] = Object.freeze(
  [afterFunction, beforeFunction, isEmptyFunction, lengthFunction].sort((a, b) => (a.name < b.name ? -1 : 1)),
);

const byName = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]));
if (byName.size !== functions.length) throw new TypeError('two functions have the same name');

/** The function of a name, in any case: `isempty` is read as `isEmpty`. */
export function functionNamed(name: string): FunctionDefinition | undefined {
  return byName.get(name.toLowerCase());
}
