import { checkParsed } from '../check/check.ts';
import { isPublished } from '../check/schemas/published.ts';
import { CompiledRule } from '../run/compiled-rule.ts';
import type { EnvironmentOptions } from '../run/environment.ts';
import type { EvidencePlan } from '../run/evidence.ts';
import { testedTarget } from '../rules/tested.ts';
import type { Rule } from '../rules/rule.ts';
import { parse, type ParseResult } from '../syntax/parse.ts';
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

  constructor(rule: Rule, environment: EnvironmentOptions) {
    this.#rule = rule;
    const { functions, lists, schemas, strict, matchCase } = environment;
    // Nothing else: whoever hears of problems, and what that one holds, is not to be kept.
    this.#environment = defined({ functions, lists, schemas, strict, matchCase });
    if (this.#testedTarget !== undefined) this.diagnostics = [];
    else {
      this.#parsed = parse(sourceOf(rule));
      this.diagnostics = checkParsed(this.#parsed, this.#environment);
    }
  }

  /** What the rule judges; undefined where it cannot be run. */
  get about(): About | undefined {
    const target = this.#testedTarget;
    return this.#compiled ?? (target === undefined ? this.compiled : { target, isList: false, resourceTypes: [] });
  }

  /** The rule, ready to judge; undefined where it cannot be run. */
  get compiled(): CompiledRule | undefined {
    if (this.#compiled !== undefined || hasError(this.diagnostics)) return this.#compiled;
    const { rule, source } = (this.#parsed ??= parse(sourceOf(this.#rule)));
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
  if (known.size >= MAX_KEPT) known.clear();
  const compilation = new Compilation(rule, environment);
  known.set(name, compilation);
  return compilation;
}
