import { ownText } from '../../entity.ts';

/** Services whose name in ARNs is another than on the command line. */
const IN_ARNS: ReadonlyMap<string, string> = new Map([
  ['accessanalyzer', 'access-analyzer'],
  ['apigatewayv2', 'apigateway'],
  ['configservice', 'config'],
  ['efs', 'elasticfilesystem'],
  ['elb', 'elasticloadbalancing'],
  ['elbv2', 'elasticloadbalancing'],
  ['opensearch', 'es'],
  ['s3api', 's3'],
  ['s3control', 's3'],
]);

/** Members that hold the ARN of the item itself. */
const OWN = ['Arn', 'arn', 'ARN'];

/** The service that the ARN of an item is of, where it has one: `ResourceARN`, and `ClusterArn` of what is in `Clusters`. */
export function arnServiceOf(key: string, item: Readonly<Record<string, unknown>>): string | undefined {
  const own = [...OWN, 'ResourceARN', `${key.replace(/s$/u, '')}Arn`];
  return own.map((member) => serviceOf(ownText(item, member))).find((service) => service !== undefined);
}

/** Whether a call is of a service that is called so in ARNs. */
export function isOfService(call: string, service: string): boolean {
  const [name = ''] = call.split(' ');
  return (IN_ARNS.get(name) ?? name) === service;
}

function serviceOf(text: string | undefined): string | undefined {
  return /^arn:aws[a-z-]*:([a-z0-9-]+):/u.exec(text ?? '')?.[1];
}

/**
 * Whether the item's own ARN is of another service than the call's: a user of AWS Transfer has a `UserName` and an `Arn`, and
 * is no user of IAM.
 */
export function isOfOtherService(call: string, text: (member: string) => string | undefined): boolean {
  return OWN.some((member) => {
    const service = serviceOf(text(member));
    return service !== undefined && !isOfService(call, service);
  });
}
