import type { RuleNode } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';

/**
 * The named lists whose values a rule needs to be evaluated, each once, in the order of the text.
 *
 * @example
 * listsNeeded(parseRule('SecurityGroup should have name in ($Offices)')) // ['Offices']
 */
export function listsNeeded(rule: RuleNode): string[] {
  const names = new Set<string>();
  walk(rule, (node) => {
    if (node.kind === 'NamedList') names.add(node.name);
  });
  return [...names];
}

/** Lists of this name are the vendor's own; what they hold is not public. */
export function isVendorList(name: string): boolean {
  return name.startsWith('CloudGuard_');
}
