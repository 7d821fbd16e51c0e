/** A property of a published schema: of any kind, of one that matters to the checks, or with properties of its own. */
export type Shape = 'any' | 'boolean' | 'number' | 'list' | 'object' | Structure | readonly [Structure];

/** An object of which all properties are known. Structures may hold themselves. */
export interface Structure {
  readonly properties: Map<string, Shape>;
}

const CODES = { any: '', boolean: 'b', number: 'n', list: 'l', object: 'o' } as const;

/**
 * Types and structures as text, of which equal structures are one line each: first `type#line` for every type, an empty
 * line, then the structures, `name:code,…`, where a code is a letter, `{line` for an object or `[line` for a list of them.
 */
export function encode(types: ReadonlyMap<string, Structure>): string {
  const numbers = new Map<Structure, number>();
  const byText = new Map<string, number>();
  const lines: string[] = [];
  const pending = new Set<Structure>();

  const codeOf = (shape: Shape): string => {
    if (typeof shape === 'string') return CODES[shape];
    return Array.isArray(shape) ? `[${numberOf(shape[0] as Structure)}` : `{${numberOf(shape as Structure)}`;
  };

  const numberOf = (structure: Structure): number => {
    const known = numbers.get(structure);
    if (known !== undefined) return known;
    if (pending.has(structure)) {
      // It holds itself: its line has a number before it has a text.
      const number = lines.push('') - 1;
      numbers.set(structure, number);
      return number;
    }
    pending.add(structure);
    const text = [...structure.properties]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, shape]) => `${name}:${codeOf(shape)}`.replace(/:$/u, ''))
      .join(',');
    pending.delete(structure);
    const own = numbers.get(structure);
    if (own !== undefined) {
      lines[own] = text;
      return own;
    }
    let number = byText.get(text);
    if (number === undefined) {
      number = lines.push(text) - 1;
      byText.set(text, number);
    }
    numbers.set(structure, number);
    return number;
  };

  const names = [...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, one]) => `${type}#${numberOf(one)}`);
  return `${names.join('\n')}\n\n${lines.join('\n')}\n`;
}
