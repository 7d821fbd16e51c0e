import type { AssessmentSummary, RuleSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import { ownText } from '../inventory/entity.ts';
import type { Rule, Ruleset } from '../rules/rule.ts';
import type { Severity } from '../rules/severity.ts';
import { defined } from '../text/defined.ts';
import { ByRule } from './by-rule.ts';
import { remediationText } from './remediation.ts';
import { isIncomplete, writtenEvidence } from './evidence.ts';
import { EntityTable, type EntityPlace } from './entity-table.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';
import { rulesetsOf, versionOf } from './rulesets.ts';
import { ruleErrors } from './rule-errors.ts';
import { memorySpool, type Spool } from './spool.ts';
import { SpooledList } from './spooled-list.ts';
import { syntaxFailure } from './syntax-failure.ts';

/** What is known of a rule's test before its counts are final. */
interface Test {
  /** Of entities, in JSON, with the commas between them. */
  readonly results: Spool;
  count: number;
  /** Excluded results that an exclusion made so: these would have failed. */
  excludedFailures: number;
}

/**
 * The result of an assessment in the shape of CloudGuard's API: a test for each rule with a result for each entity, the
 * entities in `testEntities`, where a result's `testObj` points by type and index. Fields of CloudGuard's own accounts
 * that nothing here can know are absent. What CloudGuard has no field for (`status` of a test without entities, `problems`,
 * `evidence`) is told in fields of our own. Passed, failed, excluded and undecided results are listed, others only counted.
 *
 * @see https://github.com/dome9/terraform-provider-dome9/blob/master/website/docs/d/assessment.html.markdown
 */
export const cloudguardJson: Reporter = {
  name: 'cloudguard-json',
  summary: "one JSON document in the shape of CloudGuard's assessment results, for scripts that read those",
  include: ['passed', 'failed', 'excluded', 'error'],
  open: ({ now, spool = memorySpool }) => {
    const tests = new ByRule<Test>(() => ({ results: spool(), count: 0, excludedFailures: 0 }));
    const entities = new EntityTable(spool);
    const accounts = new Set<string>();
    const problems = new SpooledList(spool(), ',');
    let excludedFailures = 0;
    return {
      finding: (finding) => {
        const { status, exclusion, subject } = finding;
        const test = tests.at(subject);
        if (exclusion !== undefined) {
          test.excludedFailures += 1;
          excludedFailures += 1;
        }
        const place = entities.placeOf(subject.entity);
        if (status === 'failed') entities.markFailed(subject.entity, place);
        const account = ownText(subject.entity, 'accountNumber');
        if (account !== undefined) accounts.add(account);
        test.results.add(`${test.count === 0 ? '' : ','}\n${resultText(finding, place)}`);
        test.count += 1;
        return '';
      },
      problem: ({ kind: _, ...problem }) => {
        problems.add(jsonText(problem));
        return '';
      },
      *end(summary) {
        const evidence = writtenEvidence(summary);
        const head = { request: requestOf(summary, accounts), createdTime: now.toISOString() };
        yield `${open(head)},"tests":[`;
        let separator = '\n';
        for (const rule of summary.rules) {
          yield separator;
          separator = ',\n';
          yield* testPieces(rule, tests.at(rule));
        }
        yield `${separator === '\n' ? '\n' : ''}\n],"testEntities":`;
        yield* entities.pieces();
        const rest = {
          assessmentPassed: hasPassed(summary),
          hasErrors: isIncomplete(summary) || summary.rules.some(hasError),
          stats: statsOf(summary, entities.failed, excludedFailures),
          ...(rulesetsOf(summary).every((one) => versionOf(one) === undefined)
            ? {}
            : { rulesets: rulesetsOf(summary) }),
        };
        yield `,${open(rest).slice(1)}`;
        if (!problems.isEmpty) {
          yield ',"problems":[';
          yield* problems.read();
          yield ']';
        }
        yield `${evidence.length === 0 ? '' : `,"evidence":${jsonText(evidence)}`}}\n`;
      },
    };
  },
};

/** A JSON object without its closing brace, so that more can be written into it. */
function open(value: object): string {
  return jsonText(value).slice(0, -1);
}

function requestOf({ rules }: AssessmentSummary, accounts: ReadonlySet<string>): object {
  const rulesets = [...new Set(rules.map(({ ruleset }) => ruleset))];
  const only = rulesets.length === 1 ? rulesets[0] : undefined;
  const [account] = accounts;
  return {
    isTemplate: false,
    ...(only?.id === undefined ? {} : { id: idOf(only.id) }),
    name: rulesets.map(({ name }) => name).join(', '),
    description: only?.description ?? '',
    ...defined({
      cloudAccountId: accounts.size === 1 ? account : undefined,
      cloudAccountType: only && accountType(only),
    }),
  };
}

/** CloudGuard's ids of rulesets are numbers. */
function idOf(id: string): number | string {
  return /^-?\d{1,15}$/u.test(id) ? Number(id) : id;
}

function accountType({ cloudVendor }: Ruleset): string | undefined {
  const vendor = cloudVendor?.toLowerCase();
  if (vendor === 'google' || vendor === 'gcp') return 'GCP';
  return vendor === 'aws' || vendor === 'azure' ? `${vendor.charAt(0).toUpperCase()}${vendor.slice(1)}` : cloudVendor;
}

/** What stands for a status; `Relevant` for all others. */
const VALIDATION: Readonly<Partial<Record<Finding['status'], string>>> = { passed: 'Valid', excluded: 'Excluded' };

function resultText({ status, exclusion, error }: Finding, { testObj }: EntityPlace): string {
  return (
    `{"validationStatus":"${VALIDATION[status] ?? 'Relevant'}","isRelevant":true,"isValid":${status === 'passed'},` +
    `"isExcluded":${status === 'excluded'},"exclusionId":${jsonText(exclusion?.id ?? null)},"remediationId":null,` +
    `"error":${jsonText(error?.message ?? null)},"testObj":${testObj}}`
  );
}

function* testPieces(summary: RuleSummary, test: Test): Generator<string, void, undefined> {
  const { rule, tested, relevant, counts, status } = summary;
  const [broken] = ruleErrors(summary);
  const unsupported = summary.evidence.find(({ severity }) => severity === 'error');
  const head = {
    error: broken === undefined ? (unsupported?.message ?? null) : syntaxFailure(broken),
    testedCount: tested,
    relevantCount: relevant,
    // CloudGuard's mark of a rule that never ran.
    nonComplyingCount: broken === undefined ? counts.failed : -1,
    exclusionStats: {
      testedCount: counts.excluded,
      relevantCount: counts.excluded,
      nonComplyingCount: test.excludedFailures,
    },
  };
  const rest = {
    rule: ruleObject(rule),
    testPassed: status === 'passed',
    ...(status === 'not judged' ? { status } : {}),
  };
  yield `${open(head)},"entityResults":[`;
  yield* test.results.read();
  yield `${test.count === 0 ? '' : '\n'}],${jsonText(rest).slice(1)}`;
}

function ruleObject(rule: Rule): object {
  return {
    name: rule.name,
    severity: rule.severity,
    logic: rule.logic,
    description: rule.description ?? '',
    remediation: remediationText(rule),
    cloudbots: rule.cloudbots ?? null,
    complianceTag: rule.complianceTag ?? '',
    domain: rule.domain ?? '',
    priority: rule.priority ?? '',
    controlTitle: rule.controlTitle ?? '',
    ruleId: rule.ruleId ?? rule.id,
    category: rule.category ?? '',
    labels: rule.labels ?? [],
    logicHash: rule.logicHash,
    isDefault: rule.isDefault ?? false,
    ...(rule.severityOverride === undefined ? {} : { severityOverride: rule.severityOverride }),
  };
}

/** Rules without an entity fail nothing, as with CloudGuard, but where all are such nothing has passed. */
function hasPassed({ rules }: AssessmentSummary): boolean {
  const judged = rules.filter(({ status }) => status !== 'not judged');
  return judged.length > 0 && judged.every(({ status }) => status === 'passed');
}

function hasError(summary: RuleSummary): boolean {
  return summary.counts.error > 0 || ruleErrors(summary).length > 0;
}

function statsOf({ rules, counts }: AssessmentSummary, failedEntities: number, excludedFailedTests: number): object {
  const passed = rules.filter(({ status }) => status === 'passed');
  const failed = rules.filter(({ status }) => status === 'failed');
  const excluded = rules.filter(({ counts: own }) => own.excluded > 0);
  return {
    passed: passed.length,
    passedRulesBySeverity: bySeverity(passed),
    failed: failed.length,
    failedRulesBySeverity: bySeverity(failed),
    error: rules.filter(hasError).length,
    failedTests: counts.failed,
    logicallyTested: rules.reduce((sum, { relevant }) => sum + relevant, 0),
    failedEntities,
    excludedTests: counts.excluded,
    excludedFailedTests,
    excludedRules: excluded.length,
    excludedRulesBySeverity: bySeverity(excluded),
  };
}

function bySeverity(rules: readonly RuleSummary[]): Readonly<Record<Lowercase<Severity>, number>> {
  const counts = { informational: 0, low: 0, medium: 0, high: 0, critical: 0 };
  for (const { rule } of rules) counts[rule.severity.toLowerCase() as Lowercase<Severity>] += 1;
  return counts;
}
