import type { Node, NodeOf } from '../syntax/ast.ts';
import type { CodeEntry } from '../text/code-entry.ts';
import type { CheckContext } from './context.ts';
import type { Place } from './places.ts';

/** What a check does at each kind of node that it looks at. */
export type Visitor = {
  readonly [K in Node['kind']]?: (node: NodeOf<K>, place: Place, context: CheckContext) => void;
};

/** One thing that can be wrong with a rule. All checks share one walk over the tree. */
export interface Check {
  readonly name: string;
  /** The codes that are its own: what each means, and a rule that provokes it. */
  readonly codes: Readonly<Record<string, CodeEntry>>;
  /** Codes of others that it reports too. */
  readonly also?: readonly string[];
  readonly visit: Visitor;
}

/** Declares a check. */
export function defineCheck(check: Check): Check {
  return Object.freeze(check);
}
