import { checkParsed } from '../check/check.ts';
import { isPublished } from '../check/schemas/published.ts';
import { CompiledRule } from '../run/compiled-rule.ts';
import type { Environment, EnvironmentOptions } from '../run/environment.ts';
import type { EvidencePlan } from '../run/evidence.ts';
import { testedTarget } from '../rules/tested.ts';
import type { Rule } from '../rules/rule.ts';
import type { RuleNode } from '../syntax/ast.ts';
import type { ParseResult } from '../syntax/read.ts';
import { parseRepaired } from '../syntax/repaired.ts';
import { defined } from '../text/defined.ts';
import { type Diagnostic, hasError } from '../text/message.ts';

/** What a rule judges, which is known before it is compiled. */
export type About = Pick<CompiledRule, 'target' | 'isList' | 'resourceTypes'>;

/**
 * A rule made ready with an environment, as late as can be: an assessment has hundreds of rules for types that its inventory
 * lacks. What is wrong with a rule is known at once; of one that is tested with the package nothing is.
 */
export class Compilation {
  readonly diagnostics: readonly Diagnostic[];
  /** What its verdicts rest on; made with the first assessment. */
  evidence?: EvidencePlan;
  readonly #rule: Rule;
  readonly #environment: EnvironmentOptions;
  #parsed: ParseResult | undefined;
  #compiled: CompiledRule | undefined;

  /** @param known the rule's tree, where it was read and checked with the same environment, and nothing is said of it */
  constructor(rule: Rule, environment: EnvironmentOptions, known?: RuleNode) {
    this.#rule = rule;
    if (known !== undefined) this.#parsed = { rule: known, source: sourceOf(rule), diagnostics: [] };
    const { functions, lists, schemas, strict, matchCase } = environment;
    // Nothing else: whoever hears of problems, and what that one holds, is not to be kept.
    this.#environment = defined({ functions, lists, schemas, strict, matchCase });
    if (known !== undefined || this.#testedTarget !== undefined) this.diagnostics = [];
    else {
      this.#parsed = parseRepaired(sourceOf(rule));
      this.diagnostics = checkParsed(this.#parsed, this.#environment);
    }
  }

  /** What the rule judges; undefined where it cannot be run. */
  get about(): About | undefined {
    const target = this.#testedTarget;
    return this.#compiled ?? (target === undefined ? this.compiled : { target, isList: false, resourceTypes: [] });
  }

  /** The tree of a rule that was read, where nothing is to be said of it. */
  get healthyTree(): RuleNode | undefined {
    return this.diagnostics.length === 0 ? this.#parsed?.rule : undefined;
  }

  /** The rule, ready to judge; undefined where it cannot be run. */
  get compiled(): CompiledRule | undefined {
    if (this.#compiled !== undefined || hasError(this.diagnostics)) return this.#compiled;
    const { rule, source } = (this.#parsed ??= parseRepaired(sourceOf(this.#rule)));
    if (rule !== undefined) this.#compiled = new CompiledRule(rule, source, this.#environment, this.diagnostics);
    return this.#compiled;
  }

  /** The target of a rule of which the checker is known to say nothing. */
  get #testedTarget(): string | undefined {
    const { functions, strict, matchCase, schemas } = this.#environment;
    const isUsual = functions === undefined && strict !== true && matchCase !== true && isPublished(schemas);
    return isUsual ? testedTarget(this.#rule) : undefined;
  }
}

function sourceOf({ id, logic }: Rule): { readonly name: string; readonly text: string } {
  return { name: id, text: logic };
}

/** What was compiled with an environment, by the rule's id and text: assessing again and again compiles once. */
const compilations = new WeakMap<object, Map<string, Compilation>>();
const NO_ENVIRONMENT = {};
/** So many rules are kept of one environment; a program that makes rules by the thousand begins anew. */
const MAX_KEPT = 5_000;

/**
 * Makes a rule ready; what was with the same environment before is taken again.
 *
 * @param key what compilations are kept by: the environment, or an object of one's own where they are not to be shared
 */
export function compilationOf(rule: Rule, environment: EnvironmentOptions, key: object = NO_ENVIRONMENT): Compilation {
  let known = compilations.get(key);
  if (known === undefined) compilations.set(key, (known = new Map()));
  const name = JSON.stringify([rule.id, rule.logic]);
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= MAX_KEPT) {
    known.clear();
    begunAnew.add(key);
  }
  const compilation = new Compilation(rule, environment, trees.get(key)?.get(rule.logic));
  known.set(name, compilation);
  return compilation;
}

/** Of which not all that was compiled is known any more. */
const begunAnew = new WeakSet<object>();

/** What was read of rules before, by the environment that they were checked with and their text. */
const trees = new WeakMap<object, ReadonlyMap<string, RuleNode>>();

/** Gives trees that {@link healthyTrees} gave of the same environment, so that these rules are not read and checked again. */
export function giveTrees(environment: Environment, given: ReadonlyMap<string, RuleNode>): void {
  trees.set(environment, given);
}

/**
 * The trees of the rules that were read with an environment and of which nothing is to be said, by their text; undefined where
 * there were so many that not all are known any more.
 */
export function healthyTrees(environment: Environment): ReadonlyMap<string, RuleNode> | undefined {
  if (begunAnew.has(environment)) return undefined;
  const found = new Map<string, RuleNode>();
  for (const [name, { healthyTree }] of compilations.get(environment) ?? []) {
    const [, logic] = JSON.parse(name) as [id: string, logic: string];
    if (healthyTree !== undefined) found.set(logic, healthyTree);
  }
  return found;
}
