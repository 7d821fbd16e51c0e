/** What was measured, in seconds of one core. */
export interface Costs {
  /** Until a process has read its rules. */
  readonly start: number;
  /** To read and judge an entity, by all rules, and to put it into a partial. */
  readonly entity: number;
  /** To put a partial into the report, an entity in it, and a finding besides. */
  readonly part: number;
  readonly merged: number;
  readonly finding: number;
}

/** What is simulated. */
export interface Fleet {
  readonly entities: number;
  /** The share of entities that have a finding. */
  readonly failing: number;
  readonly workers: number;
  readonly shards: number;
}

/** Seconds by the clock, and where they go. */
export interface Simulated {
  readonly working: number;
  readonly merging: number;
  readonly total: number;
  /** Hours of all cores that are paid for. */
  readonly coreHours: number;
}

/**
 * A fleet by arithmetic: parts of one size, each taken by the worker that is free, and one process that merges at the end.
 * Networks, disks and queues are taken to keep up; what they must give is told apart.
 */
export function simulated({ start, entity, part, merged, finding }: Costs, fleet: Fleet): Simulated {
  const { entities, failing, workers, shards } = fleet;
  const rounds = Math.ceil(shards / workers);
  const shard = start + (entities / shards) * entity;
  const working = rounds * shard;
  const merging = start + shards * part + entities * (merged + failing * finding);
  return { working, merging, total: working + merging, coreHours: (shards * shard + merging) / 3600 };
}

/** From so many workers on, merging takes longer than the work before it. */
export function turningPoint(costs: Costs, fleet: Omit<Fleet, 'workers'>): number {
  for (let workers = 1; workers <= fleet.shards; workers += 1) {
    const { working, merging } = simulated(costs, { ...fleet, workers });
    if (merging >= working) return workers;
  }
  return Infinity;
}
