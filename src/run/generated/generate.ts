import type { Inline } from '../../functions/define.ts';
import type { RulePlan, Value } from '../../plan/plan.ts';
import type { Status } from '../../values/outcome.ts';
import { pathReader } from '../../values/path.ts';
import { EvaluationError, truthOf } from '../../values/value.ts';
import { blockElements } from '../blocks.ts';
import { applied, ClosureMaker } from '../closures.ts';
import type { RunEnvironment } from '../environment.ts';
import { testOf } from '../predicates.ts';
import { MAX_ELEMENTS, type Scope } from '../scope.ts';
import type { Constant, GeneratedCode } from './code.ts';
import { emit } from './emitter.ts';

/** Judges an entity of plain data; undefined where the closures have to. */
export type GeneratedJudge = (entity: unknown, scope: Scope) => Status | undefined;

/** Makes a function of a text. */
type FunctionMaker = (...texts: string[]) => (constants: readonly unknown[], helpers: unknown) => GeneratedJudge;

const HELPERS = {
  prototypeOf: Object.getPrototypeOf,
  objectPrototype: Object.prototype,
  isArray: Array.isArray,
  maxElements: MAX_ELEMENTS,
  EvaluationError,
  elements: blockElements,
  truthOf,
};

let maker: FunctionMaker | null | undefined;

/** What makes functions, asked for once; null where a policy forbids it, as in browsers and under Node's own switch. */
function functionMaker(): FunctionMaker | null {
  if (maker !== undefined) return maker;
  try {
    // The only place that makes code; what it is made of stands in templates.ts.
    const made = Function as unknown as FunctionMaker;
    made('return 1');
    maker = made;
  } catch {
    maker = null;
  }
  return maker;
}

/**
 * The judge of a plan as generated code: some times as fast as closures. Undefined where the plan is better left to them, or
 * where code cannot be made.
 */
export function generate(plan: RulePlan, environment: RunEnvironment): GeneratedJudge | undefined {
  const make = functionMaker();
  const code = make === null ? undefined : emit(plan, environment.functions);
  if (make === null || code === undefined) return undefined;
  return make('K', 'H', code.body)(constantsOf(code, plan, environment), HELPERS);
}

/** The values of the constants. */
function constantsOf(code: GeneratedCode, plan: RulePlan, environment: RunEnvironment): unknown[] {
  const closures = new ClosureMaker(environment, plan.usesOuter);
  return code.constants.map((constant) => valueOf(constant, environment, closures));
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
      const literals = args.map(literalOf);
      if (constant.kind === 'border') return borderOf(definition?.inline, literals);
      const bound = definition?.bind(literals);
      if (definition === undefined || bound === undefined) throw new TypeError(`unknown function ${name}`);
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
