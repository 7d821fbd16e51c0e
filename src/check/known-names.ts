import { keptIn } from './kept.ts';
import { folded, otherNumber, slipByLetters, wordKey } from './names.ts';

/** Longer names are nobody's words, and all of them are gone through. */
const MAX_LENGTH = 200;

/** Names that are there, in their order; what is asked of all of them for each of thousands of written ones is worked out once. */
export class KnownNames {
  readonly names: readonly string[];
  /** How many were given. */
  readonly count: number;
  private readonly byLetters: Index;
  private readonly byCase: Index;
  private readonly byWords: Index;

  constructor(names: Iterable<string>) {
    const all = new Set(names);
    this.count = all.size;
    this.names = [...all].filter(({ length }) => length <= MAX_LENGTH);
    this.byLetters = new Index(this.names, folded);
    this.byCase = new Index(this.names, (name) => name.toLowerCase());
    this.byWords = new Index(this.names, wordKey);
  }

  /** The name that a written one most likely stands for: a slip of it, or its singular or plural. */
  near(written: string): string | undefined {
    if (written.length > MAX_LENGTH) return undefined;
    const isOther = (name: string): boolean => name !== written;
    const same = this.byLetters.of(folded(written)).find(isOther);
    const slip = same ?? slipByLetters(written, this.names.filter(isOther));
    if (slip !== undefined) return slip;
    const numbers = new Set(otherNumber(written).flatMap((name) => this.byCase.of(name.toLowerCase())));
    return [...numbers].filter(isOther).sort((a, b) => this.names.indexOf(a) - this.names.indexOf(b))[0];
  }

  /**
   * The name of the same words in another order, or with an `is` more or less: `activeMfa`, `isMfaActive` for `mfaActive`.
   * Undefined where several are.
   *
   * @example
   * new KnownNames(['port', 'portTo']).ofSameWords('toPort') // 'portTo'
   */
  ofSameWords(written: string): string | undefined {
    const key = written.length > MAX_LENGTH ? '' : wordKey(written);
    const [found, ...others] = key === '' ? [] : this.byWords.of(key);
    return others.length === 0 ? found : undefined;
  }
}

/** The known name that a written one most likely stands for: a slip of it, or its singular or plural. */
export function nearName(written: string, known: Iterable<string>): string | undefined {
  return new KnownNames(known).near(written);
}

const kept = /*#__PURE__*/ new WeakMap<object, KnownNames>();

/** The names that a map has, which are asked for by rule after rule once it has all of them. */
export function namesOf(map: ReadonlyMap<string, unknown>): KnownNames {
  const before = kept.get(map);
  if (before?.count === map.size) return before;
  const known = new KnownNames([...map.keys()].sort());
  kept.set(map, known);
  return known;
}

/** Names by something of them, made when it is first asked for. */
class Index {
  private made: Map<string, string[]> | undefined;
  private readonly names: readonly string[];
  private readonly keyOf: (name: string) => string;

  constructor(names: readonly string[], keyOf: (name: string) => string) {
    this.names = names;
    this.keyOf = keyOf;
  }

  of(key: string): readonly string[] {
    this.made ??= this.make();
    return this.made.get(key) ?? [];
  }

  private make(): Map<string, string[]> {
    const made = new Map<string, string[]>();
    for (const name of this.names) keptIn(made, this.keyOf(name), () => []).push(name);
    return made;
  }
}
