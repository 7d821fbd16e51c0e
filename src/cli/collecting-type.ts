/** How to collect what a type of entity is made of. */
export interface Collecting {
  /** Where the commands run: once for an account, in each of its regions, or for another vendor. */
  readonly where: 'account' | 'region' | 'azure' | 'google' | 'kubernetes' | 'terraform';
  readonly lines: readonly string[];
  /** IAM actions of AWS; the other vendors have a role that reads. */
  readonly actions: readonly string[];
  /** Types whose entities tell a part of it. */
  readonly also?: readonly string[];
}
