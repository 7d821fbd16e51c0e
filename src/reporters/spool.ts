/** Text that a report can write only later: the counts that come first are known last. */
export interface Spool {
  readonly add: (text: string) => void;
  /** What was added, in pieces, as often as it is asked for. */
  readonly read: () => Iterable<string>;
}

/** A spool that holds its text. The command gives reports one that keeps it in a file. */
export function memorySpool(): Spool {
  const pieces: string[] = [];
  let pending: string[] = [];
  let length = 0;
  return {
    // Joined, they are one text: many short ones that point to others cost the collector of garbage more than their making.
    add: (text) => {
      pending.push(text);
      length += text.length;
      if (length < GATHERED) return;
      pieces.push(pending.join(''));
      pending = [];
      length = 0;
    },
    read: () => [...pieces, pending.join('')],
  };
}

const GATHERED = 32 * 1024;
