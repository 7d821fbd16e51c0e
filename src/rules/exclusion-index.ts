import { type Exclusion } from './exclusion.ts';
import {
  exclusionApplies,
  type ExclusionSubject,
  isAboutRule,
  type MatchesExpression,
  namesOf,
} from './exclusion-match.ts';

/** An exclusion with its place in the list: the first one that applies is the one that is named. */
interface Placed {
  readonly exclusion: Exclusion;
  readonly place: number;
}

/**
 * The exclusions that can apply to one rule, found by the names of entities: an inventory has thousands of accepted
 * findings, and each finding is about one entity.
 */
export class ExclusionIndex {
  private readonly byName = new Map<string, Placed[]>();
  /** Those that name no entities, or ask a condition too. */
  private readonly others: Placed[] = [];

  /** What is told of `subject` holds for all entities: the rule, its ruleset and the clock. */
  constructor(exclusions: readonly Exclusion[], subject: Omit<ExclusionSubject, 'entity' | 'provenance'>) {
    exclusions.forEach((exclusion, place) => {
      if (!isAboutRule(exclusion, subject)) return;
      const placed = { exclusion, place };
      if (exclusion.entities.length === 0 || exclusion.expressions.length > 0) this.others.push(placed);
      else for (const name of new Set(exclusion.entities)) this.add(name, placed);
    });
  }

  private add(name: string, placed: Placed): void {
    const known = this.byName.get(name);
    if (known === undefined) this.byName.set(name, [placed]);
    else known.push(placed);
  }

  /** The first exclusion that applies. */
  find(subject: ExclusionSubject, matchesExpression: MatchesExpression): Exclusion | undefined {
    const named = namesOf(subject).flatMap((name) => (typeof name === 'string' ? (this.byName.get(name) ?? []) : []));
    const first = (candidates: readonly Placed[], before: number): Placed | undefined =>
      candidates.find(
        ({ exclusion, place }) => place < before && exclusionApplies(exclusion, subject, matchesExpression),
      );
    const byName = first(
      named.sort((a, b) => a.place - b.place),
      Infinity,
    );
    return (first(this.others, byName?.place ?? Infinity) ?? byName)?.exclusion;
  }
}
