export { parse, parseCondition, parseRule } from './syntax/parse.ts';
export { print as printNode, printRule } from './syntax/print.ts';
export { formatRule } from './syntax/format.ts';
export { childrenOf, walk } from './syntax/walk.ts';
export { check, checkCondition, checkRule } from './check/check.ts';
export { cloudGuardSchemas } from './check/schemas/cloudguard.ts';
export { compileRule, tryCompile } from './run/compiled-rule.ts';
export { environment } from './run/environment.ts';
export { assess } from './assess/assess.ts';
export { assessPart, assessParts, type PartPiece } from './assess/parts.ts';
export { indexResources } from './assess/resources.ts';
export { runRuleTests } from './assess/rule-tests.ts';
export type { RuleTestResult, RuleTestsReport, UncoveredPart } from './assess/rule-tests.ts';
export { explainRule, explanationOf, type RuleExplanation } from './findings/explain-rule.ts';
export { factsOf, reasonOf } from './findings/reason.ts';
export { bundledRules, bundledRulesets } from './rules/bundled/index.ts';
export { defineFunction } from './functions/define.ts';
export { functions } from './functions/index.ts';
export { formatMessage } from './text/format-message.ts';
export { locate } from './text/locate.ts';
export { loadPatterns } from './values/pattern-engine.ts';
export { GslError } from './text/gsl-error.ts';
export {
  entityRecord,
  isEntityRecord,
  isProblemRecord,
  isSourceRecord,
  problemMessage,
  problemRecord,
} from './values/record.ts';

export type {
  AndNode,
  AssertionNode,
  BlockNode,
  BlockOperator,
  BooleanNode,
  CallNode,
  ComparisonNode,
  ComparisonOperator,
  ConstantRuleNode,
  ExpressionNode,
  GroupByNode,
  InNode,
  LikeNode,
  LiteralNode,
  MatchNode,
  MissingNode,
  NamedListNode,
  Node,
  NodeOf,
  NotNode,
  NullNode,
  NumberNode,
  OperandNode,
  OrNode,
  PathNode,
  QueryNode,
  ReferenceNode,
  RegexNode,
  RuleNode,
  SegmentNode,
  StringNode,
  TargetNode,
} from './syntax/ast.ts';
export type { ParseConditionResult, ParseResult, RuleText } from './syntax/read.ts';
export type {
  DataPath,
  DataPlace,
  Diagnostic,
  Fix,
  InputPlace,
  Message,
  MessageSeverity,
  Place,
  Provenance,
  TextPlace,
} from './text/message.ts';
export type { Position, Source, Span } from './text/source.ts';
export type { AnyEntity, Entity, Json, UnknownProperties } from './values/entity.ts';
export type { Status } from './values/outcome.ts';
export type { CheckOptions } from './check/options.ts';
export type { EntitySchemas, ObjectSchema, PropertyKind, PropertySchema } from './check/schemas/schema.ts';
export type { Clock, Environment, EnvironmentOptions, NamedLists } from './run/environment.ts';
export type { Explanation, ExplanationPart } from './run/explanation.ts';
export type { CompiledRule, CompileOptions, Evaluation } from './run/compiled-rule.ts';
export type { EvaluateOptions } from './run/context.ts';
export type { AssessmentState } from './assess/state.ts';
export type { Assessment, AssessOptions, EntitiesInput, EntityInput, Result, RulesInput } from './assess/assess.ts';
export type { AssessmentSummary, RuleSummary, StatusCounts } from './assess/summary.ts';
export type { Fact } from './findings/reason.ts';
export type { FunctionDefinition, ResourceIndex } from './functions/define.ts';
export type { EntityRecord, InventoryRecord, ProblemRecord, SourceRecord } from './values/record.ts';
export type { Exclusion } from './rules/exclusion.ts';
export type { CloudEntity, LoadedRule, LoadedRuleset, Reference, Remediation, Rule, Ruleset } from './rules/rule.ts';
export type { Severity } from './rules/severity.ts';
