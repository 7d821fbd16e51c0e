import { isObject, ownValue } from '../entity.ts';
import { withGlobals } from './serverless.ts';
import { intrinsicOf } from './unknown-paths.ts';

type Members = Readonly<Record<string, unknown>>;

/** A resource as a template would write it. */
export interface MadeResource {
  readonly logicalId: string;
  readonly resource: Members;
}

/** Who runs what a serverless resource describes, which may take on the role that is made for it. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'lambda.amazonaws.com'],
  ['AWS::Serverless::StateMachine', 'states.amazonaws.com'],
]);

/** Properties of a function that stand in a function of Lambda as they are. */
const SAME = [
  'Architectures',
  'CodeSigningConfigArn',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FileSystemConfigs',
  'FunctionName',
  'Handler',
  'ImageConfig',
  'KmsKeyArn',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'ReservedConcurrentExecutions',
  'Runtime',
  'Timeout',
  'VpcConfig',
];

/**
 * What the transform of the Serverless Application Model makes of a function or a state machine: the function of Lambda,
 * and the role, where none is given. What a policy template or the packing gives stays a call that nobody has made yet.
 *
 * Format: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function madeByServerless(logicalId: string, resource: unknown, template: Members): readonly MadeResource[] {
  const type = isObject(resource) ? ownValue(resource, 'Type') : undefined;
  if (type === 'AWS::Serverless::SimpleTable' && isObject(resource)) return tableOf(logicalId, resource, template);
  const service = typeof type === 'string' ? SERVICES.get(type) : undefined;
  if (typeof type !== 'string' || service === undefined || !isObject(resource)) return [];
  const properties = withGlobals(ownValue(resource, 'Properties') ?? {}, type, template);
  if (!isObject(properties) || intrinsicOf(properties) !== undefined) return [];
  const made = (id: string, Type: string, Properties: Members): MadeResource => {
    const condition = ownValue(resource, 'Condition');
    return {
      logicalId: id,
      resource: { Type, Properties, ...(condition === undefined ? {} : { Condition: condition }) },
    };
  };
  const role = `${logicalId}Role`;
  const given = ownValue(properties, 'Role');
  return [
    ...(service.startsWith('lambda')
      ? [made(logicalId, 'AWS::Lambda::Function', functionOf(properties, given ?? { 'Fn::GetAtt': [role, 'Arn'] }))]
      : []),
    ...(given === undefined ? [made(role, 'AWS::IAM::Role', roleOf(properties, service, role))] : []),
  ];
}

/** A table of DynamoDB with a key. */
function tableOf(logicalId: string, resource: Members, template: Members): readonly MadeResource[] {
  const written = withGlobals(ownValue(resource, 'Properties') ?? {}, 'AWS::Serverless::SimpleTable', template);
  if (!isObject(written) || intrinsicOf(written) !== undefined) return [];
  const { PrimaryKey: _, Tags: _tags, ...properties } = written;
  const keys = Object.fromEntries(['AttributeDefinitions', 'KeySchema', 'Tags'].map((name) => [name, made(name)]));
  const condition = ownValue(resource, 'Condition');
  const Properties = { ...properties, ...keys };
  const table = {
    Type: 'AWS::DynamoDB::Table',
    Properties,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
  return [{ logicalId, resource: table }];
}

/** What the transform makes of something that the template does not show. */
const made = (Name: string): Members => ({ 'Fn::Transform': { Name } });

function functionOf(properties: Members, role: unknown): Members {
  const picked = (names: readonly string[]): Members =>
    Object.fromEntries(names.filter((name) => Object.hasOwn(properties, name)).map((name) => [name, properties[name]]));
  const queue = ownValue(properties, 'DeadLetterQueue');
  const tracing = ownValue(properties, 'Tracing');
  const code = ownValue(properties, 'InlineCode');
  return {
    ...picked(SAME),
    Role: role,
    Code: code === undefined ? made('package') : { ZipFile: code },
    Tags: made('Tags'),
    ...(tracing === undefined || tracing === 'Disabled' ? {} : { TracingConfig: { Mode: tracing } }),
    ...(queue === undefined
      ? {}
      : { DeadLetterConfig: isObject(queue) ? { TargetArn: ownValue(queue, 'TargetArn') } : queue }),
  };
}

const MANAGED = 'arn:aws:iam::aws:policy/';

function roleOf(properties: Members, service: string, role: string): Members {
  const trust = ownValue(properties, 'AssumeRolePolicyDocument') ?? {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: [service] } }],
  };
  const written = ownValue(properties, 'Policies') ?? [];
  const isCall = isObject(written) && intrinsicOf(written)?.startsWith('Fn::') === true;
  const policies: readonly unknown[] = isCall ? [] : [written].flat();
  const managed = policies.filter((policy) => typeof policy === 'string' || isReference(policy));
  const inline = policies.filter(isObject).filter((policy) => !isReference(policy));
  const own = service.startsWith('lambda') ? basicPolicies(properties) : [];
  const boundary = ownValue(properties, 'PermissionsBoundary');
  return {
    AssumeRolePolicyDocument: trust,
    ManagedPolicyArns: isCall ? made('Policies') : [...own, ...managed.map(arnOf)],
    ...(inline.length === 0 && !isCall
      ? {}
      : { Policies: isCall ? made('Policies') : inline.map((policy, index) => inlinePolicy(policy, role, index)) }),
    ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
    Tags: made('Tags'),
  };
}

/** What each function may do: to write its log, and what its settings need. */
function basicPolicies(properties: Members): readonly string[] {
  const has = (name: string): boolean => Object.hasOwn(properties, name);
  return [
    `${MANAGED}service-role/AWSLambdaBasicExecutionRole`,
    ...(has('VpcConfig') ? [`${MANAGED}service-role/AWSLambdaVPCAccessExecutionRole`] : []),
    ...(has('Tracing') ? [`${MANAGED}AWSXrayWriteOnlyAccess`] : []),
  ];
}

function isReference(policy: unknown): boolean {
  return isObject(policy) && intrinsicOf(policy) !== undefined;
}

/** The ARN of a managed policy that is given by its name: those of services have a path of their own. */
function arnOf(policy: unknown): unknown {
  if (typeof policy !== 'string' || policy.includes(':')) return policy;
  if (!/^AWS|Role$/u.test(policy)) return MANAGED + policy;
  return { 'Fn::Join': ['', [MANAGED, made('path'), policy]] };
}

function inlinePolicy(policy: Members, role: string, index: number): Members {
  const [template = ''] = Object.keys(policy);
  const isDocument = Object.hasOwn(policy, 'Statement');
  return { PolicyName: `${role}Policy${index}`, PolicyDocument: isDocument ? policy : made(template) };
}
