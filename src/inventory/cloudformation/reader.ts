import type { InventoryReader } from '../reader.ts';
import { isTemplate } from './detect.ts';
import { resourcesOf } from './records.ts';

/** What answers are called has no template. */
const COVERS = ['AWS_*', '!AWS_API_*'];
const SERVERLESS = /\bAWS::Serverless::/u;
/** What serverless resources become: how many there will be of these, the template does not show. */
const MADE = [
  'ApiGateway_*',
  'ApiGatewayV2_*',
  'Events_Rule',
  'IAM_Role',
  ...['Alias', 'EventInvokeConfig', 'EventSourceMapping', 'LayerVersion', 'Permission', 'Url', 'Version'].map(
    (type) => `Lambda_${type}`,
  ),
  'SQS_QueuePolicy',
].map((type) => `!AWS_${type}`);

/**
 * CloudFormation templates in JSON and YAML, short forms of the intrinsic functions (`!Ref`, `!Sub`) included, and the
 * answer of `aws cloudformation get-template`. Each resource becomes an entity:
 * - `type` is the resource type with `_` for `::`, as `AWS_S3_Bucket`, `AWS_Serverless_Function`, `Acme_Network_Gateway`;
 * - its `Properties` stand at the top, and beside them what CloudFormation keeps with a resource (`DeletionPolicy`,
 *   `Condition`, `Metadata`, ...); `Globals` of a serverless template are merged into them;
 * - `id` and `name` are the logical id: the real ones are known only when the stack is made;
 * - a function of a serverless template is also the `AWS_Lambda_Function` that is made of it, and it and a state machine the
 *   `AWS_IAM_Role`, where none is given; a simple table is also an `AWS_DynamoDB_Table`.
 *
 * Values are resolved as far as the template tells them: `Ref`, `Sub`, `Join`, `Split`, `Select`, `FindInMap` and `If`, with
 * parameters as they are given, else at their defaults; `AWS::NoValue` removes the property; `AWS::Partition` is `aws` and
 * `AWS::URLSuffix` is `amazonaws.com`, which is so everywhere but in China and GovCloud. All else stays the intrinsic
 * function as an object in its long form, never a guess, and its path is listed as unknown; so are dynamic references and
 * what macros and loops add to properties. A resource whose condition is false by literals and
 * given parameters is left out, which is said; one whose condition is false by default is read: it can come into being. Loops (`Fn::ForEach`) over what the template tells are written out. Resources that the template does not hold (macros, loops, modules, nested stacks) are a problem.
 *
 * Format: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export const cloudformation: InventoryReader = {
  name: 'cloudformation',
  title: 'CloudFormation template',
  summary: 'A CloudFormation template in JSON or YAML; each resource becomes an entity such as AWS_S3_Bucket.',
  command:
    'aws cloudformation get-template --template-stage Processed --stack-name NAME --query TemplateBody > template.json',
  covers: COVERS,
  vendor: 'aws',
  coversIn: (sample) => (SERVERLESS.test(sample.text) ? [...COVERS, ...MADE] : COVERS),
  // Types of others: `Datadog_Monitors_Monitor`, `Custom_Thing`.
  coversWith: (type) =>
    type.startsWith('AWS_') ? undefined : { covers: [`${type.slice(0, type.indexOf('_') + 1) || type}*`] },
  extensions: ['.json', '.yaml', '.yml', '.template'],
  detect: isTemplate,
  read: resourcesOf,
};
