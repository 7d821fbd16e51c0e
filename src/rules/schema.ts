import * as z from 'zod';
import type { FieldNames } from './fields.ts';
import { mustBe, type IssueParams } from './zod-problems.ts';
import { readSeverity, severityHelp, type Severity } from './severity.ts';

/** Text; a number is read as its text, since `complianceTag: 1.2` and a ruleset's numeric id are meant as such. */
export const text = z.union([z.string(), z.number().transform(String)], { error: mustBe('text') });

/** A list of text. */
export const textList = z.array(text, { error: mustBe('a list of text') }).readonly();

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')], {
  error: mustBe('`true` or `false`'),
});

/** A severity in any case. */
export const severity = z.string({ error: mustBe('a severity') }).transform((written, context): Severity => {
  const known = readSeverity(written);
  if (known !== undefined) return known;
  const params: IssueParams = { code: 'unknown-severity', help: severityHelp(written), whole: true };
  context.issues.push({ code: 'custom', message: `\`${written}\` is no severity`, input: written, params });
  return z.NEVER;
});

const reference = z
  .object(
    { title: text, url: z.url({ protocol: /^https?$/u, error: 'must be an http or https address' }) },
    { error: mustBe('an object with `title` and `url`') },
  )
  .readonly();

/** How to mend what a rule found, by the way of doing it; a plain text is `text`. */
const remediation = z
  .object(
    {
      text: text.exactOptional(),
      portal: text.exactOptional(),
      terraform: text.exactOptional(),
      cli: text.exactOptional(),
    },
    { error: mustBe('text or an object of texts') },
  )
  .catchall(text)
  .readonly();

const cloudEntity = z
  .object({ name: text, description: text.exactOptional() }, { error: mustBe('an object with `name`') })
  .readonly();

/** A `Rule` as data may give it; the loader fills in what is missing. */
export const ruleFields = z.object({
  logic: z.string({ error: mustBe('text') }),
  id: text.exactOptional(),
  name: text.exactOptional(),
  severity: severity.exactOptional(),
  description: text.exactOptional(),
  rationale: text.exactOptional(),
  remediation: remediation.exactOptional(),
  category: text.exactOptional(),
  entityType: text.exactOptional(),
  cloudEntity: cloudEntity.exactOptional(),
  domain: text.exactOptional(),
  controlTitle: text.exactOptional(),
  complianceTag: text.exactOptional(),
  priority: text.exactOptional(),
  labels: textList.exactOptional(),
  frameworks: textList.exactOptional(),
  references: z
    .array(reference, { error: mustBe('a list') })
    .readonly()
    .exactOptional(),
  coveredBySpectral: flag.exactOptional(),
  cloudbots: text.exactOptional(),
  ruleId: text.exactOptional(),
  logicHash: text.exactOptional(),
  isDefault: flag.exactOptional(),
  enabled: flag.exactOptional(),
  tests: z.unknown().optional(),
});

/** A ruleset as data may give it, its rules not yet looked at. */
export const rulesetFields = z.object({
  id: text.exactOptional(),
  name: text.exactOptional(),
  description: text.exactOptional(),
  cloudVendor: text.exactOptional(),
  language: text.exactOptional(),
  version: text.exactOptional(),
  rules: z.array(z.unknown(), { error: mustBe('a list of rules') }).readonly(),
});

/** Names of a rule's fields: CloudGuard's export, its Terraform provider, and ours. */
export const ruleNames: FieldNames = {
  names: Object.keys(ruleFields.shape),
  aliases: { logHash: 'logicHash', title: 'name' },
  passedOn: ['rlmId', 'remediationActions', 'ruleType'],
  emptyIsAbsent: ['id', 'ruleId', 'name', 'severity', 'logicHash'],
};

/** Names of a ruleset's fields. */
export const rulesetNames: FieldNames = {
  names: Object.keys(rulesetFields.shape),
  passedOn: ['rulesCount', 'isTemplate', 'section', 'tooltipText', 'icon', 'versionCreatedTime', 'accountId'],
  emptyIsAbsent: ['id', 'name'],
};

/** Fields that hold a list; one text is read as a list of one. */
export const listFields: readonly string[] = ['labels', 'frameworks', 'references'];

/** So many kinds of rule are told apart, by the fields that they have. */
const MAX_KINDS = 100;
const kinds = new Map<string, typeof ruleFields>();

/**
 * {@link ruleFields} without the fields that a rule leaves out: that a text may be a number too makes each absent one cost
 * two failures with their messages, most of the time that reading a rule takes.
 */
export function ruleFieldsOf(values: Readonly<Record<string, unknown>>): typeof ruleFields {
  const names = Object.keys(values).filter((name) => Object.hasOwn(ruleFields.shape, name));
  const key = names.join();
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const mask = Object.fromEntries([...names, 'logic'].map((name) => [name, true]));
  // What is left out is optional, so the type holds.
  const fields = ruleFields.pick(mask as { logic: true }) as unknown as typeof ruleFields;
  if (kinds.size >= MAX_KINDS) kinds.clear();
  kinds.set(key, fields);
  return fields;
}
