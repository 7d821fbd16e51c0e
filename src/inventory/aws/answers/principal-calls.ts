import { userRecord } from '../iam-user.ts';
import { listOf, policyList, Unknown } from '../shape.ts';
import { accountOf, inlinePolicies } from '../values.ts';
import type { AwsCall, Item } from './call.ts';
import type { ItemShape } from './item-record.ts';
import { part } from './part-call.ts';
import { textAt } from './paths.ts';
import { isNamedFor, subjectOf } from './subject.ts';

/*
 * Calls that tell the policies of one user, role or group. Their answers look the same for all three: a member that names
 * the principal (`--query` adds it, `get-role-policy` has it) or the file's name tells them apart.
 */

const ALL = '`aws iam get-account-authorization-details` has it';

/** A role or group of which only the name is known. */
function principalShape(kind: 'Role' | 'Group'): ItemShape & { readonly rest: string } {
  const list = `\`aws iam list-${kind.toLowerCase()}s\` has it`;
  return {
    type: `Iam${kind}`,
    id: `${kind}Name`,
    name: `${kind}Name`,
    arn: 'Arn',
    region: 'global',
    tags: new Unknown(`\`aws iam get-${kind.toLowerCase()}\` has it`),
    rest: `iam list-${kind.toLowerCase()}s`,
    unknown: {
      createDate: list,
      path: list,
      managedPolicies: ALL,
      inlinePolicies: ALL,
      ...(kind === 'Role' ? { assumeRolePolicy: list, combinedPolicies: ALL } : { users: ALL }),
    },
    join: (item) => {
      const arn = textAt(item, 'Arn');
      const name = textAt(item, `${kind}Name`) ?? '';
      return arn === undefined ? { name } : { name, scope: accountOf(arn) ?? 'aws' };
    },
  };
}

const attached = (answer: Item): Item => ({
  managedPolicies: policyList(answer['AttachedPolicies'], 'AttachedPolicies'),
});

/** One of the inline policies that there may be. */
const embedded = (answer: Item, maxDepth: number): Item => {
  const known = listOf([answer], 'PolicyDocument', (list) => inlinePolicies(list, maxDepth));
  return { inlinePolicies: Array.isArray(known) ? [...(known as readonly unknown[]), new Unknown(OTHERS)] : known };
};
const OTHERS = 'whether there are other inline policies, `aws iam get-account-authorization-details` has it';

/** A list of policy names is all there is of inline policies where it is empty. */
const listed = (answer: Item): Item => ({
  inlinePolicies: listOf(answer['PolicyNames'], 'PolicyNames', (list) => (list.length === 0 ? [] : undefined)),
});

interface Told {
  readonly operation: (kind: string) => string;
  readonly key: string;
  readonly form: AwsCall['form'];
  readonly values: (answer: Item, maxDepth: number) => Item;
}

const TOLD: readonly Told[] = [
  { operation: (kind) => `list-attached-${kind}-policies`, key: 'AttachedPolicies', form: 'list', values: attached },
  { operation: (kind) => `get-${kind}-policy`, key: 'PolicyDocument', form: 'object', values: embedded },
  { operation: (kind) => `get-${kind}-policy`, key: 'PolicyDocument', form: 'value', values: embedded },
  { operation: (kind) => `list-${kind}-policies`, key: 'PolicyNames', form: 'list', values: listed },
];

function ofPrincipal(kind: 'Role' | 'Group', { operation, key, form, values }: Told): AwsCall {
  const call = `iam ${operation(kind.toLowerCase())}`;
  const name = `${kind}Name`;
  return part({
    call,
    key,
    form,
    when: (answer, file) => answer.members.includes(name) || isNamedFor(file, call),
    shape: principalShape(kind),
    what: kind.toLowerCase(),
    subject: [name],
    item: (subject) => ({ [name]: subject }),
    values,
  });
}

/** A user's, which goes to the other parts of users. */
function ofUser(told: Told): AwsCall {
  const call = `iam ${told.operation('user')}`;
  // What is wrong about its subject is said as of all others.
  const unnamed = part({
    call,
    key: told.key,
    form: told.form,
    shape: principalShape('Role'),
    what: 'user',
    subject: ['UserName'],
    item: () => ({}),
    values: told.values,
  });
  return {
    ...unnamed,
    when: (answer, file) => answer.members.includes('UserName') || isNamedFor(file, call),
    read: (item, context) => {
      const { beside, origin } = context;
      const name = subjectOf(origin.place.file, call, beside, ['UserName']);
      if (name === undefined) return unnamed.read(item, context);
      return [userRecord({ ...told.values(beside, origin.maxDepth), name, source: origin.source }, origin.place)];
    },
  };
}

/** Calls that tell the policies of one principal. */
export const PRINCIPAL_CALLS: readonly AwsCall[] = TOLD.flatMap((told) => [
  ofUser(told),
  ofPrincipal('Role', told),
  ofPrincipal('Group', told),
]);
