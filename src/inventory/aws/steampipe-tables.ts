import { isObject, ownText, ownValue } from '../entity.ts';
import { iamUserPart, lastUse } from './user-join.ts';
import type { InventoryRecord } from '../../values/record.ts';
import { userOfRow } from './credential-report-row.ts';
import { userRecord } from './iam-user.ts';
import { flag, mapped, text, unknownProperties, type Convert, type PropertyTable } from './mapping.ts';
import { acl, encryption, logging, replication, website } from './s3-bucket.ts';
import { NOT_IN_AWS, securityRules } from './security-rules.ts';
import {
  documentOf,
  listOf,
  nameless,
  policyDocumentOrNull,
  policyList,
  shaped,
  tagList,
  timeOf,
  Unknown,
  type Origin,
} from './shape.ts';
import { accountOf, epochSeconds, groupNames, inlinePolicies } from './values.ts';
import type { STEAMPIPE_NAMES } from './steampipe-names.ts';

type Row = Readonly<Record<string, unknown>>;

/** A table of Steampipe: by which columns a row is told to be of it, and what a row becomes. */
export interface SteampipeTable {
  readonly name: (typeof STEAMPIPE_NAMES)[number];
  /** All of these, and one of `some`. */
  readonly columns: readonly string[];
  readonly some?: readonly string[];
  readonly read: (row: Row, origin: Origin) => InventoryRecord;
}

const NOT_SELECTED = (column: string): Unknown => new Unknown(`the rows do not tell \`${column}\``);

const inline: Convert = (value, name, maxDepth) => listOf(value, name, (list) => inlinePolicies(list, maxDepth));
const groups: Convert = (value, name) => listOf(value, name, groupNames);
const time: Convert = (value, name) => timeOf(value, name);
const policies: Convert = (value, name) => policyList(value, name);
const trust: Convert = (value, name, maxDepth) => documentOf(value, name, maxDepth);

/** `tags_src` has the pairs, `tags` an object of them: one is enough. */
function tagsOfRow(row: Row): unknown {
  const column = Object.hasOwn(row, 'tags_src') ? 'tags_src' : 'tags';
  const value = ownValue(row, column);
  return value === undefined ? NOT_SELECTED(column) : tagList(value, column);
}

function tailOf(row: Row, type: string, id: string, name: string, origin: Origin): Record<string, unknown> {
  const region = ownText(row, 'region');
  const arn = ownText(row, 'arn');
  return {
    ...(arn === undefined ? {} : { arn }),
    id: ownText(row, id),
    type,
    name,
    accountNumber: ownText(row, 'account_id') ?? accountOf(arn),
    region: region === undefined || region === 'global' ? null : region,
    source: origin.source,
    tags: tagsOfRow(row),
  };
}

const USER: PropertyTable = {
  createDate: ['create_date', time],
  mfaActive: ['mfa_enabled', flag],
  managedPolicies: ['attached_policy_arns', policies],
  inlinePolicies: ['inline_policies', inline],
  attachedGroups: ['groups', groups],
};

function user(row: Row, origin: Origin): InventoryRecord {
  const name = ownText(row, 'name') ?? ownText(row, 'user_name');
  if (name === undefined) return nameless('row', '`name`', origin.place);
  const used = ownValue(row, 'password_last_used') ?? undefined;
  const login = ownValue(row, 'login_profile');
  return userRecord(
    {
      ...mapped(USER, row, origin.maxDepth, NOT_SELECTED),
      ...tailOf(row, 'IamUser', 'user_id', name, origin),
      path: ownText(row, 'path'),
      // No login profile is no password.
      passwordEnabled: login === undefined ? undefined : login !== null,
      passwordLastUsed: used === undefined ? undefined : timeOf(used, 'password_last_used'),
      name,
      source: origin.source,
    },
    origin.place,
  );
}

const STATUS = new Map([
  ['active', true],
  ['inactive', false],
]);

/** One key of a user. All rows of the user make its keys. */
function accessKey(row: Row, origin: Origin): InventoryRecord {
  const name = ownText(row, 'user_name');
  const id = ownText(row, 'access_key_id');
  if (name === undefined || id === undefined) return nameless('row', '`user_name` and `access_key_id`', origin.place);
  const isActive = STATUS.get((ownText(row, 'status') ?? '').toLowerCase());
  const created = epochSeconds(ownValue(row, 'create_date'));
  const date = ownValue(row, 'access_key_last_used_date');
  const used = date === null ? undefined : epochSeconds(date);
  // Null says that the key was never used; no column, nothing.
  const isKnown = date === null || used !== undefined;
  const region = ownValue(row, 'access_key_last_used_region');
  const lastUsed = isKnown ? lastUse(used, region, ownValue(row, 'access_key_last_used_service')) : undefined;
  const record = userRecord({ name, accountNumber: ownText(row, 'account_id'), source: origin.source }, origin.place);
  const fact = {
    id,
    listed: true,
    ...(isActive === undefined ? {} : { isActive }),
    ...(created === undefined ? {} : { created }),
    ...(lastUsed === undefined ? {} : { lastUsed }),
  };
  return iamUserPart(record, [fact], true);
}

/** The cells of the credential report, as the report itself writes them. */
function reportRow(row: Row, origin: Origin): InventoryRecord {
  const cells = new Map<string, string>();
  for (const [column, value] of Object.entries(row)) {
    const seconds = typeof value === 'string' && /^\d{4}-/u.test(value) ? epochSeconds(value) : undefined;
    // Steampipe has null for every word by which the report says that there is nothing.
    if (value === null) cells.set(column, 'N/A');
    else if (seconds !== undefined) cells.set(column, new Date(seconds * 1000).toISOString());
    else if (typeof value === 'string' || typeof value === 'boolean') cells.set(column, String(value));
    else cells.set(column, 'a value of another kind');
  }
  const name = cells.get('user_name') ?? cells.get('user');
  const arn = cells.get('user_arn') ?? cells.get('arn');
  if (name === undefined || arn === undefined) return nameless('row', '`user_name` and `user_arn`', origin.place);
  cells.set('user', name).set('arn', arn);
  if (cells.get('password_enabled') === 'true' && cells.get('password_last_used') === 'N/A') {
    cells.set('password_last_used', 'no_information');
  }
  return userOfRow(cells, origin.place, origin.source);
}

const ROLE: PropertyTable = {
  createDate: ['create_date', time],
  path: ['path', text],
  managedPolicies: ['attached_policy_arns', policies],
  inlinePolicies: ['inline_policies', inline],
  assumeRolePolicy: ['assume_role_policy', trust],
};

function role(row: Row, origin: Origin): InventoryRecord {
  const name = ownText(row, 'name');
  if (name === undefined) return nameless('row', '`name`', origin.place);
  const values = mapped(ROLE, row, origin.maxDepth, NOT_SELECTED);
  const combined = unknownProperties({
    combinedPolicies: 'the documents of its managed policies are in another table',
  });
  const tail = tailOf(row, 'IamRole', 'role_id', name, origin);
  const later = { trust: values['assumeRolePolicy'], owner: tail['accountNumber'] };
  return shaped({ ...values, ...combined, ...later, ...tail }, origin.place);
}

const inVpc: Convert = (value, name) => (typeof value === 'string' ? { id: value } : text(value, name, 0));

const GROUP: PropertyTable = {
  description: ['description', text],
  inboundRules: ['ip_permissions', securityRules],
  outboundRules: ['ip_permissions_egress', securityRules],
  vpc: ['vpc_id', inVpc],
};

function securityGroup(row: Row, origin: Origin): InventoryRecord {
  const name = ownText(row, 'group_name') ?? ownText(row, 'group_id');
  if (name === undefined) return nameless('row', '`group_id`', origin.place);
  const values = mapped(GROUP, row, origin.maxDepth, NOT_SELECTED);
  return shaped(
    { ...values, ...unknownProperties(NOT_IN_AWS), ...tailOf(row, 'SecurityGroup', 'group_id', name, origin) },
    origin.place,
  );
}

const BUCKET: PropertyTable = {
  creationDate: ['creation_date', time],
  acl: ['acl', acl],
  policy: ['policy', policyDocumentOrNull],
  encryption: ['server_side_encryption_configuration', encryption],
  logging: ['logging', logging],
  website: ['website_configuration', website],
  replication: ['replication', replication],
};

function bucket(row: Row, origin: Origin): InventoryRecord {
  const name = ownText(row, 'name');
  if (name === undefined) return nameless('row', '`name`', origin.place);
  const enabled = ownValue(row, 'versioning_enabled');
  const versioning =
    typeof enabled === 'boolean'
      ? // Off and suspended are one in this table.
        { status: enabled ? 'Enabled' : 'Off', mfaDelete: ownValue(row, 'versioning_mfa_delete') === true }
      : NOT_SELECTED('versioning_enabled');
  const values = mapped(BUCKET, row, origin.maxDepth, NOT_SELECTED);
  return shaped({ ...values, versioning, ...tailOf(row, 'S3Bucket', 'name', name, origin) }, origin.place);
}

/** Columns that only tables of IAM have. */
const PRINCIPAL = [
  'arn',
  'akas',
  'partition',
  'attached_policy_arns',
  'inline_policies',
  'inline_policies_std',
  'permissions_boundary_arn',
];

/** The tables, each before those whose columns it also has. */
const STEAMPIPE_TABLES: readonly SteampipeTable[] = [
  {
    name: 'aws_iam_credential_report',
    columns: ['access_key_1_active', 'access_key_2_active'],
    some: ['user_arn', 'arn'],
    read: reportRow,
  },
  { name: 'aws_iam_access_key', columns: ['access_key_id', 'user_name', 'status'], read: accessKey },
  // Rows of many systems have a `user_id` and a `name`.
  {
    name: 'aws_iam_user',
    columns: ['user_id', 'name'],
    some: [...PRINCIPAL, 'mfa_enabled', 'mfa_devices', 'login_profile'],
    read: user,
  },
  {
    name: 'aws_iam_role',
    columns: ['role_id', 'name'],
    some: [...PRINCIPAL, 'assume_role_policy', 'assume_role_policy_std', 'instance_profile_arns'],
    read: role,
  },
  {
    name: 'aws_vpc_security_group',
    columns: ['group_id'],
    some: ['ip_permissions', 'ip_permissions_egress'],
    read: securityGroup,
  },
  {
    name: 'aws_s3_bucket',
    columns: ['name'],
    some: ['versioning_enabled', 'bucket_policy_is_public', 'server_side_encryption_configuration'],
    read: bucket,
  },
];

/** Columns of buckets and users of other clouds, which have some of the others too. */
const OTHER_CLOUDS = ['storage_url', 'self_link', 'project', 'subscription_id', 'tenant_id'];

/** The table that has columns of these names. With a `type` a row is an entity: none of the tables has that column. */
export function tableOf(has: (column: string) => boolean): SteampipeTable | undefined {
  if (has('type') || OTHER_CLOUDS.some(has)) return undefined;
  return STEAMPIPE_TABLES.find(({ columns, some }) => columns.every(has) && (some === undefined || some.some(has)));
}

/** A row as an entity, by its columns. */
export function rowRecord(row: unknown, origin: Omit<Origin, 'source'>): InventoryRecord | undefined {
  if (!isObject(row)) return undefined;
  const table = tableOf((column) => Object.hasOwn(row, column));
  const tool = Object.hasOwn(row, '_cq_id') || Object.hasOwn(row, '_cq_sync_time') ? 'cloudquery' : 'steampipe';
  return table?.read(row, { ...origin, source: `${tool}:${table.name}` });
}
