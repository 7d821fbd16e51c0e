import { NO_BYTES } from './bytes.ts';
import { EntityValues } from './entity-scan.ts';
import { JsonCutter, type CutPlan, type JsonPiece } from './json-cutter.ts';
import { noValue, parseJson, type ParsedRecord } from './json-value.ts';
import { placeOf, problem } from '../problems.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { PartialRecord } from '../../values/record-batches.ts';

/** A value cut out of a JSON document. */
export interface ParsedPiece extends ParsedRecord {
  readonly key: string | undefined;
  readonly index: number | undefined;
  /** Which of the documents that follow one another it is of, from 1. */
  readonly document: number;
  /** How many bytes of the input it is. */
  readonly size: number;
  /** Its bytes; they are gone when the next pieces are asked for. */
  readonly bytes?: Uint8Array | undefined;
  readonly record?: undefined;
}

/** An entity that was read where it stands, for as much as is asked for. */
export interface ReadPiece extends JsonPiece {
  readonly record: PartialRecord;
}

/** Cuts a JSON input by a plan and parses each piece. */
export async function* jsonPieces(
  input: ByteInput,
  plan: CutPlan,
  options: ReadOptions,
): AsyncGenerator<readonly ParsedPiece[]> {
  const cutter = new JsonCutter(plan, options);
  const parse = pieceParser(input, options);
  // The bytes of a piece are valid until the next push: they are parsed at once, a chunk's pieces together.
  input.reuseMemory?.();
  for await (const chunk of input.chunks) yield cutter.push(chunk).map(parse);
  yield cutter.end().map(parse);
}

/** The same, with entities read for as much as is asked for. */
export async function* entityPieces(
  input: ByteInput,
  plan: CutPlan,
  options: ReadOptions,
): AsyncGenerator<readonly (ParsedPiece | ReadPiece)[]> {
  const entities = new EntityValues(input.file, options);
  const cutter = new JsonCutter(plan, options, entities);
  const parse = pieceParser(input, options);
  const finish = (piece: JsonPiece): ParsedPiece | ReadPiece => (isRead(piece) ? piece : parse(piece));
  input.reuseMemory?.();
  for await (const chunk of input.chunks) {
    entities.begin(chunk);
    yield cutter.push(chunk).map(finish);
  }
  yield cutter.end().map(parse);
}

function isRead(piece: JsonPiece): piece is ReadPiece {
  return piece.record !== undefined;
}

function pieceParser({ file, part }: ByteInput, options: ReadOptions): (piece: JsonPiece) => ParsedPiece {
  // The cutter has watched the depth already.
  const linesBefore = (part?.firstLine ?? 1) - 1;
  const parseOptions = { ...options, maxDepth: Number.POSITIVE_INFINITY };
  return ({ bytes, fault, line, key, index, document }) => {
    const place = placeOf(file, line + linesBefore, index);
    const parsed =
      fault === undefined
        ? parseJson(bytes ?? NO_BYTES, place, parseOptions)
        : noValue(problem(fault.code, fault.message, place));
    return { ...parsed, place, key, index, document, size: bytes?.length ?? 0, bytes };
  };
}
