type Values = Readonly<Record<string, unknown>>;

/** What pods are made of. */
export interface PodTemplate {
  /** `metadata` and `spec`. */
  readonly template: Values;
  /** What tells it from other templates of the same owner: the name of a step. */
  readonly part?: string;
  /** What is decided elsewhere, by its path in the pod. */
  readonly unknown?: Readonly<Record<string, string>>;
}
