import { parse } from '../syntax/parse.ts';

/**
 * The type of the entities that a rule judges, `List<CloudTrail>` for one over a list; undefined for a constant, and for
 * text that does not parse.
 *
 * @example
 * ruleTarget('IamUser should have mfaActive = true') // 'IamUser'
 */
export function ruleTarget(logic: string): string | undefined {
  const { rule } = parse(logic);
  if (rule === undefined || !('target' in rule)) return undefined;
  const { name, list } = rule.target;
  return list ? `List<${name}>` : name;
}
