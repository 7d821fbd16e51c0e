import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { iamUserSchema, readInventory, type EntityRecord } from '../../src/inventory/index.ts';
import { bundledRules } from '../../src/rules/bundled/index.ts';
import { collect, collectBytes } from './support.ts';

const DETAILS = 'examples/inventory/aws-authorization-details/authorization-details.json';
const REPORT = 'examples/inventory/aws-credential-report/credential-report.csv';
const text = readFileSync(DETAILS, 'utf8');

const user = (more: object = {}): object => ({ UserName: 'u', Arn: 'arn:aws:iam::111122223333:user/u', ...more });
const details = (...users: readonly unknown[]): string => JSON.stringify({ UserDetailList: users });

async function unknownOf(more: object): Promise<Readonly<Record<string, string>>> {
  const { records } = await collectBytes(details(user(more)));
  return (records[0] as EntityRecord).unknown ?? {};
}

describe('aws-authorization-details', () => {
  it('reads users in the shape of the schema', async () => {
    const { entities, problems, records } = await collect([DETAILS]);
    expect(problems).toEqual([]);
    expect(entities.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'IamUser alice',
      'IamUser ci-deploy',
      'IamGroup developers',
      'IamRole deployer',
      'IamPolicy deploy',
    ]);
    expect(iamUserSchema.parse(entities[1])).toEqual(entities[1]);
    expect(entities[1]).toEqual({
      createDate: Date.UTC(2022, 5, 30, 16, 40, 12) / 1000,
      arn: 'arn:aws:iam::111122223333:user/service/ci-deploy',
      path: '/service/',
      managedPolicies: [{ name: 'deploy', arn: 'arn:aws:iam::111122223333:policy/deploy' }],
      inlinePolicies: [
        {
          name: 'push-images',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
          },
        },
      ],
      combinedPolicies: [
        {
          name: 'deploy',
          arn: 'arn:aws:iam::111122223333:policy/deploy',
          policyDocument: expect.objectContaining({ Version: '2012-10-17' }) as unknown,
        },
        expect.objectContaining({ name: 'push-images' }),
      ],
      attachedGroups: [],
      tags: [],
      id: 'AIDAEXAMPLECIDEPLOY01',
      type: 'IamUser',
      name: 'ci-deploy',
      accountNumber: '111122223333',
      region: null,
      source: 'aws-authorization-details',
    });
    const { unknown } = records[1] as EntityRecord;
    for (const name of ['firstAccessKey', 'secondAccessKey', 'passwordEnabled', 'passwordLastUsed', 'mfaActive']) {
      expect(unknown).toHaveProperty(name, 'an IAM credential report has it');
    }
    expect(unknown).not.toHaveProperty('combinedPolicies');
  });

  it('reads the default version of a policy, URL-encoded or not', async () => {
    const { entities } = await collect([DETAILS]);
    expect(entities[4]!['document']).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    const policy = (more: object): string =>
      JSON.stringify({ Policies: [{ PolicyName: 'p', PolicyVersionList: [], ...more }] });
    const [none] = (await collectBytes(policy({ AttachmentCount: 0 }))).records as EntityRecord[];
    expect(none!.entity).toMatchObject({ users: [], roles: [], groups: [] });
    expect(none!.unknown).toHaveProperty('document', 'the source lists no default version of the policy');
  });

  it('reads pages, one after the other or in an array', async () => {
    const { entities } = await collect([DETAILS]);
    for (const pages of [`${text}\n${text}`, `[${text},${text}]`, `${JSON.stringify(JSON.parse(text))}\n${text}`]) {
      const read = await collectBytes(pages);
      expect(read.problems).toEqual([]);
      expect(read.entities).toEqual([...entities, ...entities]);
    }
  });

  it('decides D9.AWS.IAM.51 only with a credential report', async () => {
    const rules = bundledRules.filter(({ id }) => id === 'D9.AWS.IAM.51');
    expect(rules).toHaveLength(1);
    const verdicts = async (files: readonly string[]): Promise<Record<string, unknown>> => {
      const found: Record<string, unknown> = {};
      for await (const { entity, status, error } of assess(rules, readInventory(files))) {
        found[entity.name!] = error?.help ?? status;
      }
      return found;
    };
    const reason = 'an IAM credential report has it';
    expect(await verdicts([DETAILS])).toEqual({ alice: reason, 'ci-deploy': reason });
    const decided = { '<root_account>': 'passed', alice: 'passed', 'ci-deploy': 'failed' };
    expect(await verdicts([DETAILS, REPORT])).toEqual(decided);
    expect(await verdicts([REPORT, DETAILS])).toEqual(decided);
  });

  it.each<readonly [string, object, string]>([
    ['a list that is none', { GroupList: 5 }, 'attachedGroups'],
    ['a group without a name', { GroupList: [{}] }, 'attachedGroups'],
    ['a policy that is none', { AttachedManagedPolicies: [1] }, 'managedPolicies'],
    ['a document that is none', { UserPolicyList: [{ PolicyName: 'p', PolicyDocument: 'no' }] }, 'inlinePolicies'],
    ['a document that is cut', { UserPolicyList: [{ PolicyDocument: '%7B%22Version%2' }] }, 'inlinePolicies'],
    [
      'a deep document',
      { UserPolicyList: [{ PolicyDocument: `{"a":${'['.repeat(500)}${']'.repeat(500)}}` }] },
      'inlinePolicies',
    ],
    ['a time that is none', { CreateDate: 'yesterday' }, 'createDate'],
    ['tags that are none', { Tags: ['team'] }, 'tags'],
  ])('never guesses: %s', async (_, more, property) => {
    expect(await unknownOf(more)).toHaveProperty([property]);
    const { entities, problems } = await collectBytes(details(user(more)));
    expect(problems).toEqual([]);
    expect(Object.hasOwn(entities[0]!, property)).toBe(false);
  });

  it.each([
    ['2013-10-14T18:32:24Z', 1_381_775_544],
    ['2013-10-14T18:32:24+00:00', 1_381_775_544],
    ['2013-10-14 18:32:24+00:00', 1_381_775_544],
    ['2013-10-14T20:32:24.5+0200', 1_381_775_544],
    [1_381_775_544.2, 1_381_775_544],
  ])('reads the time %j', async (time, expected) => {
    expect((await collectBytes(details(user({ CreateDate: time })))).entities[0]!['createDate']).toBe(expected);
  });

  it('reports what is broken, and reads the rest', async () => {
    const { entities, problems } = await collectBytes(
      `{"UserDetailList":[5,{"Path":"/"},\n${JSON.stringify(user())},{"UserName":"__proto__","__proto__":{"UserId":"x"}}],"RoleDetailList":{},"Policies":[{"a":${'['.repeat(300)}${']'.repeat(300)}}],"x":[{}]}`,
    );
    expect(entities.map(({ name }) => name)).toEqual(['u', '__proto__']);
    expect(Object.hasOwn(entities[1]!, 'id')).toBe(false);
    expect(problems).toEqual([
      'not-an-entity@1#0: the user has no `UserName`',
      'not-an-entity@1#1: the user has no `UserName`',
      'not-an-entity@2: `RoleDetailList` is not a list',
      'too-deep@2#0: the record nests deeper than 200 levels',
    ]);
    const cut = await collectBytes(text.slice(0, 700));
    expect(cut.entities.map(({ name }) => name)).toEqual(['alice']);
    expect(cut.problems).toEqual([expect.stringMatching(/^truncated-input/u)]);
  });
});
