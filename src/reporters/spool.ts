/** Text that a report can write only later: the counts that come first are known last. */
export interface Spool {
  readonly add: (text: string) => void;
  /** What was added, in pieces, as often as it is asked for. */
  readonly read: () => Iterable<string>;
}

/** A spool that holds its text. The command gives reports one that keeps it in a file. */
export function memorySpool(): Spool {
  const pieces: string[] = [];
  let pending = '';
  return {
    // Many short texts that were put together of others cost the collector of garbage more than their making.
    add: (text) => {
      pending += text;
      if (pending.length < GATHERED) return;
      pieces.push(pending);
      pending = '';
    },
    read: () => [...pieces, pending],
  };
}

const GATHERED = 32 * 1024;
