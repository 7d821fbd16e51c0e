import { NO_BYTES } from './bytes.ts';
import { JsonCutter, type CutPlan, type JsonPiece } from './json-cutter.ts';
import { noValue, parseJson, recordTooLarge, type ParsedValue } from './json-value.ts';
import { LineCutter, type ByteLine } from './lines.ts';
import { placeOf, problem } from '../problems.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { Provenance } from '../../values/record.ts';

/** A parsed JSON value, or the problem in its stead, with its place. */
export interface ParsedRecord extends ParsedValue {
  readonly place: Provenance;
}

/** A value cut out of a JSON document. */
export interface ParsedPiece extends ParsedRecord {
  readonly key: string | undefined;
  readonly index: number | undefined;
}

/** Cuts a JSON input by a plan and parses each piece. */
export async function* jsonPieces(
  input: ByteInput,
  plan: CutPlan,
  options: ReadOptions,
): AsyncGenerator<readonly ParsedPiece[]> {
  const cutter = new JsonCutter(plan, options);
  // The cutter has watched the depth already.
  const parseOptions = { ...options, maxDepth: Number.POSITIVE_INFINITY };
  const parse = (piece: JsonPiece): ParsedPiece => {
    const place = placeOf(input.file, piece.line, piece.index);
    const parsed =
      piece.fault === undefined
        ? parseJson(piece.bytes ?? NO_BYTES, place, parseOptions)
        : noValue(problem(piece.fault.code, piece.fault.message, place));
    return { ...parsed, place, key: piece.key, index: piece.index };
  };
  // The bytes of a piece are valid until the next push: they are parsed at once, a chunk's pieces together.
  for await (const chunk of input.chunks) yield cutter.push(chunk).map(parse);
  yield cutter.end().map(parse);
}

/** Parses each line that is not blank. */
export async function* jsonLines(input: ByteInput, options: ReadOptions): AsyncGenerator<readonly ParsedRecord[]> {
  const cutter = new LineCutter(options.maxRecordBytes);
  const parse = (lines: readonly ByteLine[]): readonly ParsedRecord[] => {
    const records: ParsedRecord[] = [];
    for (const { bytes, line } of lines) {
      if (bytes !== undefined && isBlank(bytes)) continue;
      const place = placeOf(input.file, line);
      const parsed = bytes === undefined ? noValue(recordTooLarge(place, options)) : parseJson(bytes, place, options);
      records.push({ ...parsed, place });
    }
    return records;
  };
  for await (const chunk of input.chunks) yield parse(cutter.push(chunk));
  yield parse(cutter.end());
}

function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  return true;
}
