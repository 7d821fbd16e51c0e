import { describe, expect, it } from 'vitest';
import { collectBytes, judge } from './support.ts';
import { isEntityRecord, isProblemRecord } from '../../src/values/record.ts';

/*
 * Answers in the names of SDKs that write camel case, whose values are the API's all the same; with the rules that they must
 * answer as those of the command line do.
 */

const OPEN = { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipv4Ranges: [{ cidrIp: '0.0.0.0/0' }], ipRanges: [] };
const group = { groupId: 'sg-1', groupName: 'web', ownerId: '210987654321', vpcId: 'vpc-1', ipPermissions: [OPEN] };
const instance = {
  instanceId: 'i-1',
  imageId: 'ami-1',
  instanceType: 't3.micro',
  launchTime: '2024-03-01T10:00:00Z',
  state: { code: 16, name: 'running' },
  metadataOptions: { httpTokens: 'optional' },
  tags: [{ key: 'Name', value: 'web' }],
};
const fn = {
  functionName: 'f',
  functionArn: 'arn:aws:lambda:eu-west-1:210987654321:function:f',
  runtime: 'python3.7',
  codeSize: 10,
  environment: { variables: { stage: 'prod' } },
};
const balancer = {
  loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/shop/1',
  loadBalancerName: 'shop',
  scheme: 'internet-facing',
  type: 'application',
};
const database = { dBInstanceIdentifier: 'db', dBInstanceClass: 'db.t3.micro', publiclyAccessible: true };
const role = {
  roleName: 'r',
  roleId: 'AROA1',
  path: '/',
  arn: 'arn:aws:iam::210987654321:role/r',
  createDate: '2024-01-01T00:00:00Z',
  assumeRolePolicyDocument:
    '%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%22%2A%22%7D%5D%7D',
};

const SSH =
  "SecurityGroup should not have inboundRules contain [ port <= 22 and portTo >= 22 and scope = '0.0.0.0/0' ]";

describe('answers in camel case', () => {
  it.each<readonly [string, unknown, readonly string[]]>([
    [SSH, { securityGroups: [group] }, ['failed web']],
    [SSH, { securityGroups: [{ ...group, ipPermissions: [] }], responseMetadata: {} }, ['passed web']],
    [
      SSH,
      [{ securityGroups: [group] }, { securityGroups: [{ ...group, groupId: 'sg-2' }] }],
      ['failed web', 'failed web'],
    ],
    [SSH, [group], ['failed web']],
    [SSH, group, ['failed web']],
    [
      "Instance should have MetadataOptions.HttpTokens = 'required'",
      { reservations: [{ ownerId: '210987654321', instances: [instance] }] },
      ['failed web'],
    ],
    ["Instance should have tags contain [ key = 'Name' and value = 'web' ]", [[instance]], ['passed web']],
    ["Lambda should not have runtime = 'python3.7'", { functions: [fn] }, ['failed f']],
    ["Lambda should not have Environment.Variables.stage = 'prod'", { functions: [fn] }, ['failed f']],
    ['ApplicationLoadBalancer should not have isPublic = true', [balancer], ['failed shop']],
    ['RDS should not have isPublic = true', { dBInstances: [database] }, ['failed db']],
    ['RDS should not have isPublic = true', { dbInstances: [{ ...database }] }, ['failed db']],
    ["IamRole should not have assumeRolePolicy.Statement contain [ Principal = '*' ]", { roles: [role] }, ['failed r']],
  ])('%s', async (rule, answer, expected) => {
    expect(await judge(rule, JSON.stringify(answer))).toEqual(expected);
  });

  it('say what they cover, and that there is more', async () => {
    const { records, sources } = await collectBytes(JSON.stringify({ securityGroups: [group], nextToken: 'x' }));
    expect(records.filter(isProblemRecord).map(({ code }) => code)).toEqual(['truncated-input']);
    expect(sources.flatMap(({ covers }) => covers)).toEqual([]);
    const whole = await collectBytes(JSON.stringify({ securityGroups: [group] }));
    expect(whole.sources.flatMap(({ covers }) => covers)).toEqual(['SecurityGroup']);
  });

  it.each([
    ['an entity', { type: 'SecurityGroup', ...group }, ['SecurityGroup']],
    ['what has some of the names', { securityGroups: [{ groupId: 'sg-1', title: 'x' }] }, []],
    ['nothing', { securityGroups: [] }, []],
    [
      'a service that writes so itself',
      { clusters: [{ clusterArn: 'arn:aws:ecs:eu-west-1:210987654321:cluster/c', clusterName: 'c' }] },
      ['EcsCluster'],
    ],
    ['names of both kinds', { securityGroups: [{ ...group, GroupName: 'x' }] }, ['SecurityGroup']],
  ])('%s is read as it was', async (_title, answer, types) => {
    const { records } = await collectBytes(JSON.stringify(answer));
    expect(records.filter(isEntityRecord).map(({ entity }) => entity.type)).toEqual(types);
  });
});
