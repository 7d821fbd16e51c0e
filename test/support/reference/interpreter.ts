import type { ExpressionNode, LiteralNode, OperandNode, PathNode, RuleNode } from '../../../src/syntax/ast.ts';
import { callFunction, isFunctionOfReceiver } from './functions.ts';
import {
  asText,
  compare,
  elements,
  equalsLiteral,
  equalsProperty,
  isList,
  isObject,
  like,
  isCutText,
  opened,
  step,
  lower,
  truth,
  type Folding,
  type Truth,
  Undecided,
} from './values.ts';

/*
 * A second implementation of GSL for tests: walks the syntax tree, one case a node, as grammar/SEMANTICS.md says it.
 * It shares the parser with the engine and nothing else. It may be slow, and it must be obvious.
 */

export interface Surroundings {
  /** Seconds since 1970. */
  readonly now: number;
  readonly lists: Readonly<Record<string, readonly unknown[]>>;
  /** Text is compared with regard to case. */
  readonly matchCase?: boolean;
  /** All entities; undefined where an entity is judged by itself. */
  readonly snapshot?: readonly Readonly<Record<string, unknown>>[];
  /** Hears of every condition, for those who count what was reached. */
  readonly heard?: (node: ExpressionNode, truth: Truth) => void;
}

/** What makes texts the same. */
export function folding({ matchCase }: Surroundings): Folding {
  return matchCase === true ? (text) => text : lower;
}

export type Verdict = 'passed' | 'failed' | 'irrelevant' | 'excluded' | 'error' | 'matched';

/** What a rule says of an entity (of a list object, for `List<…>`). */
export function judge(rule: RuleNode, entity: Readonly<Record<string, unknown>>, around: Surroundings): Verdict {
  if (rule.kind === 'ConstantRule') return 'passed';
  const type = rule.target.list ? `List<${rule.target.name}>` : rule.target.name;
  if (entity.type !== type) return 'irrelevant';
  const asked = (node: ExpressionNode): Truth => ask(node, [entity], around);
  const relevant = rule.where === undefined ? true : asked(rule.where);
  if (relevant instanceof Undecided) return 'error';
  if (!relevant) return 'irrelevant';
  if (rule.kind === 'Query') return 'matched';
  const excluded = rule.exclude === undefined ? false : asked(rule.exclude);
  if (excluded instanceof Undecided) return 'error';
  if (excluded) return 'excluded';
  const condition = asked(rule.condition);
  if (condition instanceof Undecided) return 'error';
  return condition === rule.negated ? 'failed' : 'passed';
}

/**
 * The list objects that a `List<name>` rule judges: one for each account of the snapshot, and one for entities without
 * an account where one of them is of the type, or where there is no account at all.
 */
export function listObjects(
  name: string,
  snapshot: readonly Readonly<Record<string, unknown>>[],
): Record<string, unknown>[] {
  const isOfType = (entity: Readonly<Record<string, unknown>>): boolean => entity.type === name;
  const accounts = new Set(snapshot.map(accountOf));
  const known = [...accounts].some((account) => account !== '');
  if (known && !snapshot.some((entity) => isOfType(entity) && accountOf(entity) === '')) accounts.delete('');
  return [...accounts].map((accountNumber) => ({
    type: `List<${name}>`,
    accountNumber,
    items: snapshot.filter((entity) => isOfType(entity) && accountOf(entity) === accountNumber),
  }));
}

/** The account of an entity as text, which may be written as a number; empty where there is none. */
function accountOf({ accountNumber }: Readonly<Record<string, unknown>>): string {
  return typeof accountNumber === 'string' || typeof accountNumber === 'number' ? String(accountNumber) : '';
}

function regex(pattern: string, ignoreCase: boolean): RegExp {
  try {
    return new RegExp(pattern, ignoreCase ? 'iu' : 'u');
  } catch {
    return new RegExp(pattern, ignoreCase ? 'i' : '');
  }
}

/** The truth of a condition. `around[0]` is the entity, the last one the element that is looked at. */
export function ask(node: ExpressionNode, stack: readonly unknown[], around: Surroundings): Truth {
  const answer = decide(node, stack, around);
  around.heard?.(node, answer);
  return answer;
}

function decide(node: ExpressionNode, stack: readonly unknown[], around: Surroundings): Truth {
  switch (node.kind) {
    case 'And': {
      const answers = node.operands.map((operand) => ask(operand, stack, around));
      if (answers.includes(false)) return false;
      return answers.find((answer) => answer instanceof Undecided) ?? true;
    }
    case 'Or': {
      const answers = node.operands.map((operand) => ask(operand, stack, around));
      if (answers.includes(true)) return true;
      return answers.find((answer) => answer instanceof Undecided) ?? false;
    }
    case 'Not': {
      const answer = ask(node.operand, stack, around);
      return answer instanceof Undecided ? answer : !answer;
    }
    case 'Comparison':
      return decideComparison(node, stack, around);
    case 'In': {
      const left = counted(node.left, evaluate(node.left, stack, around));
      if (left instanceof Undecided) return left;
      if ('kind' in node.list && node.list.kind !== 'NamedList') {
        const list = evaluate(node.list, stack, around);
        if (list instanceof Undecided) return list;
        return elements(list).some((element) => equalsProperty(left, element, folding(around)));
      }
      if ('kind' in node.list) {
        if (!Object.hasOwn(around.lists, node.list.name)) return new Undecided(`unknown list ${node.list.name}`);
        return around.lists[node.list.name]!.some((value) => equalsLiteral(left, value, folding(around)));
      }
      return node.list.some((literal) => equalsLiteral(left, literalValue(literal), folding(around)));
    }
    case 'Like':
    case 'Match': {
      const left = counted(node.left, evaluate(node.left, stack, around));
      if (left instanceof Undecided) return left;
      const text = asText(left);
      if (node.kind === 'Like') return text !== undefined && alike(text, node.pattern.value, around);
      const pattern = regex(node.pattern.pattern, node.pattern.ignoreCase);
      if (text !== undefined && pattern.test(text)) return true;
      return typeof left === 'object' && left !== null && pattern.test(jsonText(left));
    }
    case 'String':
    case 'Number':
    case 'Boolean':
    case 'Null': {
      const value = literalValue(node);
      if (stack.length === 1) return truth(value);
      const element = stack.at(-1);
      if (typeof value === 'string' && value.includes('%')) {
        const text = asText(element);
        return text !== undefined && alike(text, value, around);
      }
      return equalsLiteral(element, value, folding(around));
    }
    default: {
      const value = evaluate(node, stack, around);
      return value instanceof Undecided ? value : truth(value);
    }
  }
}

function alike(text: string, pattern: string, around: Surroundings): boolean {
  const fold = folding(around);
  return like(fold(text), fold(pattern));
}

function decideComparison(
  { left, operator, right }: Extract<ExpressionNode, { kind: 'Comparison' }>,
  stack: readonly unknown[],
  around: Surroundings,
): Truth {
  if (right.kind === 'Call' && right.receiver === undefined && isFunctionOfReceiver(right.name)) {
    const answer = evaluate({ ...right, receiver: left }, stack, around);
    if (answer instanceof Undecided) return answer;
    return operator === '!=' ? !truth(answer) : truth(answer);
  }
  const a = counted(left, evaluate(left, stack, around));
  if (a instanceof Undecided) return a;
  const b = counted(right, evaluate(right, stack, around));
  if (b instanceof Undecided) return b;
  const fold = folding(around);
  const equal = isLiteral(right)
    ? equalsLiteral(a, b, fold)
    : isLiteral(left)
      ? equalsLiteral(b, a, fold)
      : equalsProperty(a, b, fold);
  const order = compare(a, b, fold);
  switch (operator) {
    case '=':
      return equal;
    case '!=':
      return !equal;
    case '<':
      return order === -1;
    case '>':
      return order === 1;
    case '<=':
      return order === -1 || order === 0;
    case '>=':
      return order === 1 || order === 0;
  }
}

/** "`with [ … ]` and `groupBy [ … ]` beside a comparison stand for the number of their elements" */
function counted(node: OperandNode, value: unknown): unknown {
  const counts = node.kind === 'GroupBy' || (node.kind === 'Block' && node.operator === 'with');
  return counts && isList(value) ? value.length : value;
}

/** The value of an operand, `undefined` when missing. */
export function evaluate(node: OperandNode, stack: readonly unknown[], around: Surroundings): unknown {
  switch (node.kind) {
    case 'Path':
      return follow(node, stack);
    case 'Call': {
      const receiver = node.receiver === undefined ? undefined : evaluate(node.receiver, stack, around);
      if (receiver instanceof Undecided) return receiver;
      const args = node.args.map((arg) => evaluate(arg, stack, around));
      const undecided = args.find((arg) => arg instanceof Undecided);
      if (undecided !== undefined) return undecided;
      return callFunction(node.name, receiver, args, around);
    }
    case 'Block': {
      const list = evaluate(node.receiver, stack, around);
      if (list instanceof Undecided) return list;
      if (isCutText(list)) return new Undecided('a cut document');
      const found = elements(opened(list));
      const answers = found.map((element) => ask(node.body, [...stack, element], around));
      const undecided = answers.find((answer) => answer instanceof Undecided);
      const some = answers.includes(true) ? true : (undecided ?? false);
      switch (node.operator) {
        case 'contain':
        case 'contain-any':
          return some;
        case 'contain-none':
          return some instanceof Undecided ? some : !some;
        case 'contain-all':
          return answers.includes(false) || answers.length === 0 ? false : (undecided ?? true);
        case 'with':
          return undecided ?? found.filter((_, index) => answers[index] === true);
      }
      break;
    }
    case 'GroupBy': {
      const list = evaluate(node.receiver, stack, around);
      if (list instanceof Undecided) return list;
      if (isCutText(list)) return new Undecided('a cut document');
      const groups: { key: unknown; values: unknown[] }[] = [];
      for (const element of elements(opened(list))) {
        const key = follow(node.path, [...stack, element]) ?? null;
        if (key instanceof Undecided) return key;
        const group = groups.find((known) => equalsProperty(known.key, key, folding(around)));
        if (group === undefined) groups.push({ key, values: [element] });
        else group.values.push(element);
      }
      return groups;
    }
    case 'Missing':
      throw new TypeError('a recovered tree');
    default:
      return literalValue(node);
  }
  return undefined;
}

function follow({ start, levels, segments }: PathNode, stack: readonly unknown[]): unknown {
  let value = stack[stack.length - 1 - (start === '~' ? levels : 0)];
  for (const { name } of segments) {
    value = step(value, name);
    if (value instanceof Undecided) return value;
  }
  return value;
}

/** JSON text, in which whole numbers of any size are written out. */
function jsonText(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([name, inner]) => `${JSON.stringify(name)}:${jsonText(inner)}`)
      .join(',')}}`;
  return JSON.stringify(value ?? null);
}

function isLiteral(node: OperandNode): node is LiteralNode {
  return node.kind === 'String' || node.kind === 'Number' || node.kind === 'Boolean' || node.kind === 'Null';
}

function literalValue(node: LiteralNode): string | number | bigint | boolean | null {
  return node.kind === 'Null' ? null : node.value;
}
