import { functionNamed, isTest } from '../functions/index.ts';
import {
  assertNever,
  type BlockNode,
  type CallNode,
  type ComparisonNode,
  type ExpressionNode,
  type InNode,
  type LiteralNode,
  type Node,
  type OperandNode,
  type PathNode,
} from '../syntax/ast.ts';
import { isLiteral, literalValue } from '../syntax/literals.ts';
import { childrenOf } from '../syntax/walk.ts';
import { equals, equalTo, fold } from '../values/equality.ts';
import { COMPARISONS } from '../values/comparison-operators.ts';
import { pathReader } from '../values/path.ts';
import { likeTest, PatternError, regexTest } from '../values/pattern.ts';
import { elementsOf, EvaluationError, truthOf } from '../values/value.ts';
import { allOf, anyOf, not, type Scope, type TruthClosure, type ValueClosure } from './scope.ts';
import { askingAll, BLOCKS, groupsOf } from './blocks.ts';

/** Values of the lists that rules name as `$Name`: texts and numbers. */
export type NamedLists = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** Sees every node that is compiled, and may wrap its closure: how an evaluation is recorded, at no cost otherwise. */
export interface Tracer {
  readonly truth: (node: ExpressionNode, closure: TruthClosure) => TruthClosure;
  readonly value: (node: OperandNode, closure: ValueClosure) => ValueClosure;
}

export interface ExpressionOptions {
  readonly lists?: NamedLists;
  readonly tracer?: Tracer;
}

/** Turns conditions into closures. Everything that does not depend on the entity is done here, once. */
export class ExpressionCompiler {
  private readonly lists: NamedLists;
  private readonly tracer: Tracer | undefined;
  /** Elements are kept for `~` only where the rule has one. */
  private readonly keepsOuter: boolean;
  private blocks = 0;

  constructor(root: Node, options: ExpressionOptions) {
    this.lists = options.lists ?? {};
    this.tracer = options.tracer;
    this.keepsOuter = usesOuter(root);
  }

  /** The truth of a condition. */
  condition(node: ExpressionNode): TruthClosure {
    const closure = this.truthOf(node);
    return this.tracer === undefined ? closure : this.tracer.truth(node, closure);
  }

  private truthOf(node: ExpressionNode): TruthClosure {
    switch (node.kind) {
      case 'And':
        return this.joined(allOf, node.operands);
      case 'Or':
        return this.joined(anyOf, node.operands);
      case 'Not': {
        const operand = this.condition(node.operand);
        return (self, scope) => not(operand(self, scope));
      }
      case 'Comparison':
        return this.comparison(node);
      case 'In':
        return this.membership(node);
      case 'Like':
        return this.test(node.left, onText(likeTest(node.pattern.value)));
      case 'Match':
        return this.test(node.left, this.match(node.pattern.pattern, node.pattern.ignoreCase));
      case 'String':
      case 'Number':
      case 'Boolean':
      case 'Null':
        return this.literalCondition(node);
      case 'Path':
      case 'Call':
      case 'Block':
      case 'GroupBy': {
        const value = this.operand(node);
        return (self, scope) => truthOf(value(self, scope));
      }
      default:
        return assertNever(node);
    }
  }

  /** When recording, every operand is asked, though the first ones may decide. */
  private joined(join: typeof allOf, nodes: readonly ExpressionNode[]): TruthClosure {
    const operands = nodes.map((operand) => this.condition(operand));
    if (this.tracer === undefined) return join(operands);
    return (self, scope) => {
      const truths = operands.map((operand) => operand(self, scope));
      return join(truths.map((truth) => () => truth))(self, scope);
    };
  }

  /** The value of an operand. */
  private operand(node: OperandNode): ValueClosure {
    const closure = this.valueOf(node);
    return this.tracer === undefined ? closure : this.tracer.value(node, closure);
  }

  private valueOf(node: OperandNode): ValueClosure {
    switch (node.kind) {
      case 'Path':
        return this.path(node);
      case 'Call':
        return this.call(node, node.receiver === undefined ? undefined : this.operand(node.receiver));
      case 'Block':
        return this.block(node);
      case 'GroupBy': {
        const list = this.operand(node.receiver);
        // Not recorded: a key for each element would bury the rest of an explanation.
        const key = this.valueOf(node.path);
        return (self, scope) => {
          const value = list(self, scope);
          return value instanceof EvaluationError ? value : groupsOf(value, (element) => key(element, scope));
        };
      }
      default: {
        const value = literalValue(node);
        return () => value;
      }
    }
  }

  private path({ start, levels, segments }: PathNode): ValueClosure {
    const names = segments.map(({ name }) => name);
    const read = pathReader(names);
    const from = (element: unknown, scope: Scope): unknown => {
      const value = read(element);
      return scope.unknown === undefined ? value : (scope.unknown.errorAt(element, names, value) ?? value);
    };
    return start === '~' ? (_, scope) => from(scope.outer[scope.outer.length - levels], scope) : from;
  }

  private block(node: BlockNode): ValueClosure {
    const list = this.operand(node.receiver);
    this.blocks += 1;
    const body = this.condition(node.body);
    this.blocks -= 1;
    // When recording, every element is asked, though the first ones may decide.
    const meaning = this.tracer === undefined ? BLOCKS[node.operator] : askingAll(BLOCKS[node.operator]);
    if (!this.keepsOuter) {
      return (self, scope) => {
        const value = list(self, scope);
        return value instanceof EvaluationError ? value : meaning(value, body, scope);
      };
    }
    return (self, scope) => {
      const value = list(self, scope);
      if (value instanceof EvaluationError) return value;
      scope.outer.push(self);
      const result = meaning(value, body, scope);
      scope.outer.pop();
      return result;
    };
  }

  /** A call, on the value of `receiver` where it has one. */
  private call(node: CallNode, receiver: ValueClosure | undefined): ValueClosure {
    const definition = functionNamed(node.name);
    // The checker has refused unknown functions; a tree that was built by hand comes past it.
    if (definition === undefined) {
      const error = new EvaluationError('unknown-function', `unknown function \`${node.name}\``);
      return () => error;
    }
    const on: ValueClosure = receiver ?? (() => undefined);
    if (node.args.every((arg) => arg.kind !== 'Path')) {
      const bound = definition.bind(node.args.map((arg) => literalValue(arg as LiteralNode)));
      return (self, scope) => {
        const value = on(self, scope);
        return value instanceof EvaluationError ? value : bound(value, scope);
      };
    }
    const args = node.args.map((arg) => this.operand(arg));
    return (self, scope) => {
      const value = on(self, scope);
      if (value instanceof EvaluationError) return value;
      const values = args.map((arg) => arg(self, scope));
      const error = values.find((found) => found instanceof EvaluationError);
      return error ?? definition.bind(values)(value, scope);
    };
  }

  private comparison(node: ComparisonNode): TruthClosure {
    const { left, right, operator } = node;
    const meaning = COMPARISONS[operator];
    if (isTestOfLeft(right)) {
      // `x = isEmpty()` asks whether `x isEmpty()`.
      const value = this.call(right, this.operand(left));
      return (self, scope) => {
        const truth = truthOf(value(self, scope));
        return operator === '!=' ? not(truth) : truth;
      };
    }
    // Equality asks the same from either side, and only against a literal does null equal missing.
    const isEquality = operator === '=' || operator === '!=';
    if (isEquality && isLiteral(left) && !isLiteral(right)) {
      return this.test(right, meaning.testFor(literalValue(left)));
    }
    if (isLiteral(right)) return this.test(left, meaning.testFor(literalValue(right)), isList(left));
    const leftValue = this.measured(left);
    const rightValue = this.measured(right);
    return (self, scope) => {
      const a = leftValue(self, scope);
      if (a instanceof EvaluationError) return a;
      const b = rightValue(self, scope);
      return b instanceof EvaluationError ? b : meaning.test(a, b);
    };
  }

  /** The value of a side of a comparison: a list that was selected or grouped stands for its length. */
  private measured(node: OperandNode): ValueClosure {
    const value = this.operand(node);
    return isList(node) ? failing(value, lengthOf) : value;
  }

  /** A test of one operand's value. */
  private test(left: OperandNode, holds: (value: unknown) => boolean | EvaluationError, measure = false): TruthClosure {
    const value = this.operand(left);
    return (self, scope) => {
      const found = value(self, scope);
      if (typeof found === 'object' && found instanceof EvaluationError) return found;
      return holds(measure ? lengthOf(found) : found);
    };
  }

  private membership({ left, list }: InNode): TruthClosure {
    if (!('kind' in list)) return this.test(left, oneOf(list.map(literalValue)));
    if (list.kind === 'NamedList') return this.test(left, this.namedList(list.name));
    const value = this.operand(left);
    const source = this.operand(list);
    return (self, scope) => {
      const found = value(self, scope);
      if (found instanceof EvaluationError) return found;
      const elements = source(self, scope);
      return elements instanceof EvaluationError
        ? elements
        : elementsOf(elements).some((element) => equals(found, element));
    };
  }

  private namedList(name: string): (value: unknown) => boolean | EvaluationError {
    if (Object.hasOwn(this.lists, name)) return oneOf(this.lists[name]!);
    const known = Object.keys(this.lists);
    const error = new EvaluationError(
      'unknown-list',
      `the list \`$${name}\` is not known`,
      known.length === 0
        ? 'give the values of named lists to `compileRule` or `assess` with the option `lists`, or with --lists'
        : `known lists: ${known.map((list) => `$${list}`).join(', ')}`,
    );
    return () => error;
  }

  private match(pattern: string, ignoreCase: boolean): (value: unknown) => boolean | EvaluationError {
    try {
      return onText(regexTest(pattern, ignoreCase));
    } catch (thrown) {
      if (!(thrown instanceof PatternError)) throw thrown;
      const error = new EvaluationError(
        'invalid-pattern',
        `the pattern \`/${pattern}/\` cannot be used: ${thrown.message}`,
      );
      return () => error;
    }
  }

  /** A literal alone: the element equals it, or is like it when it holds `%`. Outside of a block there is no element. */
  private literalCondition(node: LiteralNode): TruthClosure {
    if (this.blocks === 0 && node.kind === 'Boolean') return () => node.value;
    const holds =
      node.kind === 'String' && node.value.includes('%') ? onText(likeTest(node.value)) : equalTo(literalValue(node));
    return (self) => holds(self);
  }
}

/** A call on the right of `=` that has no receiver of its own, but tests one: it tests the left side. */
function isTestOfLeft(right: OperandNode): right is CallNode {
  if (right.kind !== 'Call' || right.receiver !== undefined) return false;
  const definition = functionNamed(right.name);
  return definition !== undefined && isTest(definition);
}

/** Text operators look at text and at what is written like it: a number or boolean is read as its text. */
function onText(holds: (text: string) => boolean): (value: unknown) => boolean {
  return (value) => {
    if (typeof value === 'string') return holds(value);
    return (
      (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') && holds(String(value))
    );
  };
}

function oneOf(values: readonly unknown[]): (value: unknown) => boolean {
  const tests = values.map(equalTo);
  if (!values.every((value) => typeof value === 'string')) return (value) => tests.some((test) => test(value));
  // Nearly all lists hold text, and nearly all values are text in the list's own spelling.
  const exact = new Set<unknown>(values);
  const folded = new Set(values.map(fold));
  return (value) => {
    if (typeof value !== 'string') return tests.some((test) => test(value));
    return exact.has(value) || folded.has(fold(value));
  };
}

function failing(value: ValueClosure, then: (value: unknown) => unknown): ValueClosure {
  return (self, scope) => {
    const found = value(self, scope);
    return found instanceof EvaluationError ? found : then(found);
  };
}

function lengthOf(value: unknown): unknown {
  return Array.isArray(value) ? value.length : value;
}

function isList(node: OperandNode): boolean {
  return node.kind === 'GroupBy' || (node.kind === 'Block' && node.operator === 'with');
}

function usesOuter(node: Node): boolean {
  return (node.kind === 'Path' && node.start === '~') || childrenOf(node).some(usesOuter);
}
