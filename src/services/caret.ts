import type { Place } from '../check/places.ts';
import type { OperandNode, PathNode } from '../syntax/ast.ts';
import { type ExpectedToken, expectedTokens } from '../syntax/expected-tokens.ts';
import { tokenizeSlips } from '../syntax/slip-lexer.ts';
import { mendWords } from '../syntax/mend-words.ts';
import type { Span } from '../text/source.ts';
import type { ServiceOptions } from './options.ts';
import { type RuleView, viewOf } from './rule-view.ts';

/** What stands around a caret, as far as the text before it tells. */
export interface Caret {
  /** The word at the caret, which a completion takes the place of. */
  readonly span: Span;
  /** The caret is behind a dot: only a property can follow. */
  readonly isProperty: boolean;
  /** The caret is inside of single quotes. */
  readonly isText: boolean;
  /** What the grammar allows there. */
  readonly expected: readonly ExpectedToken[];
  /** The tree of the text before the caret with a name in place of the word, and that name's path or text in it. */
  readonly view: RuleView;
  readonly place: Place | undefined;
  /** The operand that ends right before the caret, for operators and functions to fit. */
  readonly operand: { readonly place: Place; readonly view: RuleView } | undefined;
}

/** A word that no rule has. */
const NAME = 'gslCaret0';

/** A longer word than this is none that could be completed. */
const MAX_WORD = 1_000;

/** Looks at a rule's text from a caret. What stands behind the word at the caret has no part in it. */
export function caretAt(text: string, offset: number, options: ServiceOptions): Caret {
  const before = text.slice(0, offset);
  const quote = openQuote(before);
  const start = quote ?? offset - lengthOf(/[\w:-]*$/u, before.slice(-MAX_WORD));
  const end = offset + lengthOf(quote === undefined ? /^[\w:-]*/u : /^[^'\n]*'?/u, text.slice(offset));
  const head = text.slice(0, start);
  const isProperty = quote === undefined && head.endsWith('.');
  // A slip before the caret is read as what was meant; what follows it tells that it is one.
  const source = { name: 'rule', text: head + NAME };
  const mended = mendWords(source, tokenizeSlips(source).tokens).tokens;
  const tokens =
    quote === undefined
      ? mended.filter((token) => token.startOffset < start)
      : tokenizeSlips({ name: 'rule', text: head }).tokens;
  const closing = closers(tokens.map(({ image }) => image));
  const operands = quote === undefined ? [NAME, `'${NAME}'`] : [`'${NAME}'`];
  let view = viewOf('', options);
  let place: Place | undefined;
  for (const operand of operands) {
    view = viewOf(head + operand + closing, options);
    place = view.places.find(({ node }) => isCaret(node));
    if (place !== undefined) break;
  }
  return {
    span: { start, end },
    isProperty,
    isText: quote !== undefined,
    expected: isProperty ? [] : expectedTokens(tokens, options.readAs),
    view,
    place,
    operand: isProperty || quote !== undefined ? undefined : operandBefore(head, closing, options),
  };
}

/** How much of a text a pattern takes. */
function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}

function isCaret(node: Place['node']): boolean {
  if (node.kind === 'String') return node.value === NAME;
  return node.kind === 'Path' && node.segments.at(-1)?.name === NAME;
}

function operandBefore(head: string, closing: string, options: ServiceOptions): Caret['operand'] {
  const written = head.trimEnd();
  const view = viewOf(written + closing, options);
  const place = view.places.find(
    ({ node }) => node.span.end === written.length && ['Path', 'Call', 'Block', 'GroupBy'].includes(node.kind),
  );
  return place === undefined ? undefined : { place, view };
}

/** Where a text in single quotes begins that is still open; two quotes in a text stand for one. */
function openQuote(before: string): number | undefined {
  let open: number | undefined;
  for (let at = before.indexOf("'"); at >= 0; at = before.indexOf("'", at + 1))
    open = open === undefined ? at : undefined;
  return open;
}

/** What closes the brackets that are open. */
function closers(images: readonly string[]): string {
  const open: string[] = [];
  for (const image of images) {
    if (image === '(') open.push(')');
    else if (image === '[') open.push(']');
    else if (image === ')' || image === ']') open.pop();
  }
  return open.reverse().join('');
}

/** What the value at the caret is held against: the other side of its comparison. */
export function comparedWith({ place }: Caret): OperandNode | undefined {
  const { node, parent } = place ?? {};
  const above = parent?.node;
  if (node === undefined || above === undefined) return undefined;
  if (above.kind === 'Comparison') return above.right === node ? above.left : above.right;
  return above.kind === 'In' || above.kind === 'Like' ? above.left : undefined;
}

/** The path of a node, where it is one. */
export function pathOf(node: Place['node'] | undefined): PathNode | undefined {
  return node?.kind === 'Path' ? node : undefined;
}
