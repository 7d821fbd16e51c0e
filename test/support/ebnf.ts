/*
 * Reads grammar/gsl.ebnf and works with nothing but it: writes random sentences of it, and tells whether a sequence of
 * tokens is one. It shares no code with the parser, so that each can be held against the other.
 */

type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'sequence' | 'choice'; readonly items: readonly Expression[] }
  | { readonly kind: 'optional' | 'repeated'; readonly item: Expression };

export interface Grammar {
  readonly rules: ReadonlyMap<string, Expression>;
  /** Tokens that are a pattern. */
  readonly patterns: ReadonlyMap<string, RegExp>;
}

export function readEbnf(text: string): Grammar {
  const rules = new Map<string, Expression>();
  const patterns = new Map<string, RegExp>();
  for (const line of text.replace(/\(\*.*?\*\)/gsu, '').split('\n')) {
    if (line.trim() === '') continue;
    const [, name, right] = /^(\w+) = (.*) ;$/u.exec(line) as unknown as [string, string, string];
    if (right.startsWith('/')) patterns.set(name, new RegExp(`^(?:${right.slice(1, -1)})$`, 'u'.replace('u', '')));
    else rules.set(name, readExpression(right));
  }
  return { rules, patterns };
}

function readExpression(text: string): Expression {
  const tokens = text.match(/"[^"]*"|\w+|[[\](){}|,]/gu) ?? [];
  let at = 0;
  const choice = (): Expression => {
    const items = [sequence()];
    while (tokens[at] === '|') {
      at += 1;
      items.push(sequence());
    }
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  };
  const sequence = (): Expression => {
    const items = [item()];
    while (tokens[at] === ',') {
      at += 1;
      items.push(item());
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  };
  const item = (): Expression => {
    const token = tokens[at]!;
    at += 1;
    if (token === '[' || token === '{' || token === '(') {
      const inner = choice();
      at += 1;
      return token === '(' ? inner : { kind: token === '[' ? 'optional' : 'repeated', item: inner };
    }
    return token.startsWith('"') ? { kind: 'literal', text: token.slice(1, -1) } : { kind: 'name', name: token };
  };
  return choice();
}

/** Texts for the tokens that are patterns. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  Word: ['name', 'firstAccessKey.isActive', 'Condition.Bool.aws:SecureTransport', 'spec.x-amz-acl', 'a.0.b', 'in.not'],
  Text: ["''", "'alice'", "'it''s'", "'%a%'", "'] and ('"],
  Whole: ['0', '12'],
  Number: ['0', '-90', '1.5', '4294967296', '12345678901234567890'],
  Regex: ['/^svc-/', '/a|b/i', '/[/]x\\/y/'],
  NamedList: ['$Offices'],
  Tilde: ['~', '~~'],
  Tail: ['.a', '.a.b-c'],
};

/** A random sentence; `random` gives whole numbers below its argument. Deep recursion is cut by taking the shortest way. */
export function sentence(grammar: Grammar, start: string, random: (below: number) => number): string {
  const words: string[] = [];
  const isLong = (depth: number): boolean => depth > 25 || words.length > 60;
  const write = (expression: Expression, depth: number): void => {
    switch (expression.kind) {
      case 'literal':
        words.push(random(4) === 0 ? expression.text.toUpperCase() : expression.text);
        return;
      case 'name': {
        const rule = grammar.rules.get(expression.name);
        if (rule !== undefined) write(rule, depth + 1);
        else words.push(pick(SAMPLES[expression.name]!));
        return;
      }
      case 'sequence':
        expression.items.forEach((item) => write(item, depth));
        return;
      case 'choice':
        // Alternatives that come back to a condition make the sentence grow.
        write(isLong(depth) ? shallowest(expression.items) : pick(expression.items), depth);
        return;
      case 'optional':
        if (!isLong(depth) && random(2) === 0) write(expression.item, depth);
        return;
      case 'repeated':
        for (let count = isLong(depth) ? 0 : random(3); count > 0; count -= 1) write(expression.item, depth);
    }
  };
  const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;
  const shallowest = (items: readonly Expression[]): Expression =>
    items.find((item) => item.kind !== 'sequence') ?? items[0]!;
  write(grammar.rules.get(start)!, 0);
  return words.join(' ');
}

/** Cuts a text into tokens by the grammar's own lexical rules: the longest that fits, a keyword before a word. */
export function tokensOf(
  { rules, patterns }: Grammar,
  text: string,
): { readonly text: string; readonly names: ReadonlySet<string> }[] {
  const literals = new Set<string>();
  const collect = (expression: Expression): void => {
    if (expression.kind === 'literal') literals.add(expression.text.toLowerCase());
    else if ('items' in expression) expression.items.forEach(collect);
    else if ('item' in expression) collect(expression.item);
  };
  [...rules.values()].forEach(collect);
  const out: { text: string; names: Set<string> }[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    let longest = '';
    for (let end = rest.length; end > longest.length; end -= 1) {
      const candidate = rest.slice(0, end);
      if (literals.has(candidate.toLowerCase()) || [...patterns.values()].some((pattern) => pattern.test(candidate)))
        longest = candidate;
    }
    if (longest === '') return [];
    const isLiteral = literals.has(longest.toLowerCase());
    const names = new Set(
      isLiteral ? [] : [...patterns].filter(([, pattern]) => pattern.test(longest)).map(([name]) => name),
    );
    out.push({ text: isLiteral ? longest.toLowerCase() : longest, names: isLiteral ? new Set(['"literal"']) : names });
    rest = rest.slice(longest.length).trimStart();
  }
  return out;
}

/** Whether a text is a sentence of the grammar: all ways are tried. */
export function accepts(grammar: Grammar, start: string, text: string): boolean {
  const tokens = tokensOf(grammar, text);
  const memo = new Map<string, ReadonlySet<number>>();
  const ends = (expression: Expression, at: number): ReadonlySet<number> => {
    switch (expression.kind) {
      case 'literal': {
        const token = tokens[at];
        return new Set(
          token?.names.has('"literal"') === true && token.text === expression.text.toLowerCase() ? [at + 1] : [],
        );
      }
      case 'name': {
        const rule = grammar.rules.get(expression.name);
        if (rule === undefined) return new Set(tokens[at]?.names.has(expression.name) === true ? [at + 1] : []);
        const key = `${expression.name}@${at}`;
        const known = memo.get(key);
        if (known !== undefined) return known;
        const found = ends(rule, at);
        memo.set(key, found);
        return found;
      }
      case 'sequence':
        return expression.items.reduce<ReadonlySet<number>>(
          (from, item) => union([...from].map((place) => ends(item, place))),
          new Set([at]),
        );
      case 'choice':
        return union(expression.items.map((item) => ends(item, at)));
      case 'optional':
        return union([new Set([at]), ends(expression.item, at)]);
      case 'repeated': {
        const all = new Set([at]);
        for (let frontier: ReadonlySet<number> = all; frontier.size > 0;) {
          const next = union([...frontier].map((place) => ends(expression.item, place)));
          frontier = new Set([...next].filter((place) => !all.has(place)));
          frontier.forEach((place) => all.add(place));
        }
        return all;
      }
    }
  };
  return tokens.length > 0 && ends(grammar.rules.get(start)!, 0).has(tokens.length);
}

function union(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  return new Set(sets.flatMap((set) => [...set]));
}
