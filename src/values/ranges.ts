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
  if (verdicts.every(({ open }) => open)) return merged(verdicts);
  const bounds = verdicts
    .flatMap(({ start, end }) => [start, end])
    .sort(ascending)
    .filter((bound, place, all) => bound !== all[place - 1]);
  // Between two neighbouring bounds all addresses fare alike. `next` leads past the pieces that are decided already.
  const next = bounds.map((_, place) => place);
  const open = bounds.map(() => false);
  for (const verdict of verdicts) {
    const end = placeOf(verdict.end, bounds);
    let place = undecided(next, placeOf(verdict.start, bounds));
    while (place < end) {
      open[place] = verdict.open;
      next[place] = place + 1;
      place = undecided(next, place);
    }
  }
  return joined(bounds, open);
}

function ascending<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}

/** What open ranges hold together. */
export function merged<T extends number | bigint>(open: readonly Range<T>[]): Range<T>[] {
  const ranges: { start: T; end: T }[] = [];
  let last: { start: T; end: T } | undefined;
  for (const { start, end } of [...open].sort((a, b) => ascending(a.start, b.start))) {
    if (last === undefined || start > last.end) ranges.push((last = { start, end }));
    else if (end > last.end) last.end = end;
  }
  return ranges;
}

/** Where a bound stands. Looked for, and not kept in a map: V8 tells bigints apart by their low 64 bits, which networks share. */
function placeOf<T extends number | bigint>(bound: T, bounds: readonly T[]): number {
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = bounds[middle];
    if (at !== undefined && at < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place from `place` on that is not decided; on the way, the chain is made shorter for those that follow. */
function undecided(next: number[], place: number): number {
  let at = place;
  for (let after = next[at] ?? at; after !== at; after = next[at] ?? at) {
    next[at] = next[after] ?? after;
    at = next[at] ?? after;
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
