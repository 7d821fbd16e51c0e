import { KIND_WORDS } from '../../values/kinds.ts';
import type { FunctionDefinition, ParameterDefinition } from '../../functions/define.ts';
import { signatureOf } from '../../functions/signature.ts';
import type { CallNode, LiteralNode, PathNode } from '../../syntax/ast.ts';
import { print, quote } from '../../syntax/print.ts';
import { nearest } from '../../text/suggest.ts';
import { numberOf } from '../../values/equality.ts';
import { isIsoTime } from '../../values/time.ts';
import type { Advice } from '../../text/message.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { onlyNameOf } from '../path-words.ts';
import { enumerated } from '../wording.ts';

/** The arguments of a call: how many, of which kind, of which values. */
export const functionArguments = defineCheck({
  name: 'function-arguments',
  codes: {
    'argument-count': {
      title: 'a function with too many or too few arguments',
      explanation: 'Each function takes the arguments that functions.md lists, no more and no fewer.',
      example: 'IamUser should have createDate before(-90)',
    },
    'argument-type': {
      title: 'an argument of the wrong kind',
      explanation: 'Numbers stand without quotes, text between quotes, in the order that functions.md lists.',
      example: "IamUser should have createDate before('-90', 'days')",
    },
    'argument-value': {
      title: 'an argument that is none of the possible ones',
      explanation: 'Some arguments can be one of a few texts only, such as a unit of time.',
      example: "IamUser should have createDate before(-90, 'dyas')",
    },
  },
  visit: {
    Call(node, _, context) {
      const definition = context.functionNamed(node.name);
      if (definition === undefined) return;
      const { name, parameters } = definition;
      const takesMore = parameters.at(-1)?.rest === true && node.args.length > parameters.length;
      if (isReceiverWithin(node, definition)) return;
      if (node.args.length !== parameters.length && !takesMore) {
        const wants = parameters.length === 0 ? 'no argument' : enumerated(parameters.map((one) => `\`${one.name}\``));
        const span = { start: node.nameSpan.start, end: node.span.end };
        context.error('argument-count', span, `\`${name}\` takes ${wants}, found ${node.args.length}`, {
          help: `write \`${ofDate(node, parameters) ?? completed(node, parameters) ?? signatureOf(definition)}\``,
        });
        return;
      }
      if (isSwapped(node, parameters)) {
        const [first, second] = node.args as [LiteralNode, LiteralNode];
        const span = { start: first.span.start, end: second.span.end };
        context.error('argument-type', span, `the arguments of \`${name}\` are in the wrong order`, {
          help: `write \`${name}(${[second, first, ...node.args.slice(2)].map((arg) => print(arg)).join(', ')})\``,
          fix: { span, text: `${print(second)}, ${print(first)}` },
        });
        return;
      }
      reportSwappedPaths(node, definition, context);
      node.args.forEach((arg, index) => {
        const parameter = parameters[index] ?? parameters.at(-1);
        if (parameter !== undefined) checkArgument(arg, parameter, definition, context);
      });
    },
  },
});

/** `length(tags)`, which lacks its receiver, and has it between the brackets: that is one slip. */
function isReceiverWithin({ receiver, args }: CallNode, definition: FunctionDefinition): boolean {
  const isMoved = receiver === undefined && definition.receiver !== undefined && args[0]?.kind === 'Path';
  return isMoved && args.length === definition.parameters.length + 1;
}

/** `before(-90)` with the unit that it lacks, where that is all. */
function completed({ receiver, name, args }: CallNode, parameters: readonly ParameterDefinition[]): string | undefined {
  const missing = parameters.slice(args.length);
  const fits = args.every((arg, index) => parameters[index] !== undefined && accepts(parameters[index], arg));
  if (receiver === undefined || !fits || missing.length !== 1 || missing[0]?.values?.includes('days') !== true)
    return undefined;
  return `${print(receiver)} ${name}(${[...args.map((arg) => print(arg)), quote('days')].join(', ')})`;
}

/** `before('2025-01-01')`: a time that stands still is compared. */
function ofDate({ receiver, name, args }: CallNode, [, unit]: readonly ParameterDefinition[]): string | undefined {
  const [date] = args;
  if (receiver === undefined || args.length !== 1 || unit?.values?.includes('days') !== true) return undefined;
  if (date?.kind !== 'String' || !isIsoTime(date.value)) return undefined;
  return `${print(receiver)} ${name.toLowerCase() === 'before' ? '<' : '>'} ${print(date)}`;
}

function isSwapped({ args }: CallNode, parameters: readonly ParameterDefinition[]): boolean {
  const [first, second] = parameters;
  const [given, next] = args;
  return !accepts(first, given) && accepts(first, next) && accepts(second, given);
}

/** `getResources('VPC', 'id', vpcId)`: the field of the others is text, and the value to look for is read from this one. */
function reportSwappedPaths(
  { args }: CallNode,
  { name, usesResources }: FunctionDefinition,
  context: CheckContext,
): void {
  const [, second, third] = args;
  if (usesResources !== true || second?.kind !== 'String' || third?.kind !== 'Path') return;
  const span = { start: second.span.start, end: third.span.end };
  const turned = `${print(third)}, ${print(second)}`;
  context.warn(
    'argument-type',
    span,
    `\`${name}\` looks for the text \`${print(second)}\` in the field that \`${print(third)}\` names`,
    {
      help: `if \`${print(third)}\` holds what is looked for, write \`${turned}\``,
      fix: { span, text: turned, isSuggestion: true },
    },
  );
}

/** Arguments stand in a rule's text, so the words say how each is written. */
const WORDS: Readonly<Record<ParameterDefinition['kind'], string>> = {
  ...KIND_WORDS,
  any: 'a value',
  boolean: '`true` or `false`',
  list: 'a property that is a list',
  network: 'an address or network as text',
  object: 'a property that is an object',
  text: 'text in single quotes',
};

/** Whether an argument can be of the parameter's kind. The value of a property is not known before it is read. */
function accepts(parameter: ParameterDefinition | undefined, arg: LiteralNode | PathNode | undefined): boolean {
  if (parameter === undefined || arg === undefined) return false;
  const { kind, values, constant } = parameter;
  if (constant && arg.kind === 'Path') return false;
  switch (kind) {
    case 'any':
      return true;
    case 'path':
      return arg.kind === 'Path' || arg.kind === 'String';
    case 'list':
    case 'object':
      return arg.kind === 'Path';
    case 'network':
      return arg.kind === 'Path' || arg.kind === 'String';
    case 'time':
      return arg.kind === 'Path' || arg.kind === 'String' || arg.kind === 'Number';
    case 'text':
      return arg.kind === 'String' || (arg.kind === 'Path' && values === undefined);
    case 'number':
      return arg.kind === 'Number';
    case 'boolean':
      return arg.kind === 'Boolean';
  }
}

function checkArgument(
  arg: LiteralNode | PathNode,
  parameter: ParameterDefinition,
  { name }: FunctionDefinition,
  context: CheckContext,
): void {
  if (!accepts(parameter, arg)) {
    const message = `\`${parameter.name}\` of \`${name}\` must be ${WORDS[parameter.kind]}`;
    context.error('argument-type', arg.span, message, typeAdvice(arg, parameter));
    return;
  }
  const { range } = parameter;
  if (range !== undefined && arg.kind === 'Number' && (arg.value < range[0] || arg.value > range[1])) {
    const message = `\`${parameter.name}\` of \`${name}\` must lie between ${range[0]} and ${range[1]}`;
    context.error('argument-value', arg.span, message);
    return;
  }
  if (parameter.values === undefined || arg.kind !== 'String') return;
  const value = arg.value.toLowerCase();
  if (parameter.values.some((known) => known.toLowerCase() === value)) return;
  const near = nearest(arg.value, parameter.values);
  context.error('argument-value', arg.span, `unknown ${parameter.name} \`${arg.value}\``, {
    help: near === undefined ? `one of ${parameter.values.join(', ')}` : `did you mean \`${near}\`?`,
    ...(near === undefined ? {} : { fix: { span: arg.span, text: quote(near) } }),
  });
}

function typeAdvice(arg: LiteralNode | PathNode, { kind, values }: ParameterDefinition): Advice {
  if (kind === 'number' && arg.kind === 'String' && numberOf(arg.value) !== undefined) {
    return { help: 'write it without quotes', fix: { span: arg.span, text: arg.value } };
  }
  const word = onlyNameOf(arg);
  if (kind === 'text' && word !== undefined && values?.some((known) => known.toLowerCase() === word.toLowerCase())) {
    return { help: `write \`${quote(word)}\``, fix: { span: arg.span, text: quote(word) } };
  }
  return {};
}
