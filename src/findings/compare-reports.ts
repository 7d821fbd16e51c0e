import type { Status } from '../values/outcome.ts';
import { isObject, type JsonObject } from '../values/value.ts';
import { Baseline, goneForSure } from './baseline.ts';
import type { StoredReport } from './stored-report.ts';

/**
 * A report with its failed findings marked as new or unchanged against an earlier one, and with what is gone in its summary.
 *
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * const report: StoredReport = { findings: [], problems: [], summary: await assess(rules, []).finish() };
 * compareReports(report, report).summary.baseline // { new: 0, unchanged: 0, gone: [] }
 */
export function compareReports(before: StoredReport, after: StoredReport): StoredReport {
  const baseline = new Baseline();
  for (const finding of before.findings) baseline.add(finding);
  const findings = after.findings.map((finding) => {
    if (finding.status === 'failed') return { ...finding, baseline: baseline.mark(finding) };
    if (finding.status === 'error' || finding.status === 'excluded') baseline.see(finding);
    return finding;
  });
  return {
    ...after,
    findings,
    summary: { ...after.summary, baseline: goneForSure(baseline.comparison, after.summary) },
  };
}

/** A verdict that two sides give differently. */
export interface DifferingVerdict {
  readonly ruleId: string;
  readonly entity: string;
  readonly here: Status;
  readonly there: Status;
}

/** How far the verdicts of a report and of an assessment of CloudGuard agree. */
export interface VerdictComparison {
  /** Verdicts that both sides give. */
  readonly compared: number;
  readonly agreed: number;
  readonly differing: readonly DifferingVerdict[];
  /** Verdicts of one side alone. */
  readonly onlyHere: number;
  readonly onlyThere: number;
}

/**
 * Whether data is a result of an assessment as CloudGuard's API gives it, one or a list of them.
 *
 * @example
 * isAssessment({ tests: [] }) // true
 */
export function isAssessment(data: unknown): boolean {
  const items: readonly unknown[] = Array.isArray(data) ? data : [data];
  return items.length > 0 && items.every((item) => isObject(item) && Array.isArray(item['tests']));
}

/**
 * Compares the verdicts of a report with those of an assessment of CloudGuard: same rule, by its id or its exact logic, and
 * same entity, by its id or name.
 *
 * @param assessment parsed JSON of CloudGuard's API, or of `--format cloudguard-json`
 * @throws TypeError when it is none
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * const report: StoredReport = { findings: [], problems: [], summary: await assess(rules, []).finish() };
 * const { agreed, compared } = compareVerdicts(report, { tests: [] });
 * `${agreed} of ${compared} verdicts agree` // '0 of 0 verdicts agree'
 */
export function compareVerdicts(report: StoredReport, assessment: unknown): VerdictComparison {
  if (!isAssessment(assessment)) throw new TypeError('this is no assessment of CloudGuard: it has no `tests`');
  const there = verdictsOf(assessment, report);
  const differing: DifferingVerdict[] = [];
  let agreed = 0;
  let onlyHere = 0;
  const seen = new Set<string>();
  for (const { ruleId, entity, status } of report.findings) {
    const keys = [keyOf(ruleId, entity.id), keyOf(ruleId, entity.name)];
    const key = keys.find((one) => there.has(one));
    const other = key === undefined ? undefined : there.get(key);
    if (key === undefined || other === undefined) {
      onlyHere += 1;
      continue;
    }
    seen.add(key);
    if (other === status) agreed += 1;
    else differing.push({ ruleId, entity: entity.name || entity.id, here: status, there: other });
  }
  return { compared: agreed + differing.length, agreed, differing, onlyHere, onlyThere: there.size - seen.size };
}

function verdictsOf(assessment: unknown, { summary }: StoredReport): ReadonlyMap<string, Status> {
  const ids = new Map(summary.rules.map(({ rule }) => [rule.logic.trim(), rule.id]));
  const known = new Set(summary.rules.map(({ rule }) => rule.id.toLowerCase()));
  const verdicts = new Map<string, Status>();
  for (const item of (Array.isArray(assessment) ? assessment : [assessment]) as readonly JsonObject[]) {
    for (const test of (item['tests'] as readonly unknown[]).filter(isObject)) {
      const rule = isObject(test['rule']) ? test['rule'] : {};
      const own = textOf(rule['ruleId']) ?? textOf(rule['name']) ?? '';
      const id = known.has(own.toLowerCase()) ? own : (ids.get(textOf(rule['logic'])?.trim() ?? '') ?? own);
      for (const result of listOf(test['entityResults']).filter(isObject)) {
        const entity = entityIdOf(result, item);
        if (entity !== undefined) verdicts.set(keyOf(id, entity), statusOf(result));
      }
    }
  }
  return verdicts;
}

function statusOf({ isRelevant, isValid, isExcluded, error }: JsonObject): Status {
  if (error !== null && error !== undefined && error !== '') return 'error';
  if (isExcluded === true) return 'excluded';
  if (isRelevant === false) return 'irrelevant';
  return isValid === true ? 'passed' : 'failed';
}

/** The id of the entity that a result points to, or what the entity itself is called. */
function entityIdOf({ testObj }: JsonObject, { testEntities }: JsonObject): string | undefined {
  if (!isObject(testObj)) return undefined;
  const id = textOf(testObj['id']);
  if (id !== undefined) return id;
  const type = textOf(testObj['entityType']) ?? '';
  const index = testObj['entityIndex'];
  const all = isObject(testEntities) && Object.hasOwn(testEntities, type) ? listOf(testEntities[type]) : [];
  const entity = typeof index === 'number' ? all[index] : undefined;
  return isObject(entity) ? (textOf(entity['id']) ?? textOf(entity['name'])) : undefined;
}

function keyOf(ruleId: string, entity: string): string {
  return JSON.stringify([ruleId.toLowerCase(), entity.toLowerCase()]);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
