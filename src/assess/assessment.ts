import { contextOf, scopeOf } from '../run/context.ts';
import { type EnvironmentOptions, runEnvironment } from '../run/environment.ts';
import type { Scope } from '../run/scope.ts';
import { UnknownValues } from '../run/unknown.ts';
import { type AskNeeds, isParsed } from '../values/record-batches.ts';
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
import { arePrimitivesPlain, isObjectPrototypePlain } from '../values/own.ts';
import { isObject } from '../values/value.ts';
import { batchesOf } from './batches-of.ts';
import { deferredResults } from './deferred.ts';
import { Judging, type TakesCount } from './judging.ts';
import { compilationKey, refuseBroken, rulesetsOf } from './rules-input.ts';
import { needsOf } from './needs.ts';
import { Noticed } from './noticed.ts';
import { askedUnderOtherNames, entityNamed, recordNamed } from './other-names.ts';
import { JudgedTogether } from './together.ts';
import { type TypeRun, TypeRuns } from './type-runs.ts';
import { absorbRule, evidenceOf, type RuleRun, ruleRun, ruleState } from './rule-run.ts';
import { Sweep } from './sweep.ts';
import { portLists } from './zero-ports.ts';
import { summaryOf } from './summary-of.ts';
import type { AssessmentState, Extent, Supported } from './state.ts';
import type { AssessmentSummary } from './summary.ts';
import { type Ground, groundsOf } from './withdrawable.ts';
import type { AssessOptions, EntitiesInput, EntityInput, RulesInput } from './assess-options.ts';
import type { Assessment, Result } from './result.ts';

/** An assessment at work. */
export class RunningAssessment implements Assessment {
  private readonly runs: readonly RuleRun[];
  private readonly types = new TypeRuns();
  /** Rules that need the whole snapshot first. */
  private readonly deferred: readonly RuleRun[];
  /** What passes of rules rest on, once it was asked; it is asked for each of them. */
  private readonly grounds = new Map<LoadedRule, readonly Ground[]>();
  private readonly fresh: Supported[] = [];
  private readonly asksForAccounts: boolean;
  /** Types that rules ask for under another name. */
  private readonly otherNames: ReadonlyMap<string, string> | undefined;
  /** One rule has nothing to make room for. */
  private readonly hasSeveral: boolean;
  private readonly judging: Judging;
  private readonly together: JudgedTogether;
  private readonly sweep: Sweep;
  private readonly scope: Scope;
  private readonly noticed: Noticed;
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
    this.noticed = new Noticed(extent === 'part');
    const environment: EnvironmentOptions = { ...options.environment, ...defined(options) };
    this.environment = environment;
    this.scope = { ...scopeOf(contextOf(environment)), besides: new Map(), misreads: new Map() };
    this.judging = new Judging(options, this.scope, environment, this.noticed.absence);
    this.judging.isCounted = this.isOfParts;
    this.together = new JudgedTogether(this.judging, this.scope);
    this.sweep = new Sweep(this.judging, this.types, this.scope, this.noticed.zeroPorts);
    const key = compilationKey(options);
    this.runs = rulesetsOf(rules)
      .map(completeRuleset)
      .flatMap((ruleset) => ruleset.rules.map((rule) => ruleRun(rule, ruleset, environment, key)));
    if (options.throwOnRuleErrors === true) refuseBroken(this.runs);
    if (extent === 'part') {
      for (const [rule, run] of this.runs.entries()) run.onSupported = (place) => void this.fresh.push({ rule, place });
    }
    const deferred = this.types.distribute(this.runs, extent !== 'rest');
    // What needs the whole snapshot is judged where the parts come together.
    this.deferred = extent === 'part' ? [] : deferred;
    this.asksForAccounts = deferred.length > 0;
    this.otherNames = askedUnderOtherNames(this.types.runs.keys());
    // What is judged under two names is judged by itself.
    this.hasSeveral = this.types.haveSeveral && this.otherNames === undefined;
  }

  /** The types of which all entities are needed in the end. */
  get neededTypes(): ReadonlySet<string> {
    const { needed } = this.types;
    const others = [...(this.otherNames ?? [])].filter(([, type]) => needed.has(type)).map(([other]) => other);
    return others.length === 0 ? needed : new Set([...needed, ...others]);
  }

  /** What a part found, for the assessment that goes on with it. */
  get state(): AssessmentState {
    return {
      entities: this.types.entityCount,
      entityTypes: [...this.types.counted],
      rules: this.runs.map((run) => ruleState(run, this.scope.besides)),
      ...this.noticed.state,
    };
  }

  /** Asks before a result is made: most of many are only counted, and what they are about would be read whole for it. */
  set takesCount(takes: TakesCount) {
    this.judging.takesCount = takes;
  }

  /** What entities are known by is not asked for: enough others came before. */
  forgetIdentities(): void {
    this.noticed.repeated.stop();
  }

  /**
   * Goes on behind a part of the same rules that ends before this one begins: its state is absorbed before this one's, so that
   * what it is done with is not looked at again.
   */
  goOnBehind(part: RunningAssessment): void {
    for (const [index, run] of this.runs.entries()) {
      const before = part.runs[index];
      run.lookedBefore = before?.evidence ?? before?.lookedBefore;
    }
  }

  /** Takes a record of a part whose results were told already. */
  accept(record: InventoryRecord): void {
    this.take(record);
  }

  /** Adds what a part found; its records come by themselves. */
  absorb(state: AssessmentState): void {
    if (state.rules.length !== this.runs.length) throw new TypeError('a part was assessed by other rules');
    for (const [type, count] of state.entityTypes) this.types.at(type).entities += count;
    for (const [index, run] of this.runs.entries()) {
      const found = state.rules[index];
      if (found !== undefined) absorbRule(run, found);
    }
    this.noticed.absorb(state);
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
    const run = this.runs[rule];
    if (run !== undefined) evidenceOf(run)?.support(place);
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
      this.open(batch);
      if (this.mayJudgeTogether(batch)) {
        for (let at = 0; at < batch.length;) {
          this.options.signal?.throwIfAborted();
          const start = at;
          at = this.takeSome(batch, at);
          for (const result of this.together.results()) yield result;
          this.passBack(batch, start, at);
          this.together.rethrow();
        }
        continue;
      }
      if (this.maySweep(batch)) {
        for (let at = 0; at < batch.length;) {
          this.options.signal?.throwIfAborted();
          const results: Result[] = [];
          at = this.takeSwept(batch, at, results);
          for (const result of results) yield result;
        }
        continue;
      }
      const inputs = batch[Symbol.iterator]();
      try {
        for (let results = this.takeNext(inputs); results !== undefined; results = this.takeNext(inputs)) {
          for (const result of results) yield result;
          this.options.signal?.throwIfAborted();
        }
      } finally {
        inputs.return?.();
      }
    }
    this.options.signal?.throwIfAborted();
    for (const result of this.judgeDeferred()) yield result;
    this.complete = true;
  }

  async finish(): Promise<AssessmentSummary> {
    this.start();
    // Nobody looks at results, so none are made.
    this.judging.isSilent = true;
    for await (const batch of batchesOf(this.entities, this.needs())) {
      this.open(batch);
      this.takeAll(batch);
    }
    this.options.signal?.throwIfAborted();
    for (const _ of this.judgeDeferred());
    this.complete = true;
    return this.summary;
  }

  /** What is to be read of entities. All, where results of every entity are asked for, or the snapshot is needed as a whole. */
  private needs(): AskNeeds {
    if (this.asksForAccounts || this.judging.wantsPassed) return () => undefined;
    const { functions } = runEnvironment(this.environment);
    const { runs } = this.types;
    const others = [...(this.otherNames ?? [])].map(
      ([other, type]) => [other, [...(runs.get(other) ?? []), ...(runs.get(type) ?? [])]] as const,
    );
    return needsOf(
      others.length === 0 ? runs : new Map([...runs, ...others]),
      functions,
      () => this.noticed.repeated.isLooking && !this.isOfParts,
    );
  }

  private start(): void {
    if (this.started) throw new TypeError('an assessment can be iterated once');
    this.started = true;
  }

  get summary(): AssessmentSummary {
    if (!this.started && this.extent === 'whole')
      throw new TypeError('nothing was assessed yet: `await assessment.finish()`, or iterate the assessment first');
    for (const { evidence } of this.runs) evidence?.settle(this.scope.besides);
    return summaryOf(this.runs, {
      entities: this.types.entityCount,
      entityTypes: this.types.counted,
      kept: this.types.kept,
      ...this.noticed.said,
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

  /** Notes how the entities of a batch may be read. */
  private open(batch: Iterable<EntityInput>): void {
    this.options.signal?.throwIfAborted();
    this.scope.isPlain = isObjectPrototypePlain();
    this.scope.isParsed = isParsed(batch) && arePrimitivesPlain();
  }

  /** Takes as many of a batch as are judged together; where the next ones start. */
  private takeSome(batch: readonly EntityInput[], start: number): number {
    const { together } = this;
    let at = start;
    try {
      while (at < batch.length && !together.isFull && this.takeOne(batch[at] as EntityInput)) at += 1;
      return at;
    } catch (error) {
      together.fail(error);
      // Nothing is taken behind it: what was thrown ends the assessment.
      return at;
    }
  }

  /** Counts no entity behind the one at which a rule threw. */
  private passBack(batch: readonly EntityInput[], start: number, end: number): void {
    const { stoppedAt } = this.together;
    if (stoppedAt === undefined || this.isOfParts) return;
    const taken = batch.slice(start, end).flatMap((input): readonly Entity[] => {
      const kind = recordKind(input);
      const entity: unknown = kind === 'entity' ? (input as EntityRecord).entity : input;
      return (kind === undefined || kind === 'entity') && isEntity(entity) ? [entity] : [];
    });
    for (const { type } of taken.slice(taken.indexOf(stoppedAt) + 1)) this.types.at(type).entities -= 1;
  }

  /** Takes one of those that are judged together; false where they are to be judged before it. */
  private takeOne(input: EntityInput): boolean {
    const { together } = this;
    const kind = recordKind(input);
    const record = kind === 'entity' ? (input as EntityRecord) : undefined;
    const entity: unknown = record === undefined ? input : record.entity;
    if (kind === 'problem' || kind === 'source' || !isEntity(entity)) {
      // What is said of an input is said behind the results of what stands before it.
      if (!together.isEmpty) return false;
      this.take(input);
      return true;
    }
    if (record !== undefined) {
      // What is secret of an entity is not shown of those behind it, and was of those before it.
      if (record.sensitive !== undefined && !together.isEmpty) return false;
      this.heed(record);
    }
    const ofType = this.meet(entity, record);
    if (ofType.runs.length > 0) together.add(ofType, entity, record);
    return true;
  }

  private takeAll(inputs: Iterable<EntityInput>): void {
    if (this.mayJudgeTogether(inputs))
      for (let at = 0; at < inputs.length;) {
        const start = at;
        at = this.takeSome(inputs, at);
        this.together.results();
        this.passBack(inputs, start, at);
        this.together.rethrow();
      }
    else if (this.maySweep(inputs)) for (let at = 0; at < inputs.length;) at = this.takeSwept(inputs, at, []);
    else for (const input of inputs) this.take(input);
  }

  /** Takes as many of a batch as come to a number, or the next one by itself; where the ones behind them start. */
  private takeSwept(batch: readonly EntityInput[], start: number, results: Result[]): number {
    const at = this.sweep.over(batch, start, results);
    if (at > start) return at;
    results.push(...this.take(batch[at] as EntityInput));
    return at + 1;
  }

  private mayJudgeTogether(batch: Iterable<EntityInput>): batch is readonly EntityInput[] {
    return this.hasSeveral && this.judging.mayJudgeAll && isPlainList(batch);
  }

  private maySweep(batch: Iterable<EntityInput>): batch is readonly EntityInput[] {
    const isByItself = this.hasSeveral || this.asksForAccounts || this.otherNames !== undefined;
    return !isByItself && this.judging.mayJudgeAll && isPlainList(batch);
  }

  private take(input: EntityInput): readonly Result[] {
    switch (recordKind(input)) {
      case 'source':
        this.noticed.takeSource(input as SourceRecord);
        return NOTHING;
      case 'problem':
        this.problemCount += 1;
        this.noticed.accounts.addCut(input as ProblemRecord);
        this.options.onProblem?.(input as ProblemRecord);
        return NOTHING;
      case 'entity':
        return this.otherNames === undefined
          ? this.takeRecord(input as EntityRecord)
          : this.takeNamed((input as EntityRecord).entity, input as EntityRecord, this.otherNames);
      default:
        return this.otherNames === undefined || !isEntity(input)
          ? this.takeEntity(input as Entity, undefined)
          : this.takeNamed(input, undefined, this.otherNames);
    }
  }

  /** Takes an entity under each name of its type that rules ask for. */
  private takeNamed(
    entity: Entity,
    record: EntityRecord | undefined,
    names: ReadonlyMap<string, string>,
  ): readonly Result[] {
    const other = names.get(entity.type);
    const own = (): readonly Result[] =>
      record === undefined ? this.takeEntity(entity, undefined) : this.takeRecord(record);
    if (other === undefined) return own();
    const renamed =
      record === undefined
        ? this.takeEntity(entityNamed(entity, other), undefined)
        : this.takeRecord(recordNamed(record, other));
    const isAsked = names.has(other);
    return isAsked ? [...own(), ...renamed] : renamed;
  }

  private takeRecord(record: EntityRecord): readonly Result[] {
    this.heed(record);
    return this.takeEntity(record.entity, record);
  }

  /** Notes what is not known of an entity, and what is secret. */
  private heed(record: EntityRecord): void {
    const { entity, unknown, sensitive } = record;
    if (unknown !== undefined) (this.scope.unknown ??= new UnknownValues()).add(entity, unknown, record);
    if (sensitive !== undefined) this.judging.hide(entity, sensitive);
  }

  private takeEntity(entity: Entity, record: EntityRecord | undefined): readonly Result[] {
    if (!isEntity(entity)) return this.refuse();
    let results: Result[] | undefined;
    for (const run of this.meet(entity, record).runs) {
      const result = this.judging.judge(run, entity, record, this.scope);
      if (result !== undefined) (results ??= []).push(result);
    }
    return results ?? NOTHING;
  }

  /** Counts an entity, and notices what is to be said of all together. */
  private meet(entity: Entity, record: EntityRecord | undefined): TypeRun {
    const ofType = this.types.at(entity.type);
    if (!this.isOfParts) ofType.entities += 1;
    if (this.asksForAccounts) this.keep(entity, record, ofType);
    const { runs, kept } = ofType;
    // Asked of inputs alone: whoever gives entities by themselves knows them, and remembering one costs ten judgements. What no
    // rule is about is not judged again, and is read as far as it happens to be.
    const isAsked = runs.length > 0 || kept !== undefined;
    if (record !== undefined && isAsked && !this.isOfParts) this.noticed.repeated.add(entity, record.provenance);
    const ports = (ofType.ports ??= portLists(runs, this.environment));
    if (ports.length > 0 && !this.isOfParts) this.noticed.zeroPorts.look(entity, ports);
    return ofType;
  }

  /** Something among plain entities that is none; the readers have said so themselves of what they read. */
  private refuse(): readonly Result[] {
    const index = this.types.entityCount + this.problemCount;
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
    this.noticed.accounts.add(entity, record?.provenance.file);
    if (this.extent !== 'part') kept?.push(record ?? entityRecord(entity, { file: '' }));
  }

  private judgeDeferred(): Iterable<Result> {
    if (this.deferred.length === 0) return NOTHING;
    this.judging.isCounted = false;
    this.scope.isParsed = false;
    const { judging, noticed, scope } = this;
    return deferredResults(this.deferred, {
      kept: this.types.kept,
      isEmpty: this.types.entityCount === 0,
      accounts: noticed.accounts,
      ...{ judging, scope },
    });
  }
}

function isPlainList(batch: Iterable<EntityInput>): batch is readonly EntityInput[] {
  return Array.isArray(batch) && batch[Symbol.iterator] === Array.prototype[Symbol.iterator];
}

function isEntity(entity: unknown): entity is Entity {
  return isObject(entity) && typeof entity['type'] === 'string';
}

const NOTHING: readonly Result[] = [];
const NONE_SUPPORTED: readonly Supported[] = [];
