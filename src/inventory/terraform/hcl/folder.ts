import type { ResourceBody } from './instances.ts';
import type { HclScope } from './scope.ts';

/** A folder of files that are one configuration. */
export interface HclFolder {
  /** What names stand for in it. */
  readonly scope: HclScope;
  /** Whether it is a module that is called, and each call makes none. */
  readonly isLeftOut: () => boolean;
  /** What files say that override others, by the type and the label of the resource; the last stands above all. */
  readonly overrides: ReadonlyMap<string, readonly ResourceBody[]>;
}
