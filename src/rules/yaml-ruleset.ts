import { type ScalarTag, stringify } from 'yaml';
import { HIDDEN, withoutHidden } from '../text/hidden.ts';
import { logicHash } from './logic-hash.ts';
import type { Rule, Ruleset } from './rule.ts';

/** The order in which a person writes them; what is not named here follows. */
const RULE_FIELDS = ['id', 'name', 'severity', 'logic', 'description', 'rationale', 'remediation', 'category'] as const;

/**
 * A ruleset in our own form, YAML, which `parseRuleset` reads back: what came from CloudGuard's export, from Terraform or from
 * pages of rules. What can be worked out (`logicHash`, ids made of it) and what is empty is left out.
 *
 * @param ruleset a loaded ruleset, or one of your own
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * yamlRuleset({ name: 'MFA', rules }).split('\n', 1) // ['name: MFA']
 */
export function yamlRuleset({
  rules,
  extra = {},
  id,
  name,
  description,
  cloudVendor,
  language,
  version,
}: Ruleset): string {
  const head = written({ id, name, description, cloudVendor, language, version, ...extra });
  return stringify(
    { ...head, rules: rules.map(ruleFields) },
    {
      lineWidth: 0,
      version: '1.2',
      customTags: (tags) => [CAREFUL, ...tags],
    },
  );
}

/** What is not seen, and what a CI system takes for a command where the file is printed into its log: also at the start of a line. */
const UNSAFE = new RegExp(`##|^[^\\S\\r\\n\\u2028\\u2029]*::|${HIDDEN.source}`, 'mu');

/** Texts that are printed with escapes. Read, they are the same. */
const CAREFUL: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string' && UNSAFE.test(value),
  resolve: (text) => text,
  stringify: ({ value }) => {
    const text = JSON.stringify(value).replaceAll('##', '#\\u0023');
    return withoutHidden(text, (found) => `\\U${(found.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`);
  },
};

function ruleFields(rule: Rule): Readonly<Record<string, unknown>> {
  const { logicHash: _, severityOverride: __, extra = {}, remediation, ruleId, ...fields } = rule;
  const hash = logicHash(rule.logic);
  const own: Record<string, unknown> = {
    ...fields,
    // An id that is the hash is made again.
    id: rule.id.startsWith(hash) ? undefined : rule.id,
    name: rule.name === rule.id ? undefined : rule.name,
    ruleId: ruleId === rule.id ? undefined : ruleId,
    remediation: Object.keys(remediation ?? {}).join() === 'text' ? remediation?.['text'] : remediation,
    ...extra,
  };
  const first = RULE_FIELDS.flatMap((key) => (Object.hasOwn(own, key) ? [[key, own[key]] as const] : []));
  return written({ ...Object.fromEntries(first), ...own });
}

/** Without what is empty, which says nothing. */
function written(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => key === 'enabled' || !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
