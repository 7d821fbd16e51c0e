/**
 * What a rule says of an entity. `matched` is for queries, which judge nothing; `irrelevant` also stands for entities of
 * another type than the rule's target.
 */
export const STATUSES = ['passed', 'failed', 'irrelevant', 'excluded', 'error', 'matched'] as const;
/** What a rule says of an entity. */
export type Status = (typeof STATUSES)[number];
