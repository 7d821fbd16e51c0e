import type { Inline } from '../../functions/define.ts';
import type { Value } from '../../plan/plan.ts';
import type { Status } from '../../values/outcome.ts';
import { pathReader } from '../../values/path.ts';
import { EvaluationError, truthOf } from '../../values/value.ts';
import { blockElements } from '../blocks.ts';
import { applied } from '../apply-function.ts';
import { ClosureMaker } from '../closures.ts';
import type { RunEnvironment } from '../environment.ts';
import { testOf } from '../predicates.ts';
import type { Scope } from '../scope.ts';
import type { Constant } from './code.ts';

/** Judges an entity of plain data; undefined where the closures have to. */
export type GeneratedJudge = (entity: unknown, scope: Scope) => Status | undefined;

/** A function of the constants `K` and the helpers `H` that gives a judge: what generated code is. */
export type MadeCode = (constants: readonly unknown[], helpers: unknown) => GeneratedJudge;

/** What generated code is given besides its constants. */
export const HELPERS = {
  prototypeOf: Object.getPrototypeOf,
  objectPrototype: Object.prototype,
  isArray: Array.isArray,
  EvaluationError,
  elements: blockElements,
  truthOf,
};

/** The values of the constants. */
export function constantValues(
  constants: readonly Constant[],
  usesOuter: boolean,
  environment: RunEnvironment,
): unknown[] {
  const closures = new ClosureMaker(environment, usesOuter);
  return constants.map((constant) => valueOf(constant, environment, closures));
}

function valueOf(constant: Constant, environment: RunEnvironment, closures: ClosureMaker): unknown {
  switch (constant.kind) {
    case 'value':
      return typeof constant.value === 'string' ? internalized(constant.value) : constant.value;
    case 'path':
      return pathReader(constant.segments);
    case 'test':
      return testOf(constant.predicate, environment.lists, environment.fold);
    case 'condition':
      return closures.condition(constant.part);
    case 'closure':
      return closures.value(constant.part);
    default: {
      const { name, args } = constant.call;
      const definition = environment.functions.named(name);
      if (definition === undefined) throw new TypeError(`unknown function ${name}`);
      const literals = args.map(literalOf);
      if (constant.kind === 'border') return borderOf(definition.inline, literals);
      const bound = definition.bind(literals, environment);
      if (constant.kind === 'bound') return bound;
      return (value: unknown, scope: Scope): unknown => applied(definition, bound, value, scope);
    }
  }
}

/** The border of a clock, worked out once for each. */
function borderOf(inline: Inline | undefined, args: readonly unknown[]): (now: number) => number {
  let clock = NaN;
  let border = NaN;
  return (now) => {
    if (now !== clock) {
      clock = now;
      border = inline?.kind === 'border' ? inline.at(args, now) : NaN;
    }
    return border;
  };
}

function literalOf(value: Value): unknown {
  return value.kind === 'literal' ? value.value : undefined;
}

/** The same text as the engine keeps it for names of properties: it is found by identity then. */
function internalized(text: string): string {
  return Object.keys({ [text]: 0 })[0] ?? text;
}
