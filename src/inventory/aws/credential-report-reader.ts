import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { userOfRow } from './credential-report-row.ts';
import { isObject, ownText } from '../entity.ts';
import { invalidUtf8, noValue, parseJson, recordTooLarge } from '../formats/json-value.ts';
import { readWhole } from '../files/bytes.ts';
import { placeOf, problem, reasonOf } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import type { ProblemRecord, InventoryRecord } from '../../values/record.ts';

/** Without these a row is no user; the other columns may be absent, and their properties are then absent too. */
const NEEDED_COLUMNS = ['user', 'arn'] as const;

const COMMAND =
  'aws iam generate-credential-report && ' +
  'aws iam get-credential-report --query Content --output text | base64 -d > credential-report.csv';

/**
 * The credential report of AWS IAM, as CSV or as `aws iam get-credential-report` prints it. Each row becomes an `IamUser`.
 *
 * What the report does not hold (policies, groups, tags, columns that are not there) is listed as unknown, and what it
 * says it does not know is null. The choices, and why:
 * - `id` is the ARN: the report has no user id.
 * - a key or certificate that does not exist is `{ isActive: false }` with null for its times, not null as in CloudGuard's
 *   entities of users whom no report knows yet: rules ask for `firstAccessKey.isActive=false`, and a clean user must pass them.
 * - `no_information` for the password's last use, and `N/A` for the last use of a key that exists, mean that no use is
 *   recorded: "never", so that a rule that asks for use in the last 90 days finds it. The region and service are then
 *   empty text, as in the vendor's entities.
 * - `N/A` for times of a password that does not exist, and `not_supported` (the root user's password), are null.
 * - the order of rows is kept; columns are found by name, and unknown ones are passed over.
 *
 * Format: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export const awsCredentialReport: InventoryReader = {
  name: 'aws-credential-report',
  title: 'AWS credential report',
  summary: 'The IAM credential report, as CSV or as the AWS CLI prints it; each row is an IamUser.',
  command: COMMAND,
  covers: ['IamUser'],
  vendor: 'aws',
  extensions: ['.csv'],
  joins: 'inputs',
  detect: (sample) => {
    if (sample.shape === undefined) return /^\s*"?user"?,"?arn"?[,\r\n]/u.test(sample.text);
    // A long `Content` fills the sample: then it shows by how the header starts in base64 (`user,` or `"user"`).
    return (
      sample.rootText('ReportFormat') === 'text/csv' ||
      /"Content"\s*:\s*"(?:dXNlciw|dXNlcix|InVzZXIi)/u.test(sample.text)
    );
  },
  async *read(input, options) {
    if (!/^\s*\{/u.test(input.sample.text)) yield* readRows(input.file, input.chunks, options);
    else yield* readResponse(input, options);
  },
};

/** The answer of the API: `{"Content": "<base64>", "ReportFormat": "text/csv", "GeneratedTime": "..."}`. */
async function* readResponse(input: ByteInput, options: ReadOptions): AsyncGenerator<InventoryRecord> {
  const place = placeOf(input.file, 1);
  const bytes = await readWhole(input, options.maxRecordBytes);
  const parsed = bytes === undefined ? noValue(recordTooLarge(place, options)) : parseJson(bytes, place, options);
  const content = isObject(parsed.value) ? ownText(parsed.value, 'Content') : undefined;
  if (parsed.problem !== undefined) yield parsed.problem;
  else if (content === undefined) {
    yield problem('invalid-value', 'the response has no `Content` with the report in base64', place, COMMAND);
  } else yield* readRows(input.file, [Buffer.from(content, 'base64')], options);
}

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function* readRows(
  file: string,
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  options: ReadOptions,
): AsyncGenerator<InventoryRecord> {
  const skipped: ProblemRecord[] = [];
  // RFC 4180 quoting is not ours to redo.
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: Math.min(options.maxRecordBytes, 1024 * 1024),
    on_skip: (thrown) => {
      skipped.push(csvProblem(thrown, file, 'the row is not valid CSV'));
      return undefined;
    },
  });
  const source = Readable.from(chunks);
  source.on('error', (thrown) => parser.destroy(thrown));
  source.pipe(parser);
  let header: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      yield* skipped.splice(0);
      const place = placeOf(file, info.lines);
      if (header === undefined) {
        header = record;
        const missing = NEEDED_COLUMNS.filter((column) => !record.includes(column));
        if (missing.length === 0) continue;
        const names = missing.map((column) => `\`${column}\``).join(' and ');
        yield problem('missing-column', `the header has no column ${names}`, place, COMMAND);
        return;
      }
      yield readRow(header, record, place);
    }
    yield* skipped;
  } catch (thrown) {
    // What csv-parse cannot skip ends its reading.
    if (!isCsvError(thrown)) throw thrown;
    yield* skipped;
    yield csvProblem(thrown, file, 'the rest is not valid CSV');
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function isCsvError(thrown: unknown): thrown is Error & Record<string, unknown> {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('CSV_');
}

/** What csv-parse finds wrong with a row, in our words. */
const CSV_REASONS = new Map([
  ['INVALID_OPENING_QUOTE', 'a quote stands inside a cell that does not start with one'],
  ['CSV_INVALID_CLOSING_QUOTE', 'text follows the closing quote of a cell'],
  ['CSV_QUOTE_NOT_CLOSED', 'a quote is never closed'],
  ['CSV_MAX_RECORD_SIZE', 'the row is too large: a quote before it may never be closed'],
]);

function csvProblem(thrown: unknown, file: string, what: string): ProblemRecord {
  const { code, lines } = isObject(thrown) ? thrown : {};
  const place = placeOf(file, typeof lines === 'number' ? lines : undefined);
  return problem('invalid-csv', `${what}: ${CSV_REASONS.get(String(code)) ?? reasonOf(thrown)}`, place);
}

function readRow(
  header: readonly string[],
  cells: readonly string[],
  place: ReturnType<typeof placeOf>,
): InventoryRecord {
  if (cells.length !== header.length) {
    const message = `the row has ${cells.length} cells, the header has ${header.length}`;
    return problem('wrong-column-count', message, place);
  }
  // A character that no IAM name can hold: what the decoder puts for bytes that are not UTF-8.
  if (cells.some((cell) => cell.includes('\ufffd'))) return invalidUtf8(place);
  const row = new Map(header.map((column, index) => [column, cells[index]!]));
  return userOfRow(row, place, 'aws-credential-report');
}
