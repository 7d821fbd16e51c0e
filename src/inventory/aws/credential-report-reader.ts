import { rowReader, type RowReader } from './credential-report-row.ts';
import type { RecordBatch } from '../batches.ts';
import { isObject, ownText, ownValue } from '../entity.ts';
import { base64Bytes, bytesOf } from '../formats/base64.ts';
import { csvRows, type Separator } from '../formats/csv-rows.ts';
import { invalidUtf8, noValue, parseJson, recordTooLarge } from '../formats/json-value.ts';
import type { InputSample } from '../formats/sample.ts';
import { readWhole } from '../formats/whole.ts';
import { invalidCsv, placeOf, problem, wrongCount } from '../problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from '../reader.ts';
import type { EntityNeeds } from '../../values/record-batches.ts';
import type { InventoryRecord } from '../../values/record.ts';

/** Without these a row is no user; the other columns may be absent, and their properties are then absent too. */
const NEEDED_COLUMNS = ['user', 'arn'] as const;

const COMMAND =
  'aws iam generate-credential-report && ' +
  'aws iam get-credential-report --query Content --output text | base64 -d > credential-report.csv';

/**
 * The credential report of AWS IAM: as CSV, as `aws iam get-credential-report` prints it, as boto3 gives it (`Content` is
 * then the CSV itself), or still in base64. Each row becomes an `IamUser`.
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
 * - cells may be parted by semicolons or tabs, as spreadsheets write them.
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
    if (sample.shape === undefined) return HEADER.test(sample.text) || isBase64Report(sample);
    // A long `Content` fills the sample: then it shows by how the header starts, in base64 or plain.
    return (
      sample.rootText('ReportFormat') === 'text/csv' ||
      /^\s*\{[^{[]*"Content"\s*:\s*\{\s*"(?:type"\s*:\s*"Buffer|0"\s*:\s*117)/u.test(sample.text) ||
      /^\s*\{[^{[]*"Content"\s*:\s*"(?:dXNlciw|dXNlcix|InVzZXIi|user,arn|\\"user\\")/u.test(sample.text)
    );
  },
  async *read(input, options) {
    if (/^\s*(?:\{|"user,arn[^"\n]*\\n)/u.test(input.sample.text)) yield* readResponse(input, options);
    else if (isBase64Report(input.sample)) yield* readBase64(input, options);
    else {
      input.reuseMemory?.();
      yield* readRows(input.file, input.chunks, options, { separator: separatorOf(input.sample.text) });
    }
  },
};

/** A spreadsheet may have written it again: with other separators, and a line that names them. */
const HEADER = /^\s*(?:"?sep=[,;\t]"?\r?\n)?"?user"?(?<separator>[,;\t])"?arn"?[,;\t\r\n]/u;

function separatorOf(text: string): Separator {
  const found = HEADER.exec(text)?.groups?.['separator'];
  return found === ';' || found === '\t' ? found : ',';
}

function isSeparatorLine([first = '', ...others]: readonly string[]): boolean {
  return others.every((cell) => cell === '') && first.startsWith('sep=');
}

/** Whether the output of the command was saved as it is: the report in base64, in quotes or not. */
function isBase64Report({ text }: InputSample): boolean {
  return /^\s*"?(?:dXNlcixhcm4|InVzZXIi)[A-Za-z0-9+/\s]*[="\s]*$/u.test(text);
}

async function* readBase64(input: ByteInput, options: ReadOptions): AsyncGenerator<RecordBatch> {
  let broken = false;
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of base64Bytes(input.chunks)) {
      if (chunk !== undefined) yield chunk;
      else broken = true;
    }
  };
  yield* readRows(input.file, bytes(), options, { isInner: true });
  if (broken) yield [problem('invalid-value', 'the report is not base64 from here on', placeOf(input.file), COMMAND)];
}

/** The answer of the API: `{"Content": "<base64>", "ReportFormat": "text/csv", "GeneratedTime": "..."}`. */
async function* readResponse(input: ByteInput, options: ReadOptions): AsyncGenerator<RecordBatch> {
  const place = placeOf(input.file, 1);
  const bytes = await readWhole(input, options.maxRecordBytes);
  const parsed = bytes === undefined ? noValue(recordTooLarge(place, options)) : parseJson(bytes, place, options);
  // `json.dumps` of the `Content` alone is a text.
  const { value } = parsed;
  const whole = typeof value === 'string' ? value : undefined;
  const content = isObject(value) ? (ownText(value, 'Content') ?? textOfBytes(ownValue(value, 'Content'))) : whole;
  if (parsed.problem !== undefined) yield [parsed.problem];
  else if (content === undefined) {
    yield [problem('invalid-value', 'the response has no `Content` with the report in base64', place, COMMAND)];
  } else {
    // The SDKs decode it: what boto3 gives, written as JSON, holds the report as it is.
    const report = HEADER.test(content) ? new TextEncoder().encode(content) : bytesOf(content);
    if (report === undefined) yield [problem('invalid-value', '`Content` is not base64', place, COMMAND)];
    else yield* readRows(input.file, [report], options, { isInner: true });
  }
}

/** The text of bytes that an SDK for JavaScript gives: `JSON.stringify` makes a Buffer, or an object of numbers, of them. */
function textOfBytes(content: unknown): string | undefined {
  if (!isObject(content)) return undefined;
  const data = ownValue(content, 'type') === 'Buffer' ? ownValue(content, 'data') : Object.values(content);
  const isBytes = Array.isArray(data) && data.length > 0 && data.every((byte) => Number.isInteger(byte) && byte < 256);
  return isBytes ? new TextDecoder().decode(Uint8Array.from(data as readonly number[])) : undefined;
}

const MAX_ROW_BYTES = 1024 * 1024;

/** Where the lines are of the text in the file, and of no file (`isInner`), what is said is which user it is. */
async function* readRows(
  file: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ReadOptions,
  { isInner = false, separator = ',' }: { readonly isInner?: boolean; readonly separator?: Separator } = {},
): AsyncGenerator<RecordBatch> {
  let columns = 0;
  let index = 0;
  let readRow: RowReader | undefined;
  // Where other inputs tell of the same users, these are put together whole.
  const needs = options.inputs !== undefined && options.inputs.length > 1 ? undefined : options.needs;
  for await (const rows of csvRows(chunks, Math.min(options.maxRecordBytes, MAX_ROW_BYTES), separator)) {
    const records: InventoryRecord[] = [];
    const needed = needs?.();
    readRow?.need(needed === undefined ? undefined : namesNeeded(needed));
    for (const row of rows) {
      const { cells, fault, line } = row;
      const place = isInner ? placeOf(file, undefined, readRow && index) : { file, line };
      if (readRow !== undefined) index += 1;
      if (fault !== undefined) records.push(invalidCsv(fault, place));
      else if (readRow === undefined) {
        if (isSeparatorLine(cells)) continue;
        const missing = NEEDED_COLUMNS.filter((column) => !cells.includes(column));
        if (missing.length > 0) {
          const names = missing.map((column) => `\`${column}\``).join(' and ');
          yield [...records, problem('missing-column', `the header has no column ${names}`, place, COMMAND)];
          return;
        }
        const twice = cells.find((name, at) => name !== '' && cells.indexOf(name) !== at);
        if (twice !== undefined) {
          yield [...records, problem('invalid-value', `the header has the column \`${twice}\` twice`, place, COMMAND)];
          return;
        }
        columns = cells.length;
        readRow = rowReader(cells, 'aws-credential-report');
      } else if (cells.length !== columns) records.push(wrongCount(cells, columns, place));
      // A character that no IAM name can hold: what the decoder puts for bytes that are not UTF-8.
      else records.push(row.isReplaced ? invalidUtf8(place) : readRow.read(cells, place));
    }
    yield records;
  }
}

/** The properties of users that are looked at; undefined where all are. */
function namesNeeded(needs: EntityNeeds): readonly string[] | undefined {
  if (!needs.has('IamUser')) return [];
  const ofUsers = needs.get('IamUser');
  // Which names there are is not known before a row is read.
  return ofUsers?.names === undefined ? ofUsers?.paths.flatMap(([name]) => name ?? []) : undefined;
}
