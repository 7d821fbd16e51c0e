import type { InventoryReader } from './reader.ts';
import { awsAuthorizationDetails } from './aws/authorization-details-reader.ts';
import { awsCli } from './aws/answers/reader.ts';
import { awsConfig } from './aws/config-reader.ts';
import { awsCredentialReport } from './aws/credential-report-reader.ts';
import { azure } from './azure/reader.ts';
import { cloudformation } from './cloudformation/reader.ts';
import { cloudguard } from './cloudguard/reader.ts';
import { google } from './google/reader.ts';
import { json } from './generic/json-reader.ts';
import { kubernetes } from './kubernetes/reader.ts';
import { ndjson } from './generic/ndjson-reader.ts';
import { parquet } from './files/parquet/reader.ts';
import { steampipe } from './aws/steampipe-reader.ts';
import { terraformConfiguration } from './terraform/hcl/reader.ts';
import { terraform } from './terraform/reader.ts';

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
  awsConfig,
  awsCli,
  steampipe,
  cloudguard,
  kubernetes,
  azure,
  google,
  terraform,
  terraformConfiguration,
  cloudformation,
  ndjson,
  json,
]);
