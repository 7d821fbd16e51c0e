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

const namesByBinding = /*#__PURE__*/ new WeakMap<Binding, readonly string[]>();

/** The names that a binding hangs on: asked for again and again. */
function namesOf(binding: Binding): readonly string[] {
  const known = namesByBinding.get(binding);
  if (known !== undefined) return known;
  const names = [...namesIn(binding.value)];
  namesByBinding.set(binding, names);
  return names;
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
    // Most stand behind what they hang on, so that one turn finds all.
    for (let found = -1; found < taken.length;) {
      found = taken.length;
      const left: Binding[] = [];
      for (const binding of this.open) {
        const isInside = namesOf(binding).some((name) => inside.has(name));
        (isInside ? taken : left).push(binding);
        if (isInside) inside.add(binding.name);
      }
      this.open = left;
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
  const note = (names: Iterable<string>): void => {
    for (const name of names) {
      const binding = byName.get(name);
      if (binding !== undefined) needed.add(binding);
    }
  };
  note(namesIn(sql));
  // Those that are added on the way are gone through too.
  for (const binding of needed) note(namesOf(binding));
  return bindings.filter((binding) => needed.has(binding));
}

/** What hangs on nothing else first, then what hangs on that alone, and so on. */
export function layersOf(bindings: readonly Binding[]): readonly (readonly Binding[])[] {
  const known = new Set(bindings.map(({ name }) => name));
  const users = new Map<string, Binding[]>();
  const open = new Map<Binding, number>();
  for (const binding of bindings) {
    const needs = namesOf(binding).filter((name) => known.has(name));
    open.set(binding, needs.length);
    for (const name of needs) {
      const others = users.get(name);
      if (others === undefined) users.set(name, [binding]);
      else others.push(binding);
    }
  }
  const places = new Map(bindings.map((binding, place) => [binding, place]));
  const layers: Binding[][] = [];
  let layer = bindings.filter((binding) => open.get(binding) === 0);
  let left = bindings.length;
  while (layer.length > 0) {
    layers.push(layer);
    left -= layer.length;
    const next: Binding[] = [];
    for (const { name } of layer)
      for (const user of users.get(name) ?? []) {
        const others = (open.get(user) ?? 0) - 1;
        open.set(user, others);
        if (others === 0) next.push(user);
      }
    layer = next.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }
  if (left > 0) throw new TypeError('values that are bound hang on each other');
  return layers;
}
