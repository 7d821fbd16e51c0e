import type { AssessmentSummary, RuleSummary, StatusCounts } from '../assess/summary.ts';
import type { LoadedRule } from '../rules/rule.ts';
import { readSeverity, severities } from '../rules/severity.ts';
import { defined } from '../text/defined.ts';
import { type Diagnostic, hasError, type Message } from '../text/message.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import type { ProblemRecord } from '../values/record.ts';
import { isObject, type JsonObject } from '../values/value.ts';
import type { Finding, FindingRecord } from './finding.ts';
import { fingerprint } from './identity.ts';
import { listOf, textOf } from './stored-value.ts';
import { rulesetFrom } from './stored-rulesets.ts';
import { withdrawalsOf, withoutWithdrawn } from './withdrawn.ts';

/** A report of `--format json` or `ndjson` that was read back: what every report format is made of. */
export interface StoredReport {
  readonly findings: readonly Finding[];
  readonly problems: readonly ProblemRecord[];
  readonly summary: AssessmentSummary;
  /** The clock of the assessment, ISO 8601; absent in NDJSON of older versions. */
  readonly now?: string;
  /** The version of the engine that made it; of those that were merged, all. */
  readonly version?: string;
}

/**
 * Reads a report of `--format json` or `ndjson` back, to convert, merge or compare it.
 *
 * @param text the whole text of the report
 * @throws TypeError when it is none, or holds no summary: a report that broke off
 * @example
 * const report = parseReport('{"findings":[],"problems":[],"summary":{"rules":[],"counts":{}}}');
 * report.findings // []
 */
export function parseReport(text: string): StoredReport {
  const { findings, problems, evidence, summary, now, version } = membersOf(text);
  if (!isObject(summary) || !Array.isArray(summary['rules'])) throw noReport('it holds no summary');
  const rulesets = new Map(
    listOf(summary['rulesets'])
      .filter(isObject)
      .map((fields) => [fields['name'], fields]),
  );
  const rules = (summary['rules'] as readonly unknown[]).map((rule) => ruleSummaryOf(rule, evidence, rulesets));
  const byKey = new Map(rules.map((rule) => [keyOf(rule.ruleset.name, rule.rule.id), rule]));
  // What passed by a rule that is undecided does not count, though it stands in the report.
  const withdrawals = withdrawalsOf({ rules });
  return {
    findings: findings.map((record) => withoutWithdrawn(findingFrom(record, byKey), withdrawals)),
    problems: problems.filter(isProblem).map((problem) => ({ ...problem, kind: 'problem' as const })),
    summary: {
      ...(summary as unknown as AssessmentSummary),
      rules,
      counts: countsOf(summary['counts']),
      notRun: notRunOf(rules),
      evidence: evidence.filter(({ ruleId }) => ruleId === undefined).map(messageOf),
      complete: true,
    },
    ...defined({ now, version }),
  };
}

/**
 * Several reports as one: all findings, and counts that add up. A rule that stands in several is one.
 *
 * @throws RangeError when there are none
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * const report: StoredReport = { findings: [], problems: [], summary: await assess(rules, []).finish() };
 * mergeReports([report, report]).summary.rules.length // 1
 */
export function mergeReports(reports: readonly StoredReport[]): StoredReport {
  const [first, ...others] = reports;
  if (first === undefined) throw new RangeError('there is no report to merge');
  if (others.length === 0) return first;
  const rules = new Map<string, RuleSummary>();
  for (const rule of reports.flatMap(({ summary }) => summary.rules)) {
    const key = JSON.stringify([rule.ruleset.name, rule.rule.id, rule.rule.logic, rule.rule.severity]);
    const known = rules.get(key);
    rules.set(key, known === undefined ? rule : mergedRule(known, rule));
  }
  const summaries = reports.map(({ summary }) => summary);
  const total = (count: (summary: AssessmentSummary) => number): number =>
    summaries.reduce((sum, summary) => sum + count(summary), 0);
  const merged = [...rules.values()];
  const { baseline: _, ...head } = first.summary;
  return {
    findings: reports.flatMap(({ findings }) => findings),
    problems: reports.flatMap(({ problems }) => problems),
    summary: {
      ...head,
      entities: total(({ entities }) => entities),
      entityTypes: addedUp(summaries.map(({ entityTypes }) => entityTypes)),
      rules: merged,
      counts: statusCounts((status) => total(({ counts }) => counts[status])),
      failedBySeverity: addedUp(
        summaries.map(({ failedBySeverity }) => failedBySeverity),
      ) as typeof head.failedBySeverity,
      problems: total(({ problems }) => problems),
      notJudged: merged.filter(({ status }) => status === 'not judged').length,
      notRun: notRunOf(merged),
      evidence: mergedEvidence(summaries.map(({ evidence }) => evidence)),
    },
    ...defined({
      now: reports
        .map(({ now }) => now)
        .sort()
        .at(-1),
      version: [...new Set(reports.flatMap(({ version }) => version ?? []))].sort().join(', ') || undefined,
    }),
  };
}

/** What was said of any of the inputs, once; that nothing was judged only where it was said of each: another may hold it. */
function mergedEvidence(all: readonly AssessmentSummary['evidence'][]): AssessmentSummary['evidence'] {
  const isNothing = ({ code }: { readonly code: string }): boolean => code === 'nothing-judged';
  const nothing = all.every((evidence) => evidence.some(isNothing)) ? all[0]?.find(isNothing) : undefined;
  const others = all.flat().filter((message) => !isNothing(message));
  const once = new Map(others.map((message) => [`${message.code}\n${message.message}`, message]));
  return [...(nothing === undefined ? [] : [nothing]), ...once.values()];
}

type Members = Omit<StoredReport, 'findings' | 'summary' | 'problems'> & {
  readonly findings: readonly unknown[];
  readonly problems: readonly unknown[];
  readonly evidence: readonly JsonObject[];
  readonly summary: unknown;
};

function membersOf(text: string): Members {
  const whole = jsonOf(text);
  if (isObject(whole) && Array.isArray(whole['findings'])) {
    const { findings, problems, evidence, summary, now, tool } = whole;
    return {
      findings,
      problems: listOf(problems),
      evidence: listOf(evidence).filter(isObject),
      summary,
      ...defined({ now: textOf(now), version: versionIn(tool) }),
    };
  }
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(jsonOf);
  if (lines.length === 0 || !lines.every(isObject)) throw noReport('it is neither JSON nor NDJSON of a report');
  const all = (name: string): readonly unknown[] =>
    lines.flatMap((line) => (Object.hasOwn(line, name) ? [line[name]] : []));
  const head = all('report').filter(isObject)[0];
  return {
    findings: all('finding'),
    problems: all('problem'),
    evidence: all('evidence').filter(isObject),
    summary: all('summary').at(-1),
    ...defined({ now: textOf(head?.['now']), version: versionIn(head?.['tool']) }),
  };
}

function versionIn(tool: unknown): string | undefined {
  return isObject(tool) ? textOf(tool['version']) : undefined;
}

function ruleSummaryOf(
  stored: unknown,
  evidence: readonly JsonObject[],
  rulesets: ReadonlyMap<unknown, JsonObject>,
): RuleSummary {
  if (!isObject(stored)) throw noReport('its summary holds something else than rules');
  const { ruleset, status, diagnostics, tested, relevant, counts, ...fields } = stored;
  const rule = ruleFrom(fields);
  const own = evidence.filter((one) => one['ruleId'] === rule.id && (one['ruleset'] ?? ruleset) === ruleset);
  return {
    rule,
    ruleset: rulesetFrom(textOf(ruleset) ?? 'ruleset', rulesets.get(ruleset)),
    status: RULE_STATUSES.find((known) => known === status) ?? 'error',
    diagnostics: listOf(diagnostics).flatMap((text) => (typeof text === 'string' ? [diagnosticFrom(text, rule)] : [])),
    tested: numberOf(tested),
    relevant: numberOf(relevant),
    counts: countsOf(counts),
    evidence: own.map(messageOf),
  };
}

const RULE_STATUSES = ['passed', 'failed', 'error', 'not judged'] as const;

/** What reports say of a rule, be it of this version or of a later one. */
function ruleFrom(fields: JsonObject): LoadedRule {
  const id = textOf(fields['id']);
  if (id === undefined) throw noReport('a rule in it has no id');
  const logic = textOf(fields['logic']) ?? '';
  const severity = readSeverity(textOf(fields['severity']) ?? '') ?? 'Medium';
  return {
    ...(fields as Partial<LoadedRule>),
    id,
    name: textOf(fields['name']) ?? id,
    severity,
    logic,
    logicHash: textOf(fields['logicHash']) ?? '',
  };
}

/** Reports hold what is wrong with a rule as people read it, its severity in front. */
function diagnosticFrom(text: string, rule: LoadedRule): Diagnostic {
  const [, severity = 'error', message = text] = /^(error|warning|note): ([^\n]*)/u.exec(text) ?? [];
  const at = { kind: 'text', source: { name: rule.id, text: rule.logic }, span: { start: 0, end: 0 } } as const;
  return { code: 'stored', severity: severity as Diagnostic['severity'], message, at };
}

function messageOf({ code, severity, message, help }: JsonObject): Message {
  const known = (['error', 'warning', 'note'] as const).find((one) => one === severity) ?? 'error';
  return {
    code: textOf(code) ?? 'stored',
    severity: known,
    message: textOf(message) ?? '',
    ...defined({ help: textOf(help) }),
  };
}

function findingFrom(record: unknown, rules: ReadonlyMap<string, RuleSummary>): Finding {
  if (!isRecord(record)) throw noReport('something in it is no finding');
  const { status, ruleId, ruleName, severity, ruleset, entity } = record;
  const known = rules.get(keyOf(ruleset, ruleId));
  const rule = known?.rule ?? ruleFrom({ id: ruleId, name: ruleName, severity });
  const { rules: _, ...details } = known?.ruleset ?? rulesetFrom(ruleset);
  return {
    ...record,
    status,
    facts: listOf(record.facts) as Finding['facts'],
    id: textOf((record as { id?: unknown }).id) ?? fingerprint(record),
    subject: {
      rule: { ...rule, severity },
      ruleset: details,
      entity: entity as unknown as Finding['subject']['entity'],
    },
    tree: [],
  };
}

function isRecord(record: unknown): record is FindingRecord {
  if (!isObject(record) || !isObject(record['entity'])) return false;
  const { status, severity, ruleId, ruleName, ruleset, reason, entity } = record;
  const { type, id, name } = entity as JsonObject;
  return (
    STATUSES.some((known) => known === status) &&
    severities.some((known) => known === severity) &&
    [ruleId, ruleName, ruleset, reason, type, id, name].every((text) => typeof text === 'string')
  );
}

function isProblem(problem: unknown): problem is Omit<ProblemRecord, 'kind'> {
  return isObject(problem) && typeof problem['message'] === 'string' && isObject(problem['provenance']);
}

function mergedRule(a: RuleSummary, b: RuleSummary): RuleSummary {
  const statuses = [a.status, b.status];
  const status = (['error', 'failed', 'passed'] as const).find((worst) => statuses.includes(worst)) ?? 'not judged';
  return {
    ...a,
    status,
    tested: a.tested + b.tested,
    relevant: a.relevant + b.relevant,
    counts: statusCounts((one) => a.counts[one] + b.counts[one]),
    evidence: [...a.evidence, ...b.evidence],
  };
}

/** Reports of earlier versions do not say it. */
function notRunOf(rules: readonly RuleSummary[]): number {
  return rules.filter(({ diagnostics }) => hasError(diagnostics)).length;
}

function statusCounts(count: (status: Status) => number): StatusCounts {
  return Object.fromEntries(STATUSES.map((status) => [status, count(status)])) as StatusCounts;
}

function countsOf(counts: unknown): StatusCounts {
  return statusCounts((status) => (isObject(counts) ? numberOf(counts[status]) : 0));
}

function addedUp(tables: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of tables.flatMap((table) => Object.entries(table)))
    sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries(sums);
}

function keyOf(ruleset: string, id: string): string {
  return JSON.stringify([ruleset, id]);
}

function noReport(why: string): TypeError {
  return new TypeError(`this is no report of --format json or ndjson: ${why}`);
}

/** Undefined for what is no JSON, which no JSON is. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
