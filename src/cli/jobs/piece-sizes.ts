import type { PieceSize } from '../../inventory/files/pieces.ts';

const MOST_BYTES = 64 * 1024 * 1024;
/** Each piece begins anew, which costs some milliseconds. */
const LEAST_BYTES = 1024 * 1024;
/** Nor is less worth a thread. */
export const LEAST_OF_SMALL = 64 * 1024;
/** So many pieces a thread of what is left, so that threads end at about the same time: the last pieces are the smallest. */
const PIECES_A_THREAD = 4;

/** Sizes for pieces of so many bytes in all, which threads take as they are free. */
export function pieceSizes(bytes: number, threads: number): PieceSize {
  const least = Math.max(LEAST_OF_SMALL, Math.min(LEAST_BYTES, Math.ceil(bytes / (threads * PIECES_A_THREAD))));
  return (left) => Math.min(MOST_BYTES, Math.max(least, Math.ceil(left / (threads * PIECES_A_THREAD))));
}
