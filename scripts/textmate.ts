import type { TokenType } from 'chevrotain';
import {
  And,
  Block,
  Comparator,
  Exclude,
  False,
  GroupBy,
  Have,
  In,
  KEYWORD_TOKENS,
  Like,
  NamedList,
  Not,
  Null,
  NumberLiteral,
  Or,
  Regex,
  RegexMatch,
  Should,
  True,
  Where,
  Word,
  wordsOf,
} from '../src/syntax/tokens.ts';

/* The grammar of TextMate, which editors, GitHub, bat and Shiki colour by, from the tokens of the language. */

/** What editors call what a keyword is. */
const SCOPES: ReadonlyMap<TokenType, string> = new Map([
  [Where, 'keyword.control.gsl'],
  [Should, 'keyword.control.gsl'],
  [Have, 'keyword.control.gsl'],
  [Exclude, 'keyword.control.gsl'],
  [And, 'keyword.operator.logical.gsl'],
  [Or, 'keyword.operator.logical.gsl'],
  [Not, 'keyword.operator.logical.gsl'],
  [In, 'keyword.operator.word.gsl'],
  [Like, 'keyword.operator.word.gsl'],
  [RegexMatch, 'keyword.operator.word.gsl'],
  [Block, 'keyword.operator.word.gsl'],
  [GroupBy, 'keyword.operator.word.gsl'],
  [True, 'constant.language.gsl'],
  [False, 'constant.language.gsl'],
  [Null, 'constant.language.gsl'],
]);

export interface TextMateRule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly contentName?: string;
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly (TextMateRule | { readonly include: string })[];
  readonly include?: string;
}

/** Where a word begins and ends: `contain` is none in `contain-any`, and none in `a.contain`. */
const BEFORE = String.raw`(?<![\w.:-])`;
const AFTER = String.raw`(?![\w:-]|\.\w)`;

/** The grammar of rules. */
export function textMateGrammar(): string {
  return written({
    name: 'GSL',
    scopeName: 'source.gsl',
    fileTypes: ['gsl'],
    patterns: [{ include: '#target' }, { include: '#condition' }],
    repository: { target: { patterns: targetRules() }, condition: { patterns: conditionRules() } },
  });
}

/** What colours rules in YAML (`logic:`) and in Terraform (`logic =`), beside the grammars of those. */
export function textMateInjection(): string {
  const rule = [{ include: 'source.gsl' }];
  const beginCaptures = { 0: { name: 'entity.name.tag.gsl' } };
  const scalar = (begin: string, end: string): TextMateRule => ({
    begin,
    end,
    beginCaptures,
    contentName: 'meta.embedded.gsl',
    patterns: rule,
  });
  const key = String.raw`(?<=^|[\s{,"'-])["']?logic["']?\s*[:=]\s*`;
  return written({
    scopeName: 'source.gsl.embedded',
    injectionSelector:
      'L:source.yaml -comment, L:source.json -comment, L:source.terraform -comment, L:source.hcl -comment',
    patterns: [
      // A block goes on while lines are indented further than its key.
      scalar(String.raw`^(\s*)["']?logic["']?\s*:\s*[|>][-+0-9]*\s*$`, String.raw`^(?!\1\s|\s*$)`),
      scalar(String.raw`^(\s*)- +["']?logic["']?\s*:\s*[|>][-+0-9]*\s*$`, String.raw`^(?!\1\s{3}|\s*$)`),
      scalar(String.raw`(?:\blogic)\s*=\s*<<-?(\w+)\s*$`, String.raw`^\s*\1\s*$`),
      scalar(`${key}"`, '"'),
      {
        ...scalar(`${key}'`, String.raw`'(?!')`),
        patterns: [{ match: "''[^']*''", name: 'string.quoted.single.gsl' }, ...rule],
      },
      scalar(String.raw`${key}(?=[A-Za-z])`, String.raw`$|(?=\s#)`),
    ],
  });
}

function written(grammar: object): string {
  const $schema = 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json';
  const comment = 'Made by `npm run docs` from the tokens of the language (src/syntax/tokens.ts).';
  return `${JSON.stringify({ $schema, comment, ...grammar }, null, 2)}\n`;
}

/** The type of entity that a rule is about stands before its first keyword. */
export function targetRules(): readonly TextMateRule[] {
  const type = String.raw`[A-Za-z_][\w.:-]*`;
  const follows = `(?=\\s+(?i:${[Where, Should].flatMap(wordsOf).join('|')})\\b)`;
  const noKeyword = `(?!(?i:${KEYWORD_TOKENS.flatMap(wordsOf).join('|')})\\b)`;
  const typeName = { name: 'entity.name.type.gsl' };
  return [
    {
      match: String.raw`\b((?i:List))\s*(<)\s*(${type})\s*(>)`,
      captures: {
        1: { name: 'storage.type.gsl' },
        2: { name: 'punctuation.definition.typeparameters.begin.gsl' },
        3: { name: 'entity.name.type.gsl' },
        4: { name: 'punctuation.definition.typeparameters.end.gsl' },
      },
    },
    // Or alone on its line, as long rules are formatted.
    {
      match: `${BEFORE}${noKeyword}(${type})${follows}|^\\s*${noKeyword}(${type})\\s*$`,
      captures: { 1: typeName, 2: typeName },
    },
  ];
}

/** All that stands in conditions. */
export function conditionRules(): readonly TextMateRule[] {
  return [
    {
      begin: "'",
      end: "'(?!')",
      name: 'string.quoted.single.gsl',
      patterns: [{ match: "''", name: 'constant.character.escape.gsl' }],
    },
    { match: String.raw`(?<=^|\s|\()${forOniguruma(Regex)}`, name: 'string.regexp.gsl' },
    ...KEYWORD_TOKENS.map((token): TextMateRule => ({
      match: `${BEFORE}(?i:${byLength(wordsOf(token)).join('|')})${AFTER}`,
      name: SCOPES.get(token) ?? 'keyword.gsl',
    })),
    { match: forOniguruma(NamedList), name: 'variable.other.constant.gsl' },
    { match: String.raw`\$|~+`, name: 'variable.language.gsl' },
    { match: String.raw`${BEFORE}([A-Za-z_]\w*)(?=\s*\()`, captures: { 1: { name: 'entity.name.function.gsl' } } },
    { match: forOniguruma(Word), name: 'variable.other.property.gsl' },
    { match: String.raw`(?<![\w.])${forOniguruma(NumberLiteral)}`, name: 'constant.numeric.gsl' },
    { match: `${forOniguruma(Comparator)}|[<>]`, name: 'keyword.operator.comparison.gsl' },
    { match: String.raw`[()\[\]]`, name: 'punctuation.section.brackets.gsl' },
    { match: ',', name: 'punctuation.separator.gsl' },
  ];
}

function byLength(words: readonly string[]): readonly string[] {
  return [...words].sort((a, b) => b.length - a.length);
}

/** A token's pattern; a bracket inside of a class of characters begins another class in Oniguruma, where JavaScript has it as it is. */
function forOniguruma({ PATTERN }: TokenType): string {
  const { source } = PATTERN as RegExp;
  let isClass = false;
  return source.replaceAll(/\\.|\[|\]/gu, (part) => {
    if (part.length > 1) return part;
    if (part === '[' && isClass) return String.raw`\[`;
    isClass = part === '[';
    return part;
  });
}
