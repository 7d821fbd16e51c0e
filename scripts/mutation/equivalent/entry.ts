export interface Equivalent {
  readonly file: string;
  /** A part of the line, where the change alone is not enough to tell which. */
  readonly within?: string | undefined;
  /** As `--survivors` prints it, whole. */
  readonly change: string;
  readonly why: string;
}

/** What is explained, by the files of a room. */
type Table = Readonly<Record<string, readonly (readonly [change: string, why: string, within?: string])[]>>;

/** Mutants that no test can tell from the source. */
export function equivalents(room: string, table: Table, because = ''): readonly Equivalent[] {
  return Object.entries(table).flatMap(([file, entries]) =>
    entries.map(([change, why, within]) => ({ file: `${room}/${file}`, change, why: `${because}${why}`, within })),
  );
}

/** Ways that only save time or memory. */
export function shortWays(room: string, table: Table): readonly Equivalent[] {
  return equivalents(room, table, 'a short way, without which ');
}

/** What is asked for the types alone: the other way does not come. */
export function forTypes(room: string, table: Table): readonly Equivalent[] {
  return equivalents(room, table, 'for the types: ');
}
