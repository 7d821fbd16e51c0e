/* Which mutant is on, and which of them are reached. */

/** More hits than this of one mutant: it never ends. */
const MAX_HITS = 3_000_000;

export const state = {
  active: '',
  hits: 0,
  /** Where what is reached is noted; undefined while nobody asks. */
  reached: undefined as Set<string> | undefined,
};

Object.assign(globalThis, {
  $mutant: (id: string): boolean => {
    if (state.active !== id) return false;
    state.hits += 1;
    if (state.hits > MAX_HITS) throw new Error('this mutant never ends');
    return true;
  },
  $covered: (...ids: readonly string[]): boolean => {
    if (state.reached !== undefined) for (const id of ids) state.reached.add(id);
    return true;
  },
});
