import { contextOf, scopeOf } from '../run/compiled-rule.ts';
import type { EnvironmentOptions } from '../run/environment.ts';
import type { Scope } from '../run/scope.ts';
import { UnknownValues } from '../run/unknown.ts';
import type { Explanation } from '../run/explanation.ts';
import {
  entityRecord,
  problemRecord,
  isEntityRecord,
  isProblemRecord,
  isSourceRecord,
  type EntityRecord,
  type Provenance,
} from '../values/record.ts';
import { exclusionApplies } from '../rules/exclusion-match.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import { completeRuleset, type Rule, type Ruleset } from '../rules/rule.ts';
import type { Message } from '../text/message.ts';
import { formatMessage } from '../text/format-message.ts';
import { GslError } from '../text/gsl-error.ts';
import type { Entity } from '../values/entity.ts';
import { defined } from '../text/defined.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import { EvaluationError, evaluationMessage, isObject } from '../values/value.ts';
import { Accounts } from './accounts.ts';
import { evidenceMessages } from './evidence-messages.ts';
import { ExclusionExpressions } from './exclusion-expressions.ts';
import { nothingJudged } from './not-judged.ts';
import { indexResources } from './resources.ts';
import { Secrets } from './secrets.ts';
import { noCounts, type RuleRun, ruleRun, ruleSummary } from './rule-run.ts';
import type { AssessmentSummary } from './summary.ts';
import type { AssessOptions, EntitiesInput, EntityInput, RulesInput } from './assess-options.ts';
import type { Assessment, Result } from './result.ts';

/** An assessment at work. */
export class RunningAssessment implements Assessment {
  readonly appliedExclusions = new Set<Exclusion>();
  private readonly runs: readonly RuleRun[];
  /** Rules that can judge an entity when it arrives, by the type of their target. */
  private readonly immediate = new Map<string, RuleRun[]>();
  /** Rules that need the whole snapshot first. */
  private readonly deferred: readonly RuleRun[];
  /** The types that the deferred rules need, with the entities so far. */
  private readonly kept = new Map<string, EntityRecord[]>();
  private readonly accounts = new Accounts();
  /** What must not leave the assessment; absent while nothing is secret. */
  private secrets: Secrets | undefined;
  private readonly entityTypes = new Map<string, number>();
  private readonly included: ReadonlySet<Status>;
  private readonly scope: Scope;
  private readonly expressions: ExclusionExpressions;
  private entityCount = 0;
  private problemCount = 0;
  private started = false;
  private complete = false;
  private readonly entities: EntitiesInput;
  private readonly options: AssessOptions;
  private readonly environment: EnvironmentOptions;

  constructor(rules: RulesInput, entities: EntitiesInput, options: AssessOptions) {
    this.entities = entities;
    this.options = options;
    const environment: EnvironmentOptions = { ...options.environment, ...options };
    this.environment = environment;
    this.scope = scopeOf(contextOf(environment));
    this.expressions = new ExclusionExpressions(this.scope, environment.lists);
    this.included = new Set(options.include ?? STATUSES.filter((status) => status !== 'irrelevant'));
    const key = compilationKey(options);
    this.runs = rulesetsOf(rules)
      .map(completeRuleset)
      .flatMap((ruleset) => ruleset.rules.map((rule) => ruleRun(rule, ruleset, environment, key)));
    if (options.throwOnRuleErrors === true) refuseBroken(this.runs);
    const deferred: RuleRun[] = [];
    for (const run of this.runs) {
      const { compiled } = run;
      if (compiled?.target === undefined) continue;
      if (compiled.isList || compiled.resourceTypes.length > 0) {
        deferred.push(run);
        for (const type of [compiled.target, ...compiled.resourceTypes]) this.kept.set(type, []);
      } else {
        const known = this.immediate.get(compiled.target);
        if (known === undefined) this.immediate.set(compiled.target, [run]);
        else known.push(run);
      }
    }
    this.deferred = deferred;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Result, void, undefined> {
    if (this.started) throw new TypeError('an assessment can be iterated once');
    this.started = true;
    const { entities } = this;
    if (Symbol.asyncIterator in entities) {
      for await (const input of entities) yield* this.take(input);
    } else {
      // Without the wait between two entities that the other loop has.
      for (const input of entities) yield* this.take(input);
    }
    yield* this.judgeDeferred();
    this.complete = true;
  }

  async finish(): Promise<AssessmentSummary> {
    const results = this[Symbol.asyncIterator]();
    while (!(await results.next()).done);
    return this.summary;
  }

  get summary(): AssessmentSummary {
    const counts = noCounts();
    const failedBySeverity = { Critical: 0, High: 0, Medium: 0, Low: 0, Informational: 0 };
    for (const run of this.runs) {
      for (const status of STATUSES) counts[status] += run.counts[status];
      failedBySeverity[run.rule.severity] += run.counts.failed;
    }
    const entityTypes = Object.fromEntries([...this.entityTypes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
    const context = { entityTypes: this.entityTypes, ...defined({ schemas: this.environment.schemas }) };
    // While the run goes on, what was not seen may still come.
    const evidenceOf = (run: RuleRun): readonly Message[] => (this.complete ? evidenceMessages(run, context) : []);
    const rules = this.runs.map((run) => ruleSummary(run, evidenceOf(run)));
    const nothing = nothingJudged(rules, this.targets(), { entities: this.entityCount, entityTypes });
    return {
      entities: this.entityCount,
      entityTypes,
      rules,
      counts,
      failedBySeverity,
      problems: this.problemCount,
      notJudged: rules.filter(({ status }) => status === 'not judged').length,
      evidence: nothing === undefined ? [] : [nothing],
      complete: this.complete,
    };
  }

  /** How many rules judge each type. */
  private targets(): ReadonlyMap<string, number> {
    const targets = new Map<string, number>();
    for (const { compiled } of this.runs)
      if (compiled?.target !== undefined) targets.set(compiled.target, (targets.get(compiled.target) ?? 0) + 1);
    return targets;
  }

  private take(input: EntityInput): readonly Result[] {
    if (isSourceRecord(input)) {
      this.accounts.addSource(input);
      return NOTHING;
    }
    if (isProblemRecord(input)) {
      this.problemCount += 1;
      this.options.onProblem?.(input);
      return NOTHING;
    }
    const isRecord = isEntityRecord(input);
    const entity = isRecord ? input.entity : (input as Entity);
    if (!isObject(entity) || typeof entity.type !== 'string') return this.refuse();
    const { type } = entity;
    this.entityCount += 1;
    if (isRecord && input.unknown !== undefined)
      (this.scope.unknown ??= new UnknownValues()).add(entity, input.unknown, input.links);
    if (isRecord && input.sensitive !== undefined) (this.secrets ??= new Secrets()).add(entity, input.sensitive);
    this.entityTypes.set(type, (this.entityTypes.get(type) ?? 0) + 1);
    if (this.deferred.length > 0) this.keep(entity, isRecord ? input : undefined);
    const runs = this.immediate.get(type);
    if (runs === undefined) return NOTHING;
    let results: Result[] | undefined;
    for (const run of runs) {
      const result = this.judge(run, entity, isRecord ? input.provenance : undefined, this.scope);
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

  private keep(entity: Entity, record: EntityRecord | undefined): void {
    this.accounts.add(entity, record?.provenance.file);
    this.kept.get(entity.type)?.push(record ?? entityRecord(entity, { file: '' }));
  }

  private *judgeDeferred(): Generator<Result, void, undefined> {
    if (this.deferred.length === 0) return;
    const records = [...this.kept.values()].flat();
    const scope = {
      ...this.scope,
      resources: indexResources(
        records.map(({ entity }) => entity),
        this.scope.unknown,
      ),
    };
    for (const run of this.deferred) {
      const { target, isList } = run.compiled ?? {};
      if (target === undefined) continue;
      const own = this.kept.get(target) ?? [];
      const judged = isList === true ? this.accounts.lists(target, own, this.entityCount === 0) : own;
      const uncovered = isList === true && own.length === 0 ? this.accounts.uncovered(target) : undefined;
      for (const { entity, provenance } of judged) {
        const place = provenance.file === '' ? undefined : provenance;
        const result = this.judge(run, entity, place, scope, uncovered);
        if (result !== undefined) yield result;
      }
    }
  }

  private judge(
    run: RuleRun,
    entity: Entity,
    provenance: Provenance | undefined,
    scope: Scope,
    undecided?: EvaluationError,
  ): Result | undefined {
    const { compiled, evidence } = run;
    if (compiled === undefined) return undefined;
    if (evidence?.isOpen === true) evidence.observe(entity, scope);
    const judged = undecided ?? compiled.judge(entity, scope);
    let status: Status = judged instanceof EvaluationError ? 'error' : judged;
    const exclusion = status === 'failed' ? this.exclusionFor(run, entity, provenance) : undefined;
    if (exclusion !== undefined) status = 'excluded';
    run.tested += 1;
    run.counts[status] += 1;
    if (!this.included.has(status)) return undefined;
    const { secrets } = this;
    const error = judged instanceof EvaluationError ? evaluationMessage(judged) : undefined;
    return {
      status,
      rule: run.rule,
      ruleset: run.ruleset,
      entity: secrets?.entityOf(entity) ?? entity,
      ...(provenance === undefined ? {} : { provenance }),
      ...(error === undefined ? {} : { error: secrets === undefined ? error : withoutSecrets(error, secrets, entity) }),
      ...(exclusion === undefined ? {} : { exclusion }),
      explain: (): Explanation => {
        const explanation = compiled.explain(entity, scope);
        return secrets?.explanationOf(explanation) ?? explanation;
      },
    };
  }

  private exclusionFor(
    { rule, ruleset }: RuleRun,
    entity: Entity,
    provenance: Provenance | undefined,
  ): Exclusion | undefined {
    const subject = {
      rule,
      entity,
      provenance,
      now: this.scope.now,
      ...(ruleset.id === undefined ? {} : { rulesetId: ruleset.id }),
    };
    const exclusion = this.options.exclusions?.find((candidate) =>
      exclusionApplies(candidate, subject, this.expressions.matches),
    );
    if (exclusion !== undefined) this.appliedExclusions.add(exclusion);
    return exclusion;
  }
}

function withoutSecrets<T extends { readonly message: string }>(error: T, secrets: Secrets, entity: Entity): T {
  return { ...error, message: secrets.messageOf(error.message, entity) };
}

const NOTHING: readonly Result[] = [];

function rulesetsOf(rules: RulesInput): readonly Ruleset[] {
  if ('rules' in rules) return [rules];
  const rulesets: Ruleset[] = [];
  const bare: Rule[] = [];
  for (const item of rules) {
    if ('rules' in item) rulesets.push(item);
    else bare.push(item);
  }
  return bare.length === 0 ? rulesets : [...rulesets, { name: 'rules', rules: bare }];
}

/** What the compilations of an assessment are kept by; undefined where an option of its own keeps them from being shared. */
function compilationKey(options: AssessOptions): object | undefined {
  const { functions, lists, schemas, strict, matchCase } = options;
  const isPlain = [functions, lists, schemas, strict, matchCase].every((option) => option === undefined);
  return isPlain ? options.environment : {};
}

function refuseBroken(runs: readonly RuleRun[]): void {
  const errors = runs.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new GslError(errors.map(formatMessage).join('\n\n'), errors);
}
