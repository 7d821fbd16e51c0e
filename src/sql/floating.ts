/*
 * DuckDB takes long to plan values that are bound deep within an expression, so what is bound is worked out before: as
 * columns of the row, or as fields of the elements that a block looks at, in as many steps as they hang on each other.
 * Nothing that is bound can fail, so it does not matter that it is worked out where it is not needed.
 */

/** A value that is bound to a name. */
export interface Binding {
  readonly name: string;
  readonly value: string;
}

/** A name of ours, or something in quotes, in which there is none. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\b[vw]\d+\b/gu;

/** The names of ours that an expression has. */
export function namesIn(sql: string): ReadonlySet<string> {
  return new Set([...sql.matchAll(TOKEN)].map(([token]) => token).filter((token) => /^[vw]/u.test(token)));
}

/** An expression with other texts for some names. */
export function renamed(sql: string, name: (known: string) => string): string {
  return sql.replaceAll(TOKEN, (token) => (/^[vw]/u.test(token) ? name(token) : token));
}

/** Bindings that are not yet worked out anywhere. */
export class Bindings {
  private open: Binding[] = [];

  add(binding: Binding): void {
    this.open.push(binding);
  }

  /** Takes those that hang on one of some names, by way of others too. */
  takeWithin(names: readonly string[]): readonly Binding[] {
    const inside = new Set(names);
    const taken: Binding[] = [];
    for (let found = true; found;) {
      const now = this.open.filter(({ value }) => [...namesIn(value)].some((name) => inside.has(name)));
      for (const { name } of now) inside.add(name);
      this.open = this.open.filter((binding) => !now.includes(binding));
      taken.push(...now);
      found = now.length > 0;
    }
    return taken;
  }

  /** All that are left. */
  takeAll(): readonly Binding[] {
    const all = this.open;
    this.open = [];
    return all;
  }
}

/** Those that an expression needs, by way of others too: what was given up on the way is left out. */
export function neededBy(sql: string, bindings: readonly Binding[]): readonly Binding[] {
  const byName = new Map(bindings.map((binding) => [binding.name, binding]));
  const needed = new Set<Binding>();
  const visit = (text: string): void => {
    for (const name of namesIn(text)) {
      const binding = byName.get(name);
      if (binding === undefined || needed.has(binding)) continue;
      needed.add(binding);
      visit(binding.value);
    }
  };
  visit(sql);
  return bindings.filter((binding) => needed.has(binding));
}

/** What hangs on nothing else first, then what hangs on that alone, and so on. */
export function layersOf(bindings: readonly Binding[]): readonly (readonly Binding[])[] {
  const layers: Binding[][] = [];
  let left = [...bindings];
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const layer = left.filter(({ value }) => ![...namesIn(value)].some((name) => waiting.has(name)));
    if (layer.length === 0) throw new TypeError('values that are bound hang on each other');
    layers.push(layer);
    left = left.filter((binding) => !layer.includes(binding));
  }
  return layers;
}
