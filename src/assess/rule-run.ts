import { type CompiledRule, tryCompile } from '../run/compiled-rule.ts';
import { type EnvironmentOptions, runEnvironment } from '../run/environment.ts';
import { EvidenceCollector, type EvidencePlan } from '../run/evidence.ts';
import { evidencePlan } from '../run/evidence-plan.ts';
import type { ExclusionIndex } from '../rules/exclusion-index.ts';
import type { LoadedRule, LoadedRuleset } from '../rules/rule.ts';
import { type Diagnostic, hasError, type Message } from '../text/message.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import type { RuleSummary, StatusCounts } from './summary.ts';

/** A rule at work, with its counts. */
export interface RuleRun {
  readonly rule: LoadedRule;
  readonly ruleset: LoadedRuleset;
  readonly compiled: CompiledRule | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What verdicts rest on; made by {@link evidenceOf} with the first entity. */
  evidence: EvidenceCollector | undefined;
  /** Told of each place of the evidence that becomes supported. */
  onSupported?: (place: number) => void;
  readonly compilation: Compilation;
  readonly environment: EnvironmentOptions;
  readonly counts: Record<Status, number>;
  tested: number;
  /** The exclusions that can apply to the rule; made with its first failure. */
  exclusions?: ExclusionIndex;
}

interface Compilation {
  readonly compiled?: CompiledRule;
  readonly diagnostics: readonly Diagnostic[];
  /** What its verdicts rest on; made with the first assessment. */
  evidence?: EvidencePlan;
}

/** What was compiled with an environment, by the rule's id and text: assessing again and again compiles once. */
const compilations = new WeakMap<object, Map<string, Compilation>>();
const NO_ENVIRONMENT = {};
/** So many rules are kept of one environment; a program that makes rules by the thousand begins anew. */
const MAX_KEPT = 5_000;

/** Prepares a rule; what was compiled with the same environment object before is taken again. */
export function ruleRun(
  rule: LoadedRule,
  ruleset: LoadedRuleset,
  environment: EnvironmentOptions,
  key: object | undefined,
): RuleRun {
  const compilation = compilationOf(rule, environment, key ?? NO_ENVIRONMENT);
  const { compiled, diagnostics } = compilation;
  const counts = noCounts();
  return { rule, ruleset, compiled, diagnostics, evidence: undefined, compilation, environment, counts, tested: 0 };
}

/** What the verdicts of a rule rest on in an assessment; undefined for a rule that cannot be run. */
export function evidenceOf(run: RuleRun): EvidenceCollector | undefined {
  const { compiled, compilation, diagnostics, environment } = run;
  if (compiled === undefined || run.evidence !== undefined) return run.evidence;
  compilation.evidence ??= evidencePlan(compiled.plan, runEnvironment(environment), diagnostics);
  run.evidence = new EvidenceCollector(compilation.evidence);
  run.evidence.onSupported = run.onSupported;
  return run.evidence;
}

function compilationOf({ id, logic }: LoadedRule, environment: EnvironmentOptions, key: object): Compilation {
  let known = compilations.get(key);
  if (known === undefined) compilations.set(key, (known = new Map()));
  const name = JSON.stringify([id, logic]);
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= MAX_KEPT) known.clear();
  const compilation: Compilation = tryCompile({ name: id, text: logic }, environment);
  known.set(name, compilation);
  return compilation;
}

const NO_COUNTS = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;

export function noCounts(): Record<Status, number> {
  return { ...NO_COUNTS };
}

/** Counts a judgement; by name, since a name that changes costs more than many a judgement. */
export function count(run: RuleRun, status: Status): void {
  run.tested += 1;
  if (status === 'passed') run.counts.passed += 1;
  else if (status === 'failed') run.counts.failed += 1;
  else run.counts[status] += 1;
}

export function countPassed(run: RuleRun): void {
  run.tested += 1;
  run.counts.passed += 1;
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

function statusOf({ compiled, counts, tested }: RuleRun, evidence: readonly Message[]): RuleSummary['status'] {
  if (counts.failed > 0) return 'failed';
  if (compiled === undefined || counts.error > 0 || hasError(evidence)) return 'error';
  // A constant rule holds by itself and judges none; a query that finds nothing has answered.
  if (compiled.target === undefined || (tested > 0 && compiled.plan.whenTrue === 'matched')) return 'passed';
  return tested === counts.irrelevant ? 'not judged' : 'passed';
}
