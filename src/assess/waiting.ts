import type { Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import type { EntityRecord } from '../values/record.ts';
import type { EvaluationError } from '../values/value.ts';
import type { RuleRun } from './rule-run.ts';

/** What a rule says of an entity, where that is more than a number. */
export interface Met {
  readonly run: RuleRun;
  readonly verdict: Status | EvaluationError;
}

/** Entities that are judged next, together. Their lists are filled again and again: to make new ones costs as much as a rule. */
export class Waiting {
  count = 0;
  /** The place of the one that is judged now. */
  at = 0;
  readonly entities: Entity[] = [];
  readonly records: (EntityRecord | undefined)[] = [];
  /** What was met of each, in the order of the rules. */
  readonly met: (Met[] | undefined)[] = [];

  /** Adds an entity; its place. */
  add(entity: Entity, record: EntityRecord | undefined): number {
    const place = this.count;
    this.entities[place] = entity;
    this.records[place] = record;
    this.count = place + 1;
    return place;
  }

  meet(place: number, run: RuleRun, verdict: Status | EvaluationError): void {
    (this.met[place] ??= []).push({ run, verdict });
  }
}

/** The places of those that are of one type. */
export class WaitingOfType {
  count = 0;
  readonly places: number[] = [];

  add(place: number): void {
    this.places[this.count] = place;
    this.count += 1;
  }
}
