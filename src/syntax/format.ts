import type { ExpressionNode, Node, RuleNode } from './ast.ts';
import { print } from './print.ts';

/** Columns that a formatted rule keeps within where its parts allow it. */
const WIDTH = 100;
const STEP = '  ';

/**
 * The canonical text of a rule, broken over lines where one line would be longer than 100 columns: at `where`, `should`,
 * `and`, `or`, and inside blocks and brackets. Parsing it gives the same tree.
 *
 * @example
 * formatRule(parseRule("IamUser  SHOULD have (mfaActive=true)")) // IamUser should have mfaActive = true
 */
export function formatRule(rule: RuleNode): string {
  const flat = print(rule);
  if (flat.length <= WIDTH || rule.kind === 'ConstantRule') return flat;
  const clauses = [print(rule.target)];
  const clause = (keyword: string, condition: ExpressionNode | undefined): void => {
    if (condition === undefined) return;
    const start = `${STEP}${keyword} `;
    const broken = layout(condition, STEP, start.length);
    const below = `${STEP}${keyword}\n${STEP + STEP}${layout(condition, STEP + STEP, 2 * STEP.length)}`;
    clauses.push(broken.includes('\n') && joins(condition) ? below : start + broken);
  };
  clause('where', rule.where);
  if (rule.kind === 'Assertion') {
    clause(`should ${rule.negated ? 'not ' : ''}have`, rule.condition);
    clause('exclude', rule.exclude);
  }
  return clauses.join('\n');
}

function joins(node: Node): boolean {
  return node.kind === 'And' || node.kind === 'Or';
}

/** A condition that begins at `column`; its further lines are indented by `margin`. */
function layout(node: ExpressionNode, margin: string, column: number): string {
  const flat = print(node);
  if (column + flat.length <= WIDTH) return flat;
  switch (node.kind) {
    case 'And':
    case 'Or': {
      const word = node.kind.toLowerCase();
      const operands = node.operands.map((operand, index) => {
        const start = index === 0 ? column : margin.length + word.length + 1;
        return needsBrackets(operand, node.kind) ? bracketed(operand, margin, start) : layout(operand, margin, start);
      });
      return operands.join(`\n${margin}${word} `);
    }
    case 'Not':
      return `not ${joins(node.operand) ? bracketed(node.operand, margin, column + 4) : layout(node.operand, margin, column + 4)}`;
    case 'Block': {
      const inner = margin + STEP;
      const head = print({ ...node, body: { kind: 'Null', span: node.span } }).replace(/ null \]$/u, '');
      return `${head}\n${inner}${layout(node.body, inner, inner.length)}\n${margin}]`;
    }
    default:
      return flat;
  }
}

/** As the printer has it: `or` inside `and`, and the same inside the same. */
function needsBrackets(operand: ExpressionNode, kind: 'And' | 'Or'): boolean {
  return operand.kind === 'Or' || (kind === 'And' && operand.kind === 'And');
}

function bracketed(node: ExpressionNode, margin: string, column: number): string {
  const flat = `(${print(node)})`;
  if (column + flat.length <= WIDTH) return flat;
  const inner = margin + STEP;
  return `(\n${inner}${layout(node, inner, inner.length)}\n${margin})`;
}
