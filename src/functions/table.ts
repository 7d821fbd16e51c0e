import type { FunctionDefinition, FunctionTable } from './define.ts';

/**
 * Functions by name, in any case.
 *
 * @throws TypeError when two have one name
 */
export function tableOf(all: readonly FunctionDefinition[]): FunctionTable {
  const byName = new Map<string, FunctionDefinition>();
  for (const definition of all) {
    const key = definition.name.toLowerCase();
    if (byName.has(key)) throw new TypeError(`two functions have the name \`${definition.name}\``);
    byName.set(key, definition);
  }
  return { all, named: (name) => byName.get(name.toLowerCase()) };
}
