/** Text that a report can write only later: the counts that come first are known last. */
export interface Spool {
  readonly add: (text: string) => void;
  /** What was added, in pieces, as often as it is asked for. */
  readonly read: () => Iterable<string>;
}

/** A spool that holds its text. The command gives reports one that keeps it in a file. */
export function memorySpool(): Spool {
  const pieces: string[] = [];
  return { add: (text) => void pieces.push(text), read: () => pieces };
}
