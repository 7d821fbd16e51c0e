import { isObject, ownText } from '../../entity.ts';
import type { InventoryRecord } from '../../../values/record.ts';
import type { Convert } from '../mapping.ts';
import { documentOf, listOf, orUnknown, shaped, Unknown } from '../shape.ts';
import { accountOf } from '../values.ts';
import type { AnswerContext, AwsCall, Item } from './call.ts';
import type { ItemShape } from './item-record.ts';
import { accountAround, folderOf } from './folders.ts';
import { joinable } from './join-facts.ts';
import { part } from './part-call.ts';
import { textAt } from './paths.ts';

/** A member under the name that the vendor gives it, or else in camel case. */
const named = (...names: readonly (readonly [string, string])[]): Convert => {
  const table = new Map(names);
  return (value, name) => {
    if (!isObject(value)) return orUnknown(undefined, name);
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [table.get(key) ?? key.charAt(0).toLowerCase() + key.slice(1), one]),
    );
  };
};

const policySettings = named(
  ['MinimumPasswordLength', 'minPasswordLength'],
  ['RequireUppercaseCharacters', 'requireUppercaseCharacter'],
  ['RequireLowercaseCharacters', 'requireLowercaseCharacter'],
);

/** A policy that is answered is enabled; what it does not limit, the API leaves out. */
const passwordPolicy: Convert = (value, name, maxDepth) => {
  const settings = policySettings(value, name, maxDepth);
  if (!isObject(settings)) return settings;
  return { enabledInAccount: true, maxPasswordAge: null, passwordReusePrevention: null, ...settings };
};

/** The account has none: the defaults of AWS hold, which ask for eight characters. */
const NO_POLICY = {
  enabledInAccount: false,
  minPasswordLength: null,
  maxPasswordAge: null,
  passwordReusePrevention: null,
};

const stats = named(['AccountMFAEnabled', 'accountMfaEnabled']);

const SETTINGS = {
  passwordPolicy: new Unknown('`aws iam get-account-password-policy` has it'),
  stats: new Unknown('`aws iam get-account-summary` has it'),
  credentialReportGeneratedTime: new Unknown('`aws iam get-credential-report` has it'),
};

/** A part of an account's settings. It names no account: those of one folder are of one. */
function settingsRecord(values: Item, { origin, beside }: AnswerContext): InventoryRecord {
  const account = ownText(beside, 'Account') ?? accountAround(origin);
  const record = shaped(
    {
      ...SETTINGS,
      ...values,
      id: account ?? 'iam',
      type: 'Iam',
      name: account ?? 'iam',
      accountNumber: account ?? new Unknown('the answer does not name the account'),
      region: null,
      source: origin.source,
    },
    origin.place,
  );
  const where = [folderOf(origin.place.file), ...(origin.under ?? [])].join(' ');
  return joinable(record, { name: account ?? `folder ${where}` });
}

const settings = (call: string, key: string, has: readonly string[], property: string, convert: Convert): AwsCall => ({
  call,
  key,
  form: 'object',
  has,
  covers: ['Iam'],
  read: (item, context) => [settingsRecord({ [property]: convert(item, key, context.origin.maxDepth) }, context)],
});

/** Who has a policy, as its names. */
function namesOf(value: unknown, member: string): unknown {
  return listOf(value ?? [], member, (list) => {
    const found = list.map((one) => (isObject(one) ? ownText(one, member) : undefined));
    return found.every((one) => one !== undefined) ? found : undefined;
  });
}

const LIST = '`aws iam list-policies` has it';
const ATTACHED = '`aws iam list-entities-for-policy` has it';

/** A policy of which only the name or ARN is known. */
const POLICY: ItemShape & { readonly rest: string } = {
  type: 'IamPolicy',
  id: 'PolicyName',
  arn: 'Arn',
  region: 'global',
  tags: new Unknown('`aws iam get-policy` has it'),
  rest: 'iam list-policies',
  unknown: {
    createDate: LIST,
    updateDate: LIST,
    path: LIST,
    defaultVersionId: LIST,
    attachmentCount: LIST,
    isAttachable: LIST,
    document: '`aws iam get-policy-version` has it',
    users: ATTACHED,
    roles: ATTACHED,
    groups: ATTACHED,
  },
  join: (item) => {
    const arn = textAt(item, 'Arn');
    const name = textAt(item, 'PolicyName') ?? '';
    return arn === undefined ? { name } : { name, scope: accountOf(arn) ?? 'aws' };
  },
};

const ofPolicy = {
  shape: POLICY,
  what: 'policy',
  subject: ['PolicyArn', 'PolicyName'],
  item: (subject: string): Item =>
    subject.startsWith('arn:')
      ? { Arn: subject, PolicyName: subject.slice(subject.lastIndexOf('/') + 1) }
      : { PolicyName: subject },
};

/** Calls of IAM that tell a part of an account or policy. */
export const IAM_PART_CALLS: readonly AwsCall[] = [
  settings('iam get-account-password-policy', 'PasswordPolicy', ['RequireSymbols'], 'passwordPolicy', passwordPolicy),
  {
    // What the call says of an account without one is an error; `gsl collect` writes it so.
    ...settings('iam get-account-password-policy', 'PasswordPolicy', [], 'passwordPolicy', () => NO_POLICY),
    form: 'value',
    when: (answer) => answer.members.length === 1,
  },
  settings('iam get-account-summary', 'SummaryMap', ['AccountMFAEnabled'], 'stats', stats),
  part({
    ...ofPolicy,
    call: 'iam get-policy-version',
    key: 'PolicyVersion',
    has: ['Document', 'VersionId'],
    values: (answer, maxDepth) => {
      const version = isObject(answer['PolicyVersion']) ? answer['PolicyVersion'] : {};
      // Only the default version is in force.
      if (version['IsDefaultVersion'] !== true) return {};
      return { document: documentOf(version['Document'], 'Document', maxDepth) };
    },
  }),
  part({
    ...ofPolicy,
    call: 'iam list-entities-for-policy',
    key: 'PolicyRoles',
    form: 'list',
    values: (answer) => ({
      users: namesOf(answer['PolicyUsers'], 'UserName'),
      roles: namesOf(answer['PolicyRoles'], 'RoleName'),
      groups: namesOf(answer['PolicyGroups'], 'GroupName'),
    }),
  }),
];
