/** An expression of a template: `concat(parameters('a'), '-b').c[0]`. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: Expression };

/** Azure takes no longer ones. */
const MAX_LENGTH = 24_576;
const MAX_DEPTH = 100;

const TOKEN = /\s*(?:('(?:[^']|'')*')|(-?\d{1,15})(?![\w.])|([A-Za-z_]\w*)|([()[\],.]))/uy;

/** What the brackets of a text hold; undefined where it is of another form, or too long or deep. */
export function parseExpression(text: string): Expression | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const tokens = tokensOf(text.slice(1, -1));
  return tokens === undefined ? undefined : new Parser(tokens).whole();
}

function tokensOf(inner: string): readonly string[] | undefined {
  const text = inner.trimEnd();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    tokens.push(found[0].trim());
  }
  return tokens;
}

/** Each step gives undefined for what is no expression. */
class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  whole(): Expression | undefined {
    const found = this.#expression(0);
    return this.#at === this.#tokens.length ? found : undefined;
  }

  #take(token: string): boolean {
    const isHere = this.#tokens[this.#at] === token;
    if (isHere) this.#at += 1;
    return isHere;
  }

  #next(): string {
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? '';
  }

  /** `primary { "." name | "[" expression "]" }` */
  #expression(depth: number): Expression | undefined {
    if (depth > MAX_DEPTH) return undefined;
    let found = this.#primary(depth);
    while (found !== undefined) {
      if (this.#take('.')) found = this.#named(found);
      else if (this.#take('[')) found = this.#indexed(found, depth);
      else break;
    }
    return found;
  }

  #named(of: Expression): Expression | undefined {
    const value = this.#next();
    return NAME.test(value) ? { kind: 'member', of, name: { kind: 'literal', value } } : undefined;
  }

  #indexed(of: Expression, depth: number): Expression | undefined {
    const name = this.#expression(depth + 1);
    return name !== undefined && this.#take(']') ? { kind: 'member', of, name } : undefined;
  }

  /** `text | number | name { "." name } "(" [ expression { "," expression } ] ")"` */
  #primary(depth: number): Expression | undefined {
    const token = this.#next();
    if (token.startsWith("'")) return { kind: 'literal', value: token.slice(1, -1).replaceAll("''", "'") };
    if (/^-?\d/u.test(token)) return { kind: 'literal', value: Number(token) };
    let name = token;
    while (this.#take('.')) name += `.${this.#next()}`;
    if (!NAME.test(token) || !this.#take('(')) return undefined;
    const args = this.#take(')') ? [] : this.#arguments(depth);
    return args === undefined ? undefined : { kind: 'call', name: name.toLowerCase(), args };
  }

  #arguments(depth: number): readonly Expression[] | undefined {
    const args: Expression[] = [];
    do {
      const arg = this.#expression(depth + 1);
      if (arg === undefined) return undefined;
      args.push(arg);
    } while (this.#take(','));
    return this.#take(')') ? args : undefined;
  }
}

const NAME = /^[A-Za-z_]\w*$/u;
