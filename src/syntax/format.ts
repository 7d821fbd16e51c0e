import type { ExpressionNode, Node, RuleNode } from './ast.ts';
import { print } from './print.ts';
import { required } from '../text/required.ts';

/** Columns that a formatted rule keeps within where its parts allow it. */
const WIDTH = 100;
const STEP = '  ';

/**
 * The canonical text of a rule, broken over lines where one line would be longer than 100 columns: at `where`, `should`,
 * `and`, `or`, and inside blocks and brackets. Parsing it gives the same tree.
 *
 * @example
 * formatRule(parseRule('IamUser  SHOULD have (mfaActive=true)')) // 'IamUser should have mfaActive = true'
 */
export function formatRule(rule: RuleNode): string {
  return formatLines(rule).join('\n');
}

/** The lines of {@link formatRule}. One that holds a line break has it inside a literal, where it must stay as it is. */
export function formatLines(rule: RuleNode): readonly string[] {
  const flat = print(rule);
  if (flat.length <= WIDTH || rule.kind === 'ConstantRule') return [flat];
  const lines = [print(rule.target)];
  const clause = (keyword: string, condition: ExpressionNode | undefined): void => {
    if (condition === undefined) return;
    const start = `${STEP}${keyword} `;
    const beside = layout(condition, STEP, start.length);
    const margin = STEP + STEP;
    if (beside.length > 1 && joins(condition))
      lines.push(`${STEP}${keyword}`, ...behind(margin, layout(condition, margin, margin.length)));
    else lines.push(...behind(start, beside));
  };
  clause('where', rule.where);
  if (rule.kind === 'Assertion') {
    clause(`should ${rule.negated ? 'not ' : ''}have`, rule.condition);
    clause('exclude', rule.exclude);
  }
  return lines;
}

/**
 * Whether two rules are the same but for where their parts are written.
 *
 * @example
 * isSameRule(parseRule('X should have a'), parseRule('X SHOULD have (a)')) // true
 */
export function isSameRule(one: RuleNode, other: RuleNode): boolean {
  return withoutSpans(one) === withoutSpans(other);
}

function withoutSpans(rule: RuleNode): string {
  return JSON.stringify(rule, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).filter(([key]) => !/span$/iu.test(key));
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function joins(node: Node): boolean {
  return node.kind === 'And' || node.kind === 'Or';
}

/** The lines, the first of them behind a text. */
function behind(text: string, [first, ...rest]: readonly string[]): readonly string[] {
  return [text + required(first), ...rest];
}

/** The lines of a condition that begins at `column`; those after the first are indented by `margin`. */
function layout(node: ExpressionNode, margin: string, column: number): readonly string[] {
  const flat = print(node);
  if (column + flat.length <= WIDTH) return [flat];
  switch (node.kind) {
    case 'And':
    case 'Or': {
      const word = `${margin}${node.kind.toLowerCase()} `;
      return node.operands.flatMap((operand, index) => {
        const start = index === 0 ? column : word.length;
        const lines = needsBrackets(operand, node.kind)
          ? bracketed(operand, margin, start)
          : layout(operand, margin, start);
        return index === 0 ? lines : behind(word, lines);
      });
    }
    case 'Not': {
      const { operand } = node;
      return behind(
        'not ',
        joins(operand) ? bracketed(operand, margin, column + 4) : layout(operand, margin, column + 4),
      );
    }
    case 'Block': {
      const inner = margin + STEP;
      const head = print({ ...node, body: { kind: 'Null', span: node.span } }).replace(/ null \]$/u, '');
      return [head, ...behind(inner, layout(node.body, inner, inner.length)), `${margin}]`];
    }
    default:
      return [flat];
  }
}

/** As the printer has it: `or` inside `and`, and the same inside the same. */
function needsBrackets(operand: ExpressionNode, kind: 'And' | 'Or'): boolean {
  return operand.kind === 'Or' || (kind === 'And' && operand.kind === 'And');
}

function bracketed(node: ExpressionNode, margin: string, column: number): readonly string[] {
  const flat = `(${print(node)})`;
  if (column + flat.length <= WIDTH) return [flat];
  const inner = margin + STEP;
  return ['(', ...behind(inner, layout(node, inner, inner.length)), `${margin})`];
}
