import { functionNamed, functions } from '../functions/index.ts';
import type { FunctionDefinition, ParameterDefinition } from '../functions/define.ts';
import type { CallNode, LiteralNode, Node, PathNode, RuleNode } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { Source, Span } from '../text/source.ts';
import { nearest } from '../text/suggest.ts';
import { PatternError, regexTest } from '../values/pattern.ts';

/** How a rule is checked. */
export interface CheckOptions {
  /** Refuse what no public source shows: the functions and forms that are our extensions. */
  readonly strict?: boolean;
}

/** What can be wrong with a rule that parses. */
export function check(rule: RuleNode, source: Source, options: CheckOptions = {}): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  void options;
  const report = (
    code: string,
    span: Span,
    message: string,
    extra: Pick<Diagnostic, 'help' | 'fix'> = {},
    severity: Diagnostic['severity'] = 'error',
  ): void => {
    diagnostics.push({ code, severity, message, source, span, ...extra });
  };
  walk(rule, (node, ancestors) => {
    if (node.kind === 'Call') checkCall(node, ancestors, report);
    else if (node.kind === 'Match') {
      try {
        regexTest(node.pattern.pattern, node.pattern.ignoreCase);
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        report('invalid-pattern', node.pattern.span, `this pattern cannot be used: ${error.message}`);
      }
    }
  });
  return diagnostics;
}

type Report = (code: string, span: Span, message: string, extra?: Pick<Diagnostic, 'help' | 'fix'>) => void;

function checkCall(node: CallNode, ancestors: readonly Node[], report: Report): void {
  const definition = functionNamed(node.name);
  if (definition === undefined) {
    unknownFunction(node, report);
    return;
  }
  const testsLeft = ancestors.at(-1)?.kind === 'Comparison' && (ancestors.at(-1) as { right?: Node }).right === node;
  if (definition.receiver !== undefined && node.receiver === undefined && !testsLeft) {
    report('missing-receiver', node.nameSpan, `\`${definition.name}()\` needs a property before it`, {
      help: `write \`property ${definition.name}(…)\``,
    });
  }
  checkArguments(node, definition, report);
}

function unknownFunction(node: CallNode, report: Report): void {
  const glued = functions.find(
    ({ name }) => node.receiver === undefined && node.name.length > name.length && node.name.endsWith(name),
  );
  if (glued !== undefined) {
    const at = node.nameSpan.end - glued.name.length;
    report('unknown-function', node.nameSpan, `unknown function \`${node.name}\``, {
      help: `put a blank before \`${glued.name}\``,
      fix: { span: { start: at, end: at }, text: ' ' },
    });
    return;
  }
  const near = nearest(
    node.name,
    functions.map(({ name }) => name),
  );
  report('unknown-function', node.nameSpan, `unknown function \`${node.name}\``, {
    help:
      near === undefined
        ? `known functions: ${functions.map(({ name }) => name).join(', ')}`
        : `did you mean \`${near}\`?`,
    ...(near === undefined ? {} : { fix: { span: node.nameSpan, text: near } }),
  });
}

function checkArguments(node: CallNode, definition: FunctionDefinition, report: Report): void {
  const { parameters, name } = definition;
  if (node.args.length !== parameters.length) {
    const wants =
      parameters.length === 0 ? 'no arguments' : parameters.map((parameter) => `\`${parameter.name}\``).join(' and ');
    report('argument-count', node.span, `\`${name}\` takes ${wants}, found ${node.args.length}`);
    return;
  }
  parameters.forEach((parameter, index) => checkArgument(node.args[index]!, parameter, name, report));
}

function checkArgument(
  arg: LiteralNode | PathNode,
  parameter: ParameterDefinition,
  name: string,
  report: Report,
): void {
  const kind = ({ String: 'text', Number: 'number', Boolean: 'boolean', Null: 'null', Path: 'path' } as const)[
    arg.kind
  ];
  if (parameter.kind !== 'any' && kind !== parameter.kind && !(parameter.kind === 'path' && kind === 'text')) {
    report(
      'argument-type',
      arg.span,
      `\`${parameter.name}\` of \`${name}\` must be ${parameter.kind === 'path' ? 'a property' : parameter.kind === 'number' ? 'a number' : 'text'}`,
    );
    return;
  }
  if (parameter.values === undefined || arg.kind !== 'String') return;
  const value = arg.value.toLowerCase();
  if (parameter.values.some((known) => known.toLowerCase() === value)) return;
  const near = nearest(arg.value, parameter.values);
  report('argument-value', arg.span, `unknown ${parameter.name} \`${arg.value}\``, {
    help: near === undefined ? `one of ${parameter.values.join(', ')}` : `did you mean \`${near}\`?`,
  });
}
