import type { Scope } from '../run/scope.ts';
import type { Entity } from '../values/entity.ts';
import type { EntityRecord } from '../values/record.ts';
import type { Judging } from './judging.ts';
import type { Result } from './result.ts';
import type { TypeRun } from './type-runs.ts';
import { WaitingEntity } from './waiting-entity.ts';

/** So many entities, and what is read of them, stay near the processor; and so does a rule while it judges them. */
const MOST = 64;

/**
 * Judges entities a few at a time, all of them by one rule and then by the next: of hundreds of rules none is at hand when the
 * next entity comes, and to fetch each of them again takes longer than to judge. The results come entity by entity.
 */
export class JudgedTogether {
  private readonly judging: Judging;
  private readonly scope: Scope;
  private waiting: WaitingEntity[] = [];
  /** The types of those that wait. */
  private types: TypeRun[] = [];

  constructor(judging: Judging, scope: Scope) {
    this.judging = judging;
    this.scope = scope;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  get isFull(): boolean {
    return this.waiting.length >= MOST;
  }

  add(ofType: TypeRun, entity: Entity, record: EntityRecord | undefined): void {
    const waiting = new WaitingEntity(entity, record);
    if (ofType.waiting.length === 0) this.types.push(ofType);
    ofType.waiting.push(waiting);
    this.waiting.push(waiting);
  }

  /** Judges those that wait. */
  results(): readonly Result[] {
    const { judging, scope, types, waiting } = this;
    this.waiting = [];
    this.types = [];
    for (const { runs, waiting } of types) for (const run of runs) judging.judgeAll(run, waiting, scope);
    for (const ofType of types) ofType.waiting = [];
    let results: Result[] | undefined;
    for (const { entity, record, met } of waiting) {
      if (met === undefined) continue;
      for (const { run, verdict } of met) {
        const result = judging.resultOf(run, entity, record, scope, verdict);
        if (result !== undefined) (results ??= []).push(result);
      }
    }
    return results ?? NONE;
  }
}

const NONE: readonly Result[] = [];
