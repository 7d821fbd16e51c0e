import type { EnvironmentOptions } from '../run/environment.ts';
import type { ObservedInventory } from './observe.ts';

/** What the services know besides the text: what rules are run with, and an inventory that is open beside. */
export interface ServiceOptions extends EnvironmentOptions {
  /** What the entities of an inventory hold, made by `observe`. */
  readonly observed?: ObservedInventory;
  /** What the text is: a rule, or a condition that stands alone, as in an exclusion. Default: a rule. */
  readonly readAs?: 'rule' | 'condition';
}
