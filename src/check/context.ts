import type { FunctionDefinition, FunctionTable } from '../functions/define.ts';
import { builtInFunctions, functionTable } from '../functions/index.ts';
import type { ExpressionNode, OperandNode, PathNode, RuleNode } from '../syntax/ast.ts';
import { type Advice, type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { type Fold, foldOf } from '../values/equality.ts';
import type { CheckOptions } from './options.ts';
import { Identity } from './identity.ts';
import type { Scope } from './places.ts';
import { type PathEnd, type Shape, Shapes } from './shapes.ts';

/** What the checks of one rule share: the source, the options, what was found out so far, and the report. */
export class CheckContext {
  readonly diagnostics: Diagnostic[] = [];
  readonly identity = new Identity();
  readonly shapes: Shapes;

  readonly source: Source;
  readonly options: CheckOptions;
  /** What makes texts the same that `=` takes as equal. */
  readonly fold: Fold;
  private readonly functions: FunctionTable;

  /** The target's name; undefined for a rule that has none. */
  readonly target: string | undefined;
  /** `List<Type>`: the entity is an account with the list. */
  readonly isList: boolean;

  constructor(rule: RuleNode, source: Source, options: CheckOptions) {
    this.target = rule.kind === 'ConstantRule' ? undefined : rule.target.name;
    this.isList = rule.kind !== 'ConstantRule' && rule.target.list;
    this.source = source;
    this.options = options;
    this.fold = foldOf(options.matchCase);
    const { functions: own } = options;
    this.functions = own === undefined || own.length === 0 ? builtInFunctions : functionTable(own);
    this.shapes = new Shapes(options.schemas, (name) => this.functionNamed(name));
  }

  /** The function of a name, in any case; the checks ask here, so that functions of a user's own are known too. */
  functionNamed(name: string): FunctionDefinition | undefined {
    return this.functions.named(name);
  }

  /** The names of all functions. */
  get functionNames(): readonly string[] {
    return this.functions.all.map(({ name }) => name);
  }

  error(code: string, span: Span, message: string, advice: Advice = {}): void {
    this.diagnostics.push(diagnostic({ code, severity: 'error', message, source: this.source, span, ...advice }));
  }

  warn(code: string, span: Span, message: string, advice: Advice = {}): void {
    this.diagnostics.push(diagnostic({ code, severity: 'warning', message, source: this.source, span, ...advice }));
  }

  note(code: string, span: Span, message: string, advice: Advice = {}): void {
    this.diagnostics.push(diagnostic({ code, severity: 'note', message, source: this.source, span, ...advice }));
  }

  /** What is known of the value of an operand. */
  shapeOf(node: OperandNode, scope: Scope): Shape {
    return this.shapes.of(node, scope);
  }

  follow(path: PathNode, scope: Scope): PathEnd {
    return this.shapes.follow(path, scope);
  }

  /** Whether two conditions that stand side by side ask the same. */
  isSame(a: ExpressionNode, b: ExpressionNode): boolean {
    return this.identity.of(a) === this.identity.of(b);
  }

  /** The text of a span. */
  textOf({ start, end }: Span): string {
    return this.source.text.slice(start, end);
  }
}

/** The advice that a near name gives: a question, and what to write if the answer is yes. */
export function didYouMean(near: string | undefined, span: Span): Advice {
  return near === undefined ? {} : { help: `did you mean \`${near}\`?`, fix: { span, text: near, isSuggestion: true } };
}
