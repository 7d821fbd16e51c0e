import { ownObject, ownValue } from '../entity.ts';

/* What the text of a reference to a resource begins with, which is all that is known of it before the deployment. */

/** Types whose `Ref` is an ARN, and not a name. */
const BY_ARN =
  /^AWS::(?:CertificateManager::Certificate|ECS::(?:Service|TaskDefinition)|ElasticLoadBalancingV2::(?:Listener|LoadBalancer|TargetGroup)|IAM::ManagedPolicy|SecretsManager::Secret|SNS::Topic|StepFunctions::(?:Activity|StateMachine))$/u;

const BY_ID: Readonly<Record<string, string>> = { 'AWS::EC2::VPC': 'vpc-', 'AWS::EC2::VPCEndpoint': 'vpce-' };

/** The pieces of what a call gives that refers to a resource of the template; undefined where it may begin with anything. */
export function startOfCall(
  name: string,
  argument: unknown,
  resources: Readonly<Record<string, unknown>>,
): readonly string[] | undefined {
  if (name === 'Fn::GetAtt') return startOfAttribute(Array.isArray(argument) ? argument.join('.') : argument);
  const resource = name === 'Ref' && typeof argument === 'string' ? ownObject(resources, argument) : undefined;
  const type = resource && ownValue(resource, 'Type');
  if (typeof type !== 'string') return undefined;
  if (BY_ARN.test(type)) return ['arn:', ''];
  const start = Object.hasOwn(BY_ID, type) ? BY_ID[type] : undefined;
  return start === undefined ? undefined : [start, ''];
}

/** The pieces of `Resource.Arn`; undefined for another attribute. */
export function startOfAttribute(path: unknown): readonly string[] | undefined {
  return typeof path === 'string' && path.endsWith('.Arn') ? ['arn:', ''] : undefined;
}
