import type { FunctionDefinition, FunctionTable } from './define.ts';
import { endsWithFunction, startsWithFunction } from './affix.ts';
import { allowedHostsForPortFunction, allowedPublicHostsForPortFunction } from './allowed-hosts.ts';
import { firstFunction } from './first.ts';
import { getValueFunction } from './get-value.ts';
import { getValuesFunction } from './get-values.ts';
import { inSubnetFunction, isPrivateFunction } from './in-subnet.ts';
import { isEmptyFunction } from './is-empty.ts';
import { isFilterPatternEqualFunction } from './is-filter-pattern-equal.ts';
import { isPublicFunction } from './is-public.ts';
import { joinFunction } from './join.ts';
import { lengthFunction } from './length.ts';
import { toLowerFunction, toUpperFunction } from './letter-case.ts';
import { numberOfHostsFunction } from './number-of-hosts.ts';
import { getResourceFunction, getResourcesFunction } from './resources.ts';
import { splitFunction } from './split.ts';
import { textLengthFunction } from './text-length.ts';
import { afterFunction, beforeFunction } from './time.ts';
import { uniqueFunction } from './unique.ts';

/**
 * Every function of the language, by name. To add one, see CONTRIBUTING.md: a file, and a line here.
 *
 * @example
 * functions.find(({ name }) => name === 'isEmpty')?.origin // 'observed'
 */
export const functions: readonly FunctionDefinition[] = Object.freeze(
  [
    afterFunction,
    allowedHostsForPortFunction,
    allowedPublicHostsForPortFunction,
    beforeFunction,
    endsWithFunction,
    firstFunction,
    getResourceFunction,
    getResourcesFunction,
    getValueFunction,
    getValuesFunction,
    inSubnetFunction,
    isEmptyFunction,
    isFilterPatternEqualFunction,
    isPrivateFunction,
    isPublicFunction,
    joinFunction,
    lengthFunction,
    numberOfHostsFunction,
    splitFunction,
    startsWithFunction,
    textLengthFunction,
    toLowerFunction,
    toUpperFunction,
    uniqueFunction,
  ].sort((a, b) => (a.name < b.name ? -1 : 1)),
);

/** The functions of the language. */
export const builtInFunctions: FunctionTable = /*#__PURE__*/ tableOf(functions);

/**
 * The functions of the language, and others beside them.
 *
 * @throws TypeError when two have one name, apart from case
 */
export function functionTable(own: readonly FunctionDefinition[]): FunctionTable {
  return tableOf([...functions, ...own].sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function tableOf(all: readonly FunctionDefinition[]): FunctionTable {
  const byName = new Map<string, FunctionDefinition>();
  for (const definition of all) {
    const key = definition.name.toLowerCase();
    if (byName.has(key)) throw new TypeError(`two functions have the name \`${definition.name}\``);
    byName.set(key, definition);
  }
  return { all, named: (name) => byName.get(name.toLowerCase()) };
}

/** Whether a function tests its receiver, so that `x = isEmpty()` asks `x isEmpty()`. */
export function isTest({ receiver, result }: FunctionDefinition): boolean {
  return receiver !== undefined && result === 'boolean';
}

/** The function of a name, in any case: `isempty` is read as `isEmpty`. */
export function functionNamed(name: string): FunctionDefinition | undefined {
  return builtInFunctions.named(name);
}
