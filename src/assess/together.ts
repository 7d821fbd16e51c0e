import type { Scope } from '../run/scope.ts';
import type { Entity } from '../values/entity.ts';
import type { EntityRecord } from '../values/record.ts';
import type { Judging } from './judging.ts';
import type { Result } from './result.ts';
import type { RuleRun } from './rule-run.ts';
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
  /** What the rules had counted before, three numbers of each: taken back where one of them throws. */
  private readonly before: number[] = [];
  /** The entity at which a rule threw. */
  private failedAt: Entity | undefined;

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

  /** The entity at which a rule threw: none behind it is judged. */
  get stoppedAt(): Entity | undefined {
    return this.failedAt;
  }

  /** Throws what was thrown, once the results were told. */
  rethrow(): void {
    const { thrown } = this;
    this.thrown = undefined;
    this.failedAt = undefined;
    if (thrown !== undefined) throw thrown.error;
  }

  /** Where the first of those stands that could not be judged. */
  private judge(): number {
    const { judging, scope, types, waiting } = this;
    let end = waiting.count;
    let failing: RuleRun | undefined;
    let at = 0;
    for (const { runs, waiting: places } of types) {
      for (const run of runs) {
        this.note(run, at);
        at += NOTED;
        try {
          judging.judgeAll(run, waiting, places, scope, end);
        } catch (error) {
          end = waiting.at;
          failing = run;
          this.thrown = { error };
        }
      }
    }
    if (failing !== undefined) this.recount(end, failing);
    for (const { waiting: places } of types) places.count = 0;
    types.length = 0;
    waiting.count = 0;
    return end;
  }

  private note({ tested, counts }: RuleRun, at: number): void {
    const { before } = this;
    before[at] = tested;
    before[at + 1] = counts.passed;
    before[at + 2] = counts.irrelevant;
  }

  /** Counts as if entities were judged one after the other, up to the rule that threw: the others have judged what is behind. */
  private recount(end: number, failing: RuleRun): void {
    const { before, types } = this;
    const runs = types.flatMap((ofType) => ofType.runs);
    for (const [index, run] of runs.entries()) {
      const at = index * NOTED;
      run.tested = before[at] ?? 0;
      run.counts.passed = before[at + 1] ?? 0;
      run.counts.irrelevant = before[at + 2] ?? 0;
    }
    for (const ofType of types) this.recountType(ofType, end, failing);
    this.failedAt = this.waiting.entities[end];
  }

  private recountType({ runs, waiting: { places, count } }: TypeRun, end: number, failing: RuleRun): void {
    const { judging, scope, waiting } = this;
    for (const place of places.slice(0, count)) {
      const entity = waiting.entities[place];
      if (place > end || entity === undefined) return;
      for (const run of runs) {
        const isLast = place === end;
        if (isLast && run === failing) return;
        const met = waiting.met[place]?.find((one) => one.run === run);
        if (met === undefined) judging.countAgain(run, entity, scope);
        // What stands before is counted with its result.
        else if (isLast) judging.resultOf(run, entity, waiting.records[place], scope, met.verdict);
      }
    }
  }
}

/** So many numbers of a rule are noted. */
const NOTED = 3;

const NONE: readonly Result[] = [];
