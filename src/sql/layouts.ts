import { NEVER_SECONDS } from './never.ts';
import type { ColumnMapping, TableMapping } from './layout.ts';

/**
 * The layouts of tables that are known, by the name of the tool that fills them.
 *
 * @example
 * LAYOUTS // ['steampipe', 'cloudquery']
 */
export const LAYOUTS = ['steampipe', 'cloudquery'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A use that is not recorded: never, of a key that exists. */
function use(prefix: string, number: 1 | 2, active: string, dialectTime: (column: string) => string): ColumnMapping {
  const rotated = `e."${prefix}_${number}_last_rotated"`;
  const used = `e."${prefix}_${number}_last_used_date"`;
  return {
    kind: 'number',
    sql: `CASE WHEN NOT ${active} AND ${rotated} IS NULL THEN NULL ELSE coalesce(${dialectTime(used)}, ${NEVER_SECONDS}) END`,
  };
}

const SECONDS = (column: string): string => `extract(epoch FROM ${column})`;

function column(name: string, kind: ColumnMapping['kind']): ColumnMapping {
  return { column: name, kind };
}

/** The credential report, of which both tools make a table: as the readers of inventories give its users. */
function credentialReport(
  table: string,
  names: {
    readonly arn: string;
    readonly user: string;
    readonly password: ColumnMapping;
    readonly active: (what: 'access_key' | 'cert', number: 1 | 2) => string;
  },
): TableMapping {
  const properties: Record<string, ColumnMapping> = {
    name: column(names.user, 'text'),
    arn: column(names.arn, 'text'),
    id: column(names.arn, 'text'),
    accountNumber: { kind: 'text', sql: `split_part(e."${names.arn}", ':', 5)` },
    createDate: column('user_creation_time', 'time'),
    passwordEnabled: names.password,
    passwordLastChanged: column('password_last_changed', 'time'),
    passwordNextRotation: column('password_next_rotation', 'time'),
    mfaActive: column('mfa_active', 'boolean'),
  };
  for (const [key, number] of [['firstAccessKey', 1] as const, ['secondAccessKey', 2] as const]) {
    const active = names.active('access_key', number);
    properties[`${key}.isActive`] = column(active, 'boolean');
    properties[`${key}.lastRotated`] = column(`access_key_${number}_last_rotated`, 'time');
    properties[`${key}.lastUsedDate`] = use('access_key', number, `e."${active}"`, SECONDS);
  }
  for (const [key, number] of [['firstCertificate', 1] as const, ['secondCertificate', 2] as const]) {
    properties[`${key}.isActive`] = column(names.active('cert', number), 'boolean');
    properties[`${key}.lastRotated`] = column(`cert_${number}_last_rotated`, 'time');
  }
  return { table, only: 'IamUser', properties, identity: ['arn', 'name', 'accountNumber'] };
}

const TABLES: Readonly<Record<Layout, Readonly<Record<string, TableMapping>>>> = {
  steampipe: {
    IamUser: credentialReport('aws_iam_credential_report', {
      arn: 'user_arn',
      user: 'user_name',
      password: column('password_enabled', 'boolean'),
      active: (what, number) => `${what}_${number}_active`,
    }),
  },
  cloudquery: {
    IamUser: credentialReport('aws_iam_credential_reports', {
      arn: 'arn',
      user: 'user',
      password: { kind: 'boolean', sql: `lower(e."password_status") = 'true'` },
      active: (what, number) => `${what}${number}_active`,
    }),
  },
};

/**
 * The table that a tool keeps the entities of a type in; undefined where it is not known, so that a mapping is to be written.
 *
 * @example
 * layoutOf('steampipe', 'IamUser')?.table // 'aws_iam_credential_report'
 */
export function layoutOf(layout: Layout, type: string): TableMapping | undefined {
  const tables = TABLES[layout];
  return Object.hasOwn(tables, type) ? tables[type] : undefined;
}

/** All tables of a layout. */
export function tablesOf(layout: Layout): readonly TableMapping[] {
  return Object.values(TABLES[layout]);
}
