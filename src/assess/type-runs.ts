import type { PortList } from './zero-ports.ts';
import type { EntityRecord } from '../values/record.ts';
import type { RuleRun } from './rule-run.ts';
import { WaitingOfType } from './waiting.ts';

/** What is known of a type of entity. */
export interface TypeRun {
  readonly type: string;
  entities: number;
  /** The rules that judge an entity when it arrives. */
  readonly runs: RuleRun[];
  /** The lists whose elements the rules ask for a range of ports. */
  ports: readonly PortList[] | undefined;
  /** Those of the entities that are judged next. */
  readonly waiting: WaitingOfType;
  /** The entities so far, where rules need the whole snapshot. */
  kept: EntityRecord[] | undefined;
}

/** The types of the rules and of the entities, in the order in which they were met. */
export class TypeRuns {
  readonly #types = new Map<string, TypeRun>();
  #last: TypeRun | undefined;

  /** Of one type come many in a row, so the last one is asked first. */
  at(type: string): TypeRun {
    if (this.#last?.type === type) return this.#last;
    let known = this.#types.get(type);
    if (known === undefined)
      this.#types.set(
        type,
        (known = { type, entities: 0, runs: [], ports: undefined, waiting: new WaitingOfType(), kept: undefined }),
      );
    this.#last = known;
    return known;
  }

  /**
   * Puts rules to the types that they judge.
   *
   * @param areJudged whether entities are judged as they arrive
   * @returns the rules that need the whole snapshot first, whose types are kept
   */
  distribute(rules: readonly RuleRun[], areJudged: boolean): readonly RuleRun[] {
    const deferred: RuleRun[] = [];
    for (const run of rules) {
      const { about } = run;
      if (about?.target === undefined) continue;
      if (about.isList || about.resourceTypes.length > 0) {
        deferred.push(run);
        for (const type of [about.target, ...about.resourceTypes]) this.at(type).kept ??= [];
      } else if (areJudged) this.at(about.target).runs.push(run);
    }
    return deferred;
  }

  /** The rules that judge entities when they arrive, by type. */
  get runs(): ReadonlyMap<string, readonly RuleRun[]> {
    return new Map([...this.#types].map(([type, { runs }]) => [type, runs]));
  }

  /** Whether entities of some type are judged by more than one rule. */
  get haveSeveral(): boolean {
    return [...this.#types.values()].some(({ runs }) => runs.length > 1);
  }

  /** How many entities there were. */
  get entityCount(): number {
    return [...this.#types.values()].reduce((sum, { entities }) => sum + entities, 0);
  }

  /** How many entities there were of each type. */
  get counted(): Map<string, number> {
    const seen = [...this.#types].filter(([, { entities }]) => entities > 0);
    return new Map(seen.map(([type, { entities }]) => [type, entities]));
  }

  /** The types of which all entities are kept. */
  get needed(): ReadonlySet<string> {
    return new Set([...this.#types].flatMap(([type, { kept }]) => (kept === undefined ? [] : [type])));
  }

  /** The entities that were kept, by type. */
  get kept(): ReadonlyMap<string, readonly EntityRecord[]> {
    return new Map([...this.#types].map(([type, { kept = [] }]) => [type, kept]));
  }
}
