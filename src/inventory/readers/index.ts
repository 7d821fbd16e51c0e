import type { InventoryReader } from '../reader.ts';
import { awsAuthorizationDetails } from './aws-authorization-details.ts';
import { awsConfig } from './aws-config.ts';
import { awsCredentialReport } from './aws-credential-report.ts';
import { awsIamUsers } from './aws-iam-users.ts';
import { cloudformation } from './cloudformation.ts';
import { cloudguard } from './cloudguard.ts';
import { json } from './json.ts';
import { kubernetes } from './kubernetes.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';
import { steampipe } from './steampipe.ts';
import { terraform } from './terraform.ts';

/**
 * Every input format, in the order of detection: the first whose `detect` says yes reads the input, so the general ones
 * stand last. A test compares this table with the folder.
 *
 * @example
 * for (const { name, summary, command } of inventoryReaders) console.log(`${name}: ${summary}\n  ${command}`);
 */
export const inventoryReaders: readonly InventoryReader[] = Object.freeze([
  parquet,
  awsCredentialReport,
  awsAuthorizationDetails,
  awsIamUsers,
  awsConfig,
  steampipe,
  cloudguard,
  kubernetes,
  terraform,
  cloudformation,
  ndjson,
  json,
]);
