import { tokenMatcher, type IToken, type ISerializedGast, type TokenType } from 'chevrotain';
import { required } from '../text/required.ts';
import { RuleParser } from './parser.ts';
import { TOKENS } from './tokens.ts';

/** A token that can come next, and the productions that it would stand in, outermost first. */
export interface ExpectedToken {
  readonly token: TokenType;
  readonly within: readonly string[];
}

type Gast = ISerializedGast & {
  readonly name?: string;
  readonly definition?: readonly Gast[];
  readonly separator?: Gast;
};

/** What is still to be read: an item, or the end of a production, and what follows it. */
interface Rest {
  readonly item: Gast | { readonly type: 'End'; readonly name: string };
  readonly next: Rest | undefined;
}

/** More ways to read a text than this are no help; the grammar has a handful. */
const MAX_WAYS = 200;

let grammar: { readonly rules: ReadonlyMap<string, readonly Gast[]>; readonly types: ReadonlyMap<string, TokenType> };

/**
 * What the grammar allows behind some tokens, by walking it with all ways to read them at once. Empty when the tokens cannot
 * begin a rule.
 */
export function expectedTokens(
  tokens: readonly IToken[],
  production: 'rule' | 'condition' = 'rule',
): readonly ExpectedToken[] {
  grammar ??= {
    rules: new Map(
      (new RuleParser().getSerializedGastProductions() as readonly Gast[]).map(({ name, definition }) => [
        required(name),
        required(definition),
      ]),
    ),
    types: new Map(TOKENS.map((type) => [type.name, type])),
  };
  let ways = terminals([{ item: { type: 'NonTerminal', name: production } as Gast, next: undefined }]);
  for (const token of tokens) {
    const after = ways.filter(({ type }) => tokenMatcher(token, type)).map(({ rest }) => rest);
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
    if (item.type === 'Terminal') ways.push({ type: required(grammar.types.get(item.name ?? '')), rest: next });
    else pending.push(...readings(item, next));
  }
  return ways.reverse();
}

/** The ways in which an item that is no token can be read. */
function readings(item: Rest['item'], next: Rest | undefined): readonly (Rest | undefined)[] {
  const before = (items: readonly Rest['item'][], rest: Rest | undefined): Rest | undefined =>
    items.reduceRight<Rest | undefined>((tail, one) => ({ item: one, next: tail }), rest);
  if (item.type === 'End') return [next];
  const { definition = [] } = item;
  switch (item.type) {
    case 'NonTerminal': {
      const name = required(item.name);
      return [before([...required(grammar.rules.get(name)), { type: 'End', name }], next)];
    }
    case 'Option':
      return [next, before(definition, next)];
    case 'Repetition':
      return [next, before([...definition, item], next)];
    case 'RepetitionMandatory':
      return [before([...definition, { ...item, type: 'Repetition' }], next)];
    case 'RepetitionWithSeparator':
    case 'RepetitionMandatoryWithSeparator': {
      const more = { type: 'Repetition', definition: [required(item.separator), ...definition] } as unknown as Gast;
      const some = before([...definition, more], next);
      return item.type === 'RepetitionWithSeparator' ? [next, some] : [some];
    }
    case 'Alternation':
      return definition.map((alternative) => before([alternative], next));
    default:
      return [before(definition, next)];
  }
}

function productionsIn(rest: Rest | undefined): readonly string[] {
  const names: string[] = [];
  for (let at = rest; at !== undefined; at = at.next)
    if (at.item.type === 'End') names.push((at.item as { readonly name: string }).name);
  return names.reverse();
}
