import type { RulePlan } from '../../plan/plan.ts';
import { functionMaker } from '../../values/function-maker.ts';
import type { RunEnvironment } from '../environment.ts';
import { constantValues, type GeneratedJudge, HELPERS, type MadeCode } from './constants.ts';
import { emit } from './emitter.ts';

/** The last codes that were made, of however many rules: the engine compiles what several have in common once, and learns of it from all. */
const made = new Map<string, MadeCode>();
const MAX_MADE = 500;

/**
 * The judge of a plan as generated code: some times as fast as closures. Undefined where the plan is better left to them, or
 * where code cannot be made.
 */
export function generate(plan: RulePlan, environment: RunEnvironment): GeneratedJudge | undefined {
  const make = functionMaker();
  const code = make === null ? undefined : emit(plan, environment.functions);
  if (make === null || code === undefined) return undefined;
  let judging = made.get(code.body);
  if (judging === undefined) {
    if (made.size >= MAX_MADE) made.clear();
    made.set(code.body, (judging = make('K', 'H', code.body) as MadeCode));
  }
  return judging(constantValues(code.constants, plan.usesOuter, environment), HELPERS);
}
