import { ownObject, ownText } from '../entity.ts';

/* What the text of a reference to a resource begins with, which is all that is known of it before the deployment. */

/** Nothing is known of a text but that nobody who deploys the template chooses it. */
const UNTOLD: readonly string[] = ['', ''];

/** Types whose `Ref` is an ARN, and not a name. */
const BY_ARN =
  /^AWS::(?:CertificateManager::Certificate|ECS::(?:Service|TaskDefinition)|ElasticLoadBalancingV2::(?:Listener|LoadBalancer|TargetGroup)|IAM::ManagedPolicy|SecretsManager::Secret|SNS::Topic|StepFunctions::(?:Activity|StateMachine))$/u;

const BY_ID: Readonly<Record<string, string>> = { 'AWS::EC2::VPC': 'vpc-', 'AWS::EC2::VPCEndpoint': 'vpce-' };

type Resources = Readonly<Record<string, unknown>>;

/** The pieces of what a name in `Ref` or `${ }` gives; undefined where whoever deploys the template says what it is. */
export function startOfName(name: string, resources: Resources, parameters: Resources): readonly string[] | undefined {
  if (name.includes('.')) return startOfAttribute(name, resources);
  const parameter = ownObject(parameters, name);
  if (parameter !== undefined) return OF_NO_WILDCARD.test(ownText(parameter, 'Type') ?? '') ? UNTOLD : undefined;
  const type = name.startsWith('AWS::') ? name : typeOf(name, resources);
  if (type === undefined || !OF_AWS.test(type)) return undefined;
  if (BY_ARN.test(type)) return ['arn:', ''];
  const start = Object.hasOwn(BY_ID, type) ? BY_ID[type] : undefined;
  return start === undefined ? UNTOLD : [start, ''];
}

/** The pieces of a resource's attribute; undefined for resources whose own code gives what it likes. */
export function startOfAttribute(argument: unknown, resources: Resources): readonly string[] | undefined {
  const [, name, attribute] = /^([^.]+)\.(.+)$/u.exec(attributePath(argument) ?? '') ?? [];
  if (name === undefined || !OF_AWS.test(typeOf(name, resources) ?? '')) return undefined;
  return attribute === 'Arn' ? ['arn:', ''] : UNTOLD;
}

/** What a resource is known by: `Ref` of one of AWS, and attributes of these names. */
export function namesResource(call: string, argument: unknown, resources: Resources): boolean {
  const isAttribute = call === 'Fn::GetAtt';
  if (call !== 'Ref' && !isAttribute) return false;
  const path = isAttribute ? attributePath(argument) : argument;
  if (typeof path !== 'string') return false;
  const [, name = '', attribute] = /^([^.]+)(?:\.(.+))?$/su.exec(path) ?? [];
  if (!OF_AWS.test(typeOf(name, resources) ?? '')) return false;
  return isAttribute ? OWN_NAME.test(attribute ?? '') : attribute === undefined;
}

const OWN_NAME = /^(?:Arn|Id|GroupId|Name)$/u;

/** What `Fn::GetAtt` is given, `[name, attribute]` or `name.attribute`, as the second; undefined where it holds something else. */
export function attributePath(argument: unknown): string | undefined {
  const parts: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  return parts.every((part) => typeof part === 'string') ? parts.join('.') : undefined;
}

/** Types of parameters that are looked up, or are numbers: `*` is none of them. */
const OF_NO_WILDCARD = /^(?:Number|AWS::(?!SSM::Parameter::Value).*)$/u;

const OF_AWS = /^AWS::(?!CloudFormation::)/u;

function typeOf(name: string, resources: Resources): string | undefined {
  const resource = ownObject(resources, name);
  return resource && ownText(resource, 'Type');
}
