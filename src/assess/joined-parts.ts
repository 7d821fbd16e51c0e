import type { Exclusion } from '../rules/exclusion.ts';
import type { InventoryRecord } from '../values/record.ts';
import type { AssessOptions, RulesInput } from './assess-options.ts';
import { RunningAssessment } from './assessment.ts';
import type { Assessment, Result } from './result.ts';
import type { AssessmentState, Supported } from './state.ts';
import type { AssessmentSummary } from './summary.ts';
import { MAX_LOOKED_AT } from './repeated.ts';

/**
 * Goes on where parts were judged and their results told elsewhere: adds up counts and evidence, and judges in the end what
 * needs the whole snapshot.
 */
export class JoinedParts {
  readonly #running: RunningAssessment;
  #identities = 0;

  constructor(rules: RulesInput, options: AssessOptions) {
    this.#running = new RunningAssessment(rules, [], options, 'rest');
  }

  /** A record that a part holds back: a problem, a source, an entity of `List<…>` and its kin. */
  accept(record: InventoryRecord): void {
    this.#running.accept(record);
  }

  /** What the next part found. */
  absorb(state: AssessmentState): void {
    this.#running.absorb(state);
    this.#identities += state.identities.length;
  }

  /** Takes over what a part found supported, before it comes to its end. */
  support(supported: Supported): void {
    this.#running.support(supported);
  }

  get isSettled(): Assessment['isSettled'] {
    return this.#running.isSettled;
  }

  /** Whether what later entities are known by is still of use. */
  get wantsIdentities(): boolean {
    return this.#identities < MAX_LOOKED_AT;
  }

  /** The results that need the whole snapshot. */
  rest(): AsyncIterator<Result, void, undefined> & AsyncIterable<Result> {
    return this.#running[Symbol.asyncIterator]();
  }

  get summary(): AssessmentSummary {
    return this.#running.summary;
  }

  /** The exclusions that were applied in the end, to which those of the parts are added. */
  get appliedExclusions(): ReadonlySet<Exclusion> {
    return this.#running.appliedExclusions;
  }
}
