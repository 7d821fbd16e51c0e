import type { LoadedRuleset } from '../rules/rule.ts';
import { defined } from '../text/defined.ts';
import { isObject } from '../values/value.ts';
import { listOf, textOf } from './stored-value.ts';

/** The rulesets by name; reports of older versions do not list them. */
export function rulesetsIn(stored: unknown): ReadonlyMap<string, LoadedRuleset> {
  const known = listOf(stored).flatMap((ruleset) => {
    const name = isObject(ruleset) ? textOf(ruleset['name']) : undefined;
    if (name === undefined || !isObject(ruleset)) return [];
    const { id, version, packaging } = ruleset;
    const from = isObject(packaging) ? [textOf(packaging['name']), textOf(packaging['version'])] : [];
    const [named, versioned] = from;
    const own = named === undefined || versioned === undefined ? undefined : { name: named, version: versioned };
    return [
      [name, { name, rules: [], ...defined({ id: textOf(id), version: textOf(version), packaging: own }) }] as const,
    ];
  });
  return new Map(known);
}

/** A ruleset of which only the name is known. */
export function rulesetFrom(name: string): LoadedRuleset {
  return { name, rules: [] };
}
