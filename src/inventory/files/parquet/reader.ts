import { parquetMessages, type ThreadLimits } from './thread.ts';
import type { ParquetTask } from './messages.ts';
import type { RecordBatch } from '../../batches.ts';
import { isCloudQuery } from '../../aws/cloudquery-rows.ts';
import { isObject, toRecord } from '../../entity.ts';
import type { ProblemRecord, Provenance } from '../../../values/record.ts';
import { recordTooLarge, tooDeep } from '../../formats/json-value.ts';
import { readWhole } from '../../formats/whole.ts';
import { placeOf, problem, reasonOf } from '../../problems.ts';
import type { InventoryReader } from '../../reader.ts';

const LIMITS: ThreadLimits = { idleSeconds: 6, heapMegabytes: 1024, growthMegabytes: 2048 };

/**
 * Parquet files: each row is an entity, its columns the properties; a column `type` names the kind. Rows are read one row
 * group at a time from a file on the disk; from standard input, or compressed as a whole, the file must fit the record
 * limit, since Parquet keeps its index at the end. They are read in a thread of their own, bounded in memory and time.
 *
 * Values become JSON: times are ISO text, whole numbers are exact, bytes are base64; columns that are null stay null.
 * Needs the package `hyparquet`.
 */
export const parquet: InventoryReader = parquetReader('hyparquet', LIMITS);

/** The reader of a share of the row groups of each file, the `index`-th (from 0) of `of`. */
export function parquetShare(share: NonNullable<ParquetTask['share']>): InventoryReader {
  return parquetReader('hyparquet', LIMITS, share);
}

/** The reader by another package of the same functions, or within other limits. */
export function parquetReader(library: string, limits: ThreadLimits, share?: ParquetTask['share']): InventoryReader {
  return {
    name: 'parquet',
    title: 'Parquet',
    summary: 'A Parquet file with a column `type`; each row is an entity. Needs the package hyparquet.',
    command: `duckdb -c "COPY (SELECT * FROM 'entities.ndjson') TO 'entities.parquet' (FORMAT parquet)"`,
    covers: 'all',
    extensions: ['.parquet'],
    detect: ({ bytes }) => bytes[0] === 0x50 && bytes[1] === 0x41 && bytes[2] === 0x52 && bytes[3] === 0x31,
    async *read(input, options): AsyncGenerator<RecordBatch> {
      const { file, path } = input;
      const bytes = path === undefined ? await readWhole(input, options.maxRecordBytes) : undefined;
      if (path === undefined && bytes === undefined) {
        yield [recordTooLarge(placeOf(file), options)];
        return;
      }
      const task: ParquetTask = {
        library,
        maxDepth: options.maxDepth,
        ...(path === undefined ? {} : { path }),
        ...(bytes === undefined ? {} : { bytes }),
        ...(share === undefined ? {} : { share }),
      };
      const damaged = (reason: string, row: number): RecordBatch => {
        const message = `the file cannot be read as Parquet: ${reason}`;
        return [problem('invalid-parquet', message, placeOf(file, undefined, row === 0 ? undefined : row))];
      };
      let read = 0;
      try {
        for await (const message of parquetMessages(task, limits)) {
          if (message.kind === 'missing') {
            const text = `reading Parquet needs the package \`${library}\``;
            yield [problem('missing-package', text, placeOf(file), `npm install ${library}`)];
          } else if (message.kind === 'damaged') {
            yield damaged(reasonOf(new Error(message.reason)), message.start);
          } else if (message.kind === 'rows') {
            read = message.start + message.rows.length;
            yield message.rows.map((row, offset) => {
              const place = placeOf(file, undefined, message.start + offset);
              if ('isTooDeep' in row) return tooDeep(place, options);
              return ofCloudQuery(row.value, place) ?? toRecord(row.value, place);
            });
          }
        }
      } catch (thrown) {
        yield damaged(reasonOf(thrown), read);
      }
    },
  };
}

/** Rows of another tool have no type: what its tables are called is not in the file. */
function ofCloudQuery(value: unknown, place: Provenance): ProblemRecord | undefined {
  if (!isObject(value) || Object.hasOwn(value, 'type') || !isCloudQuery((name) => Object.hasOwn(value, name)))
    return undefined;
  // No name of a file: whoever named it did not write a command.
  const help = `write it as JSON: duckdb -c "COPY (FROM 'FILE.parquet') TO 'rows.json'"`;
  return problem('not-an-entity', 'the row is of CloudQuery, whose tables are read from JSON and CSV', place, help);
}
