import type { PathNode, SegmentNode } from '../../syntax/ast.ts';
import { quote } from '../../syntax/print.ts';
import type { Advice } from '../../text/message.ts';
import { nearest } from '../../text/suggest.ts';
import { type CheckContext, didYouMean } from '../context.ts';
import { defineCheck } from '../define.ts';
import { type Place, type Scope, scopeOf } from '../places.ts';
import { onlyNameOf } from '../path-words.ts';
import { COUNTS, type Hint, hintFor } from '../property-hints.ts';
import { elementSchema, kindsOf, type PropertySchema, propertyNames } from '../schemas/schema.ts';
import type { Leave, PathEnd } from '../shapes.ts';
import { isTerraformType } from '../target-types.ts';
import { steeringHelp } from '../terraform-meta.ts';
import { clipped, kindWords } from '../wording.ts';

/** Properties that the entities of a type do not have, and paths that run through a list. */
export const property = defineCheck({
  name: 'property',
  codes: {
    'unknown-property': {
      title: 'a property that entities of the type are not known to have',
      explanation:
        'A property that is missing equals nothing, so that a slip makes a rule that says the same of every entity. CloudGuard’s types are never known completely: of those only an evident slip is said.',
      example: 'IamUser should have mfaActve = true',
      needs: 'schemas',
    },
    'path-through-list': {
      title: 'a path that runs through a list',
      explanation:
        'A path goes on into a list that holds one element; of a list of several it is undecided. Blocks look at the elements of lists.',
      example: 'SecurityGroup should not have inboundRules.port = 22',
      needs: 'schemas',
    },
  },
  also: ['misspelt-keyword'],
  visit: { Path: visit },
});

function visit(node: PathNode, place: Place, context: CheckContext): void {
  const end = context.options.schemas === undefined ? undefined : context.follow(node, place.scope);
  const scope = scopeOf(node, place.scope);
  if (isExistence(node, place)) {
    const isNegated = place.parent?.node.kind === 'Assertion' && place.parent.node.negated;
    context.warn('misspelt-keyword', node.span, `\`${clipped(node)}\` is read as a property, which nothing has`, {
      help: isNegated
        ? 'what shall not be there fails by `should fail`'
        : `that there is one is asked of all: \`List<${context.target ?? 'Type'}> should have items\``,
      always: { span: node.span, truth: false },
    });
    return;
  }
  const word = wordOnTheRight(node, place);
  if (word !== undefined && (end === undefined || end.schema === 'any')) {
    const near = nearest(word, ['true', 'false']);
    if (near !== undefined) {
      context.warn('misspelt-keyword', node.span, `\`${word}\` is read as a property`, didYouMean(near, node.span));
      return;
    }
  }
  if (end === undefined || scope === undefined || isFail(node, place)) return;
  if (end.stop !== undefined) reportStop(node, end.stop, scope, word, context);
  else if (end.beyond !== undefined) reportBeyond(node, end.beyond, place, word, context);
}

/** The one word that is compared with: a property, or text whose quotes were left out. */
function wordOnTheRight(node: PathNode, { parent }: Place): string | undefined {
  const above = parent?.node;
  if (above?.kind !== 'Comparison' || above.right !== node || node.start !== 'element') return undefined;
  return onlyNameOf(node);
}

/** `name in (Admins)`: a word that no property is called, and that is no text. */
function nameOfList(node: PathNode, { parent }: Place): string | undefined {
  const above = parent?.node;
  if (above?.kind !== 'In' || above.list !== node) return undefined;
  const name = onlyNameOf(node);
  return name !== undefined && /^[A-Z]\w*$/u.test(name) ? name : undefined;
}

/** `S3Bucket should fail`: a property that nothing has, written so on purpose, and seen in published rules. */
function isFail({ segments }: PathNode, { parent }: Place): boolean {
  return parent?.node.kind === 'Assertion' && segments.map(({ name }) => name).join('.') === 'fail';
}

/** `S3Bucket where … should not exist`: what other languages ask of a resource itself. */
function isExistence(node: PathNode, { parent }: Place): boolean {
  return parent?.node.kind === 'Assertion' && /^exists?$/iu.test(onlyNameOf(node) ?? '');
}

function reportStop(
  node: PathNode,
  stop: NonNullable<PathEnd['stop']>,
  scope: Scope,
  word: string | undefined,
  context: CheckContext,
): void {
  const { why, index, owner } = stop;
  const segment = node.segments[index];
  if (segment === undefined) return;
  const owned = ownerText(node, index, context);
  if (why === 'list') {
    const list = owned ?? '$';
    const rest = context.textOf({ start: segment.span.start, end: node.span.end });
    context.warn(
      'path-through-list',
      segment.span,
      `\`${list}\` is a list, and a path goes on into a list of one element only`,
      {
        help: COUNTS.test(rest)
          ? `how many there are is a function: \`${list} length()\``
          : `open a block: \`${list} contain [ ${isKeyed(owner, segment) && rest === String(segment.name) ? `key = ${quote(rest)}` : rest} … ]\``,
      },
    );
  } else if (why === 'value') {
    const message = `${owned === undefined ? scope.label : `\`${owned}\``} is ${kindWords(kindsOf(owner))} and has no properties`;
    context.warn('unknown-property', segment.span, message, index === 0 ? { help: 'the element itself is `$`' } : {});
  } else {
    const isTerraform = isTerraformType(context.target ?? '');
    const isAttribute = isTerraform && index === 0 && scope.outer === undefined;
    const steering = isAttribute ? steeringHelp(node.segments.map(({ name }) => name)) : undefined;
    // It is read of `.tf` files.
    if (steering === '') return;
    const last = steering === undefined || segment.name !== 'lifecycle' ? undefined : node.segments[1];
    if (last !== undefined) {
      const message = unknownText(last, 'lifecycle', scope);
      context.note('unknown-property', last.span, message, { help: steering });
      return;
    }
    const hint = steering === undefined ? hintFor(node, stop, scope) : { help: steering };
    const fix = fixOf(hint);
    const advice = fix === undefined && word !== undefined ? quoted(word, segment) : adviceOf(hint, segment);
    const message = unknownText(segment, owned, scope);
    // A property that is near no other may be of another version of the provider.
    const isElsewhere = fix === undefined && word === undefined && isTerraform;
    if (isElsewhere) context.note('unknown-property', segment.span, message, advice);
    else context.warn('unknown-property', segment.span, message, advice);
  }
}

/** Whether the elements are keys with values, of which one was meant. */
function isKeyed(list: PropertySchema, { name }: SegmentNode): boolean {
  const names = propertyNames(elementSchema(list));
  return names.includes('key') && names.includes('value') && !names.includes(String(name));
}

/** Where more properties exist than are known: a slip is a warning, what is known from elsewhere is worth a note. */
function reportBeyond(
  node: PathNode,
  beyond: Leave,
  place: Place,
  word: string | undefined,
  context: CheckContext,
): void {
  const scope = scopeOf(node, place.scope) ?? place.scope;
  const segment = node.segments[beyond.index];
  if (segment === undefined) return;
  const list = nameOfList(node, place);
  const hint = hintFor(node, beyond, scope);
  const message = unknownText(segment, ownerText(node, beyond.index, context), scope);
  if (hint !== undefined && 'isSure' in hint && hint.isSure)
    context.warn('unknown-property', segment.span, message, adviceOf(hint, segment));
  else if (word !== undefined) context.warn('unknown-property', segment.span, message, quoted(word, segment));
  else if (list !== undefined) {
    const help = `a named list is written \`in ($${list})\`, and text stands in quotes: \`in ('${list}')\``;
    context.warn('unknown-property', segment.span, message, { help });
  } else if (hint !== undefined) context.note('unknown-property', segment.span, message, adviceOf(hint, segment));
}

/** What stands before a segment; undefined for the first one. */
function ownerText(node: PathNode, index: number, context: CheckContext): string | undefined {
  const before = node.segments[index - 1];
  return before === undefined ? undefined : context.textOf({ start: node.span.start, end: before.span.end });
}

function unknownText({ name }: SegmentNode, owned: string | undefined, scope: Scope): string {
  return `\`${name}\` is not a known property of ${owned === undefined ? scope.label : `\`${owned}\``}`;
}

function quoted(word: string, { span }: SegmentNode): Advice {
  const text = quote(word);
  return { help: `if it is text, write \`${text}\``, fix: { span, text, isSuggestion: true } };
}

function fixOf(hint: Hint | undefined): string | undefined {
  return hint !== undefined && 'fix' in hint ? hint.fix : undefined;
}

function adviceOf(hint: Hint | undefined, { span }: SegmentNode): Advice {
  return hint !== undefined && 'help' in hint ? hint : didYouMean(fixOf(hint), span);
}
