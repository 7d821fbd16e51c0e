import type { FunctionDefinition, FunctionTable } from '../functions/define.ts';
import { isTest } from '../functions/index.ts';
import {
  assertNever,
  type CallNode,
  type ComparisonNode,
  type ExpressionNode,
  type InNode,
  type LiteralNode,
  type OperandNode,
  type PathNode,
  type RuleNode,
} from '../syntax/ast.ts';
import { isLiteral, literalValue } from '../syntax/literals.ts';
import {
  type Condition,
  type PathValue,
  PLAN_PARTS,
  partsOf,
  type Predicate,
  type RulePlan,
  type Scalar,
  type Value,
} from './plan.ts';

/**
 * Makes the plan of a rule. Short forms end here: a literal alone in a block, `x = isEmpty()`, a list that stands for its
 * length, `like` without `%`, a comparison with the literal on the left.
 *
 * @param functions the functions that the rule can name
 */
export function lower(rule: RuleNode, functions: FunctionTable): RulePlan {
  if (rule.kind === 'ConstantRule') {
    return { rule, isList: false, whenTrue: 'passed', whenFalse: 'failed', usesOuter: false, resourceTypes: [] };
  }
  const lowering = new Lowering(functions);
  const conditions: Pick<RulePlan, 'where' | 'condition' | 'exclude'> = {
    ...(rule.where === undefined ? {} : { where: lowering.condition(rule.where) }),
    ...(rule.kind === 'Query' ? {} : { condition: lowering.condition(rule.condition) }),
    ...(rule.kind === 'Query' || rule.exclude === undefined ? {} : { exclude: lowering.condition(rule.exclude) }),
  };
  const negated = rule.kind === 'Assertion' && rule.negated;
  const whenHeld = negated ? 'failed' : 'passed';
  return {
    rule,
    target: rule.target.name,
    isList: rule.target.list,
    ...conditions,
    whenTrue: rule.kind === 'Query' ? 'matched' : whenHeld,
    whenFalse: negated ? 'passed' : 'failed',
    ...factsOf(
      PLAN_PARTS.flatMap((part) => conditions[part] ?? []),
      functions,
    ),
  };
}

/** Makes the plan of a condition that stands alone, as in an exclusion. */
export function lowerCondition(
  node: ExpressionNode,
  functions: FunctionTable,
): { readonly condition: Condition; readonly usesOuter: boolean } {
  const condition = new Lowering(functions).condition(node);
  return { condition, usesOuter: factsOf([condition], functions).usesOuter };
}

function factsOf(
  conditions: readonly Condition[],
  functions: FunctionTable,
): Pick<RulePlan, 'usesOuter' | 'resourceTypes'> {
  const types = new Set<string>();
  let usesOuter = false;
  const visit = (part: Condition | Value): void => {
    if (part.kind === 'path' && part.levels > 0) usesOuter = true;
    if (part.kind === 'call' && functions.named(part.name)?.usesResources === true) {
      const [type] = part.args;
      if (type?.kind === 'literal' && typeof type.value === 'string') types.add(type.value);
    }
    partsOf(part).forEach(visit);
  };
  conditions.forEach(visit);
  return { usesOuter, resourceTypes: [...types] };
}

class Lowering {
  private readonly functions: FunctionTable;
  /** How many blocks stand around. */
  private depth = 0;

  constructor(functions: FunctionTable) {
    this.functions = functions;
  }

  condition(node: ExpressionNode): Condition {
    switch (node.kind) {
      case 'And':
        return { kind: 'all', node, of: node.operands.map((operand) => this.condition(operand)) };
      case 'Or':
        return { kind: 'any', node, of: node.operands.map((operand) => this.condition(operand)) };
      case 'Not':
        return { kind: 'not', node, of: this.condition(node.operand) };
      case 'Comparison':
        return this.comparison(node);
      case 'In':
        return this.membership(node);
      case 'Like':
        return this.test(node, node.left, { kind: 'like', pattern: node.pattern.value });
      case 'Match': {
        const { pattern, ignoreCase } = node.pattern;
        return this.test(node, node.left, { kind: 'match', pattern, ignoreCase });
      }
      case 'String':
      case 'Number':
      case 'Boolean':
      case 'Null':
        return this.literal(node);
      case 'Path':
      case 'Call':
      case 'Block':
      case 'GroupBy':
        return { kind: 'truth', node, value: this.value(node) };
      case 'Missing':
        return unreadable();
      default:
        return assertNever(node);
    }
  }

  private value(node: OperandNode): Value {
    switch (node.kind) {
      case 'Path':
        return this.path(node);
      case 'Call':
        return this.call(node, node.receiver === undefined ? undefined : this.value(node.receiver));
      case 'Block': {
        const list = this.value(node.receiver);
        this.depth += 1;
        const body = this.condition(node.body);
        this.depth -= 1;
        return { kind: 'block', node, operator: node.operator, list, body };
      }
      case 'GroupBy':
        return { kind: 'groups', node, list: this.value(node.receiver), key: this.path(node.path) };
      case 'Missing':
        return unreadable();
      default:
        return { kind: 'literal', node, value: literalValue(node) as Scalar };
    }
  }

  private path(node: PathNode): PathValue {
    return { kind: 'path', node, levels: node.levels, segments: node.segments.map(({ name }) => name) };
  }

  private call(node: CallNode, on: Value | undefined): Value {
    const definition = this.functions.named(node.name);
    // The checker has refused unknown functions; a tree that was built by hand comes past it.
    if (definition === undefined) {
      return { kind: 'unknown', node, code: 'unknown-function', message: `unknown function \`${node.name}\`` };
    }
    const args = node.args.map((arg) => this.value(arg));
    return { kind: 'call', node, name: definition.name, args, ...(on === undefined ? {} : { on }) };
  }

  private comparison(node: ComparisonNode): Condition {
    const { left, right, operator } = node;
    if (this.isTestOfLeft(right)) {
      // `x = isEmpty()` asks whether `x isEmpty()`.
      const truth: Condition = { kind: 'truth', node, value: this.call(right, this.value(left)) };
      return operator === '!=' ? { kind: 'not', node, of: truth } : truth;
    }
    // Equality asks the same from either side, and only against a literal does null equal missing.
    const isEquality = operator === '=' || operator === '!=';
    if (isEquality && isLiteral(left) && !isLiteral(right)) {
      return this.test(node, right, { kind: 'compare', operator, to: literalValue(left) as Scalar });
    }
    if (isLiteral(right))
      return this.test(node, left, { kind: 'compare', operator, to: literalValue(right) as Scalar });
    return { kind: 'compare', node, operator, left: this.measured(left), right: this.measured(right) };
  }

  private membership(node: InNode): Condition {
    const { left, list } = node;
    if (Array.isArray(list)) {
      const values = (list as readonly LiteralNode[]).map((literal) => literalValue(literal) as Scalar);
      return this.test(node, left, { kind: 'oneOf', values });
    }
    const operand = list as Exclude<InNode['list'], readonly LiteralNode[]>;
    if (operand.kind === 'NamedList') return this.test(node, left, { kind: 'listed', name: operand.name });
    return { kind: 'member', node, value: this.measured(left), list: this.value(operand) };
  }

  private test(node: ExpressionNode, left: OperandNode, predicate: Predicate): Condition {
    return { kind: 'test', node, value: this.measured(left), predicate };
  }

  /** A list that was selected or grouped stands for its length where it is held against something. */
  private measured(node: OperandNode): Value {
    const value = this.value(node);
    const isList = node.kind === 'GroupBy' || (node.kind === 'Block' && node.operator === 'with');
    return isList ? { kind: 'count', node, of: value } : value;
  }

  /** A literal alone: the element equals it, or is like it when it holds `%`. Outside of a block there is no element. */
  private literal(node: LiteralNode): Condition {
    if (this.depth === 0 && node.kind === 'Boolean') return { kind: 'known', node, truth: node.value };
    const value: PathValue = { kind: 'path', node, levels: 0, segments: [] };
    const predicate: Predicate =
      node.kind === 'String' && node.value.includes('%')
        ? { kind: 'like', pattern: node.value }
        : { kind: 'compare', operator: '=', to: literalValue(node) as Scalar };
    return { kind: 'test', node, value, predicate };
  }

  /** A call on the right of `=` that has no receiver of its own, but tests one: it tests the left side. */
  private isTestOfLeft(right: OperandNode): right is CallNode {
    if (right.kind !== 'Call' || right.receiver !== undefined) return false;
    const definition: FunctionDefinition | undefined = this.functions.named(right.name);
    return definition !== undefined && isTest(definition);
  }
}

/** Only a recovered tree has such a node. */
function unreadable(): never {
  throw new TypeError('a tree that was recovered from a text with errors is not to be run');
}
