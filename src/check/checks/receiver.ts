import { KIND_WORDS } from '../../values/kinds.ts';
import type { FunctionDefinition, ValueKind } from '../../functions/define.ts';
import type { BlockNode, CallNode, GroupByNode, OperandNode } from '../../syntax/ast.ts';
import type { Span } from '../../text/source.ts';
import { numberOf } from '../../values/equality.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { isLiteral } from '../../syntax/literals.ts';
import type { Place, Scope } from '../places.ts';
import { kindsOf, type PropertyKind, propertyNames } from '../schemas/schema.ts';
import { clipped, kindWords } from '../wording.ts';
import { testsLeft } from './test-as-value.ts';

/** What a function or block is called on: that it is there, is wanted, and can be of the kind. */
export const receiver = defineCheck({
  name: 'receiver',
  codes: {
    'missing-receiver': {
      title: 'a function without the property that it is about',
      explanation: 'Most functions follow a property: `tags length()`.',
      example: 'IamUser should have length() > 0',
    },
    'unexpected-receiver': {
      title: 'a property before a function that takes none',
      explanation: 'Functions such as `getResource` begin an operand; what they need stands between their brackets.',
      example: "Instance should have vpc getResource('VPC', vpcId)",
    },
    'wrong-receiver': {
      title: 'a function or block on a value of the wrong kind',
      explanation:
        'An error where the language itself decides the kind (a literal, the result of a function), a warning where a table of properties does.',
      example: 'IamUser should have tags length() length() > 0',
    },
  },
  visit: {
    Call(node, place, context) {
      const definition = context.functionNamed(node.name);
      if (definition === undefined) return;
      if (definition.receiver === undefined) {
        if (node.receiver === undefined) return;
        context.error('unexpected-receiver', node.receiver.span, `\`${definition.name}\` takes nothing before it`, {
          help: `begin with it: \`${definition.name}(…)\``,
        });
      } else if (node.receiver === undefined) {
        if (!testsLeft(node, place, definition)) {
          context.error('missing-receiver', node.nameSpan, `\`${definition.name}()\` needs a property before it`, {
            help: `write \`${receiverOf(node, definition, place.scope)} ${definition.name}(${argumentsOf(node, definition)})\``,
          });
        }
      } else checkKind(node, node.receiver, definition.receiver, `\`${definition.name}()\``, place.scope, context);
    },
    Block: checkList,
    GroupBy: checkList,
  },
});

/** What stands between the brackets but for the receiver, as it is written. */
function argumentsOf({ args }: CallNode, { parameters }: FunctionDefinition): string {
  if (parameters.length === 0) return '';
  const rest = args.length === parameters.length + 1 ? args.slice(1) : [];
  return rest.length === 0 ? '…' : rest.map((arg) => clipped(arg)).join(', ');
}

/** Of `length(tags)` it stands between the brackets; of what a target of lists and a group hold there is one list. */
function receiverOf(
  { args }: CallNode,
  { parameters, receiver: wanted }: FunctionDefinition,
  { element }: Scope,
): string {
  const [first] = args;
  if (args.length > parameters.length && first?.kind === 'Path') return clipped(first);
  const names = wanted === 'list' ? propertyNames(element) : [];
  return ['items', 'values'].find((name) => names.includes(name)) ?? 'property';
}

function checkList(node: BlockNode | GroupByNode, { scope }: Place, context: CheckContext): void {
  const word = node.kind === 'Block' ? node.operator : 'groupBy';
  if (isLiteral(node.receiver)) {
    context.error('wrong-receiver', node.receiver.span, `\`${word}\` looks into a list, and this is a literal`);
    return;
  }
  // A single text stands for a list of one, as in policies; where a table knows it for text, a list is not meant.
  checkKind(node, node.receiver, 'list', `\`${word}\``, scope, context);
}

/** The kinds that a function cannot do anything with, by what it is made for. */
const MISFITS: Readonly<Record<ValueKind, readonly PropertyKind[]>> = {
  any: [],
  path: [],
  boolean: ['list', 'number', 'object', 'time'],
  list: ['boolean', 'network', 'number', 'text', 'time'],
  network: ['boolean', 'number', 'object', 'text', 'time'],
  number: ['boolean', 'list', 'object', 'text', 'time'],
  object: ['boolean', 'network', 'number', 'text', 'time'],
  text: ['list', 'object'],
  time: ['boolean', 'list', 'network', 'number', 'object', 'text'],
};
/** Literals and results of functions that can still be of the kind: text may hold an address, a number or a time. */
const PERHAPS: Readonly<Partial<Record<ValueKind, readonly PropertyKind[]>>> = {
  network: ['text'],
  number: ['text'],
  time: ['number', 'text'],
};

function checkKind(
  node: CallNode | BlockNode | GroupByNode,
  on: OperandNode,
  wanted: ValueKind,
  who: string,
  scope: Scope,
  context: CheckContext,
): void {
  const { schema, certain } = context.shapeOf(on, scope);
  const kinds = kindsOf(schema);
  const misfits = MISFITS[wanted].filter((kind) => !certain || !PERHAPS[wanted]?.includes(kind));
  const isWrong = kinds.length > 0 && kinds.every((kind) => misfits.includes(kind));
  const wrongText = wanted === 'number' && on.kind === 'String' && numberOf(on.value) === undefined;
  // A block on text that a function gives is a list of one; only a table says that a list is not meant.
  const single = certain && !isLiteral(on) && node.kind !== 'Call' && kinds.includes('text');
  if (!wrongText && (!isWrong || single)) return;
  const span = wordSpan(node);
  const message = `${who} is for ${KIND_WORDS[wanted]}, and \`${clipped(on)}\` is ${kindWords(kinds)}`;
  const isText = node.kind === 'Call' && node.name.toLowerCase() === 'length' && kinds.every((kind) => kind === 'text');
  const advice = isText ? { help: `how long a text is: \`${clipped(on)} textLength()\`` } : {};
  if (certain) context.error('wrong-receiver', span, message, advice);
  else context.warn('wrong-receiver', span, message, advice);
}

/** The word that asks for a receiver. */
function wordSpan(node: CallNode | BlockNode | GroupByNode): Span {
  if (node.kind === 'Call') return node.nameSpan;
  return node.kind === 'Block' ? node.operatorSpan : node.keywordSpan;
}
