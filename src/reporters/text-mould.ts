import { type FilledPlaces, filledText, isPlainValue } from '../findings/fill-template.ts';
import { narrow } from '../text/narrow.ts';

/** What stands for a value while a mould is made. */
const HOLE = '\uf8fe';

/** Marks of CI systems: whether they are written otherwise depends on what follows, which may be a value. */
const COMMANDS = /##|::/u;

/** Writes texts that differ in a few values: what is around the values is escaped once. */
export class TextMoulds {
  readonly #write: (text: string) => string;
  readonly #moulds = new WeakMap<readonly string[], readonly string[]>();

  /** @param write escapes a text, each character of {@link isPlainValue} as it is, and the others whichever value they stand beside */
  constructor(write: (text: string) => string) {
    this.#write = write;
  }

  /** The text as it would be escaped whole. */
  write(filled: FilledPlaces): string {
    const { around, values } = filled;
    if (!values.every(isPlainValue)) return this.#write(filledText(filled));
    let mould = this.#moulds.get(around);
    if (mould === undefined) this.#moulds.set(around, (mould = this.#mouldOf(around)));
    return mould.length === 0 ? this.#write(filledText(filled)) : filledText({ around: mould, values });
  }

  /** Empty where there is none. */
  #mouldOf(around: readonly string[]): readonly string[] {
    if (around.some((text) => text.includes(HOLE) || COMMANDS.test(text))) return [];
    const pieces = this.#write(around.join(HOLE)).split(HOLE).map(narrow);
    return pieces.length === around.length ? pieces : [];
  }
}
