import type { Finding } from './finding-data.ts';
import { fingerprint } from './identity.ts';

/** A finding while it is built up. */
export type Building = { -readonly [Key in keyof Finding]: Finding[Key] };

/** The parts of a finding that cost more than all else of it. */
type Said = Pick<Finding, 'reason' | 'facts' | 'tree'>;

/** What a finding is made of: what is known at once, and what it says, which is worked out when it is read. */
export interface FindingParts {
  readonly known: Omit<Finding, 'id' | keyof Said>;
  /** Those that are known at once after all. */
  readonly reason: string | undefined;
  readonly facts: Finding['facts'] | undefined;
  readonly tree: readonly string[] | undefined;
  readonly said: Said;
  readonly id?: string | undefined;
}

/**
 * A finding as plain data, whose parts are its own properties, so that it is posted, stored and spread like an object that
 * was written out. The accessors are the same functions for all findings: closures of each cost several times as much as
 * the rest of it, and give every object a shape of its own.
 */
export class LazyFinding {
  readonly #said: Said;
  #id: string | undefined;

  private constructor({ known, reason, facts, tree, said, id }: FindingParts) {
    this.#said = said;
    this.#id = id;
    const building = this as unknown as Building;
    building.status = known.status;
    building.ruleId = known.ruleId;
    building.ruleName = known.ruleName;
    building.severity = known.severity;
    building.ruleset = known.ruleset;
    building.entity = known.entity;
    building.subject = known.subject;
    Object.defineProperty(this, 'id', LazyFinding.#idAccessor);
    if (reason === undefined) Object.defineProperty(this, 'reason', LazyFinding.#reasonAccessor);
    else building.reason = reason;
    if (facts === undefined) Object.defineProperty(this, 'facts', LazyFinding.#factsAccessor);
    else building.facts = facts;
    if (tree === undefined) Object.defineProperty(this, 'tree', LazyFinding.#treeAccessor);
    else building.tree = tree;
    // Optional properties come after the others: with spreads in a literal a finding costs several times as much.
    const { severityOverride, location, error, exclusion } = known;
    if (severityOverride !== undefined) building.severityOverride = severityOverride;
    if (location !== undefined) building.location = location;
    if (error !== undefined) building.error = error;
    if (exclusion !== undefined) building.exclusion = exclusion;
  }

  static of(parts: FindingParts): Building {
    return new LazyFinding(parts) as unknown as Building;
  }

  static readonly #idAccessor = accessor(function (this: LazyFinding) {
    return (this.#id ??= fingerprint(this as unknown as Finding));
  });
  static readonly #reasonAccessor = accessor(function (this: LazyFinding) {
    return this.#said.reason;
  });
  static readonly #factsAccessor = accessor(function (this: LazyFinding) {
    return this.#said.facts;
  });
  static readonly #treeAccessor = accessor(function (this: LazyFinding) {
    return this.#said.tree;
  });
}

function accessor(get: (this: LazyFinding) => unknown): PropertyDescriptor {
  return { get, enumerable: true, configurable: true };
}
