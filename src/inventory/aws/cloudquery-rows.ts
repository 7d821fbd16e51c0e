import { isObject, ownText, ownValue } from '../entity.ts';
import { isoTime } from './table-rows.ts';

type Row = Readonly<Record<string, unknown>>;

/** A table of CloudQuery: by which columns a row is told, and how Steampipe calls what is in it. */
interface CloudQueryTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly made: (row: Row) => Row;
}

/** `{ ours: theirs }`: a column that is not there stays away, so that what it would tell is unknown. */
function renamed(names: Readonly<Record<string, string>>): (row: Row) => Row {
  return (row) => ({
    ...row,
    ...Object.fromEntries(
      Object.entries(names).flatMap(([ours, theirs]) =>
        Object.hasOwn(row, theirs) ? [[ours, ownValue(row, theirs)] as const] : [],
      ),
    ),
  });
}

/** Ids were called `id` before they were called as the API does. */
function identified(column: string, names: Readonly<Record<string, string>>): (row: Row) => Row {
  const rename = renamed(names);
  return (row) => ({ ...rename(row), [column]: ownValue(row, column) ?? ownValue(row, 'id') ?? null });
}

const KEYS = [1, 2].flatMap((number) => [
  [`access_key_${number}_active`, `access_key${number}_active`],
  [`access_key_${number}_last_used_region`, `access_key${number}_last_used_region`],
  [`access_key_${number}_last_used_service`, `access_key${number}_last_used_service`],
  [`cert_${number}_active`, `cert${number}_active`],
]) as readonly (readonly [string, string])[];

/** The tables whose rows become entities, each before those whose columns it also has. */
export const CLOUDQUERY_TABLES: readonly CloudQueryTable[] = [
  {
    name: 'aws_iam_credential_reports',
    columns: ['arn', 'user', 'access_key1_active', 'access_key2_active'],
    made: renamed({ ...Object.fromEntries(KEYS), password_enabled: 'password_status' }),
  },
  {
    name: 'aws_iam_user_access_keys',
    columns: ['access_key_id', 'user_name', 'status'],
    made: renamed({
      access_key_last_used_date: 'last_used',
      access_key_last_used_service: 'last_used_service_name',
      access_key_last_used_region: 'last_used_region',
    }),
  },
  {
    name: 'aws_iam_users',
    columns: ['arn', 'user_name', 'password_last_used'],
    made: identified('user_id', { name: 'user_name' }),
  },
  {
    name: 'aws_iam_roles',
    columns: ['arn', 'role_name', 'assume_role_policy_document'],
    made: identified('role_id', { name: 'role_name', assume_role_policy: 'assume_role_policy_document' }),
  },
  { name: 'aws_ec2_security_groups', columns: ['group_id', 'ip_permissions'], made: (row) => row },
  { name: 'aws_s3_buckets', columns: ['arn', 'name', 'creation_date', 'region'], made: bucket },
];

/** Columns that CloudQuery gives every row. */
export function isCloudQuery(has: (column: string) => boolean): boolean {
  return has('_cq_id') || has('_cq_sync_time') || has('_cq_source_name');
}

/** Whether rows with such columns are of a table that is read. */
export function isCloudQueryTable(has: (column: string) => boolean): boolean {
  return isCloudQuery(has) && CLOUDQUERY_TABLES.some(({ columns }) => columns.every(has));
}

/** A row under the names of Steampipe; of other tables, and of others than CloudQuery, as it is. */
export function underSteampipeNames(row: unknown): unknown {
  if (!isObject(row)) return row;
  const has = (column: string): boolean => Object.hasOwn(row, column);
  const table = isCloudQuery(has) ? CLOUDQUERY_TABLES.find(({ columns }) => columns.every(has)) : undefined;
  if (table === undefined) return row;
  const timed = Object.entries(row).map(([column, value]) => {
    const time = typeof value === 'string' && !column.endsWith('name') ? isoTime(value) : undefined;
    return [column, time ?? value] as const;
  });
  return table.made(Object.fromEntries(timed));
}

/** What is null was not set, or CloudQuery had no right to ask for it: it tells nothing. */
function bucket({ policy, ...row }: Row): Row {
  const status = ownText(row, 'versioning_status');
  const target = ownText(row, 'logging_target_bucket');
  return {
    ...row,
    ...(policy === undefined || policy === null || policy === '' ? {} : { policy }),
    // Steampipe's table is told by this column: without it the row would be of none.
    ...(status === undefined
      ? { versioning_enabled: null }
      : {
          versioning_enabled: status === 'Enabled',
          versioning_mfa_delete: ownText(row, 'versioning_mfa_delete') === 'Enabled',
        }),
    ...(target === undefined || target === ''
      ? {}
      : { logging: { TargetBucket: target, TargetPrefix: ownValue(row, 'logging_target_prefix') ?? '' } }),
  };
}
