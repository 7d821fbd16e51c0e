import { rowRecord, STEAMPIPE_TABLES, tableOf } from './steampipe-tables.ts';
import { SecurityRuleRows } from './security-rule-rows.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { problem } from '../problems.ts';
import type { InventoryReader } from '../reader.ts';
import type { ProblemRecord, Provenance } from '../../values/record.ts';
import type { InputSample, JsonShape } from '../formats/sample.ts';

/**
 * What Steampipe and Powerpipe print of a query of AWS tables as JSON: `{ columns, rows }`, or the array of rows alone. The
 * table is told by the columns, so `select *` is best; a column that is not selected is listed as unknown.
 * - `aws_iam_user`, `aws_iam_credential_report` and `aws_iam_access_key` become `IamUser`, joined by account and name;
 * - `aws_iam_role`, `aws_vpc_security_group` and `aws_s3_bucket` become `IamRole`, `SecurityGroup` and `S3Bucket`;
 * - the rows of `aws_vpc_security_group_rule` become one `SecurityGroup` for each group that has rules, at the end. A group
 *   without any is not in that table.
 *
 * Rows of several queries may stand in one file, one output after the other.
 *
 * Format: https://steampipe.io/docs/reference/cli/query and https://hub.steampipe.io/plugins/turbot/aws/tables
 */
export const steampipe: InventoryReader = {
  name: 'steampipe',
  title: 'Steampipe query result',
  summary: `JSON rows of ${STEAMPIPE_TABLES.map(({ name }) => name).join(', ')} and aws_vpc_security_group_rule.`,
  command: 'steampipe query --output json "select * from aws_iam_user" > users.json',
  // A query is of one table, and may select some of its rows.
  covers: [],
  vendor: 'aws',
  coversWith: (type) => ({ covers: [type], vendor: 'aws' }),
  extensions: ['.json'],
  joins: 'records',
  detect: isResult,
  async *read(input, options) {
    const rules = new SecurityRuleRows();
    for await (const pieces of jsonPieces(input, ROWS, options)) {
      for (const { value, problem: broken, place, index } of pieces) {
        if (broken !== undefined) yield broken;
        else if (index === undefined) yield noRow(place);
        else if (!rules.take(value, place)) {
          yield rowRecord(value, { place, maxDepth: options.maxDepth }) ?? noRow(place);
        }
      }
    }
    yield* rules.finish();
  },
};

const ROWS: CutPlan = { many: true, array: {}, object: (key) => (key === 'rows' ? { array: {} } : { skip: true }) };

function isResult(sample: InputSample): boolean {
  const rows = sample.shape?.kind === 'array' ? sample.shape : sample.rootMember('rows');
  if (rows?.kind !== 'array' || rows.first?.kind !== 'object') return false;
  const row: ReadonlyMap<string, JsonShape> = rows.first.members;
  const has = (column: string): boolean => row.has(column);
  return tableOf(has) !== undefined || SecurityRuleRows.isRow(has);
}

function noRow(place: Provenance): ProblemRecord {
  const help = `select * from one of the tables ${STEAMPIPE_TABLES.map(({ name }) => name).join(', ')}`;
  return problem('not-an-entity', 'the row has not the columns of a known table', place, help);
}
