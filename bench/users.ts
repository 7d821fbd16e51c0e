/* Users that inventories of benchmarks are made of. */

/** A user as JSON. */
export function user(index: number): string {
  const key = (isActive: boolean, age: number): object => ({
    isActive,
    lastRotated: 1_690_000_000 + age * 86_400,
    lastUsedDate: 1_700_000_000 + age * 3_600,
    lastUsedRegion: 'eu-central-1',
  });
  return JSON.stringify({
    type: 'IamUser',
    id: `AIDAEXAMPLE${index}`,
    name: `user-${index}`,
    arn: `arn:aws:iam::123456789012:user/user-${index}`,
    accountNumber: '123456789012',
    createDate: 1_600_000_000 + index,
    mfaActive: index % 4 !== 0,
    firstAccessKey: key(index % 3 === 0, index % 500),
    secondAccessKey: key(index % 7 === 0, index % 300),
    groups: [{ name: `group-${index % 50}`, path: '/' }],
    attachedPolicies: [{ name: 'ReadOnlyAccess', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    tags: [
      { key: 'team', value: `team-${index % 40}` },
      { key: 'cost', value: String(index % 9_000) },
    ],
  });
}

/** The columns of a credential report. */
export const COLUMNS =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

/** The same user in a credential report. */
export function row(index: number): string {
  const when = '2025-03-04T05:06:07+00:00';
  return `user-${index},arn:aws:iam::123456789012:user/user-${index},${when},true,${when},${when},N/A,${index % 4 !== 0},${index % 3 === 0},${when},${when},eu-central-1,s3,${index % 7 === 0},${when},N/A,N/A,N/A,false,N/A,false,N/A`;
}
