import { required } from '../text/required.ts';
import { grammar, isToken, type Part } from './grammar.ts';
import { isOf, type Token, type TokenType } from './token-type.ts';

/** A token that can come next, and the productions that it would stand in, outermost first. */
export interface ExpectedToken {
  readonly token: TokenType;
  readonly within: readonly string[];
}

/** What is still to be read: an item, or the end of a production, and what follows it. */
interface Rest {
  readonly item: Part | { readonly form: 'end'; readonly of: string };
  readonly next: Rest | undefined;
}

/** More ways to read a text than this are no help; the grammar has a handful. */
const MAX_WAYS = 200;

/**
 * What the grammar allows behind some tokens, by walking it with all ways to read them at once. Empty when the tokens cannot
 * begin a rule.
 */
export function expectedTokens(
  tokens: readonly Token[],
  production: 'rule' | 'condition' = 'rule',
): readonly ExpectedToken[] {
  let ways = terminals([{ item: production, next: undefined }]);
  for (const token of tokens) {
    const after = ways.filter(({ type }) => isOf(token, type)).map(({ rest }) => rest);
    ways = terminals(after);
  }
  return ways.map(({ type, rest }) => ({ token: type, within: productionsIn(rest) }));
}

interface Way {
  readonly type: TokenType;
  readonly rest: Rest | undefined;
}

function terminals(starts: readonly (Rest | undefined)[]): readonly Way[] {
  const ways: Way[] = [];
  const pending = [...starts];
  for (let rest = pending.pop(); ways.length < MAX_WAYS; rest = pending.pop()) {
    if (rest === undefined) {
      if (pending.length === 0) break;
      continue;
    }
    const { item, next } = rest;
    if (isEnd(item) || !isToken(item)) pending.push(...readings(item, next));
    else ways.push({ type: item, rest: next });
  }
  return ways.reverse();
}

/** The ways in which an item that is no token can be read. */
function readings(item: Rest['item'], next: Rest | undefined): readonly (Rest | undefined)[] {
  const before = (items: readonly Rest['item'][], rest: Rest | undefined): Rest | undefined =>
    items.reduceRight<Rest | undefined>((tail, one) => ({ item: one, next: tail }), rest);
  if (isEnd(item)) return [next];
  if (typeof item === 'string') return [before([...required(grammar.get(item)), { form: 'end', of: item }], next)];
  if (isToken(item)) return [];
  switch (item.form) {
    case 'option':
      return [next, before(item.parts, next)];
    case 'repeat':
      return [next, before([...item.parts, item], next)];
    case 'several':
      return [before([item.part, { form: 'repeat', parts: [item.separator, item.part] }], next)];
    case 'either':
      return item.ways.map((way) => before(way, next));
  }
}

function isEnd(item: Rest['item']): item is Extract<Rest['item'], { readonly form: 'end' }> {
  return typeof item !== 'string' && 'form' in item && item.form === 'end';
}

function productionsIn(rest: Rest | undefined): readonly string[] {
  const names: string[] = [];
  for (let at = rest; at !== undefined; at = at.next) if (isEnd(at.item)) names.push(at.item.of);
  return names.reverse();
}
