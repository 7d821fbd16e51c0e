import type { FunctionDefinition, FunctionTable } from './define.ts';
import * as definitions from './definitions.ts';
import { refuseDefinition } from './refuse-definition.ts';
import { tableOf } from './table.ts';
import { watched } from './watched.ts';

/**
 * Every function of the language, by name.
 *
 * @example
 * functions.find(({ name }) => name === 'isEmpty')?.origin // 'observed'
 */
export const functions: readonly FunctionDefinition[] = Object.freeze(
  Object.values<FunctionDefinition>(definitions).sort((a, b) => (a.name < b.name ? -1 : 1)),
);

/** The functions of the language. */
export const builtInFunctions: FunctionTable = /*#__PURE__*/ tableOf(functions);

/**
 * The functions of the language, and others beside them.
 *
 * @throws TypeError when two have one name, apart from case, and for what is no definition
 */
export function functionTable(own: readonly FunctionDefinition[]): FunctionTable {
  own.forEach(refuseDefinition);
  return tableOf([...functions, ...own.map(watched)].sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** Whether a function tests its receiver, so that `x = isEmpty()` asks `x isEmpty()`. */
export function isTest({ receiver, result }: FunctionDefinition): boolean {
  return receiver !== undefined && result === 'boolean';
}

/** The function of a name, in any case: `isempty` is read as `isEmpty`. */
export function functionNamed(name: string): FunctionDefinition | undefined {
  return builtInFunctions.named(name);
}
