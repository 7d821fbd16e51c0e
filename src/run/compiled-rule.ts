import { checkParsed } from '../check/check.ts';
import { lower } from '../plan/lower.ts';
import { PLAN_PARTS, type RulePlan } from '../plan/plan.ts';
import { namesRead } from '../plan/reads.ts';
import type { RuleNode } from '../syntax/ast.ts';
import type { RuleText } from '../syntax/read.ts';
import { parseRepaired } from '../syntax/repaired.ts';
import { GslError } from '../text/gsl-error.ts';
import { type Diagnostic, hasError, type Message } from '../text/message.ts';
import { formatMessage } from '../text/format-message.ts';
import type { Source } from '../text/source.ts';
import type { AnyEntity, Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import { EvaluationError, evaluationMessage, isObject } from '../values/value.ts';
import { Alike } from './alike.ts';
import { contextOf, type EvaluateOptions, scopeOf } from './context.ts';
import { type EnvironmentOptions, refuseEnvironment, type RunEnvironment, runEnvironment } from './environment.ts';
import type { Explanation } from './explanation.ts';
import { Tier } from './generated/tier.ts';
import { PlanClosures } from './plan-closures.ts';
import { begin, type Scope, TOO_MANY_ELEMENTS } from './scope.ts';
import { type ConditionTruths, Tracer } from './tracing.ts';
import { UnknownValues } from './unknown.ts';

/** How a rule is compiled. */
export type CompileOptions = EnvironmentOptions;

/** What a rule says of one entity. */
export interface Evaluation {
  readonly status: Status;
  /** Why the entity could not be judged, when `status` is `error`. */
  readonly error?: Message;
  /** Works out the reason. Costs another, slower evaluation, so ask only for what is shown. */
  readonly explain: () => Explanation;
}

/**
 * A rule that is ready to judge any number of entities. It holds no state: one can serve several assessments.
 *
 * @example
 * const rule: CompiledRule = compileRule('IamUser should have mfaActive = true');
 * rule.target; // 'IamUser'
 */
export class CompiledRule {
  readonly syntax: RuleNode;
  readonly source: Source;
  /** The warnings of the checker. */
  readonly diagnostics: readonly Diagnostic[];
  /** The type of entity that the rule judges; undefined for the constant rule, which judges none. */
  readonly target: string | undefined;
  /** The target is `List<…>`: one object per account, with the entities in `items`. */
  readonly isList: boolean;
  /** The rule uses functions that look at other entities, of these types. */
  readonly resourceTypes: readonly string[];
  /** What the rule asks, as data. */
  readonly plan: RulePlan;
  private readonly environment: RunEnvironment;
  private tracer: Tracer | undefined;
  private alike: Alike | undefined;
  private closures: PlanClosures | undefined;
  /** The names that the rule looks at; null where it may be any, undefined while nobody asked. */
  private reads: ReadonlySet<string> | null | undefined;
  private readonly tier: Tier;

  constructor(syntax: RuleNode, source: Source, options: CompileOptions, diagnostics: readonly Diagnostic[]) {
    this.syntax = syntax;
    this.source = source;
    this.diagnostics = diagnostics;
    this.environment = runEnvironment(options);
    const plan = lower(syntax, this.environment.functions);
    this.plan = plan;
    this.tier = new Tier(plan, this.environment);
    this.target = plan.target;
    this.isList = plan.isList;
    this.resourceTypes = plan.resourceTypes;
  }

  /**
   * Judges one entity. An entity of another type than the target is irrelevant.
   *
   * @throws RangeError when `now` is no time, TypeError when the entity is no object
   * @example
   * compileRule('IamUser should have mfaActive = true').evaluate({ type: 'IamUser', mfaActive: true }).status // 'passed'
   */
  evaluate(given: Entity | AnyEntity, options: EvaluateOptions = {}): Evaluation {
    if (!isObject(given)) throw new TypeError('an entity is an object');
    const entity = given as Entity;
    const scope = scopeOf(contextOf(options));
    if (options.unknown !== undefined) {
      scope.unknown = new UnknownValues();
      scope.unknown.add(entity, options.unknown);
    }
    const isTarget = this.isTarget(entity);
    if (!isTarget && given instanceof Promise)
      throw new TypeError('an entity is an object, and this is a promise of one: `await` it');
    const judged = isTarget ? this.judge(entity, scope) : 'irrelevant';
    const explain = (): Explanation => this.explain(entity, scope);
    return judged instanceof EvaluationError
      ? { status: 'error', error: evaluationMessage(judged), explain }
      : { status: judged, explain };
  }

  /** Whether an entity is of the type that the rule judges. */
  isTarget(entity: Entity): boolean {
    if (this.target === undefined) return true;
    return entity.type === (this.isList ? `List<${this.target}>` : this.target);
  }

  /** Judges an entity that is known to be of the target's type: the path of which millions run. */
  judge(entity: unknown, scope: Scope): Status | EvaluationError {
    const { judge } = this.tier;
    if (judge !== undefined && scope.isPlain && (scope.unknown === undefined || this.isKnown(entity, scope.unknown))) {
      begin(scope);
      const status = judge(entity, scope);
      if (status !== undefined && scope.left >= 0) return status;
    }
    this.tier.count();
    return this.prepared().judge(entity, scope);
  }

  /** The closures, made when there is something to judge: of hundreds of rules most are for types that an inventory lacks. */
  private prepared(): PlanClosures {
    return (this.closures ??= new PlanClosures(this.plan, this.environment));
  }

  /** Whether all that the rule looks at of an entity is known; the entities in a list are not asked. */
  private isKnown(entity: unknown, unknown: UnknownValues): boolean {
    if (this.isList) return false;
    if (this.reads === undefined) this.reads = (this.resourceTypes.length === 0 && namesRead(this.plan)) || null;
    return !unknown.concerns(entity, this.reads);
  }

  /** The tree of the rule's conditions with what each found in the entity. */
  explain(entity: Entity, scope: Scope): Explanation {
    const explain = (): Explanation => {
      this.tracer ??= new Tracer(this.plan, this.environment);
      return this.tracer.explain(entity, scope, this.truthsOf(entity, scope));
    };
    if (scope.unknown !== undefined && !this.isKnown(entity, scope.unknown)) return explain();
    this.alike ??= new Alike(this.plan);
    return this.alike.explained(entity, scope.now, explain);
  }

  /** What the conditions are that come to be asked. */
  private truthsOf(entity: Entity, scope: Scope): ConditionTruths {
    begin(scope);
    const truths: ConditionTruths = {};
    const closures = this.prepared();
    for (const name of PLAN_PARTS) {
      const closure = closures[name];
      if (closure === undefined) continue;
      const truth = closure(entity, scope);
      truths[name] = scope.left < 0 ? TOO_MANY_ELEMENTS : truth;
      if (truths[name] !== (name === 'where')) break;
    }
    return truths;
  }
}

/**
 * Compiles a rule: parses its text, checks it, and prepares everything that does not depend on the entity.
 *
 * @param rule text of a rule, or a source with the name that messages give it
 * @throws GslError with all errors when the rule cannot be run: it does not parse, or has an unknown function, wrong
 * arguments, a pattern that is not valid
 * @example
 * const rule = compileRule('IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true');
 * rule.evaluate({ type: 'IamUser', firstAccessKey: null, secondAccessKey: null }).status // 'passed'
 */
export function compileRule(rule: RuleText, options: CompileOptions = {}): CompiledRule {
  const { compiled, diagnostics } = tryCompile(rule, options);
  if (compiled === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    throw new GslError(errors.map(formatMessage).join('\n\n'), errors);
  }
  return compiled;
}

/**
 * {@link compileRule} that reports instead of throwing: the compiled rule when there is no error, and all diagnostics.
 *
 * @example
 * const { compiled, diagnostics } = tryCompile('IamUser should have mfaActve = true', { schemas: cloudGuardSchemas });
 * compiled?.target // 'IamUser'
 * diagnostics.map(({ severity }) => severity) // ['warning']
 */
export function tryCompile(
  rule: RuleText,
  options: CompileOptions = {},
): { readonly compiled?: CompiledRule; readonly diagnostics: readonly Diagnostic[] } {
  refuseEnvironment('compileRule', options);
  const parsed = parseRepaired(rule);
  const { rule: syntax, source } = parsed;
  const checked = checkParsed(parsed, options);
  if (syntax === undefined || hasError(checked)) return { diagnostics: checked };
  return { compiled: new CompiledRule(syntax, source, options, checked), diagnostics: checked };
}
