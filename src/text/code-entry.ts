/**
 * What a code of a message means, for people who look it up, and what provokes it. Declared where the code arises; all
 * are gathered in src/codes.ts, which grammar/diagnostics.md and a test are made from.
 */
export interface CodeEntry {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What follows from it, and why it is so. Whole sentences. */
  readonly explanation: string;
  /** A text that provokes it: a rule, a ruleset, an input. In round brackets stands what no short text can show. */
  readonly example: string;
  /** What the checker must be told for the example to provoke it: to be strict, what entities hold, which lists exist. */
  readonly needs?: 'strict' | 'schemas' | 'lists';
  /** The entity that the rule of the example is judged on, where only an evaluation finds it out. */
  readonly entity?: Readonly<Record<string, unknown>>;
  /** What is not known of that entity, with the reason. */
  readonly unknown?: Readonly<Record<string, string>>;
  /** The reader that the example is for, where the text does not tell. */
  readonly reader?: string;
}
