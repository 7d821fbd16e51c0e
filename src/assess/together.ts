import type { Scope } from '../run/scope.ts';
import type { Entity } from '../values/entity.ts';
import type { EntityRecord } from '../values/record.ts';
import type { Judging } from './judging.ts';
import type { Result } from './result.ts';
import type { TypeRun } from './type-runs.ts';
import { Waiting } from './waiting.ts';

/** So many entities, and what is read of them, stay near the processor; and so does a rule while it judges them. */
const MOST = 64;

/**
 * Judges entities a few at a time, all of them by one rule and then by the next: of hundreds of rules none is at hand when the
 * next entity comes, and to fetch each of them again takes longer than to judge. The results come entity by entity.
 */
export class JudgedTogether {
  private readonly judging: Judging;
  private readonly scope: Scope;
  private readonly waiting = new Waiting();
  /** The types of those that wait. */
  private readonly types: TypeRun[] = [];

  constructor(judging: Judging, scope: Scope) {
    this.judging = judging;
    this.scope = scope;
  }

  get isEmpty(): boolean {
    return this.waiting.count === 0;
  }

  get isFull(): boolean {
    return this.waiting.count >= MOST;
  }

  add(ofType: TypeRun, entity: Entity, record: EntityRecord | undefined): void {
    if (ofType.waiting.count === 0) this.types.push(ofType);
    ofType.waiting.add(this.waiting.add(entity, record));
  }

  /** Judges those that wait. */
  results(): readonly Result[] {
    const { judging, scope, types, waiting } = this;
    for (const { runs, waiting: places } of types) {
      for (const run of runs) judging.judgeAll(run, waiting, places, scope);
      places.count = 0;
    }
    types.length = 0;
    waiting.count = 0;
    const { met, entities, records } = waiting;
    if (met.length === 0) return NONE;
    const results: Result[] = [];
    for (let place = 0; place < met.length; place += 1) {
      const entity = entities[place];
      if (entity === undefined) continue;
      for (const { run, verdict } of met[place] ?? []) {
        const result = judging.resultOf(run, entity, records[place], scope, verdict);
        if (result !== undefined) results.push(result);
      }
    }
    met.length = 0;
    return results;
  }
}

const NONE: readonly Result[] = [];
