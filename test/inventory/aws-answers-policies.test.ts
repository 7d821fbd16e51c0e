import { describe, expect, it } from 'vitest';
import { collect, judge, temporaryFolder } from './support.ts';

/* Answers about one thing that tell its policies: whose they are, a member or the file's name tells. */

const ACCOUNT = '111122223333';
const folder = temporaryFolder();
let count = 0;

/** Writes the answers into a folder of their own, and gives their names. */
function files(answers: Readonly<Record<string, unknown>>): readonly string[] {
  count += 1;
  return Object.entries(answers).map(([name, answer]) => folder.write(`${count}/${name}`, JSON.stringify(answer)));
}

const document = (Action: string): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action }] });
const role = {
  RoleName: 'r',
  Arn: `arn:aws:iam::${ACCOUNT}:role/r`,
  RoleId: 'AROA1',
  Path: '/',
  CreateDate: '2024-01-01T00:00:00Z',
  AssumeRolePolicyDocument: document('sts:AssumeRole'),
};
const list = { 'roles.json': { Roles: [role] } };
const ADMIN = [{ PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }];
const function1 = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`;
const openTo = (Resource: string): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Resource }] });

type Case = readonly [name: string, answers: Readonly<Record<string, unknown>>, rule: string, said: readonly string[]];

const managed = (type: string): string =>
  `${type} should not have managedPolicies contain [ name='AdministratorAccess' ]`;
const inline = (type: string): string =>
  `${type} should not have inlinePolicies contain [ policyDocument.Statement contain [ Action='*' ] ]`;

const CASES: readonly Case[] = [
  ['a list of roles alone', list, managed('IamRole'), ['error r']],
  [
    'with the policies that are attached',
    { ...list, 'list-attached-role-policies/r.json': { AttachedPolicies: ADMIN } },
    managed('IamRole'),
    ['failed r'],
  ],
  [
    'with none that is attached',
    { ...list, 'r.list-attached-role-policies.json': { AttachedPolicies: [] } },
    managed('IamRole'),
    ['passed r'],
  ],
  [
    'with an inline policy',
    { ...list, 'p.json': { RoleName: 'r', PolicyName: 'p', PolicyDocument: document('*') } },
    inline('IamRole'),
    ['failed r'],
  ],
  [
    'with a harmless inline policy, of which there may be others',
    { ...list, 'p.json': { RoleName: 'r', PolicyName: 'p', PolicyDocument: document('s3:GetObject') } },
    inline('IamRole'),
    ['error r'],
  ],
  [
    'with an empty list of inline policies',
    { ...list, 'list-role-policies/r.json': { PolicyNames: [] } },
    inline('IamRole'),
    ['passed r'],
  ],
  ['a user', { 'list-attached-user-policies/u.json': { AttachedPolicies: ADMIN } }, managed('IamUser'), ['failed u']],
  [
    'a user with an inline policy',
    { 'p.json': { UserName: 'u', PolicyName: 'p', PolicyDocument: document('*') } },
    inline('IamUser'),
    ['failed u'],
  ],
  ['a group', { 'g.json': { GroupName: 'g', AttachedPolicies: ADMIN } }, managed('IamGroup'), ['failed g']],
  [
    'a function, named by its policy',
    { 'policy.json': { Policy: openTo(function1), RevisionId: '1' } },
    "Lambda should not have policy.Statement contain [ Principal='*' ]",
    ['failed f'],
  ],
  [
    'a key',
    { 'get-key-policy/k-1.json': { Policy: openTo('*'), PolicyName: 'default' } },
    "KMS should not have policy.Statement contain [ Principal='*' ]",
    ['failed k-1'],
  ],
  [
    'a bucket and how long it keeps things',
    { 'get-bucket-lifecycle-configuration/b.json': { Rules: [{ ID: 'a', Status: 'Enabled' }] } },
    "S3Bucket should have LifecycleConfiguration.Rules contain [ Status='Enabled' ]",
    ['passed b'],
  ],
  [
    'a bucket and who owns what is in it',
    { 'b.get-bucket-ownership-controls.json': { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } } },
    "S3Bucket should have OwnershipControls.Rules contain [ ObjectOwnership='BucketOwnerEnforced' ]",
    ['failed b'],
  ],
  [
    'detectors by their ids',
    { 'a.json': { DetectorIds: ['d1'] } },
    "AWS_API_GuardDuty_Detector should have Status='ENABLED'",
    ['error d1'],
  ],
  [
    'detectors with what one is',
    {
      'a.json': { DetectorIds: ['d1'] },
      'b.json': { DetectorId: 'd1', FindingPublishingFrequency: 'SIX_HOURS', Status: 'ENABLED', ServiceRole: 'x' },
    },
    "AWS_API_GuardDuty_Detector should have Status='ENABLED'",
    ['passed d1'],
  ],
];

describe('answers that tell policies', () => {
  it.each(CASES)('%s', async (_, answers, rule, said) => {
    const found = await judge(rule, files(answers));
    expect(found.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(said);
  });

  it('without a name, are a problem that says how to give one', async () => {
    const { problems } = await collect(files({ 'x.json': { AttachedPolicies: ADMIN } }));
    expect(problems.join()).toMatch(/unnamed-part.*`aws iam list-attached-user-policies`.*does not say of what/u);
  });
});
