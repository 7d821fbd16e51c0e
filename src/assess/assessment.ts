import { contextOf, scopeOf } from '../run/context.ts';
import { type EnvironmentOptions, runEnvironment } from '../run/environment.ts';
import { STATUSES } from '../values/outcome.ts';
import { isObjectPrototypePlain, type Scope } from '../run/scope.ts';
import { absorbEvidence, evidenceState } from '../run/evidence-state.ts';
import { UnknownValues } from '../run/unknown.ts';
import type { AskNeeds } from '../values/record-batches.ts';
import {
  entityRecord,
  type EntityRecord,
  type InventoryRecord,
  problemRecord,
  type ProblemRecord,
  recordKind,
  type SourceRecord,
} from '../values/record.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import { completeRuleset, type LoadedRule } from '../rules/rule.ts';
import type { Entity } from '../values/entity.ts';
import { defined } from '../text/defined.ts';
import { isObject } from '../values/value.ts';
import { Accounts } from './accounts.ts';
import { AssumedValues } from './assumed.ts';
import { batchesOf } from './batches-of.ts';
import { indexResources } from './resources.ts';
import { Judging } from './judging.ts';
import { compilationKey, refuseBroken, rulesetsOf } from './rules-input.ts';
import { needsOf } from './needs.ts';
import { Repeated } from './repeated.ts';
import { type RuleRun, ruleRun } from './rule-run.ts';
import { portLists, ZeroPorts } from './zero-ports.ts';
import { summaryOf } from './summary-of.ts';
import type { AssessmentState, Supported } from './state.ts';
import type { AssessmentSummary } from './summary.ts';
import { type Ground, groundsOf } from './withdrawable.ts';
import type { AssessOptions, EntitiesInput, EntityInput, RulesInput } from './assess-options.ts';
import type { Assessment, Result } from './result.ts';

/** What is known of a type of entity. */
interface TypeRun {
  readonly type: string;
  entities: number;
  /** The rules that judge an entity when it arrives. */
  readonly runs: RuleRun[];
  /** The lists whose elements the rules ask for a range of ports. */
  ports: readonly string[] | undefined;
  /** The entities so far, where rules need the whole snapshot. */
  kept: EntityRecord[] | undefined;
}

/**
 * What an assessment is of: all, a part of the entities, the parts that others have assessed, or only the rest of these:
 * what needs the whole snapshot, where results of single entities were told by who assessed the part.
 */
export type Extent = 'whole' | 'part' | 'parts' | 'rest';

/** An assessment at work. */
export class RunningAssessment implements Assessment {
  private readonly runs: readonly RuleRun[];
  /** What is known of each type of entity. */
  private readonly types = new Map<string, TypeRun>();
  private last: TypeRun | undefined;
  /** Rules that need the whole snapshot first. */
  private readonly deferred: readonly RuleRun[];
  /** What passes of rules rest on, once it was asked; it is asked for each of them. */
  private readonly grounds = new Map<LoadedRule, readonly Ground[]>();
  private readonly fresh: Supported[] = [];
  private readonly asksForAccounts: boolean;
  private readonly judging: Judging;
  private readonly accounts = new Accounts();
  private readonly scope: Scope;
  private readonly repeated: Repeated;
  private readonly zeroPorts = new ZeroPorts();
  private readonly assumed = new AssumedValues();
  private entityCount = 0;
  private problemCount = 0;
  private started = false;
  private complete = false;
  private readonly entities: EntitiesInput;
  private readonly options: AssessOptions;
  private readonly environment: EnvironmentOptions;

  private readonly extent: Extent;

  constructor(rules: RulesInput, entities: EntitiesInput, options: AssessOptions, extent: Extent = 'whole') {
    this.extent = extent;
    this.entities = entities;
    this.options = options;
    this.repeated = new Repeated(extent === 'part');
    const environment: EnvironmentOptions = { ...options.environment, ...options };
    this.environment = environment;
    this.scope = { ...scopeOf(contextOf(environment)), besides: new Map() };
    this.judging = new Judging(options, this.scope, environment.lists);
    this.judging.isCounted = this.isOfParts;
    const key = compilationKey(options);
    this.runs = rulesetsOf(rules)
      .map(completeRuleset)
      .flatMap((ruleset) => ruleset.rules.map((rule) => ruleRun(rule, ruleset, environment, key)));
    if (options.throwOnRuleErrors === true) refuseBroken(this.runs);
    if (extent === 'part') {
      for (const [rule, { evidence }] of this.runs.entries())
        if (evidence !== undefined) evidence.onSupported = (place) => void this.fresh.push({ rule, place });
    }
    const deferred: RuleRun[] = [];
    for (const run of this.runs) {
      const { compiled } = run;
      if (compiled?.target === undefined) continue;
      if (compiled.isList || compiled.resourceTypes.length > 0) {
        deferred.push(run);
        for (const type of [compiled.target, ...compiled.resourceTypes]) this.typeRun(type).kept ??= [];
      } else if (extent !== 'rest') this.typeRun(compiled.target).runs.push(run);
    }
    // What needs the whole snapshot is judged where the parts come together.
    this.deferred = extent === 'part' ? [] : deferred;
    this.asksForAccounts = deferred.length > 0;
  }

  /** The types of which all entities are needed in the end. */
  get neededTypes(): ReadonlySet<string> {
    return new Set([...this.types].flatMap(([type, { kept }]) => (kept === undefined ? [] : [type])));
  }

  /** What a part found, for the assessment that goes on with it. */
  get state(): AssessmentState {
    return {
      entities: this.entityCount,
      entityTypes: [...this.countedTypes()],
      rules: this.runs.map(({ tested, counts, evidence }) => {
        evidence?.settle(this.scope.besides);
        return { tested, counts: { ...counts }, evidence: (evidence?.evidence ?? []).map(evidenceState) };
      }),
      accounts: this.accounts.seen,
      identities: this.repeated.seen,
      zeroPorts: this.zeroPorts.seen,
      assumed: this.assumed.seen,
      absence: this.judging.absence.seen,
    };
  }

  /** What entities are known by is not asked for: enough others came before. */
  forgetIdentities(): void {
    this.repeated.stop();
  }

  /** Takes a record of a part whose results were told already. */
  accept(record: InventoryRecord): void {
    this.take(record);
  }

  /** Adds what a part found; its records come by themselves. */
  absorb(state: AssessmentState): void {
    if (state.rules.length !== this.runs.length) throw new TypeError('a part was assessed by other rules');
    this.entityCount += state.entities;
    for (const [type, count] of state.entityTypes) this.typeRun(type).entities += count;
    for (const [index, run] of this.runs.entries()) {
      const found = state.rules[index];
      if (found === undefined) continue;
      run.tested += found.tested;
      for (const status of STATUSES) run.counts[status] += found.counts[status];
      absorbEvidence(run.evidence?.evidence ?? [], found.evidence);
    }
    this.accounts.addSeen(state.accounts);
    this.repeated.addSeen(state.identities);
    this.zeroPorts.addSeen(state.zeroPorts);
    this.assumed.add(state.assumed);
    this.judging.absence.addSeen(state.absence);
  }

  readonly isSettled = (rule: LoadedRule): boolean => {
    let grounds = this.grounds.get(rule);
    if (grounds === undefined) {
      const run = this.runs.findLast((one) => one.rule === rule);
      grounds = run === undefined ? [] : groundsOf(run, this.environment.schemas);
      this.grounds.set(rule, grounds);
    }
    return grounds.every(({ supported }) => supported);
  };

  /** What of the rules' evidence became supported since this was asked. */
  takeSupported(): readonly Supported[] {
    return this.fresh.length === 0 ? NONE_SUPPORTED : this.fresh.splice(0);
  }

  /** Takes over what a part found supported, as soon as it is told. */
  support({ rule, place }: Supported): void {
    this.runs[rule]?.evidence?.support(place);
  }

  /** Whether others have counted the entities, and looked at them for evidence. */
  private get isOfParts(): boolean {
    return this.extent === 'parts' || this.extent === 'rest';
  }

  get appliedExclusions(): ReadonlySet<Exclusion> {
    return this.judging.appliedExclusions;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Result, void, undefined> {
    this.start();
    for await (const batch of batchesOf(this.entities, this.needs())) {
      this.scope.isPlain = isObjectPrototypePlain();
      const inputs = batch[Symbol.iterator]();
      try {
        for (let results = this.takeNext(inputs); results !== undefined; results = this.takeNext(inputs))
          for (const result of results) yield result;
      } finally {
        inputs.return?.();
      }
    }
    for (const result of this.judgeDeferred()) yield result;
    this.complete = true;
  }

  async finish(): Promise<AssessmentSummary> {
    this.start();
    // Nobody looks at results, so none are made.
    this.judging.isSilent = true;
    for await (const batch of batchesOf(this.entities, this.needs())) {
      this.scope.isPlain = isObjectPrototypePlain();
      this.takeAll(batch);
    }
    for (const _ of this.judgeDeferred());
    this.complete = true;
    return this.summary;
  }

  /** What is to be read of entities. All, where results of every entity are asked for, or the snapshot is needed as a whole. */
  private needs(): AskNeeds {
    if (this.asksForAccounts || this.judging.wantsPassed) return () => undefined;
    const { functions } = runEnvironment(this.environment);
    const runs = new Map([...this.types].map(([type, { runs }]) => [type, runs]));
    return needsOf(runs, functions, () => this.repeated.isLooking && !this.isOfParts);
  }

  private start(): void {
    if (this.started) throw new TypeError('an assessment can be iterated once');
    this.started = true;
  }

  /** Of one type come many in a row, so the last one is asked first. */
  private typeRun(type: string): TypeRun {
    if (this.last?.type === type) return this.last;
    let known = this.types.get(type);
    if (known === undefined)
      this.types.set(type, (known = { type, entities: 0, runs: [], ports: undefined, kept: undefined }));
    this.last = known;
    return known;
  }

  /** How many entities there were of each type. */
  private countedTypes(): Map<string, number> {
    const seen = [...this.types].filter(([, { entities }]) => entities > 0);
    return new Map(seen.map(([type, { entities }]) => [type, entities]));
  }

  get summary(): AssessmentSummary {
    for (const { evidence } of this.runs) evidence?.settle(this.scope.besides);
    return summaryOf(this.runs, {
      entities: this.entityCount,
      entityTypes: this.countedTypes(),
      kept: new Map([...this.types].map(([type, { kept = [] }]) => [type, kept])),
      repeated: this.repeated.message,
      zeroPorts: this.zeroPorts.message,
      assumed: this.assumed.message,
      absence: this.judging.absence.message,
      sources: this.accounts.sources,
      problems: this.problemCount,
      complete: this.complete,
      ...defined({ schemas: this.environment.schemas }),
    });
  }

  /** The results of the next of some inputs that has any; undefined when there is none. Not a generator: its steps cost more. */
  private takeNext(inputs: Iterator<EntityInput>): readonly Result[] | undefined {
    for (let next = inputs.next(); next.done !== true; next = inputs.next()) {
      const results = this.take(next.value);
      if (results.length > 0) return results;
    }
    return undefined;
  }

  private takeAll(inputs: Iterable<EntityInput>): void {
    for (const input of inputs) this.take(input);
  }

  private take(input: EntityInput): readonly Result[] {
    switch (recordKind(input)) {
      case 'source':
        this.takeSource(input as SourceRecord);
        return NOTHING;
      case 'problem':
        this.problemCount += 1;
        this.options.onProblem?.(input as ProblemRecord);
        return NOTHING;
      case 'entity':
        return this.takeRecord(input as EntityRecord);
      default:
        return this.takeEntity(input as Entity, undefined);
    }
  }

  private takeSource(source: SourceRecord): void {
    if (source.assumed === undefined) this.accounts.addSource(source);
    else this.assumed.add(source.assumed);
  }

  private takeRecord(record: EntityRecord): readonly Result[] {
    const { entity, unknown, sensitive } = record;
    if (unknown !== undefined) (this.scope.unknown ??= new UnknownValues()).add(entity, unknown, record);
    if (sensitive !== undefined) this.judging.hide(entity, sensitive);
    return this.takeEntity(entity, record);
  }

  private takeEntity(entity: Entity, record: EntityRecord | undefined): readonly Result[] {
    if (!isObject(entity) || typeof entity.type !== 'string') return this.refuse();
    const ofType = this.typeRun(entity.type);
    if (!this.isOfParts) {
      this.entityCount += 1;
      ofType.entities += 1;
    }
    if (this.asksForAccounts) this.keep(entity, record, ofType);
    // Asked of inputs alone: whoever gives entities by themselves knows them, and remembering one costs ten judgements.
    if (record !== undefined && !this.isOfParts) this.repeated.add(entity, record.provenance);
    let results: Result[] | undefined;
    const { runs } = ofType;
    const ports = (ofType.ports ??= portLists(runs, this.environment));
    if (ports.length > 0 && !this.isOfParts) this.zeroPorts.look(entity, ports);
    for (const run of runs) {
      const result = this.judging.judge(run, entity, record, this.scope);
      if (result !== undefined) (results ??= []).push(result);
    }
    return results ?? NOTHING;
  }

  /** Something among plain entities that is none; the readers have said so themselves of what they read. */
  private refuse(): readonly Result[] {
    const index = this.entityCount + this.problemCount;
    return this.take(
      problemRecord(
        'not-an-entity',
        'this is no entity',
        { file: '<entities>', index },
        'an entity is an object with a `type`',
      ),
    );
  }

  private keep(entity: Entity, record: EntityRecord | undefined, { kept }: TypeRun): void {
    this.accounts.add(entity, record?.provenance.file);
    if (this.extent !== 'part') kept?.push(record ?? entityRecord(entity, { file: '' }));
  }

  private *judgeDeferred(): Generator<Result, void, undefined> {
    if (this.deferred.length === 0) return;
    this.judging.isCounted = false;
    const records = [...this.types.values()].flatMap(({ kept }) => kept ?? []);
    const scope = {
      ...this.scope,
      resources: indexResources(
        records.map(({ entity }) => entity),
        this.scope.unknown,
        (type) => this.accounts.uncovered(type),
      ),
    };
    for (const run of this.deferred) {
      const { target, isList } = run.compiled ?? {};
      if (target === undefined) continue;
      const own = this.types.get(target)?.kept ?? [];
      const judged =
        isList === true
          ? this.accounts.lists(target, own, this.entityCount === 0)
          : own.map((record) => ({ record, uncovered: undefined }));
      for (const { record, uncovered } of judged) {
        const { entity, provenance } = record;
        const isRecord = provenance.file !== '';
        const result = this.judging.judge(run, entity, isRecord ? record : undefined, scope, uncovered);
        if (result !== undefined) yield result;
      }
    }
  }
}

const NOTHING: readonly Result[] = [];
const NONE_SUPPORTED: readonly Supported[] = [];
