import { STEAMPIPE_NAMES } from './steampipe-names.ts';
import { rowRecord, tableOf } from './steampipe-tables.ts';
import { isSecurityRule, securityRuleRows } from './security-rule-rows.ts';
import { problem } from '../problems.ts';
import { CLOUDQUERY_TABLES, isCloudQuery, isCloudQueryTable, underSteampipeNames } from './cloudquery-rows.ts';
import { csvColumns, tableRows } from './table-rows.ts';
import type { InventoryReader } from '../reader.ts';
import type { ProblemRecord, Provenance } from '../../values/record.ts';
import type { InputSample } from '../formats/sample.ts';

/**
 * What Steampipe and Powerpipe print of a query of AWS tables as JSON (`{ columns, rows }`, or the array of rows alone) or
 * CSV, and what CloudQuery writes of its tables as JSON, row by row too, or CSV. The table is told by the columns, so `select *` is best; a column that is not selected is listed as unknown.
 * - `aws_iam_user`, `aws_iam_credential_report` and `aws_iam_access_key` become `IamUser`, joined by account and name;
 * - `aws_iam_role`, `aws_vpc_security_group` and `aws_s3_bucket` become `IamRole`, `SecurityGroup` and `S3Bucket`;
 * - the rows of `aws_vpc_security_group_rule` become one `SecurityGroup` for each group that has rules, at the end. A group
 *   without any is not in that table.
 *
 * Rows of several queries may stand in one file, one output after the other.
 *
 * Format: https://steampipe.io/docs/reference/cli/query, https://hub.steampipe.io/plugins/turbot/aws/tables and
 * https://hub.cloudquery.io/plugins/source/cloudquery/aws/latest/tables
 */
export const steampipe: InventoryReader = {
  name: 'steampipe',
  title: 'Steampipe query result, CloudQuery rows',
  summary:
    `JSON or CSV rows of ${STEAMPIPE_NAMES.join(', ')} and aws_vpc_security_group_rule; ` +
    `of CloudQuery ${CLOUDQUERY_TABLES.map(({ name }) => name).join(', ')}.`,
  command: 'steampipe query --output json "select * from aws_iam_user" > users.json',
  // A query is of one table, and may select some of its rows.
  covers: [],
  vendor: 'aws',
  coversWith: (type) => ({ covers: [type], vendor: 'aws' }),
  extensions: ['.json', '.csv', '.ndjson', '.jsonl'],
  joins: 'records',
  detect: isResult,
  async *read(input, options) {
    const rules = securityRuleRows();
    for await (const rows of tableRows(input, options)) {
      for (const { value, problem: broken, place } of rows) {
        const row = underSteampipeNames(value);
        if (broken !== undefined) yield broken;
        else if (!rules.take(row, place)) {
          yield rowRecord(row, { place, maxDepth: options.maxDepth }) ?? noRow(place);
        }
      }
    }
    yield* rules.finish();
  },
};

function isResult(sample: InputSample): boolean {
  const columns = csvColumns(sample) ?? rowColumns(sample);
  // All of the tables have such columns, and to ask them loads much that entities do without.
  if (columns === undefined || !columns.some((column) => column.includes('_'))) return false;
  const has = (column: string): boolean => columns.includes(column);
  if (isCloudQuery(has)) return isCloudQueryTable(has);
  // Entities one after the other each name their type.
  if (sample.shape?.kind === 'object' && sample.rootMember('rows') === undefined && has('type')) return false;
  return tableOf(has) !== undefined || isSecurityRule(has);
}

function rowColumns(sample: InputSample): readonly string[] | undefined {
  const rows = sample.rootMember('rows') ?? sample.shape;
  const row = rows?.kind === 'array' ? rows.first : rows;
  return row?.kind === 'object' ? [...row.members.keys()] : undefined;
}

function noRow(place: Provenance): ProblemRecord {
  const help = `select * from one of the tables ${STEAMPIPE_NAMES.join(', ')}`;
  return problem('not-an-entity', 'the row has not the columns of a known table', place, help);
}
