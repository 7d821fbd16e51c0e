import type { ISerializedGast, TokenType } from 'chevrotain';

type Gast = ISerializedGast & {
  readonly name?: string;
  readonly nonTerminalName?: string;
  readonly definition?: readonly Gast[];
  readonly separator?: Gast;
};

/** The grammar as EBNF: a production for each parser rule, then the tokens. */
export function toEbnf(productions: readonly ISerializedGast[], tokens: readonly TokenType[]): string {
  const literal = new Map(tokens.map((token) => [token.name, literalOf(token)]));
  const rules = (productions as readonly Gast[]).map(
    ({ name, definition }) => `${name!} = ${sequence(definition!, literal)} ;`,
  );
  const lexical = tokens
    .filter(({ name, GROUP }) => GROUP !== 'skipped' && literal.get(name) === undefined)
    .map(({ name, PATTERN }) => `${name} = ${lexicalOf(PATTERN as RegExp)} ;`);
  return [
    '(* Generated from src/syntax/parser.ts and tokens.ts by `npm run docs`. Do not edit. *)',
    '',
    ...rules,
    '',
    '(* Tokens. Keywords and word operators in any case; white space between tokens is free. A word is the longest that fits. *)',
    '',
    ...lexical,
    '',
  ].join('\n');
}

function sequence(items: readonly Gast[], literal: ReadonlyMap<string, string | undefined>): string {
  return items.map((item) => one(item, literal, items.length > 1)).join(' , ');
}

function one(item: Gast, literal: ReadonlyMap<string, string | undefined>, inSequence: boolean): string {
  const inner = (): string => sequence(item.definition!, literal);
  switch (item.type) {
    case 'NonTerminal':
      return item.name!;
    case 'Terminal':
      return literal.get(item.name!) ?? item.name!;
    case 'Option':
      return `[ ${inner()} ]`;
    case 'Repetition':
      return `{ ${inner()} }`;
    case 'RepetitionMandatoryWithSeparator':
      return `${inner()} , { ${one(item.separator!, literal, true)} , ${inner()} }`;
    case 'RepetitionWithSeparator':
      return `[ ${inner()} , { ${one(item.separator!, literal, true)} , ${inner()} } ]`;
    case 'Alternation': {
      const text = item.definition!.map((alternative) => sequence(alternative.definition!, literal)).join(' | ');
      return inSequence ? `( ${text} )` : text;
    }
    default:
      throw new TypeError(`no EBNF for ${item.type}`);
  }
}

/** A token that is one fixed text stands in the grammar as that text. */
function literalOf({ PATTERN }: TokenType): string | undefined {
  const { source } = PATTERN as RegExp;
  const plain = source.replace(/\(\?=.*\)$/u, '');
  if (/^[A-Za-z]+$/u.test(plain)) return `"${plain}"`;
  const text = source.replace(/\\([()[\]$])/gu, '$1');
  return /^[A-Za-z]+$/u.test(source) || /^(?:\\[()[\]$]|[<>,])$/u.test(source) ? `"${text}"` : undefined;
}

function lexicalOf({ source }: RegExp): string {
  const choices = source.split('|');
  return choices.every((choice) => /^[A-Za-z-]+$|^[!<>=]+$/u.test(choice))
    ? choices.map((choice) => `"${choice}"`).join(' | ')
    : `/${source}/`;
}
