/*
 * Every function of the language: its only table. Entry `gsl-engine/functions`, of which a bundler takes the functions that
 * are named. To add one, see CONTRIBUTING.md: a file, and its name here.
 */
export { endsWithFunction, startsWithFunction } from './affix.ts';
export { allowedHostsForPortFunction, allowedPublicHostsForPortFunction } from './allowed-hosts.ts';
export { firstFunction } from './first.ts';
export { getValueFunction } from './get-value.ts';
export { getValuesFunction } from './get-values.ts';
export { inSubnetFunction, isPrivateFunction } from './in-subnet.ts';
export { isEmptyFunction } from './is-empty.ts';
export { isFilterPatternEqualFunction } from './is-filter-pattern-equal.ts';
export { isPublicFunction } from './is-public.ts';
export { joinFunction } from './join.ts';
export { lengthFunction } from './length.ts';
export { toLowerFunction, toUpperFunction } from './letter-case.ts';
export { numberOfHostsFunction } from './number-of-hosts.ts';
export { getResourceFunction, getResourcesFunction } from './resources.ts';
export { splitFunction } from './split.ts';
export { textLengthFunction } from './text-length.ts';
export { afterFunction, beforeFunction } from './time.ts';
export { uniqueFunction } from './unique.ts';
