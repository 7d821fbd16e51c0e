/** A rule meant by an exclusion: `logicHash` and `id` must both fit where given; the name counts only without them. */
export interface RuleReference {
  /** The rule's id or ruleId, in any case; `*` stands for any run of characters. */
  readonly id?: string;
  readonly logicHash?: string;
  readonly name?: string;
}

/** What is known to fail and is accepted: by whom, why, until when. An empty list means "any". */
export interface Exclusion {
  readonly id?: string;
  /** Where it stands, when it was read from a file. */
  readonly place?: { readonly file: string; readonly line: number };
  /** Why it is accepted. Required, as CloudGuard requires it. */
  readonly comment: string;
  /** Who answers for it. */
  readonly owner?: string;
  readonly rules: readonly RuleReference[];
  /** Only findings of this ruleset. */
  readonly rulesetId?: string;
  /** Entities by `id`, `dome9Id` or `arn`, exactly as they are. */
  readonly entities: readonly string[];
  /** Conditions in GSL on the entity, without a target: `name like 'break-glass-%'`. One that holds is enough. */
  readonly expressions: readonly string[];
  /** Account numbers, or CloudGuard's ids of cloud accounts. */
  readonly accounts: readonly string[];
  /** Regions in either spelling, `us_east_1` or `us-east-1`. */
  readonly regions: readonly string[];
  /** Holds from here on, in epoch milliseconds. */
  readonly from?: number;
  /** Holds before this, in epoch milliseconds. A date alone in the file includes its day. */
  readonly to?: number;
  /** Fields that are only passed on (`platform`, `createdTime`). */
  readonly extra?: Readonly<Record<string, unknown>>;
}
