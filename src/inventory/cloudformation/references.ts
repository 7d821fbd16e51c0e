import { ownObject, ownText } from '../entity.ts';

/* What the text of a reference to a resource begins with, which is all that is known of it before the deployment. */

/** Types whose `Ref` is an ARN, and not a name. */
const BY_ARN =
  /^AWS::(?:CertificateManager::Certificate|ECS::(?:Service|TaskDefinition)|ElasticLoadBalancingV2::(?:Listener|LoadBalancer|TargetGroup)|IAM::ManagedPolicy|SecretsManager::Secret|SNS::Topic|StepFunctions::(?:Activity|StateMachine))$/u;

const BY_ID: Readonly<Record<string, string>> = { 'AWS::EC2::VPC': 'vpc-', 'AWS::EC2::VPCEndpoint': 'vpce-' };

type Resources = Readonly<Record<string, unknown>>;

/** The pieces of what a call gives that refers to a resource of the template; undefined where it may begin with anything. */
export function startOfCall(name: string, argument: unknown, resources: Resources): readonly string[] | undefined {
  if (name === 'Fn::GetAtt')
    return startOfAttribute(Array.isArray(argument) ? argument.join('.') : argument, resources);
  const type = name === 'Ref' && typeof argument === 'string' ? typeOf(argument, resources) : undefined;
  if (type === undefined) return undefined;
  if (BY_ARN.test(type)) return ['arn:', ''];
  const start = Object.hasOwn(BY_ID, type) ? BY_ID[type] : undefined;
  return start === undefined ? undefined : [start, ''];
}

/** The pieces of `Resource.Arn`; undefined for another attribute, and for resources whose own code gives what it likes. */
export function startOfAttribute(path: unknown, resources: Resources): readonly string[] | undefined {
  const [, name] = typeof path === 'string' ? (/^([^.]+)\.Arn$/u.exec(path) ?? []) : [];
  const type = name === undefined ? undefined : typeOf(name, resources);
  return type !== undefined && /^AWS::(?!CloudFormation::)/u.test(type) ? ['arn:', ''] : undefined;
}

function typeOf(name: string, resources: Resources): string | undefined {
  const resource = ownObject(resources, name);
  return resource && ownText(resource, 'Type');
}
