import { required } from '../text/required.ts';
/** A run of addresses as numbers, `end` not included. */
export interface Range<T extends number | bigint> {
  readonly start: T;
  readonly end: T;
}

/** A range that decides about its addresses: open or closed. */
export interface Verdict<T extends number | bigint> extends Range<T> {
  readonly open: boolean;
}

/**
 * The addresses that are open when, for each address, the first range that holds it decides; an address in no range is
 * closed. The result is sorted, without overlaps, and neighbours are one range. Takes n log n steps for n ranges.
 *
 * @example
 * openRanges([{ start: 3, end: 5, open: false }, { start: 0, end: 9, open: true }]); // 0 to 3 and 5 to 9
 */
export function openRanges<T extends number | bigint>(verdicts: readonly Verdict<T>[]): Range<T>[] {
  if (verdicts.length < 2) return verdicts.filter(({ open }) => open).map(({ start, end }) => ({ start, end }));
  const bounds = [...new Set(verdicts.flatMap(({ start, end }) => [start, end]))].sort((a, b) => (a < b ? -1 : 1));
  const places = new Map(bounds.map((bound, place) => [bound, place]));
  // Between two neighbouring bounds all addresses fare alike. `next` leads past the pieces that are decided already.
  const next = bounds.map((_, place) => place);
  const open = bounds.map(() => false);
  for (const verdict of verdicts) {
    const end = required(places.get(verdict.end));
    let place = undecided(next, required(places.get(verdict.start)));
    while (place < end) {
      open[place] = verdict.open;
      next[place] = place + 1;
      place = undecided(next, place);
    }
  }
  return joined(bounds, open);
}

/** The first place from `place` on that is not decided; on the way, the chain is made shorter for those that follow. */
function undecided(next: number[], place: number): number {
  let at = place;
  for (let to = required(next[at]); to !== at; to = required(next[at])) {
    next[at] = required(next[to]);
    at = required(next[at]);
  }
  return at;
}

function joined<T extends number | bigint>(bounds: readonly T[], open: readonly boolean[]): Range<T>[] {
  const ranges: Range<T>[] = [];
  let start: T | undefined;
  bounds.forEach((bound, place) => {
    if (open[place]) {
      start ??= bound;
    } else if (start !== undefined) {
      ranges.push({ start, end: bound });
      start = undefined;
    }
  });
  return ranges;
}
