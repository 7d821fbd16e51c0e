import {
  assertNever,
  type CallNode,
  type ExpressionNode,
  isPlace,
  type Node,
  type OperandNode,
  type PathNode,
  type RuleNode,
} from './ast.ts';
import { isKeyword, isName, isSegment } from './words.ts';

/** How tightly each kind binds; a child that binds less tightly than its place asks for gets brackets. */
const PRECEDENCE = { Or: 1, And: 2, Not: 3 } as const;

function precedenceOf(node: Node): number {
  return node.kind in PRECEDENCE ? PRECEDENCE[node.kind as keyof typeof PRECEDENCE] : 4;
}

/**
 * The canonical text of a rule or of any part of one: lower-case keywords, single blanks, brackets only where the tree
 * needs them. Parsing the text gives the same tree, apart from spans.
 *
 * @example
 * printRule(parseRule('IamUser SHOULD have (mfaActive=TRUE)')) // 'IamUser should have mfaActive = true'
 */
export function printRule(rule: RuleNode): string {
  return print(rule);
}

/**
 * {@link printRule} for any node.
 *
 * @example
 * printNode(parseCondition("b='c'").condition) // "b = 'c'"
 */
export function print(node: Node): string {
  switch (node.kind) {
    case 'Assertion': {
      const where = node.where === undefined ? '' : ` where ${print(node.where)}`;
      const exclude = node.exclude === undefined ? '' : ` exclude ${print(node.exclude)}`;
      return `${print(node.target)}${where} should ${node.negated ? 'not ' : ''}have ${print(node.condition)}${exclude}`;
    }
    case 'Query':
      return `${print(node.target)} where ${print(node.where)}`;
    case 'ConstantRule':
      return 'true';
    case 'Target':
      return node.list ? `List<${node.name}>` : node.name;
    case 'Or':
      return node.operands.map((operand) => printAt(operand, PRECEDENCE.Or + 1)).join(' or ');
    case 'And':
      return node.operands.map((operand) => printAt(operand, PRECEDENCE.And + 1)).join(' and ');
    case 'Not':
      return `not ${printAt(node.operand, PRECEDENCE.Not)}`;
    case 'Comparison':
      return `${print(node.left)} ${node.operator} ${print(node.right)}`;
    case 'In':
      return `${print(node.left)} in (${'kind' in node.list ? print(node.list) : node.list.map(print).join(', ')})`;
    case 'Like':
      return `${print(node.left)} like ${print(node.pattern)}`;
    case 'Match':
      return `${print(node.left)} regexMatch ${print(node.pattern)}`;
    case 'Path':
      return printPath(node);
    case 'Segment':
      return String(node.name);
    case 'Call':
      return `${caller(node)}${node.name}(${node.args.map(print).join(', ')})`;
    case 'Block':
      return `${receiver(node.receiver)}${node.operator} [ ${print(node.body)} ]`;
    case 'GroupBy':
      return `${receiver(node.receiver)}groupBy [ ${print(node.path)} ]`;
    case 'String':
      return quote(node.value);
    case 'Number':
      return printNumber(node.value);
    case 'Boolean':
      return String(node.value);
    case 'Null':
      return 'null';
    case 'Regex':
      return `/${node.pattern}/${node.ignoreCase ? 'i' : ''}`;
    case 'NamedList':
      return `$${node.name}`;
    case 'Missing':
      return '…';
    default:
      return assertNever(node);
  }
}

function receiver(node: OperandNode | undefined): string {
  return node === undefined ? '' : `${print(node)} `;
}

/** What a call is on; one on an enclosing element stands right behind the `~`, as the vendor writes it. */
function caller({ receiver: on }: CallNode): string {
  return on?.kind === 'Path' && on.start === '~' && on.segments.length === 0 ? print(on) : receiver(on);
}

function printAt(node: ExpressionNode, precedence: number): string {
  return precedenceOf(node) < precedence ? `(${print(node)})` : print(node);
}

/** Text as a literal: between single quotes, a quote inside doubled. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A number without an exponent, which the grammar does not have; a fraction of 0 keeps a big one from being read as whole. */
function printNumber(value: number | bigint): string {
  // Beyond all doubles, and read as such again: the largest that there is would be another number.
  if (value === Infinity || value === -Infinity) return `${value < 0 ? '-' : ''}1${'0'.repeat(309)}.0`;
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/u.exec(text);
  if (match === null)
    return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? `${text}.0` : text;
  const [, sign, first, rest = '', exponent] = match as unknown as [string, string, string, string | undefined, string];
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}.0`;
}

function printPath({ start, levels, segments }: PathNode): string {
  let text = startText(start, levels);
  segments.forEach(({ name }, index) => {
    if (text !== '') text += isDotted(name) || isKeyword(text) ? `.${name}` : bracketed(name);
    // A keyword alone is no path; with a dot behind it, it is. A path cannot begin with a bracket, so the element does.
    else if (canBegin(name, segments[index + 1]?.name)) text = String(name);
    else text = `$${bracketed(name)}`;
  });
  return text;
}

function startText(start: PathNode['start'], levels: number): string {
  if (start === '~') return '~'.repeat(levels);
  return start === '$' ? '$' : '';
}

function canBegin(name: string | number, next: string | number | undefined): boolean {
  if (typeof name === 'number' || !isName(name)) return false;
  return !isKeyword(name) || typeof next === 'number' || (next !== undefined && isDotted(next));
}

/** Behind a dot a number is a place, so text that looks like one stands in brackets. */
function isDotted(name: string | number): boolean {
  return typeof name === 'string' && isSegment(name) && !isPlace(name);
}

function bracketed(name: string | number): string {
  return `[${typeof name === 'number' ? name : quote(name)}]`;
}
