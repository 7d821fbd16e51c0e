import { grammar, isToken, type Part } from '../src/syntax/grammar.ts';
import type { TokenType } from '../src/syntax/token-type.ts';

/** The grammar as EBNF: a production for each parser rule, then the tokens. */
export function toEbnf(tokens: readonly TokenType[]): string {
  const literal = new Map(tokens.map((token) => [token.name, literalOf(token)]));
  const rules = [...grammar].map(([name, parts]) => `${name} = ${sequence(parts, literal)} ;`);
  const lexical = tokens
    .filter(({ name, isSkipped }) => isSkipped !== true && literal.get(name) === undefined)
    .map(({ name, pattern }) => `${name} = ${lexicalOf(pattern)} ;`);
  return [
    '(* Generated from src/syntax/grammar.ts and tokens.ts by `npm run docs`. Do not edit. *)',
    '',
    ...rules,
    '',
    '(* Tokens. Keywords and word operators in any case; white space between tokens is free. A word is the longest that fits. *)',
    '',
    ...lexical,
    '',
  ].join('\n');
}

type Literals = ReadonlyMap<string, string | undefined>;

function sequence(parts: readonly Part[], literal: Literals): string {
  return parts.map((part) => one(part, literal, parts.length > 1)).join(' , ');
}

function one(part: Part, literal: Literals, inSequence: boolean): string {
  if (typeof part === 'string') return part;
  if (isToken(part)) return literal.get(part.name) ?? part.name;
  switch (part.form) {
    case 'option':
      return `[ ${sequence(part.parts, literal)} ]`;
    case 'repeat':
      return `{ ${sequence(part.parts, literal)} }`;
    case 'several': {
      const inner = sequence([part.part], literal);
      return `${inner} , { ${one(part.separator, literal, true)} , ${inner} }`;
    }
    case 'either': {
      const text = part.ways.map((way) => sequence(way, literal)).join(' | ');
      return inSequence ? `( ${text} )` : text;
    }
  }
}

/** A token that is one fixed text stands in the grammar as that text. */
function literalOf({ pattern: { source } }: TokenType): string | undefined {
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
