import { builtInFunctions } from '../functions/index.ts';
import { readsOf } from '../plan/reads.ts';
import type { CompiledRule } from '../run/compiled-rule.ts';

/** The properties that a rule reads, by the type of the entity that has them: what an inventory for it must hold. */
export function readsByType({ plan }: CompiledRule): ReadonlyMap<string, ReadonlySet<string>> {
  const reads = new Map<string, Set<string>>();
  for (const [type, paths] of readsOf(plan, builtInFunctions)) {
    reads.set(type, new Set(paths.flatMap(([first]) => (typeof first === 'string' ? [first] : []))));
  }
  return reads;
}
