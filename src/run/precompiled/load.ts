import type { FunctionDefinition } from '../../functions/define.ts';
import { tableOf } from '../../functions/table.ts';
import { watched } from '../../functions/watched.ts';
import { type Condition, PLAN_PARTS, partsOf, type RulePlan, type Value } from '../../plan/plan.ts';
import { foldOf } from '../../values/equality.ts';
import type { AnyEntity, Entity } from '../../values/entity.ts';
import type { Message } from '../../text/message.ts';
import type { Status } from '../../values/outcome.ts';
import { EvaluationError, evaluationMessage, isObject } from '../../values/value.ts';
import { contextOf, type EvaluateOptions, scopeOf } from '../context.ts';
import type { NamedLists, RunEnvironment } from '../environment.ts';
import { constantValues, type GeneratedJudge, HELPERS, type MadeCode } from '../generated/constants.ts';
import { PlanClosures } from '../plan-closures.ts';
import { begin } from '../scope.ts';
import { UnknownValues } from '../unknown.ts';
import { type CompiledFile, FORMAT_VERSION, restored, type StoredRule } from './stored.ts';

/** What compiled rules are loaded with. */
export interface LoadOptions {
  /** The functions that the rules call, from `gsl-engine/functions`. A module that `gsl compile` wrote brings its own. */
  readonly functions?: readonly FunctionDefinition[];
  /** The values of the named lists that rules write as `in ($Name)`. */
  readonly lists?: NamedLists;
  /** Text is compared with regard to upper and lower case. Default: without. */
  readonly matchCase?: boolean;
  /** The generated code of each rule, where there is some: what a module that `gsl compile` wrote holds. */
  readonly code?: readonly (MadeCode | undefined)[];
}

/** What a compiled rule says of an entity. */
export interface Verdict {
  readonly status: Status;
  /** Why the entity could not be judged, when `status` is `error`. */
  readonly error?: Message;
}

/**
 * A rule that was compiled ahead. It says what `CompiledRule` says, without parser, checker and schemas; to explain a
 * verdict, give its `logic` to the engine.
 *
 * @example
 * const [rule] = loadCompiled(compileRules([{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }]));
 * rule?.evaluate({ type: 'IamUser', mfaActive: true }).status // 'passed'
 */
export class PrecompiledRule {
  readonly id: string;
  readonly severity: string;
  readonly name: string;
  readonly logic: string;
  /** The type of entity that the rule judges; undefined for the constant rule, which judges none. */
  readonly target: string | undefined;
  /** The target is `List<…>`: one object per account, with the entities in `items`. */
  readonly isList: boolean;
  private readonly closures: PlanClosures;
  private readonly code: GeneratedJudge | undefined;

  constructor(stored: StoredRule, plan: RulePlan, environment: RunEnvironment, code: MadeCode | undefined) {
    this.id = stored.id;
    this.severity = stored.severity;
    this.name = stored.name ?? stored.id;
    this.logic = stored.logic;
    this.target = plan.target;
    this.isList = plan.isList;
    this.closures = new PlanClosures(plan, environment);
    if (code !== undefined && stored.constants !== undefined)
      this.code = code(constantValues(stored.constants, plan.usesOuter, environment), HELPERS);
  }

  /**
   * Judges one entity. An entity of another type than the target is irrelevant.
   *
   * @throws RangeError when `now` is no time, TypeError when the entity is no object
   * @example
   * const file = compileRules([{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }]);
   * loadCompiled(file)[0]?.evaluate({ type: 'IamUser', mfaActive: false }).status // 'failed'
   */
  evaluate(entity: Entity | AnyEntity, options: EvaluateOptions = {}): Verdict {
    if (!isObject(entity)) throw new TypeError('an entity is an object');
    if (this.target !== undefined && entity.type !== (this.isList ? `List<${this.target}>` : this.target))
      return { status: 'irrelevant' };
    const scope = scopeOf(contextOf(options));
    if (options.unknown !== undefined) {
      scope.unknown = new UnknownValues();
      scope.unknown.add(entity, options.unknown);
    } else if (this.code !== undefined && scope.isPlain) {
      begin(scope);
      const status = this.code(entity, scope);
      if (status !== undefined && scope.left >= 0) return { status };
    }
    const judged = this.closures.judge(entity, scope);
    return judged instanceof EvaluationError
      ? { status: 'error', error: evaluationMessage(judged) }
      : { status: judged };
  }
}

/**
 * The rules of a file that `gsl compile` or `compileRules` made, ready to judge. Loads no parser, no checker and no schemas,
 * and reads plain data only: the file can hold no code. Our decision, see docs/decisions/.
 *
 * @param file what JSON.parse makes of the file
 * @throws TypeError when it is no such file, is of another version, or calls functions that are not given
 * @example
 * const file = compileRules([{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }]);
 * const rules = loadCompiled(JSON.parse(compiledJson(file)));
 * rules.map(({ id, target }) => `${id}: ${target}`) // ['mfa: IamUser']
 */
export function loadCompiled(file: CompiledFile, options: LoadOptions = {}): readonly PrecompiledRule[] {
  if (!isObject(file) || file['format'] !== 'gsl-compiled' || !Array.isArray(file.rules))
    throw new TypeError('this is no file of compiled rules; `gsl compile` writes them');
  if (file.version !== FORMAT_VERSION)
    throw new TypeError(
      `the file has version ${String(file.version)}, and this reads version ${FORMAT_VERSION}; compile the rules again`,
    );
  const environment: RunEnvironment = {
    functions: tableOf((options.functions ?? []).map(watched)),
    lists: options.lists ?? {},
    fold: foldOf(options.matchCase),
    matchCase: options.matchCase,
  };
  return file.rules.map((rule, index) => {
    const stored = restored(rule) as StoredRule;
    // Back ends that judge never look at the nodes, which are not there.
    const plan = stored.plan as RulePlan;
    for (const part of PLAN_PARTS) if (plan[part] !== undefined) verify(plan[part], stored.id, environment, 0);
    return new PrecompiledRule(stored, plan, environment, options.code?.[index]);
  });
}

const KINDS = new Set(
  'path literal call block groups count unknown all any not known test compare member truth'.split(' '),
);
/** The parser allows less. */
const MAX_DEPTH = 1_000;

/** Throws where a part is none that closures can be made of, or calls what is not there. */
function verify(part: Condition | Value, id: string, environment: RunEnvironment, depth: number): void {
  if (!KINDS.has(part.kind) || depth > MAX_DEPTH) throw new TypeError(`the plan of \`${id}\` cannot be read`);
  if (part.kind === 'call' && environment.functions.named(part.name) === undefined)
    throw new TypeError(
      `\`${id}\` calls \`${part.name}()\`, which was not given; give \`${part.name}Function\` of gsl-engine/functions`,
    );
  for (const inner of partsOf(part)) verify(inner, id, environment, depth + 1);
}
