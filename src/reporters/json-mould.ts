import { narrow } from '../text/narrow.ts';
import { jsonText } from './json-text.ts';

/** The JSON of an object with places for the values that differ. */
interface Mould {
  /** Between the places, in the order of the text; one more than there are places. */
  readonly pieces: readonly string[];
  /** Which value stands at each place. */
  readonly names: readonly string[];
  /** What was written last at each place. */
  readonly last: { value: unknown; text: string }[];
}

/** What stands for a value while a mould is made. */
const HOLE = /"\uf8fegsl:(\w{1,40})\uf8fe"/u;

/**
 * Writes objects that differ in a few values: what they have in common is made into JSON once.
 *
 * @example
 * const moulds = new JsonMoulds();
 * moulds.write('a', { name: 'x' }, ({ name }) => ({ name, kind: 'thing' })); // {"name":"x","kind":"thing"}
 */
export class JsonMoulds {
  readonly #moulds = new Map<string, Mould | undefined>();

  /**
   * @param key what else the object is made of: the same key gives the same object around the values
   * @param values those that differ; `make` may ask of them only whether they are undefined or empty
   */
  write<Values extends Readonly<Record<string, unknown>>>(
    key: string,
    values: Values,
    make: (values: Values) => object,
  ): string {
    let shape = key;
    for (const name in values) shape += isAbsent(values[name]) ? '0' : '1';
    let mould = this.#moulds.get(shape);
    if (mould === undefined) {
      const text = jsonText(make(values));
      if (this.#moulds.has(shape)) return text;
      mould = mouldOf(values, make);
      // A rule may hold by chance, or by intent, what stands for a value.
      this.#moulds.set(shape, filled(mould, values) === text ? mould : undefined);
      return text;
    }
    return filled(mould, values);
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === '';
}

function mouldOf<Values extends Readonly<Record<string, unknown>>>(
  values: Values,
  make: (values: Values) => object,
): Mould {
  const holes = Object.entries(values).map(([name, value]) => [
    name,
    isAbsent(value) ? value : `\uf8fegsl:${name}\uf8fe`,
  ]);
  const parts = jsonText(make(Object.fromEntries(holes) as Values)).split(HOLE);
  const names = parts.filter((_, at) => at % 2 === 1);
  return {
    pieces: parts.filter((_, at) => at % 2 === 0).map(narrow),
    names,
    last: names.map(() => ({ value: undefined, text: '' })),
  };
}

function filled({ pieces, names, last }: Mould, values: Readonly<Record<string, unknown>>): string {
  let text = pieces[0] ?? '';
  names.forEach((name, at) => {
    const value = values[name];
    const written = last[at];
    if (written === undefined) return;
    if (written.value !== value) {
      written.value = value;
      written.text = jsonText(value);
    }
    text += written.text + (pieces[at + 1] ?? '');
  });
  return text;
}
