/** A rule of a pack with the entities of its tests. */
export interface Example {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly logic: string;
  readonly entities: readonly object[];
  /** The clock of its tests. */
  readonly now?: string;
}
