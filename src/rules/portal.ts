import { withoutHidden } from '../text/hidden.ts';
import { logicHash } from './logic-hash.ts';
import type { Remediation, Rule, Ruleset } from './rule.ts';

/*
 * Rulesets as CloudGuard takes them. What its portal has no field for (rationale, references, frameworks, tests) stays in
 * our files.
 */

/** A rule as the portal's JSON has it: every field is there. */
export interface PortalRule {
  readonly name: string;
  readonly severity: string;
  readonly logic: string;
  readonly description: string;
  readonly remediation: string;
  readonly cloudbots: string | null;
  readonly complianceTag: string;
  readonly domain: string;
  readonly priority: string;
  readonly controlTitle: string;
  readonly ruleId: string;
  readonly category: string;
  readonly labels: readonly string[];
  readonly logicHash: string;
  readonly isDefault: boolean;
}

/** A ruleset as the portal's JSON has it. */
export interface PortalRuleset {
  readonly name: string;
  readonly description: string;
  readonly cloudVendor: string;
  readonly language: string;
  readonly isTemplate: boolean;
  readonly hideInCompliance: boolean;
  readonly rules: readonly PortalRule[];
}

/**
 * A ruleset in the form that CloudGuard's portal and its interface take and export.
 *
 * @param ruleset a loaded ruleset, or one of your own
 * @returns what `JSON.stringify` makes a file of; fields of an export that are not ours (`id`, `accountId`, …) are kept
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * portalRuleset({ name: 'MFA', rules }).cloudVendor // 'aws'
 */
export function portalRuleset(ruleset: Ruleset): PortalRuleset {
  const { name, description = '', cloudVendor = 'aws', language = 'en', rules, extra = {} } = ruleset;
  return {
    isTemplate: false,
    hideInCompliance: false,
    ...camelCased(extra),
    ...(/^\d+$/u.test(ruleset.id ?? '') ? { id: Number(ruleset.id) } : {}),
    name,
    description,
    cloudVendor,
    language,
    rules: rules.map(portalRule),
  };
}

function portalRule(rule: Rule): PortalRule {
  const { id, severity, logic, name = id, description = '', category = '', labels = [], isDefault = false } = rule;
  return {
    ...camelCased(rule.extra ?? {}),
    name,
    severity,
    logic,
    description,
    remediation: oneText(rule.remediation ?? {}),
    cloudbots: rule.cloudbots ?? null,
    complianceTag: rule.complianceTag ?? '',
    domain: rule.domain ?? '',
    priority: rule.priority ?? '',
    controlTitle: rule.controlTitle ?? '',
    // An id that was made of the logic says nothing new.
    ruleId: rule.ruleId ?? (id.startsWith(logicHash(logic)) ? '' : id),
    category,
    labels,
    logicHash: logicHash(logic),
    isDefault,
  };
}

/** What Terraform's provider names `created_time` is `createdTime` to the portal. */
function camelCased(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      /^[a-z\d]+(?:_[a-z\d]+)+$/u.test(name)
        ? name.replaceAll(/_(.)/gu, (_, letter: string) => letter.toUpperCase())
        : name,
      value,
    ]),
  );
}

/** The ways to mend as one text, which is all that the portal has. */
function oneText(remediation: Remediation): string {
  const ways = Object.entries(remediation).filter(([, text]) => text.trim() !== '');
  const [first] = ways;
  if (ways.length === 1 && first?.[0] === 'text') return first[1];
  return ways.map(([way, text]) => `${way}: ${text.trim()}`).join('\n\n');
}

/** The fields of a rule in CloudGuard's Terraform provider, by their names there. */
const RULE_FIELDS = [
  ['name', 'name'],
  ['logic', 'logic'],
  ['severity', 'severity'],
  ['description', 'description'],
  ['remediation', 'remediation'],
  ['compliance_tag', 'complianceTag'],
  ['domain', 'domain'],
  ['priority', 'priority'],
  ['control_title', 'controlTitle'],
  ['rule_id', 'ruleId'],
  ['is_default', 'isDefault'],
] as const;

/**
 * A ruleset as a `dome9_ruleset` resource of Terraform. Empty fields are left out.
 *
 * @param ruleset a loaded ruleset, or one of your own
 * @param label the name of the resource; made of the ruleset's id or name where it is absent
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * terraformRuleset({ id: 'mfa', name: 'MFA', rules }).startsWith('resource "dome9_ruleset" "mfa" {') // true
 */
export function terraformRuleset(ruleset: Ruleset, label: string = labelOf(ruleset)): string {
  const whole = portalRuleset(ruleset);
  const rules = whole.rules.map((rule) => {
    const fields = RULE_FIELDS.flatMap(([name, key]) => {
      const value = rule[key];
      return value === '' || value === false ? [] : [[name, value] as const];
    });
    return `  rules {\n${attributes(fields, '    ')}  }\n`;
  });
  const head = attributes(
    [
      ['name', whole.name],
      ['description', whole.description],
      ['cloud_vendor', whole.cloudVendor],
      ['language', whole.language],
      ['hide_in_compliance', whole.hideInCompliance],
      ['is_template', whole.isTemplate],
    ],
    '  ',
  );
  return `resource "dome9_ruleset" "${label}" {\n${[head, ...rules].join('\n')}}\n`;
}

/** Attributes of a block with their equals signs below each other, as `terraform fmt` writes them. */
function attributes(entries: readonly (readonly [string, string | boolean])[], indent: string): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${indent}${name.padEnd(width)} = ${hcl(value)}\n`).join('');
}

/** A value of HCL: `${` and `%{` would start an expression. */
function hcl(value: string | boolean): string {
  if (typeof value === 'boolean') return String(value);
  // JSON's escapes are HCL's, but for these two characters, which no rule needs.
  const text = JSON.stringify(value.replaceAll(/[\b\f]/gu, ' '));
  const shown = withoutHidden(
    text.replaceAll('##', () => String.raw`#\u0023`),
    escaped,
  );
  return shown.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}

/** As HCL writes any character: it has no halves of pairs. */
function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? String.raw`\U${code.padStart(8, '0')}` : String.raw`\u${code.padStart(4, '0')}`;
}

function labelOf({ id, name }: Ruleset): string {
  const label = (id ?? name)
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '');
  return /^[a-z]/u.test(label) ? label : `ruleset_${label}`;
}
