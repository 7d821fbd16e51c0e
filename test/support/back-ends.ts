import type { CompiledRule } from '../../src/run/compiled-rule.ts';
import { scopeOf } from '../../src/run/context.ts';
import { runEnvironment, type EnvironmentOptions } from '../../src/run/environment.ts';
import type { GeneratedJudge } from '../../src/run/generated/constants.ts';
import { generate } from '../../src/run/generated/generate.ts';

/** What the generated code of a rule says of entities; undefined of those that it leaves to the closures. */
export function generatedJudge(
  { plan }: CompiledRule,
  options: EnvironmentOptions,
  now: number,
): ((entity: unknown) => ReturnType<GeneratedJudge>) | undefined {
  const judge = generate(plan, runEnvironment(options));
  return judge === undefined ? undefined : (entity) => judge(entity, scopeOf({ now }));
}
