import type { PathNode, SegmentNode } from '../../syntax/ast.ts';
import { quote } from '../../syntax/print.ts';
import { nearest } from '../../text/suggest.ts';
import type { Advice } from '../../text/message.ts';
import { type CheckContext, didYouMean } from '../context.ts';
import { defineCheck } from '../define.ts';
import { slipOf } from '../names.ts';
import { type Place, type Scope, scopeOf } from '../places.ts';
import { elementSchema, isOpen, kindsOf, type PropertySchema, propertyNames } from '../schemas/schema.ts';
import type { PathEnd } from '../shapes.ts';
import { kindWords } from '../wording.ts';

/** More names than these in a message are not read. */
const MAX_NAMES = 12;

/** Properties that the entities of a type do not have, and paths that run through a list. */
export const property = defineCheck({
  name: 'property',
  codes: {
    'unknown-property': {
      title: 'a property that entities of the type are not known to have',
      explanation:
        'A property that is missing equals nothing, so that a slip makes a rule that says the same of every entity. The table of properties is made from exports and published rules; new ones may be missing.',
      example: 'IamUser should have mfaActve = true',
      needs: 'schemas',
    },
    'path-through-list': {
      title: 'a path that runs through a list',
      explanation: 'A path stops at a list, and what follows is missing. Blocks look at the elements of lists.',
      example: 'SecurityGroup should not have inboundRules.port = 22',
      needs: 'schemas',
    },
  },
  also: ['misspelt-keyword'],
  visit: {
    Path(node, place, context) {
      const end = context.options.schemas === undefined ? undefined : context.follow(node, place.scope);
      const word = wordOnTheRight(node, place);
      const isKnown = end?.stop === undefined && end?.schema !== 'any' && scopeOf(node, place.scope) !== undefined;
      if (word !== undefined && !(end !== undefined && isKnown)) {
        const near = nearest(word, ['true', 'false']);
        if (near !== undefined) {
          context.warn('misspelt-keyword', node.span, `\`${word}\` is read as a property`, didYouMean(near, node.span));
          return;
        }
      }
      if (end === undefined) return;
      if (isFail(node, place)) return;
      const scope = scopeOf(node, place.scope);
      if (scope === undefined) return;
      if (end.stop !== undefined) report(node, end.stop, scope, place, context);
      else checkOpen(node, scope, context);
    },
  },
});

/** The one word that is compared with: a property, or text whose quotes were left out. */
function wordOnTheRight({ start, segments }: PathNode, { parent, node }: Place): string | undefined {
  const above = parent?.node;
  const isRight = above?.kind === 'Comparison' && above.right === node;
  const [only] = segments;
  return isRight && start === 'element' && segments.length === 1 && typeof only!.name === 'string'
    ? only!.name
    : undefined;
}

/** `S3Bucket should fail`: a property that nothing has, written so on purpose, and seen in published rules. */
function isFail({ segments }: PathNode, { parent }: Place): boolean {
  return parent?.node.kind === 'Assertion' && segments.length === 1 && segments[0]!.name === 'fail';
}

function report(
  node: PathNode,
  { why, index, owner }: NonNullable<PathEnd['stop']>,
  scope: Scope,
  place: Place,
  context: CheckContext,
): void {
  const segment = node.segments[index]!;
  const upTo = context.textOf({ start: node.span.start, end: node.segments[Math.max(0, index - 1)]!.span.end });
  const rest = context.textOf({ start: segment.span.start, end: node.span.end });
  if (why === 'list') {
    const list = index === 0 ? '$' : upTo;
    context.warn('path-through-list', segment.span, `\`${list}\` is a list, and a path does not look into lists`, {
      help: `open a block: \`${list} contain [ ${rest} … ]\``,
    });
  } else if (why === 'value') {
    const message = `${index === 0 ? scope.label : `\`${upTo}\``} is ${kindWords(kindsOf(owner))} and has no properties`;
    context.warn('unknown-property', segment.span, message, index === 0 ? { help: 'the element itself is `$`' } : {});
  } else {
    const ofWhat = index === 0 ? scope.label : `\`${upTo}\``;
    const message = `\`${segment.name}\` is not a known property of ${ofWhat}`;
    const advice = adviceFor(node, segment, index, owner, scope);
    const isWord = wordOnTheRight(node, place) !== undefined && advice.fix === undefined;
    const text = quote(String(segment.name));
    const quoted = { help: `if it is text, write \`${text}\``, fix: { span: node.span, text } };
    context.warn('unknown-property', segment.span, message, isWord ? quoted : advice);
  }
}

function adviceFor(
  node: PathNode,
  { name, span }: SegmentNode,
  index: number,
  owner: PropertySchema,
  scope: Scope,
): Advice {
  const names = propertyNames(owner);
  const near = nearest(String(name), names);
  if (near !== undefined) return didYouMean(near, span);
  if (index === 0 && node.start !== '~') {
    const inside = names.find((known) => has(elementSchema((owner as Record<string, PropertySchema>)[known]!), name));
    if (inside !== undefined) {
      const isList = kindsOf((owner as Record<string, PropertySchema>)[inside]!).includes('list');
      return {
        help: isList
          ? `the elements of \`${inside}\` have it: \`${inside} contain [ ${name} … ]\``
          : `did you mean \`${inside}.${name}\`?`,
      };
    }
    if (scope.outer !== undefined && has(scope.outer.element, name)) {
      return { help: `it is a property of ${scope.outer.label}; in a block, paths start at the element` };
    }
  }
  const longer = names.filter((known) => known.toLowerCase().includes(String(name).toLowerCase()));
  if (longer.length === 1 && String(name).length > 3) return { help: `did you mean \`${longer[0]}\`?` };
  if (names.length === 0) return {};
  const shown = names.length > MAX_NAMES ? [...names.slice(0, MAX_NAMES), '…'] : names;
  return { help: `known properties: ${shown.join(', ')}` };
}

function has(schema: PropertySchema, name: string | number): boolean {
  return propertyNames(schema).includes(String(name));
}

/** Where more properties exist than are known, only an evident slip is worth a word. */
function checkOpen(node: PathNode, scope: Scope, context: CheckContext): void {
  let schema = scope.element;
  for (const { name, span } of node.segments) {
    if (isOpen(schema) && !has(schema, name)) {
      const near = slipOf(String(name), propertyNames(schema));
      if (near !== undefined) {
        const message = `\`${name}\` is not a known property`;
        context.warn('unknown-property', span, message, didYouMean(near, span));
      }
      return;
    }
    if (!has(schema, name)) return;
    schema = (schema as Record<string, PropertySchema>)[String(name)]!;
  }
}
