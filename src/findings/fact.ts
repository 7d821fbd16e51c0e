/** One fact that a verdict rests on: a part of the condition, and what it found. */
export interface Fact {
  /** What is so, in one clause: `firstAccessKey.isActive = true`, `mfaActive is false, not true`. */
  readonly text: string;
  /** Canonical text of the part of the condition that it comes from. */
  readonly condition: string;
  /** Path into the entity, `inboundRules[2].scope`, where one value decided. */
  readonly path?: string;
  /** The value there; absent when missing. */
  readonly value?: unknown;
}
