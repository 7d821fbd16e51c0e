import { tokenizeSlips } from '../syntax/slip-lexer.ts';
import { KEYWORD_TOKENS } from '../syntax/tokens.ts';
import { endOf } from '../syntax/token.ts';
import { defined } from '../text/defined.ts';
import type { Span } from '../text/source.ts';
import type { ServiceOptions } from './options.ts';
import { viewOf } from './rule-view.ts';

/** What a stretch of a rule is. */
export const SEMANTIC_KINDS = [
  'keyword',
  'type',
  'property',
  'function',
  'operator',
  'string',
  'number',
  'regexp',
  'variable',
] as const;

/** One of the kinds of {@link semanticTokens}. */
export type SemanticKind = (typeof SEMANTIC_KINDS)[number];

/** A stretch of a rule, and what it is. */
export interface SemanticToken {
  readonly span: Span;
  readonly kind: SemanticKind;
}

const KINDS: ReadonlyMap<string, SemanticKind> = new Map([
  ...KEYWORD_TOKENS.map(({ name }) => [name, 'keyword'] as const),
  ['List', 'keyword'],
  ['Comparator', 'operator'],
  ['Less', 'operator'],
  ['Greater', 'operator'],
  ['Text', 'string'],
  ['Number', 'number'],
  ['Whole', 'number'],
  ['Regex', 'regexp'],
  ['NamedList', 'variable'],
  ['Dollar', 'variable'],
  ['Tilde', 'variable'],
  ['Tail', 'property'],
  ['Word', 'property'],
]);

/**
 * What each word of a rule is, in the order of the text: an editor's colours that know a type from a property and both from
 * a function. Broken rules have theirs too.
 *
 * @example
 * semanticTokens('IamUser should have name').map(({ kind }) => kind) // ['type', 'keyword', 'keyword', 'property']
 */
export function semanticTokens(text: string, options: ServiceOptions = {}): readonly SemanticToken[] {
  const special = new Map<number, SemanticKind>();
  for (const { node } of viewOf(text, defined({ readAs: options.readAs })).places) {
    if (node.kind === 'Target') special.set(node.nameSpan.start, 'type');
    if (node.kind === 'Call') special.set(node.nameSpan.start, 'function');
  }
  return tokenizeSlips({ name: 'rule', text }).tokens.flatMap((token) => {
    const kind = special.get(token.startOffset) ?? KINDS.get(token.tokenType.name);
    return kind === undefined ? [] : [{ span: { start: token.startOffset, end: endOf(token) }, kind }];
  });
}
