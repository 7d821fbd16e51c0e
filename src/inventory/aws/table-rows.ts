import type { CutPlan } from '../formats/json-cutter.ts';
import { csvRows } from '../formats/csv-rows.ts';
import { bytesOfText } from '../formats/bytes.ts';
import { nestsDeeperThan } from '../formats/json-value.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { parseExactJson } from '../../values/exact-json.ts';
import { isObject } from '../entity.ts';
import type { InputSample } from '../formats/sample.ts';
import { invalidCsv, wrongCount } from '../problems.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { ProblemRecord, Provenance } from '../../values/record.ts';

/** A row of a table: its columns with their values, or what is wrong with it. */
export interface TableRow {
  readonly value: unknown;
  readonly place: Provenance;
  readonly problem?: ProblemRecord | undefined;
}

/** The columns of a table in CSV, by the header; undefined where the text does not begin with one. */
export function csvColumns({ shape, text }: InputSample): readonly string[] | undefined {
  if (shape !== undefined) return undefined;
  const [header = ''] = text.trimStart().split(/\r?\n/u, 1);
  const columns = header.split(',').map((name) => /^"?(\w+)"?$/u.exec(name.trim())?.[1]);
  return columns.length > 1 && columns.every((name) => name !== undefined) ? columns : undefined;
}

/** The rows of an output: JSON (an array, `{ columns, rows }`, or row by row), or CSV. */
export async function* tableRows(input: ByteInput, options: ReadOptions): AsyncGenerator<readonly TableRow[]> {
  if (input.sample.shape === undefined) {
    yield* rowsOfCsv(input, options);
    return;
  }
  const { shape } = input.sample;
  const isAnswer = shape.kind === 'object' && input.sample.rootMember('rows')?.kind === 'array';
  for await (const pieces of jsonPieces(input, isAnswer ? ANSWER : ROWS, options)) {
    // Beside rows there is nothing to read; rows one after the other are each a document.
    yield pieces.map(({ value, problem: broken, place, index }) =>
      broken === undefined && isAnswer && index === undefined
        ? { value: undefined, place }
        : { value: withDocuments(value, options.maxDepth), place, problem: broken },
    );
  }
}

/** A row whose documents stand as text, as databases give them. */
function withDocuments(row: unknown, maxDepth: number): unknown {
  if (!isObject(row) || !Object.values(row).some(isDocument)) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isDocument(value) ? documentOf(value, maxDepth) : value]),
  );
}

function isDocument(value: unknown): value is string {
  return typeof value === 'string' && /^[[{]/u.test(value);
}

/** What a text in JSON stands for; the text where it is none. */
function documentOf(text: string, maxDepth: number): unknown {
  if (nestsDeeperThan(bytesOfText(text), maxDepth)) return text;
  try {
    return parseExactJson(text);
  } catch {
    return text;
  }
}

const ROWS: CutPlan = { many: true, array: {} };
const ANSWER: CutPlan = {
  many: true,
  each: true,
  array: {},
  object: (key) => (key === 'rows' ? { array: {} } : { skip: true }),
};

const MAX_ROW_BYTES = 4 * 1024 * 1024;

async function* rowsOfCsv(input: ByteInput, options: ReadOptions): AsyncGenerator<readonly TableRow[]> {
  let columns: readonly string[] | undefined;
  for await (const rows of csvRows(input.chunks, Math.min(options.maxRecordBytes, MAX_ROW_BYTES))) {
    const made: TableRow[] = [];
    for (const { cells, fault, line } of rows) {
      const place = { file: input.file, line };
      if (fault !== undefined) {
        made.push({ value: undefined, place, problem: invalidCsv(fault, place) });
      } else if (columns === undefined) columns = cells.map((name) => name.trim());
      else if (cells.length === columns.length) made.push({ value: rowOf(columns, cells, options.maxDepth), place });
      else {
        made.push({ value: undefined, place, problem: wrongCount(cells, columns.length, place) });
      }
    }
    yield made;
  }
}

function rowOf(columns: readonly string[], cells: readonly string[], maxDepth: number): unknown {
  return Object.fromEntries(columns.map((name, index) => [name, valueOf(name, cells[index] ?? '', maxDepth)]));
}

/** Numbers are text but for these: accounts are digits too. */
const NUMBERS = new Set(['from_port', 'to_port']);

/** A cell as the value that the JSON of the same tool has: null is nothing, or what Steampipe writes for it. */
function valueOf(column: string, cell: string, maxDepth: number): unknown {
  if (cell === '' || cell === '<null>') return null;
  if (isDocument(cell)) return documentOf(cell, maxDepth);
  if (/name$|^user$/u.test(column)) return cell;
  const time = isoTime(cell);
  if (time !== undefined) return time;
  if (cell === 'true' || cell === 'false') return cell === 'true';
  return NUMBERS.has(column) && /^-?\d+$/u.test(cell) ? Number(cell) : cell;
}

/** As databases and Go write times: `2024-01-01 00:00:00+00`, `2024-01-01 00:00:00 +0000 UTC`. */
const TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?) ?(?:Z|UTC|([+-]\d\d):?(\d\d)?(?: UTC)?)$/u;

/** A time with its zone in ISO 8601; undefined for what is none. */
export function isoTime(text: string): string | undefined {
  const [, day, time, hours, minutes = '00'] = TIME.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  return `${day}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`;
}
