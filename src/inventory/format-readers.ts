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
import { steampipe } from './aws/steampipe-reader.ts';
import { terraformReader } from './terraform/reader.ts';

/**
 * The formats that can be read from bytes anywhere, in the order of detection: all but Parquet and the `.tf` files of
 * Terraform, which need a thread, or other files beside them.
 *
 * @example
 * formatReaders.some(({ name }) => name === 'aws-credential-report') // true
 */
export const formatReaders: readonly InventoryReader[] = Object.freeze([
  awsCredentialReport,
  awsAuthorizationDetails,
  awsConfig,
  awsCli,
  steampipe,
  cloudguard,
  kubernetes,
  azure,
  google,
  terraformReader(),
  cloudformation,
  ndjson,
  json,
]);
