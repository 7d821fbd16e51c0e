import type { Status } from '../values/outcome.ts';
import type {
  BlockOperator,
  CallNode,
  ComparisonOperator,
  ExpressionNode,
  GroupByNode,
  OperandNode,
  RuleNode,
} from '../syntax/ast.ts';

/*
 * The plan of a rule: what is to be worked out, as plain data without short forms. `lower` makes it of the tree and is the
 * only place that knows what short forms stand for; every back end (closures, tracing, evidence, …) reads the same plan.
 * Each part knows the node that it was made of, so that messages can point at the text.
 */

/** A value that a rule writes out. */
export type Scalar = string | number | bigint | boolean | null;

/** Names and places in lists, from the outside in. */
export type Segments = readonly (string | number)[];

/** What is asked of one value. */
export type Predicate =
  | { readonly kind: 'compare'; readonly operator: ComparisonOperator; readonly to: Scalar }
  | { readonly kind: 'oneOf'; readonly values: readonly Scalar[] }
  /** One of the values of a list that is kept outside of the rule. */
  | { readonly kind: 'listed'; readonly name: string }
  | { readonly kind: 'like'; readonly pattern: string }
  | { readonly kind: 'match'; readonly pattern: string; readonly ignoreCase: boolean };

/** An error that the rule itself settles, whatever the entity is. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly node: OperandNode;
  readonly code: string;
  readonly message: string;
}

/** The value at a property path of an element; `levels` blocks further out than the current one. No segments: itself. */
export interface PathValue {
  readonly kind: 'path';
  readonly node: ExpressionNode;
  readonly levels: number;
  readonly segments: Segments;
}

/** A value that the rule writes out. */
export interface LiteralValue {
  readonly kind: 'literal';
  readonly node: ExpressionNode;
  readonly value: Scalar;
}

/** What a function gives for a receiver and arguments. */
export interface CallValue {
  readonly kind: 'call';
  readonly node: CallNode;
  /** The name as the table of functions has it. */
  readonly name: string;
  readonly on?: Value;
  readonly args: readonly Value[];
}

/** What a block operator gives for the elements of a list: truth, or for `with` the elements. */
export interface BlockValue {
  readonly kind: 'block';
  readonly node: OperandNode;
  readonly operator: BlockOperator;
  readonly list: Value;
  readonly body: Condition;
}

/** The groups of a list by a value of its elements. */
export interface GroupsValue {
  readonly kind: 'groups';
  readonly node: GroupByNode;
  readonly list: Value;
  readonly key: PathValue;
}

/** How many elements a list has that was selected or grouped; another value as it is. */
export interface CountValue {
  readonly kind: 'count';
  readonly node: OperandNode;
  readonly of: Value;
}

/** Something with a value. */
export type Value = PathValue | LiteralValue | CallValue | BlockValue | GroupsValue | CountValue | Unknown;

/** True when all are, false as soon as one is false. */
export interface All {
  readonly kind: 'all';
  readonly node: ExpressionNode;
  readonly of: readonly Condition[];
}

/** True as soon as one is. */
export interface Any {
  readonly kind: 'any';
  readonly node: ExpressionNode;
  readonly of: readonly Condition[];
}

/** The opposite. */
export interface Negation {
  readonly kind: 'not';
  readonly node: ExpressionNode;
  readonly of: Condition;
}

/** A truth that the rule itself settles. */
export interface Known {
  readonly kind: 'known';
  readonly node: ExpressionNode;
  readonly truth: boolean;
}

/** Asks something of one value. */
export interface Test {
  readonly kind: 'test';
  readonly node: ExpressionNode;
  readonly value: Value;
  readonly predicate: Predicate;
}

/** Holds two values against each other. */
export interface Comparison {
  readonly kind: 'compare';
  readonly node: ExpressionNode;
  readonly operator: ComparisonOperator;
  readonly left: Value;
  readonly right: Value;
}

/** Whether a value equals one of the elements of another. */
export interface Membership {
  readonly kind: 'member';
  readonly node: ExpressionNode;
  readonly value: Value;
  readonly list: Value;
}

/** The truth of a value that stands alone as a condition. */
export interface Truthiness {
  readonly kind: 'truth';
  readonly node: ExpressionNode;
  readonly value: Value;
}

/** Something that is true, false or undecided. */
export type Condition = All | Any | Negation | Known | Test | Comparison | Membership | Truthiness;

/** Everything that a rule asks, and what it says then. */
export interface RulePlan {
  readonly rule: RuleNode;
  /** The type of entity that is judged; absent for a constant rule. */
  readonly target?: string;
  /** One object for each account is judged, with the entities in `items`. */
  readonly isList: boolean;
  readonly where?: Condition;
  readonly exclude?: Condition;
  readonly condition?: Condition;
  /** The status where `condition` is true (or there is none), and where it is false. */
  readonly whenTrue: Status;
  readonly whenFalse: Status;
  /** Elements around the current one are asked for, so they have to be kept. */
  readonly usesOuter: boolean;
  /** The types of other entities that functions look for. */
  readonly resourceTypes: readonly string[];
}

/** The conditions of a plan, in the order in which they are asked. */
export const PLAN_PARTS = ['where', 'exclude', 'condition'] as const;

/** The calls of functions in a plan, in the order of the rule. */
export function callsOf(plan: Pick<RulePlan, (typeof PLAN_PARTS)[number]>): readonly CallValue[] {
  const calls: CallValue[] = [];
  const visit = (part: Condition | Value): void => {
    if (part.kind === 'call') calls.push(part);
    partsOf(part).forEach(visit);
  };
  for (const name of PLAN_PARTS) if (plan[name] !== undefined) visit(plan[name]);
  return calls;
}

/** Parts directly below a value or condition. */
export function partsOf(part: Condition | Value): readonly (Condition | Value)[] {
  switch (part.kind) {
    case 'all':
    case 'any':
      return part.of;
    case 'not':
    case 'count':
      return [part.of];
    case 'test':
    case 'truth':
      return [part.value];
    case 'compare':
      return [part.left, part.right];
    case 'member':
      return [part.value, part.list];
    case 'call':
      return part.on === undefined ? part.args : [part.on, ...part.args];
    case 'block':
      return [part.list, part.body];
    case 'groups':
      return [part.list];
    default:
      return [];
  }
}
