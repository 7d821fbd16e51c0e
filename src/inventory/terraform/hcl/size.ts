import { HclJson, HclUnknown } from './unknown.ts';

/** Longer values are put together of no expression: each of a few locals may double them. */
const MAX_SIZE = 1024 * 1024;
/** Nor deeper ones, of which each local may be a part. */
const MAX_DEPTH = 200;

/** How much there is in a value, all written out. */
export function sizeOf(value: unknown): number {
  return extentOf(value, 0).size;
}

interface Extent {
  readonly size: number;
  readonly depth: number;
}

/** Of lists and objects that were looked at: what a value is put together of was so before, and may stand in it often. */
const extents = new WeakMap<object, Extent>();

/** Whether a value has so many members, characters or levels, all written out, that it is not worked with. */
export function isTooLarge(value: unknown, most = MAX_SIZE): boolean {
  const { size, depth } = extentOf(value, 0);
  return size > most || depth > MAX_DEPTH;
}

function extentOf(value: unknown, level: number): Extent {
  if (typeof value === 'string') return { size: 1 + value.length, depth: 0 };
  if (typeof value !== 'object' || value === null) return { size: 1, depth: 0 };
  const known = extents.get(value);
  if (known !== undefined) return known;
  // Deeper than this it is too deep, whatever stands there.
  if (level > MAX_DEPTH) return { size: 1, depth: MAX_DEPTH };
  const extent = value instanceof HclUnknown ? extentOfUnknown(value, level) : extentWithin(value, level);
  extents.set(value, extent);
  return extent;
}

function extentOfUnknown(value: HclUnknown, level: number): Extent {
  const text = (value.pieces ?? []).reduce((sum, piece) => sum + piece.length, 1);
  if (!(value instanceof HclJson)) return { size: text, depth: 0 };
  const { size, depth } = extentOf(value.document, level + 1);
  return { size: size + text, depth: depth + 1 };
}

function extentWithin(value: object, level: number): Extent {
  let size = 1;
  let depth = 0;
  for (const [name, item] of Object.entries(value)) {
    const inner = extentOf(item, level + 1);
    size += inner.size + (Array.isArray(value) ? 0 : name.length);
    depth = Math.max(depth, inner.depth);
  }
  return { size, depth: depth + 1 };
}
