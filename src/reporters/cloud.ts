import type { Finding } from '../findings/finding.ts';

/** The cloud of a finding in OCSF's words. */
export interface Cloud {
  readonly provider: 'AWS' | 'Azure' | 'GCP' | 'Unknown';
  readonly accountType: string;
  readonly accountTypeId: number;
}

const CLOUDS = {
  aws: { provider: 'AWS', accountType: 'AWS Account', accountTypeId: 10 },
  azure: { provider: 'Azure', accountType: 'Azure Subscription', accountTypeId: 13 },
  google: { provider: 'GCP', accountType: 'GCP Project', accountTypeId: 11 },
  unknown: { provider: 'Unknown', accountType: 'Unknown', accountTypeId: 0 },
} as const satisfies Record<string, Cloud>;

/** From the ruleset's `cloudVendor`; without one from the form of the ids, which differs between clouds. */
export function cloudOf({ entity, subject }: Finding): Cloud {
  const vendor = subject.ruleset.cloudVendor?.toLowerCase() ?? '';
  if (vendor.startsWith('aws')) return CLOUDS.aws;
  if (vendor.startsWith('azure')) return CLOUDS.azure;
  if (vendor === 'google' || vendor === 'gcp') return CLOUDS.google;
  if (vendor !== '') return CLOUDS.unknown;
  const { id, accountNumber = '' } = entity;
  if (/^\d{12}$/u.test(accountNumber) || id.startsWith('arn:aws')) return CLOUDS.aws;
  return id.startsWith('/subscriptions/') ? CLOUDS.azure : CLOUDS.unknown;
}
