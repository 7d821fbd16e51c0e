import { spend, type Work } from '../values/work.ts';

export type Segments = readonly (string | number)[];

/** A path below an element whose value is not known, or of which parts of the text are. */
export interface Note {
  readonly path: Segments;
  readonly reason: string;
  readonly pieces: readonly string[] | undefined;
  /** Whether it is there for certain, and not empty. */
  readonly isPresent?: boolean;
  /** Only the text is not known: what it is the JSON of stands there, and has notes of its own. */
  readonly isDocument: boolean;
}

/** So many notes are looked through each time; more are by their first name, and what was found is remembered. */
const FEW = 8;
/** So many notes cost one unit of work to look through, as a power of two. */
const NOTES = 3;

/** Notes with their places among all of an element. */
type Placed = readonly (readonly [place: number, note: Note])[];

/**
 * The notes of one element. A plan marks thousands, and a rule asks thousands of paths, or one for each of thousands of
 * elements: so notes are found by the first name of their path.
 */
export class Notes {
  readonly #notes: readonly Note[];
  readonly #named = new Map<string, [number, Note][]>();
  /** Those that any path may begin with. */
  readonly #others: [number, Note][] = [];
  readonly #known = new Map<Segments, { missing?: Note | undefined; there?: Note | undefined }>();

  constructor(notes: readonly Note[]) {
    this.#notes = notes;
    if (notes.length <= FEW) return;
    for (const [place, note] of notes.entries()) {
      const name = nameOf(note.path);
      if (name === undefined || name === '*') this.#others.push([place, note]);
      else if (this.#named.has(name)) this.#named.get(name)?.push([place, note]);
      else this.#named.set(name, [[place, note]]);
    }
  }

  /** The first note that says that the value at a path is not known, which may be why it is missing. */
  find(path: Segments, isMissing: boolean, work: Work): Note | undefined {
    // An element itself is there.
    if (path.length === 0) return undefined;
    if (this.#notes.length <= FEW) return this.#notes.find((note) => tells(note, path, isMissing));
    let known = this.#known.get(path);
    const kind = isMissing ? 'missing' : 'there';
    if (known !== undefined && kind in known) return known[kind];
    if (known === undefined) this.#known.set(path, (known = {}));
    return (known[kind] = this.#search(path, isMissing, work));
  }

  /** Whether one is of something below an element's properties of these names. */
  touches(names: ReadonlySet<string>): boolean {
    if (this.#notes.length <= FEW) return this.#notes.some(({ path }) => startsWithAny(path, names));
    if (this.#others.length > 0) return true;
    for (const name of names) if (this.#named.has(name)) return true;
    return false;
  }

  #search(path: Segments, isMissing: boolean, work: Work): Note | undefined {
    const name = nameOf(path);
    const named: Placed = name === undefined ? [...this.#notes.entries()] : (this.#named.get(name) ?? []);
    const others = name === undefined ? [] : this.#others;
    spend(work, (named.length + others.length) >> NOTES);
    const first = (notes: Placed): readonly [number, Note] | undefined =>
      notes.find(([, note]) => tells(note, path, isMissing));
    const [one, other] = [first(named), first(others)];
    if (one === undefined || other === undefined) return (one ?? other)?.[1];
    return one[0] < other[0] ? one[1] : other[1];
  }
}

/** The first segment that is no place in a list: such places may be left out. */
function nameOf(path: Segments): string | undefined {
  return path.find((segment): segment is string => typeof segment === 'string');
}

function tells({ path: unknown, isDocument }: Note, path: Segments, isMissing: boolean): boolean {
  return (
    (isDocument ? reachOf(path, unknown) === path.length : isWithin(path, unknown)) ||
    (isMissing && isOpen(path, unknown))
  );
}

/** Whether what is not there may be so only because it is not known: `*` stands for all that an object may have besides. */
function isOpen(path: Segments, unknown: Segments): boolean {
  return isWithin(unknown, path) || (unknown.at(-1) === '*' && isWithin(path, unknown.slice(0, -1)));
}

/** Whether a path begins with one of these names, or with what may be any name. */
function startsWithAny(path: Segments, names: ReadonlySet<string>): boolean {
  const name = nameOf(path);
  return name === undefined || name === '*' || names.has(name);
}

/** How many names a path has; places in lists may be left out. */
export function steps(path: Segments): number {
  return path.filter((segment) => typeof segment !== 'number').length;
}

/** Whether a path begins with another. */
function isWithin(path: Segments, start: Segments): boolean {
  return reachOf(path, start) !== undefined;
}

/**
 * How many segments of a path another is that it begins with; undefined where it does not. A path goes through a list of
 * one, so a place in a list may be left out of it; where it ends with the list, the other elements of the list may decide.
 */
function reachOf(path: Segments, start: Segments): number | undefined {
  let at = 0;
  let isLeftOut = false;
  for (const segment of start) {
    isLeftOut = path[at] !== segment;
    if (!isLeftOut) at += 1;
    // Another place in the same list is another element.
    else if (typeof segment !== 'number' || typeof path[at] === 'number') return undefined;
  }
  return !isLeftOut || at < path.length ? at : undefined;
}
