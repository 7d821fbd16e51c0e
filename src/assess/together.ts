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
  private thrown: { readonly error: unknown } | undefined;

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

  /** Judges those that wait. Where something throws, the results of what stands before it come first: see {@link rethrow}. */
  results(): readonly Result[] {
    const { waiting } = this;
    const end = this.judge();
    const { met, entities, records } = waiting;
    if (met.length === 0) return NONE;
    const results: Result[] = [];
    try {
      for (let place = 0; place < Math.min(met.length, end); place += 1) {
        const entity = entities[place];
        if (entity === undefined) continue;
        for (const { run, verdict } of met[place] ?? []) {
          const result = this.judging.resultOf(run, entity, records[place], this.scope, verdict);
          if (result !== undefined) results.push(result);
        }
      }
    } catch (error) {
      this.thrown = { error };
    }
    met.length = 0;
    return results;
  }

  /** Notes what was thrown by what comes behind those that wait. */
  fail(error: unknown): void {
    this.thrown = { error };
  }

  /** Throws what was thrown, once the results were told. */
  rethrow(): void {
    const { thrown } = this;
    this.thrown = undefined;
    if (thrown !== undefined) throw thrown.error;
  }

  /** Where the first of those stands that could not be judged. */
  private judge(): number {
    const { judging, scope, types, waiting } = this;
    let end = waiting.count;
    for (const { runs, waiting: places } of types) {
      for (const run of runs) {
        try {
          judging.judgeAll(run, waiting, places, scope, end);
        } catch (error) {
          end = waiting.at;
          this.thrown = { error };
        }
      }
      places.count = 0;
    }
    types.length = 0;
    waiting.count = 0;
    return end;
  }
}

const NONE: readonly Result[] = [];
