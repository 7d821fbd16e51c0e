import * as z from 'zod';
import type { FindingRecord } from '../../src/findings/finding.ts';
import { severities } from '../../src/rules/severity.ts';
import { STATUSES } from '../../src/values/outcome.ts';

/*
 * What `--format json` writes, and the lines of `--format ndjson`. The reporters write text by hand, for speed: a test
 * holds what they write against these.
 */

const severity = z.enum(severities);
const count = z.number().int().min(0);
const overridden = z
  .object({ from: severity, reason: z.string() })
  .describe("What the severity was before the project's configuration changed it, and why.");

const remediation = z
  .record(z.string(), z.string())
  .describe('How to mend it, by the way of doing it: text, portal, terraform, cli, or one of the author.');

const location = z
  .object({
    file: z.string().describe('As it was given; `<stdin>` for standard input.'),
    line: z.number().int().min(1).exactOptional(),
    index: count.exactOptional().describe('The place in the file, from 0, where no line is known.'),
    address: z.string().exactOptional().describe("The resource's address in its own tool."),
  })
  .readonly();

const entity = z
  .object({
    type: z.string(),
    id: z.string(),
    name: z.string(),
    accountNumber: z.string().exactOptional(),
    region: z.string().exactOptional(),
    namespace: z.string().exactOptional().describe('Of a Kubernetes object.'),
  })
  .readonly();

const fact = z
  .object({
    text: z.string().describe('What is so, in one clause.'),
    condition: z.string().describe('The part of the condition that it comes from.'),
    path: z.string().exactOptional().describe('The path in the entity of the value that decided.'),
    value: z.unknown().optional().describe('The value there; absent when missing.'),
  })
  .readonly();

const exclusion = z.looseObject({
  id: z.string().exactOptional(),
  comment: z.string(),
  owner: z.string().exactOptional(),
});

export const findingSchema = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/u)
    .exactOptional()
    .describe('What the finding is known by, the same in every run; what passed has none.'),
  status: z.enum(STATUSES),
  ruleId: z.string(),
  ruleName: z.string(),
  severity,
  severityOverride: overridden.exactOptional(),
  ruleset: z.string().describe('The name of the ruleset.'),
  entity,
  location: location.exactOptional(),
  reason: z.string().describe('The facts in one line; for an error what could not be decided.'),
  facts: z.array(fact).readonly(),
  error: z
    .object({ code: z.string(), message: z.string(), help: z.string().exactOptional() })
    .exactOptional()
    .describe('Why it could not be decided.'),
  exclusion: exclusion.exactOptional().describe('The exclusion that accepts it.'),
  remediation: remediation.exactOptional().describe('Of what failed: the commands, with the values of the entity.'),
  baseline: z.enum(['new', 'unchanged']).exactOptional().describe('How it compares with an earlier report.'),
});

/** A compile error where the two part. */
type Written = z.infer<typeof findingSchema>;
type Known = { readonly [Key in keyof FindingRecord]: Key extends 'exclusion' ? unknown : FindingRecord[Key] };
export const isSameFinding: Written extends Known ? true : never = true;

export const problemSchema = z
  .object({
    code: z.string(),
    message: z.string(),
    provenance: location,
    help: z.string().exactOptional(),
  })
  .describe('A part of the input that could not be read.');

/** What passed by a rule that was found to be undecided afterwards. */
export const withdrawnSchema = z.strictObject({ ruleId: z.string(), ruleset: z.string(), passed: z.int().min(1) });

export const evidenceSchema = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'note']),
    message: z.string(),
    help: z.string().exactOptional(),
    ruleId: z.string().exactOptional().describe('Absent for what is said of the whole assessment.'),
    ruleset: z.string().exactOptional(),
    line: z.number().int().min(1).exactOptional(),
    column: z.number().int().min(1).exactOptional(),
  })
  .describe('What verdicts do not rest on, and what was not judged.');

const counts = z.object({
  passed: count,
  failed: count,
  irrelevant: count,
  excluded: count,
  error: count,
  matched: count,
});

const rule = z.object({
  id: z.string(),
  name: z.string(),
  severity,
  severityOverride: overridden.exactOptional(),
  logic: z.string().describe('The text of the rule in GSL.'),
  description: z.string().exactOptional(),
  rationale: z.string().exactOptional(),
  remediation: remediation.exactOptional(),
  category: z.string().exactOptional(),
  entityType: z.string().exactOptional(),
  cloudEntity: z.object({ name: z.string(), description: z.string().exactOptional() }).exactOptional(),
  domain: z.string().exactOptional(),
  controlTitle: z.string().exactOptional(),
  complianceTag: z.string().exactOptional(),
  priority: z.string().exactOptional(),
  labels: z.array(z.string()).exactOptional(),
  frameworks: z
    .array(z.string())
    .exactOptional()
    .describe("Compliance frameworks; an entry may end in the control's number in brackets."),
  references: z.array(z.object({ title: z.string(), url: z.string() })).exactOptional(),
  coveredBySpectral: z.boolean().exactOptional(),
  cloudbots: z.string().exactOptional(),
  ruleId: z.string().exactOptional(),
  logicHash: z.string().exactOptional(),
  isDefault: z.boolean().exactOptional(),
  ruleset: z.string().describe('The name of its ruleset.'),
  status: z.enum(['passed', 'failed', 'error', 'not judged']),
  tested: count.describe("Entities of the target's type."),
  relevant: count.describe('Those of them that are neither irrelevant nor excluded.'),
  counts,
  diagnostics: z.array(z.string()).exactOptional().describe('What is wrong with the rule, as people read it.'),
});

const gone = z.object({
  ruleId: z.string(),
  entity: z.string(),
  type: z.string().exactOptional(),
  id: z.string().exactOptional(),
  location: z.object({ file: z.string(), line: z.number().int().exactOptional() }).exactOptional(),
});

export const summarySchema = z.object({
  entities: count,
  entityTypes: z.record(z.string(), count),
  rulesets: z.array(
    z.object({
      name: z.string(),
      id: z.string().exactOptional(),
      description: z.string().exactOptional(),
      cloudVendor: z.string().exactOptional(),
      version: z.string().exactOptional(),
      packaging: z
        .object({ name: z.string(), version: z.string() })
        .exactOptional()
        .describe('The package that it came in.'),
    }),
  ),
  rules: z.array(rule).describe('Each rule with its counts, and all that it says of itself.'),
  counts,
  failedBySeverity: z.record(severity, count),
  problems: count,
  notJudged: count.describe('Rules that can be run and judged no entity.'),
  notRun: count.describe('Rules that cannot be run: they have no results.'),
  baseline: z.object({ new: count, unchanged: count, gone: z.array(gone) }).exactOptional(),
  complete: z.boolean(),
});

const head = {
  $schema: z.string(),
  schemaVersion: z
    .string()
    .regex(/^\d+\.\d+$/u)
    .describe('The number before the dot changes where a reader of older reports would fail.'),
  tool: z.object({ name: z.string(), version: z.string() }),
  now: z.iso.datetime().describe('The clock of the assessment.'),
};

export const reportSchema = z.object({
  ...head,
  findings: z.array(findingSchema),
  problems: z.array(problemSchema),
  evidence: z.array(evidenceSchema),
  withdrawn: z.array(withdrawnSchema).optional(),
  summary: summarySchema,
});

/** One line of NDJSON. */
export const lineSchema = z.union([
  z.strictObject({ report: z.object(head) }),
  z.strictObject({ finding: findingSchema }),
  z.strictObject({ problem: problemSchema }),
  z.strictObject({ evidence: evidenceSchema }),
  z.strictObject({ withdrawn: withdrawnSchema }),
  z.strictObject({ summary: summarySchema }),
]);
