import type { ResourceIndex } from '../functions/define.ts';
import type { EvaluationError } from '../values/value.ts';

/**
 * The index of a snapshot, as an entity of one account asks it: that nothing was found is no answer where no input would hold
 * the type for that account.
 *
 * @param gapOf why there is no telling that the account has none of a type; undefined where there is
 */
export function lookupsOfAccount(
  index: ResourceIndex,
  gapOf: (type: string) => EvaluationError | undefined,
): ResourceIndex {
  return {
    find(type, path, value, matchCase) {
      const found = index.find(type, path, value, matchCase);
      return Array.isArray(found) && found.length === 0 ? (gapOf(type) ?? found) : found;
    },
  };
}
