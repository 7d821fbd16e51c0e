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
  if (judge === undefined) return undefined;
  return (entity) => {
    const status = judge(entity, scopeOf({ now }));
    const ofParsed = judge(entity, { ...scopeOf({ now }), isParsed: true });
    if (status !== undefined && ofParsed !== status)
      throw new Error(`what was parsed is ${ofParsed ?? 'left'}, and ${status} otherwise: ${JSON.stringify(entity)}`);
    return status ?? (isOfJson(entity) ? ofParsed : undefined);
  };
}

/** Whether a parser can have made it, so that what code says of what was parsed holds. */
function isOfJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value !== undefined && typeof value !== 'function';
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(isOfJson);
}
