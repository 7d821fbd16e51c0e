import type { EvidenceState } from '../run/evidence-state.ts';
import type { Misreading } from '../values/work.ts';
import type { StatusCounts } from './summary.ts';

/**
 * What an assessment is of: all, a part of the entities, the parts that others have assessed, or only the rest of these:
 * what needs the whole snapshot, where results of single entities were told by who assessed the part.
 */
export type Extent = 'whole' | 'part' | 'parts' | 'rest';

/** What an entity is known by: its type, its id, its account, region and, where ids are of one file, file; and its name for people. */
export type EntityIdentity = readonly [type: string, id: string, where: string, name: string];

/** A place that the verdicts of a rule rest on: the number of the rule, and of the place in it. */
export interface Supported {
  readonly rule: number;
  readonly place: number;
}

/** An account, with the vendors whose inputs it was seen in, and the files that hold something of it. */
export type SeenAccount = readonly [account: string, vendors: readonly string[], files: readonly string[]];

/** What it found of a rule. */
export interface RuleState {
  readonly tested: number;
  readonly counts: StatusCounts;
  /** How many the list of exclusions took away; absent for none. */
  readonly accepted?: number;
  readonly evidence: readonly EvidenceState[];
  /** What functions could not read and most likely should have, by their names. */
  readonly misreads?: readonly (readonly [name: string, misread: Misreading])[];
}

/** What the assessment of a part found, as plain data: counts and evidence. The records that matter come beside it. */
export interface AssessmentState {
  readonly entities: number;
  /** How many of each type, in the order in which they were met. */
  readonly entityTypes: readonly (readonly [type: string, count: number])[];
  /** In the order of the rulesets. */
  readonly rules: readonly RuleState[];
  /** Empty where no rule asks for accounts. */
  readonly accounts: readonly SeenAccount[];
  /** What the first entities are known by, in their order, so that one that comes again in another part is noticed. */
  readonly identities: readonly EntityIdentity[];
  /** Where security rules were met that open all ports and name none. */
  readonly zeroPorts: readonly string[];
  /** What readers took for values that inputs do not tell. */
  readonly assumed: readonly string[];
  /** Which conditions of exclusions held by what was not there. */
  readonly absence: readonly string[];
}
