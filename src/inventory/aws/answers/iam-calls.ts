import { isObject, ownText, ownValue } from '../../entity.ts';
import type { InventoryRecord } from '../../../values/record.ts';
import { iamGroup, iamPolicy, iamRole, iamUser, type Absent } from '../iam.ts';
import type { Origin } from '../shape.ts';
import { apiShape, listing } from './build.ts';
import type { AnswerContext, AwsCall, Item } from './call.ts';
import { joinableByArn } from './join-facts.ts';
import { isPageOfSeveral } from './pages.ts';
import { iamUserOutput, listedUser } from './user-answers.ts';

type Make = (detail: unknown, origin: Origin, absent: Absent) => InventoryRecord;

/** A principal or policy. Its tags, absent in the answer to one thing, are none; a list does not tell them. */
function principal(call: string, key: string, has: readonly string[], type: string, make: Make): AwsCall {
  const isList = call.includes(' list-');
  return {
    call,
    key,
    form: isList ? 'list' : 'object',
    has,
    covers: [type],
    read: (item, { origin }) => {
      const whole = !isList && isObject(item) ? { Tags: [], ...item } : item;
      return [joinableByArn(make(whole, origin, 'answer'))];
    },
  };
}

const detail = (key: string, has: readonly string[], type: string, make: Make): AwsCall => ({
  call: 'iam get-account-authorization-details',
  key,
  form: 'list',
  has,
  covers: [type],
  read: (item, { origin }) => [joinableByArn(make(item, origin, 'empty'))],
});

/** What tells of users in part only is joined by their names. */
const ofUsers = (call: string, key: string, form: AwsCall['form'], has: readonly string[] = []): AwsCall => ({
  call,
  key,
  form,
  has,
  covers: [],
  marksCut: true,
  read: (_, { beside, origin }: AnswerContext) => iamUserOutput(beside, origin.place),
});

const user: Make = (item, { place }) => listedUser(item, place);

/** The names of a group's members, where the answer has all of them. */
function membersIn(answer: Item): readonly string[] | undefined {
  const users = ownValue(answer, 'Users');
  if (!Array.isArray(users) || isPageOfSeveral(answer)) return undefined;
  return users.flatMap((user) => (isObject(user) ? (ownText(user, 'UserName') ?? []) : []));
}

const ROLE = ['RoleName', 'AssumeRolePolicyDocument'];
const GROUP = ['GroupName', 'GroupId', 'Arn'];
const POLICY = ['PolicyName', 'PolicyId', 'Arn'];
const USER = ['UserName', 'Arn'];

/** Calls of IAM. */
export const IAM_CALLS: readonly AwsCall[] = [
  { ...principal('iam list-users', 'Users', USER, 'IamUser', user), when: ({ members }) => !members.includes('Group') },
  {
    // Its members are users, not all that there are.
    call: 'iam get-group',
    key: 'Users',
    form: 'list',
    has: USER,
    covers: [],
    when: ({ members }) => members.includes('Group'),
    read: (list, { origin }) => (Array.isArray(list) ? list.map((item) => listedUser(item, origin.place)) : []),
  },
  {
    ...principal('iam get-group', 'Group', GROUP, 'IamGroup', iamGroup),
    form: 'object',
    read: (item, { origin, beside }) => [joinableByArn(iamGroup(item, origin, 'answer', membersIn(beside)))],
  },
  principal('iam get-user', 'User', USER, 'IamUser', user),
  principal('iam list-roles', 'Roles', ROLE, 'IamRole', iamRole),
  principal('iam get-role', 'Role', ROLE, 'IamRole', iamRole),
  principal('iam list-groups', 'Groups', GROUP, 'IamGroup', iamGroup),
  principal('iam list-policies', 'Policies', POLICY, 'IamPolicy', iamPolicy),
  principal('iam get-policy', 'Policy', POLICY, 'IamPolicy', iamPolicy),
  detail('UserDetailList', USER, 'IamUser', iamUser),
  detail('GroupDetailList', GROUP, 'IamGroup', iamGroup),
  detail('RoleDetailList', ROLE, 'IamRole', iamRole),
  detail('Policies', [...POLICY, 'PolicyVersionList'], 'IamPolicy', iamPolicy),
  ofUsers('iam list-access-keys', 'AccessKeyMetadata', 'list'),
  ofUsers('iam get-access-key-last-used', 'AccessKeyLastUsed', 'object'),
  ofUsers('iam list-mfa-devices', 'MFADevices', 'list'),
  ofUsers('iam list-virtual-mfa-devices', 'VirtualMFADevices', 'list'),
  listing(
    'iam list-server-certificates',
    'ServerCertificateMetadataList',
    ['ServerCertificateName', 'Arn'],
    apiShape('IAM_ServerCertificate', 'ServerCertificateId', {
      name: 'ServerCertificateName',
      arn: 'Arn',
      region: 'global',
    }),
  ),
];
