import type { CallValue, Condition, Predicate, Scalar, Segments, Value } from '../../plan/plan.ts';

/** What stands in the table of constants, as data. */
export type Constant =
  | { readonly kind: 'value'; readonly value: Scalar }
  | { readonly kind: 'path'; readonly segments: Segments }
  | { readonly kind: 'test'; readonly predicate: Predicate }
  /** A function with its arguments; `applied` for receivers that are lists, objects or long, `border` for the one of its clock. */
  | { readonly kind: 'bound' | 'applied' | 'border'; readonly call: CallValue }
  /** What is left to the closures. */
  | { readonly kind: 'condition'; readonly part: Condition }
  | { readonly kind: 'closure'; readonly part: Value };

/** The code of a rule: the body of a function of the constants `K` and the helpers `H` that gives the judge. */
export interface GeneratedCode {
  readonly body: string;
  readonly constants: readonly Constant[];
}
