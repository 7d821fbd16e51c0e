import * as z from 'zod';
import { assess } from '../../assess/assess.ts';
import type { AssessmentSummary, RuleSummary } from '../../assess/summary.ts';
import { findingOf } from '../../findings/finding.ts';
import type { Finding } from '../../findings/finding-data.ts';
import { withdrawalsOf, withoutWithdrawn } from '../../findings/withdrawn.ts';
import { notRunText } from '../../reporters/rule-errors.ts';
import { plural } from '../../reporters/words.ts';
import type { LoadedRuleset } from '../../rules/rule.ts';
import { defined } from '../../text/defined.ts';
import { provenanceText } from '../../text/format-message.ts';
import type { Message } from '../../text/message.ts';
import { STATUSES } from '../../values/outcome.ts';
import { problemMessage } from '../../values/record.ts';
import { schemasFor, typesNamed } from '../rules.ts';
import {
  bundled,
  clockOf,
  entitiesArgument,
  filesArgument,
  listsArgument,
  matchCaseArgument,
  nowArgument,
  ruleArgument,
  ruleOf,
  rulesIn,
} from './arguments.ts';
import { first, short, shortLines } from './bounded.ts';
import { recordsOf } from './inventory.ts';
import { messageData, messageLines, messageSchema } from './message-data.ts';
import { RefusedRequest, tool, type ToolContext } from './tool.ts';

const MAX_RULES = 50;
const MAX_FINDINGS = 100;
const MAX_MESSAGES = 50;

const input = z.object({
  rules: z.array(ruleArgument).min(1).max(MAX_RULES).optional(),
  rulesFile: z
    .string()
    .optional()
    .describe('a file of rules (.gsl, .yaml, .json), below those that the server was started with'),
  ruleset: z.string().optional().describe('a bundled ruleset, as list_rules names them, or `all`'),
  files: filesArgument.optional(),
  entities: entitiesArgument.optional(),
  status: z
    .array(z.enum(STATUSES))
    .optional()
    .describe('the statuses whose results are listed; failed and error when absent'),
  limit: z.number().int().min(1).max(MAX_FINDINGS).optional().describe('so many results are listed; 20 when absent'),
  now: nowArgument,
  lists: listsArgument,
  matchCase: matchCaseArgument,
});

const counts = z.record(z.string(), z.number());

/** Judges entities by rules. */
export const evaluate = tool({
  name: 'evaluate',
  title: 'Evaluate rules on an inventory',
  description:
    'Judges the entities of inventory files (credential report, AWS/Azure/Google exports, Kubernetes manifests, Terraform plans, CloudFormation templates, entity JSON; gzip and zstd too), or entities that you give, by rules. Says counts, findings with their reasons, and what the verdicts do not rest on.',
  input,
  output: z.object({
    entities: z.number(),
    entityTypes: counts,
    counts,
    rules: z.array(
      z.object({
        id: z.string(),
        severity: z.string(),
        status: z.enum(['passed', 'failed', 'error', 'not judged']),
        tested: z.number(),
        counts,
        messages: z.array(messageSchema),
      }),
    ),
    moreRules: z.number(),
    results: z.array(
      z.object({
        status: z.enum(STATUSES),
        rule: z.string(),
        severity: z.string(),
        entity: z.looseObject({ type: z.string(), id: z.string(), name: z.string() }),
        reason: z.string(),
        location: z.string().optional(),
      }),
    ),
    moreResults: z.number(),
    messages: z.array(messageSchema).describe('what could not be read, and what is to be said of the whole'),
  }),
  run: async (given, context) => {
    const rulesets = await rulesetsOf(given, context);
    const rules = rulesets.flatMap((ruleset) => ruleset.rules);
    const { limit = 20, status = ['failed', 'error'], now, lists, matchCase } = given;
    const problems: Message[] = [];
    const assessment = assess(rulesets, recordsOf(given, context), {
      now: clockOf(now),
      include: status,
      schemas: await schemasFor(typesNamed(rules)),
      ...defined({ lists, matchCase }),
      onProblem: (problem) => {
        if (problems.length < MAX_MESSAGES) problems.push(problemMessage(problem));
      },
    });
    const findings: Finding[] = [];
    let found = 0;
    for await (const result of assessment) {
      found += 1;
      if (found <= limit) findings.push(findingOf(result, { explainPassed: true }));
    }
    const { summary } = assessment;
    // What passed rests on nothing where the rule is undecided, which is known only now.
    const withdrawals = withdrawalsOf(summary);
    const results: { readonly [Key in 'status' | 'rule' | 'reason']: string }[] = [];
    const texts: string[] = [];
    for (const finding of findings.map((one) => withoutWithdrawn(one, withdrawals))) {
      const { ruleId, severity, entity, reason, location, status: own } = finding;
      const { type, id, name } = entity;
      const place = location === undefined ? undefined : short(provenanceText(location));
      results.push({
        status: own,
        rule: short(ruleId),
        ...{ severity, entity: { type, id: short(id), name: short(name) } },
        reason: short(reason),
        ...defined({ location: place }),
      });
      texts.push(`${own} ${short(ruleId)} ${short(name || id || type)}: ${short(reason)}`);
    }
    const shown = first(inOrder(summary.rules), MAX_FINDINGS);
    const messages = [...summary.evidence, ...problems];
    const more = Math.max(0, found - limit);
    return {
      data: {
        entities: summary.entities,
        entityTypes: Object.fromEntries(Object.entries(summary.entityTypes).slice(0, MAX_FINDINGS)),
        counts: summary.counts,
        rules: shown.shown.map(ruleData),
        moreRules: shown.more,
        results,
        moreResults: more,
        messages: first(messages, MAX_MESSAGES).shown.map(messageData),
      },
      text: shortLines(
        [
          headline(summary),
          ...texts,
          ...(more > 0 ? [`${plural(more, 'more result')} not shown`] : []),
          ...summary.rules.flatMap(({ rule, diagnostics, evidence }) =>
            messageLines([...diagnostics, ...evidence]).map((line) => `${short(rule.id)}: ${line}`),
          ),
          ...messageLines(messages),
        ].join('\n'),
      ),
    };
  },
});

async function rulesetsOf(given: z.output<typeof input>, context: ToolContext): Promise<readonly LoadedRuleset[]> {
  const { rules = [], rulesFile, ruleset } = given;
  const written = await Promise.all(rules.map((text, index) => ruleOf(text, index)));
  const rulesets = [
    ...(written.length === 0 ? [] : [{ name: 'request', rules: written }]),
    ...(rulesFile === undefined ? [] : await rulesIn(rulesFile, context)),
    ...(ruleset === undefined ? [] : await bundled([ruleset])),
  ];
  if (rulesets.length === 0) throw new RefusedRequest('give `rules`, `rulesFile` or `ruleset`');
  return rulesets;
}

const ORDER: readonly RuleSummary['status'][] = ['failed', 'error', 'passed', 'not judged'];

/** What asks for a look first. */
function inOrder(rules: readonly RuleSummary[]): readonly RuleSummary[] {
  return [...rules].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
}

function ruleData({ rule, status, tested, counts: own, diagnostics, evidence }: RuleSummary): Record<string, unknown> {
  const messages = first([...diagnostics, ...evidence], 5).shown.map(messageData);
  return { id: short(rule.id), severity: rule.severity, status, tested, counts: own, messages };
}

function headline({
  entities,
  rules,
  counts: { failed, passed, error },
  notJudged,
  notRun,
}: AssessmentSummary): string {
  const judged = `${plural(entities, 'entity', 'entities')}, ${plural(rules.length, 'rule')}`;
  const idle = notJudged === 0 ? '' : `, ${plural(notJudged, 'rule')} not judged`;
  const broken = notRun === 0 ? '' : `, ${notRunText(notRun)}`;
  return `${judged}: ${failed} failed, ${passed} passed, ${error} undecided${idle}${broken}`;
}
