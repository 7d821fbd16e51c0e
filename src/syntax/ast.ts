import type { Span } from '../text/source.ts';

/*
 * The syntax tree of a rule: plain, readonly data, one `kind` each, every node with the span of its text. Nodes hold
 * what was written and no behaviour; brackets leave no trace beyond the shape of the tree.
 */

interface NodeBase {
  readonly span: Span;
}

/** `IamUser where … should [not] have …`: judges every entity of the target's type. */
export interface AssertionNode extends NodeBase {
  readonly kind: 'Assertion';
  readonly target: TargetNode;
  /** Where `where` stands, when there is one. */
  readonly whereSpan?: Span;
  /** Entities for which it is not true are irrelevant. */
  readonly where?: ExpressionNode;
  readonly shouldSpan: Span;
  /** Where `not` stands, when the condition is negated. */
  readonly notSpan?: Span;
  /** Where `have` stands, when it was written. */
  readonly haveSpan?: Span;
  /** `should not have`: the whole condition is negated. */
  readonly negated: boolean;
  readonly condition: ExpressionNode;
  readonly excludeSpan?: Span;
  /** Entities for which it is true are excluded. */
  readonly exclude?: ExpressionNode;
}

/** `cloudtrail where …`: asks for the matching entities and judges none. */
export interface QueryNode extends NodeBase {
  readonly kind: 'Query';
  readonly target: TargetNode;
  readonly whereSpan: Span;
  readonly where: ExpressionNode;
}

/** `true` as a whole rule: a control that holds by itself. */
export interface ConstantRuleNode extends NodeBase {
  readonly kind: 'ConstantRule';
}

/** `IamUser`, or `List<IamUser>` for one object per account with all of them in `items`. */
export interface TargetNode extends NodeBase {
  readonly kind: 'Target';
  readonly name: string;
  readonly nameSpan: Span;
  readonly list: boolean;
}

/** `a or b or c`: true when one operand is. */
export interface OrNode extends NodeBase {
  readonly kind: 'Or';
  readonly operands: readonly ExpressionNode[];
}

/** `a and b and c`: true when all operands are. */
export interface AndNode extends NodeBase {
  readonly kind: 'And';
  readonly operands: readonly ExpressionNode[];
}

/** `not a`: binds tighter than `and` and `or`. */
export interface NotNode extends NodeBase {
  readonly kind: 'Not';
  readonly operand: ExpressionNode;
}

/** The comparison operators, as written. */
export const COMPARISON_OPERATORS = ['=', '!=', '<', '>', '<=', '>='] as const;
/** A comparison operator. */
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/** `port <= 22`, `firstAccessKey.lastUsedDate > firstAccessKey.lastRotated` */
export interface ComparisonNode extends NodeBase {
  readonly kind: 'Comparison';
  readonly operator: ComparisonOperator;
  readonly left: OperandNode;
  readonly right: OperandNode;
}

/**
 * `port in (22, 3389)`, `scope in ($Offices)` for a list that is kept outside the rule, or
 * `owner in (Principal.AWS split(':'))` for one that the entity gives.
 */
export interface InNode extends NodeBase {
  readonly kind: 'In';
  readonly left: OperandNode;
  readonly list: readonly LiteralNode[] | NamedListNode | ReferenceNode;
}

/** `name like 'svc-%'` */
export interface LikeNode extends NodeBase {
  readonly kind: 'Like';
  readonly left: OperandNode;
  readonly pattern: StringNode;
}

/** `name regexMatch /^svc-/i` */
export interface MatchNode extends NodeBase {
  readonly kind: 'Match';
  readonly left: OperandNode;
  readonly pattern: RegexNode;
}

/** A name of the path: text for a property, a number for a place in a list. */
export interface SegmentNode extends NodeBase {
  readonly kind: 'Segment';
  readonly name: string | number;
}

/**
 * A property path. It starts at the element of the block that it stands in (the entity, outside of blocks); from
 * `~` it starts one block further out for each `~`. `$` alone is the element itself: no segments.
 */
export interface PathNode extends NodeBase {
  readonly kind: 'Path';
  readonly start: 'element' | '$' | '~';
  /** How many blocks further out; 0 unless `start` is `~`. */
  readonly levels: number;
  readonly segments: readonly SegmentNode[];
}

/** `inboundRules length()`, or `getResource('VPC', vpcId)` without a receiver. */
export interface CallNode extends NodeBase {
  readonly kind: 'Call';
  readonly receiver?: OperandNode;
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly (LiteralNode | PathNode)[];
}

/** The operators that look at the elements of a list, as written. */
export const BLOCK_OPERATORS = ['contain', 'contain-any', 'contain-all', 'contain-none', 'with'] as const;
/** An operator with a condition in square brackets. */
export type BlockOperator = (typeof BLOCK_OPERATORS)[number];

/** `inboundRules contain-any [ port = 22 ]` */
export interface BlockNode extends NodeBase {
  readonly kind: 'Block';
  readonly operator: BlockOperator;
  readonly operatorSpan: Span;
  /** From the opening bracket to the closing one. */
  readonly bracketsSpan: Span;
  readonly receiver: OperandNode;
  readonly body: ExpressionNode;
}

/** `items groupBy [ region ]`: a list of groups, each `{ key, values }`. */
export interface GroupByNode extends NodeBase {
  readonly kind: 'GroupBy';
  readonly keywordSpan: Span;
  /** From the opening bracket to the closing one. */
  readonly bracketsSpan: Span;
  readonly receiver: OperandNode;
  readonly path: PathNode;
}

/** `'it''s'`: the value is without the quotes, and a doubled one is one. */
export interface StringNode extends NodeBase {
  readonly kind: 'String';
  readonly value: string;
}

/** A whole number beyond 2^53 is a bigint, so that no digit is lost. */
export interface NumberNode extends NodeBase {
  readonly kind: 'Number';
  readonly value: number | bigint;
}

/** `true`, `FALSE` */
export interface BooleanNode extends NodeBase {
  readonly kind: 'Boolean';
  readonly value: boolean;
}

/** `null` without quotes, our extension; the text `'null'` is a {@link StringNode}. */
export interface NullNode extends NodeBase {
  readonly kind: 'Null';
}

/** `/^svc-/i`: the pattern is what stands between the slashes, as it is. */
export interface RegexNode extends NodeBase {
  readonly kind: 'Regex';
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

/** `$Offices`, only inside `in ( )`. */
export interface NamedListNode extends NodeBase {
  readonly kind: 'NamedList';
  readonly name: string;
}

/** In a recovered tree only: where a condition or value should stand and none could be read. */
export interface MissingNode extends NodeBase {
  readonly kind: 'Missing';
}

/** A whole rule: what `parseRule` gives. */
export type RuleNode = AssertionNode | QueryNode | ConstantRuleNode;
/** A value that is written out. */
export type LiteralNode = StringNode | NumberNode | BooleanNode | NullNode;
/** A value that is read from the entity. */
export type ReferenceNode = PathNode | CallNode | BlockNode | GroupByNode;
/** What may stand left of an operator. */
export type OperandNode = ReferenceNode | LiteralNode | MissingNode;
/** What is true or false of an entity or element; a bare operand is by its truth (grammar/SEMANTICS.md). */
export type ExpressionNode = OrNode | AndNode | NotNode | ComparisonNode | InNode | LikeNode | MatchNode | OperandNode;
/** Any node of the tree. */
export type Node = RuleNode | TargetNode | ExpressionNode | SegmentNode | RegexNode | NamedListNode;
/** The node of a kind: `NodeOf<'Path'>` is {@link PathNode}. */
export type NodeOf<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

/** The properties of each kind that hold child nodes, in source order: drives every walk over the tree. */
export const CHILD_KEYS = {
  Assertion: ['target', 'where', 'condition', 'exclude'],
  Query: ['target', 'where'],
  ConstantRule: [],
  Target: [],
  Or: ['operands'],
  And: ['operands'],
  Not: ['operand'],
  Comparison: ['left', 'right'],
  In: ['left', 'list'],
  Like: ['left', 'pattern'],
  Match: ['left', 'pattern'],
  Segment: [],
  Path: ['segments'],
  Call: ['receiver', 'args'],
  Block: ['receiver', 'body'],
  GroupBy: ['receiver', 'path'],
  String: [],
  Number: [],
  Boolean: [],
  Null: [],
  Regex: [],
  NamedList: [],
  Missing: [],
} as const satisfies { readonly [K in Node['kind']]: readonly (keyof NodeOf<K>)[] };

/** The last place that a list can have. */
export const MAX_PLACE = 2 ** 31 - 1;

/** Whether a step of a dotted path is a place in a list: `012` is not, since account ids are written so, nor a longer id. */
export function isPlace(step: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/u.test(step) && Number(step) <= MAX_PLACE;
}

/** For the end of a `switch` over `kind`: a kind that was forgotten does not compile. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected node ${JSON.stringify(value)}`);
}
