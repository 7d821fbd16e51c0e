import { nearest } from '../text/suggest.ts';

/**
 * Whether one name is the other with a single slip of the finger: a letter too many, too few or another, two neighbours
 * swapped, or upper and lower case. A plural is not a slip.
 */
export function isSlip(written: string, known: string): boolean {
  const a = written.toLowerCase();
  const b = known.toLowerCase();
  if (a === b) return written !== known;
  if (Math.abs(a.length - b.length) > 1 || a === `${b}s` || b === `${a}s`) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** A known name that the written one is surely a slip of, where names beyond the known ones exist. */
export function slipOf(written: string, known: Iterable<string>): string | undefined {
  // Short names are often one letter apart, as ELB and ELBV are.
  if (written.length < 5) return [...known].find((name) => name.toLowerCase() === written.toLowerCase());
  const near = nearest(written, known);
  return near !== undefined && isSlip(written, near) ? near : undefined;
}
