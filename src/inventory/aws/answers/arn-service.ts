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

/**
 * Whether the item's own ARN is of another service than the call's: a user of AWS Transfer has a `UserName` and an `Arn`, and
 * is no user of IAM.
 */
export function isOfOtherService(call: string, text: (member: string) => string | undefined): boolean {
  const [name = ''] = call.split(' ');
  const expected = IN_ARNS.get(name) ?? name;
  return OWN.some((member) => {
    const service = /^arn:aws[a-z-]*:([a-z0-9-]+):/u.exec(text(member) ?? '')?.[1];
    return service !== undefined && service !== expected;
  });
}
