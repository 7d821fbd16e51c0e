import type { CompiledRule } from '../run/compiled-rule.ts';
import type { EvidenceCollector } from '../run/evidence.ts';
import type { Explanation } from '../run/explanation.ts';
import type { EnvironmentOptions } from '../run/environment.ts';
import type { Scope } from '../run/scope.ts';
import { ExclusionIndex } from '../rules/exclusion-index.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import { defined } from '../text/defined.ts';
import type { Entity } from '../values/entity.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import { isPartialRecord } from '../values/record-batches.ts';
import type { EntityRecord } from '../values/record.ts';
import { type EvaluationError, evaluationMessage } from '../values/value.ts';
import type { Misreads } from '../values/work.ts';
import type { AssessOptions } from './assess-options.ts';
import type { ExcludedByAbsence } from './absence.ts';
import { ExclusionExpressions } from './exclusion-expressions.ts';
import type { Result } from './result.ts';
import { addMisreads, compiledOf, count, countPassed, evidenceOf, type RuleRun } from './rule-run.ts';
import { Secrets } from './secrets.ts';
import type { Waiting, WaitingOfType } from './waiting.ts';

/** Whether whoever reads the results of a rule is content with one more of a status being there; it is counted as that. */
export type TakesCount = (about: Pick<Result, 'rule' | 'ruleset'>, status: Status) => boolean;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An entity, and the record that it came in, where it came in one. */
interface Judged {
  readonly entity: Entity;
  readonly record: EntityRecord | undefined;
}

/** Some of those that wait: the places from one on to another, but for those of entities that stand behind the end. */
interface Some {
  readonly waiting: Waiting;
  readonly places: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** Judges entities by rules for an assessment: counts, applies exclusions, keeps secrets, and makes the results that are asked for. */
export class Judging {
  readonly appliedExclusions = new Set<Exclusion>();
  /** Nobody looks at results, so none are made. */
  isSilent = false;
  /** What is judged now has been counted, and looked at for evidence, where its part was assessed. */
  isCounted = false;
  /** Asked before a result is made, of what no exclusion applied to. */
  takesCount: TakesCount | undefined;
  /** What must not leave the assessment; absent while nothing is secret. */
  private secrets: Secrets | undefined;
  private whole: { readonly of: EntityRecord; readonly judged: Judged } | undefined;
  private readonly included: ReadonlySet<Status>;
  private readonly expressions: ExclusionExpressions;
  private readonly exclusions: readonly Exclusion[];
  private readonly now: number;

  constructor(
    { include, exclusions }: AssessOptions,
    scope: Scope,
    environment: EnvironmentOptions,
    absence: ExcludedByAbsence,
  ) {
    this.included = new Set(include ?? STATUSES.filter((status) => status !== 'irrelevant'));
    this.exclusions = exclusions ?? [];
    this.now = scope.now;
    this.expressions = new ExclusionExpressions(scope, environment, absence);
  }

  /** Notes what of an entity is secret. */
  hide(entity: Entity, sensitive: Parameters<Secrets['add']>[1]): void {
    (this.secrets ??= new Secrets()).add(entity, sensitive);
  }

  /** Results of entities that pass are asked for. */
  get wantsPassed(): boolean {
    return !this.isSilent && this.included.has('passed');
  }

  /** Most entities come to a number. */
  get mayJudgeAll(): boolean {
    return !this.isCounted && !this.wantsPassed && (this.isSilent || !this.included.has('irrelevant'));
  }

  /** What fails comes to a number too. */
  get countsFailures(): boolean {
    return this.isSilent && this.exclusions.length === 0;
  }

  /** The result for an entity of the rule's type; undefined where it is not asked for. */
  judge(
    run: RuleRun,
    entity: Entity,
    record: EntityRecord | undefined,
    scope: Scope,
    undecided?: EvaluationError,
  ): Result | undefined {
    const compiled = run.compiled ?? compiledOf(run);
    if (compiled === undefined) return undefined;
    if (!this.isCounted) {
      const evidence = run.evidence ?? evidenceOf(run);
      if (evidence?.isOpen === true) this.observe(evidence, compiled, entity, record, scope);
    }
    const verdict = undecided ?? compiled.judge(entity, scope);
    if (scope.misreads !== undefined && scope.misreads.size > 0) this.takeMisreads(run, scope.misreads, record);
    if (verdict === 'passed' && this.isSilent && !this.isCounted) {
      countPassed(run);
      return undefined;
    }
    return this.resultOf(run, entity, record, scope, verdict);
  }

  /** Judges entities of the rule's type that stand before a place. Those that pass, or that are irrelevant, are counted, and the others told what they met. */
  judgeAll(run: RuleRun, waiting: Waiting, ofType: WaitingOfType, scope: Scope, end: number): void {
    const compiled = run.compiled ?? compiledOf(run);
    if (compiled === undefined) return;
    const { places, count } = ofType;
    const { entities, records } = waiting;
    const evidence = run.evidence ?? evidenceOf(run);
    let from = 0;
    // In a loop of its own: what looks is done soon, and the engine would compile it into that of judging.
    for (; evidence?.isOpen === true && from < count; from += 1) {
      const place = places[from] ?? 0;
      const entity = entities[place];
      if (place >= end) return;
      if (entity === undefined) continue;
      waiting.at = place;
      this.observe(evidence, compiled, entity, records[place], scope);
      this.judgeSome(run, compiled, { waiting, places, from, to: from + 1, end }, scope);
    }
    this.judgeSome(run, compiled, { waiting, places, from, to: count, end }, scope);
  }

  private judgeSome(
    run: RuleRun,
    compiled: CompiledRule,
    { waiting, places, from, to, end }: Some,
    scope: Scope,
  ): void {
    const { entities, records } = waiting;
    let passed = 0;
    let irrelevant = 0;
    for (let index = from; index < to; index += 1) {
      const place = places[index] ?? 0;
      const entity = entities[place];
      if (place >= end) break;
      if (entity === undefined) continue;
      waiting.at = place;
      const verdict = compiled.judge(entity, scope);
      if (scope.misreads !== undefined && scope.misreads.size > 0)
        this.takeMisreads(run, scope.misreads, records[place]);
      if (verdict === 'passed') passed += 1;
      else if (verdict === 'irrelevant') irrelevant += 1;
      else waiting.meet(place, run, verdict);
    }
    run.tested += passed + irrelevant;
    run.counts.passed += passed;
    run.counts.irrelevant += irrelevant;
  }

  /** Counts an entity that a rule passed, or is not about: what it counted was taken back. */
  countAgain(run: RuleRun, entity: Entity, scope: Scope): void {
    const verdict = run.compiled?.judge(entity, scope);
    scope.misreads?.clear();
    if (verdict !== 'passed' && verdict !== 'irrelevant') return;
    run.tested += 1;
    run.counts[verdict] += 1;
  }

  /** Looks at an entity for what the verdicts of a rule rest on. */
  observe(
    evidence: EvidenceCollector,
    compiled: CompiledRule,
    entity: Entity,
    record: EntityRecord | undefined,
    scope: Scope,
  ): void {
    if (evidence.skims(entity, scope)) return;
    scope.hasSecrets = this.mayShowSecrets(compiled, record);
    const isPart = record !== undefined && isPartialRecord(record);
    evidence.observe(entity, scope, isPart ? () => this.wholeOf(entity, record).entity : undefined);
    forgetMisreads(scope);
  }

  /** Counts a verdict; the result, where it is asked for. */
  resultOf(
    run: RuleRun,
    entity: Entity,
    record: EntityRecord | undefined,
    scope: Scope,
    verdict: Status | EvaluationError,
  ): Result | undefined {
    let status: Status = typeof verdict === 'string' ? verdict : 'error';
    const exclusion = status === 'failed' ? this.exclusionFor(run, entity, record) : undefined;
    if (exclusion !== undefined) status = 'excluded';
    // What the conditions of exclusions met is none of the rule's.
    if (status !== 'passed') forgetMisreads(scope);
    if (!this.isCounted) count(run, status, exclusion !== undefined);
    const { compiled } = run;
    if (compiled === undefined || this.isSilent || !this.included.has(status)) return undefined;
    if (exclusion === undefined && this.takesCount?.(run, status) === true) return undefined;
    const result = this.result(run, compiled, this.wholeOf(entity, record), scope, status);
    if (exclusion !== undefined) result.exclusion = exclusion;
    if (typeof verdict !== 'string') {
      const error = evaluationMessage(verdict);
      result.error = this.secrets === undefined ? error : withoutSecrets(error, this.secrets, entity);
    }
    return result;
  }

  /** Notes what functions met, of an entity in a record. */
  takeMisreads(run: RuleRun, misreads: Misreads, record: EntityRecord | undefined): void {
    // Where a source marks some of an entity as secret, none of it is shown.
    if (!this.isCounted && !this.mayShowSecrets(run.compiled, record)) addMisreads(run, misreads);
    misreads.clear();
  }

  /** Whether what a rule looks at may be secret: an entity of which some is, or any where the rule looks at several. */
  private mayShowSecrets(compiled: CompiledRule | undefined, record: EntityRecord | undefined): boolean {
    if (record?.sensitive !== undefined) return true;
    return this.secrets !== undefined && (compiled?.isList === true || (compiled?.resourceTypes.length ?? 0) > 0);
  }

  private result(
    { rule, ruleset }: RuleRun,
    compiled: CompiledRule,
    { entity, record }: Judged,
    scope: Scope,
    status: Status,
  ): Mutable<Result> {
    const { secrets } = this;
    const result: Mutable<Result> = {
      status,
      rule,
      ruleset,
      entity: secrets?.entityOf(entity) ?? entity,
      explain: (): Explanation => {
        const explanation = compiled.explain(entity, scope);
        return secrets?.explanationOf(explanation) ?? explanation;
      },
    };
    if (record !== undefined) result.provenance = record.provenance;
    return result;
  }

  private exclusionFor(run: RuleRun, part: Entity, partRecord: EntityRecord | undefined): Exclusion | undefined {
    const { exclusions } = this;
    if (exclusions.length === 0) return undefined;
    const { rule, ruleset } = run;
    const { entity, record } = this.wholeOf(part, partRecord);
    const about = { rule, now: this.now, ...defined({ rulesetId: ruleset.id }) };
    run.exclusions ??= new ExclusionIndex(exclusions, about);
    const subject = { ...about, entity, provenance: record?.provenance };
    const exclusion = run.exclusions.find(subject, this.expressions.matches);
    if (exclusion !== undefined) this.appliedExclusions.add(exclusion);
    return exclusion;
  }

  /** All of an entity of which a part was read; read once, however many rules fail it. */
  private wholeOf(entity: Entity, record: EntityRecord | undefined): Judged {
    if (record === undefined || !isPartialRecord(record)) return { entity, record };
    if (this.whole?.of !== record) {
      const whole = record.whole();
      this.whole = { of: record, judged: { entity: whole.entity, record: whole } };
    }
    return this.whole.judged;
  }
}

/** Most met nothing, and to clear what is empty makes a table for each of them. */
function forgetMisreads({ misreads }: Scope): void {
  if (misreads !== undefined && misreads.size > 0) misreads.clear();
}

function withoutSecrets<T extends { readonly message: string }>(error: T, secrets: Secrets, entity: Entity): T {
  return { ...error, message: secrets.messageOf(error.message, entity) };
}
