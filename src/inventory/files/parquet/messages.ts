/** What the thread that reads Parquet is given. */
export interface ParquetTask {
  /** The package that reads it. */
  readonly library: string;
  /** The file, or its bytes where it does not lie on the disk as it is. */
  readonly path?: string;
  readonly bytes?: Uint8Array;
  readonly maxDepth: number;
  /** Of the row groups only a share, the `index`-th (from 0) of `of`. */
  readonly share?: { readonly index: number; readonly of: number };
}

/** What it sends, one message for each that is asked for. */
export type ParquetMessage =
  | { readonly kind: 'missing' }
  /** So many rows are said to be in what is read next. */
  | { readonly kind: 'group'; readonly rows: number }
  /** Rows from `start` on; undefined for one that nests too deep. */
  | { readonly kind: 'rows'; readonly start: number; readonly rows: readonly ParquetRow[] }
  | { readonly kind: 'damaged'; readonly start: number; readonly reason: string }
  | { readonly kind: 'end' };

/** A row as JSON has it. */
export type ParquetRow = { readonly value: unknown } | { readonly isTooDeep: true };
