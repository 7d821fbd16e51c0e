import * as z from 'zod';
import type { FieldNames } from './fields.ts';
import { mustBe, type IssueParams } from './problem.ts';
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
      /** Instructions that name no tool: all that a CloudGuard export has. */
      text: text.exactOptional(),
      /** In the cloud's own web console. */
      portal: text.exactOptional(),
      /** With Terraform. */
      terraform: text.exactOptional(),
      /** On the command line. */
      cli: text.exactOptional(),
    },
    { error: mustBe('text or an object of texts') },
  )
  .catchall(text)
  .readonly();

/** A rule as data may give it; the loader fills in what is missing. */
export const ruleFields = z.object({
  /** The text of the rule in GSL, exactly as written. */
  logic: z.string({ error: mustBe('text') }),
  id: text.exactOptional(),
  name: text.exactOptional(),
  severity: severity.exactOptional(),
  /** What the rule looks for. */
  description: text.exactOptional(),
  /** Why it matters. */
  rationale: text.exactOptional(),
  remediation: remediation.exactOptional(),
  /** `Security, Identity, & Compliance`. */
  category: text.exactOptional(),
  /** The type of entity the rule is about, `IamUser`. The logic decides; this is for listings. */
  entityType: text.exactOptional(),
  domain: text.exactOptional(),
  controlTitle: text.exactOptional(),
  /** The section of a standard that the rule stands for. */
  complianceTag: text.exactOptional(),
  priority: text.exactOptional(),
  labels: textList.exactOptional(),
  /** Compliance frameworks; an entry may end in the control's number in brackets: `AWS CIS Foundations v. 2.0.0 (1.10)`. */
  frameworks: textList.exactOptional(),
  references: z
    .array(reference, { error: mustBe('a list') })
    .readonly()
    .exactOptional(),
  /** CloudBots that CloudGuard runs on a finding; never run here. */
  cloudbots: text.exactOptional(),
  /** The vendor's id of the rule, `D9.AWS.IAM.51`. */
  ruleId: text.exactOptional(),
  logicHash: text.exactOptional(),
  isDefault: flag.exactOptional(),
  /** Entities with the outcome the rule must have on them; read by the rule tests. */
  tests: z.unknown().optional(),
});

/** A ruleset as data may give it, its rules not yet looked at. */
export const rulesetFields = z.object({
  id: text.exactOptional(),
  name: text.exactOptional(),
  description: text.exactOptional(),
  /** `aws`, `azure`, `google`, ... */
  cloudVendor: text.exactOptional(),
  /** The language of its texts, `en`. */
  language: text.exactOptional(),
  version: text.exactOptional(),
  rules: z.array(z.unknown(), { error: mustBe('a list of rules') }).readonly(),
});

/** How a rule failed or mends, by tool. */
export type Remediation = z.output<typeof remediation>;

/** A page to read about a rule. */
export type Reference = z.output<typeof reference>;

/** A rule with its texts. Times, ids and the logic are as the author wrote them; nothing of the logic is checked here. */
export interface Rule extends Readonly<z.output<typeof ruleFields>> {
  /** Unique in its ruleset: `id`, else `ruleId`, else the hash of the logic. */
  readonly id: string;
  /** The name, else the id. */
  readonly name: string;
  readonly severity: Severity;
  /** See `logicHash`. */
  readonly logicHash: string;
  /** Set where the project's configuration changed the severity. */
  readonly severityOverride?: { readonly from: Severity; readonly reason: string };
  /** Fields that are not ours, as they were written. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A named list of rules; CloudGuard also says bundle. */
export interface Ruleset extends Readonly<Omit<z.output<typeof rulesetFields>, 'rules'>> {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Fields that are not ours (`accountId`, `createdTime`, `hideInCompliance`, ...), as they were written. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

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
