import type { CompiledRule } from '../run/compiled-rule.ts';
import { type EnvironmentOptions, runEnvironment } from '../run/environment.ts';
import { EvidenceCollector } from '../run/evidence.ts';
import type { Besides } from '../run/predicates.ts';
import { evidencePlan } from '../run/evidence-plan.ts';
import { absorbEvidence, evidenceState } from '../run/evidence-state.ts';
import type { ExclusionIndex } from '../rules/exclusion-index.ts';
import type { LoadedRule, LoadedRuleset } from '../rules/rule.ts';
import { defined } from '../text/defined.ts';
import { type Diagnostic, hasError, type Message } from '../text/message.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import { addMisread, type Misreading, type Misreads } from '../values/work.ts';
import { type About, type Compilation, compilationOf } from './compilation.ts';
import type { RuleState } from './state.ts';
import type { RuleSummary, StatusCounts } from './summary.ts';

/** A rule at work, with its counts. */
export interface RuleRun {
  readonly rule: LoadedRule;
  readonly ruleset: LoadedRuleset;
  /** What it judges; undefined where it cannot be run. */
  readonly about: About | undefined;
  /** The rule, ready to judge; made by {@link compiledOf} with the first entity. */
  compiled: CompiledRule | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What verdicts rest on; made by {@link evidenceOf} with the first entity. */
  evidence: EvidenceCollector | undefined;
  /** What looked at entities that stand before these, in a part that comes before this one. */
  lookedBefore?: EvidenceCollector | undefined;
  /** Nothing is left to look at: `evidence` is that of a part before, which has told of it. */
  isToldBefore?: boolean;
  /** Told of each place of the evidence that becomes supported. */
  onSupported?: (place: number) => void;
  readonly compilation: Compilation;
  readonly environment: EnvironmentOptions;
  readonly counts: Record<Status, number>;
  tested: number;
  /** How many the list of exclusions took away, of those in `counts.excluded`. */
  accepted: number;
  /** What functions could not read and most likely should have. */
  misreads?: Misreads;
  /** The exclusions that can apply to the rule; made with its first failure. */
  exclusions?: ExclusionIndex;
}

/** Prepares a rule; what was compiled with the same environment object before is taken again. */
export function ruleRun(
  rule: LoadedRule,
  ruleset: LoadedRuleset,
  environment: EnvironmentOptions,
  key: object | undefined,
): RuleRun {
  const compilation = compilationOf(rule, environment, key);
  const { about, diagnostics } = compilation;
  const later = { compiled: undefined, evidence: undefined };
  return {
    rule,
    ruleset,
    about,
    diagnostics,
    ...later,
    compilation,
    environment,
    counts: noCounts(),
    tested: 0,
    accepted: 0,
  };
}

/** The rule of a run, ready to judge; undefined for one that cannot be run. */
export function compiledOf(run: RuleRun): CompiledRule | undefined {
  return (run.compiled ??= run.compilation.compiled);
}

/** What the verdicts of a rule rest on in an assessment; undefined for a rule that cannot be run. */
export function evidenceOf(run: RuleRun): EvidenceCollector | undefined {
  const { compilation, diagnostics, environment } = run;
  const compiled = compiledOf(run);
  if (compiled === undefined || run.evidence !== undefined) return run.evidence;
  // To make what looks at nothing takes longer for hundreds of rules than to judge hundreds of entities by them.
  if (run.lookedBefore?.isOpen === false) {
    run.isToldBefore = true;
    return (run.evidence = run.lookedBefore);
  }
  compilation.evidence ??= evidencePlan(compiled.plan, runEnvironment(environment), diagnostics, environment.schemas);
  run.evidence = new EvidenceCollector(compilation.evidence, run.lookedBefore);
  run.lookedBefore = undefined;
  run.evidence.onSupported = run.onSupported;
  return run.evidence;
}

const NO_COUNTS = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;

export function noCounts(): Record<Status, number> {
  return { ...NO_COUNTS };
}

/** Counts a judgement; by name, since a name that changes costs more than many a judgement. */
export function count(run: RuleRun, status: Status, isAccepted = false): void {
  run.tested += 1;
  if (isAccepted) run.accepted += 1;
  if (status === 'passed') run.counts.passed += 1;
  else if (status === 'failed') run.counts.failed += 1;
  else run.counts[status] += 1;
}

/** What most entities come to. */
export function countPassed(run: RuleRun): void {
  run.tested += 1;
  run.counts.passed += 1;
}

/** Adds what functions met to what they met before. */
export function addMisreads(run: RuleRun, met: Iterable<readonly [name: string, misread: Misreading]>): void {
  for (const [name, misread] of met) addMisread((run.misreads ??= new Map()), name, misread);
}

/** What a part found of a rule, as plain data. */
export function ruleState(run: RuleRun, besides: Besides | undefined): RuleState {
  const { tested, counts, accepted, misreads } = run;
  const evidence = (evidenceToTell(run, besides)?.evidence ?? []).map(evidenceState);
  const some = defined({ accepted: accepted === 0 ? undefined : accepted, misreads: misreads && [...misreads] });
  return { tested, counts: { ...counts }, evidence, ...some };
}

/** What a part before has told of is not told again, but what was met beside it. */
function evidenceToTell(run: RuleRun, besides: Besides | undefined): EvidenceCollector | undefined {
  const { evidence, isToldBefore } = run;
  const { evidence: plan } = run.compilation;
  const hasMet = besides !== undefined && besides.size > 0;
  if (isToldBefore === true && !hasMet) return undefined;
  const told = isToldBefore === true && plan !== undefined ? new EvidenceCollector(plan, evidence) : evidence;
  told?.settle(besides);
  return told;
}

/** Adds what a part found of a rule. */
export function absorbRule(run: RuleRun, { tested, accepted = 0, counts, misreads = [], evidence }: RuleState): void {
  run.tested += tested;
  run.accepted += accepted;
  for (const status of STATUSES) run.counts[status] += counts[status];
  addMisreads(run, misreads);
  // Of a rule that a part had no entity for nothing was looked at.
  if (evidence.length > 0) absorbEvidence(evidenceOf(run)?.evidence ?? [], evidence);
}

/** What is said of a rule in the end. */
export function ruleSummary(run: RuleRun, evidence: readonly Message[]): RuleSummary {
  const { rule, ruleset, diagnostics, counts, tested } = run;
  return {
    rule,
    ruleset,
    status: statusOf(run, evidence),
    diagnostics,
    evidence,
    tested,
    relevant: counts.passed + counts.failed + counts.error + counts.matched,
    counts: countsOf(counts, evidence),
  };
}

/** What passed by a rule that most likely asks for something else than it says did not pass: it is undecided. */
function countsOf(counts: StatusCounts, evidence: readonly Message[]): StatusCounts {
  if (!hasError(evidence)) return { ...counts };
  return { ...counts, passed: 0, error: counts.error + counts.passed };
}

function statusOf(
  { about, accepted, compiled, counts, tested }: RuleRun,
  evidence: readonly Message[],
): RuleSummary['status'] {
  if (counts.failed > 0) return 'failed';
  if (about === undefined || counts.error > 0 || hasError(evidence)) return 'error';
  // A constant rule holds by itself and judges none; a query that finds nothing has answered.
  if (about.target === undefined || (tested > 0 && compiled?.plan.whenTrue === 'matched')) return 'passed';
  // What a list of exclusions takes away has failed before.
  return tested === counts.irrelevant + counts.excluded - accepted ? 'not judged' : 'passed';
}
