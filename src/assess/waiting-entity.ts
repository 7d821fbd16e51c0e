import type { Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import type { EntityRecord } from '../values/record.ts';
import type { EvaluationError } from '../values/value.ts';
import type { RuleRun } from './rule-run.ts';

/** What a rule says of an entity. */
interface Met {
  readonly run: RuleRun;
  readonly verdict: Status | EvaluationError;
}

/** An entity that waits for the rules of its type. */
export class WaitingEntity {
  readonly entity: Entity;
  readonly record: EntityRecord | undefined;
  /** What is more than a number of it, in the order of the rules. */
  met: Met[] | undefined;

  constructor(entity: Entity, record: EntityRecord | undefined) {
    this.entity = entity;
    this.record = record;
  }

  meet(run: RuleRun, verdict: Status | EvaluationError): void {
    (this.met ??= []).push({ run, verdict });
  }
}
