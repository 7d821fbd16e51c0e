import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readInventory } from '../../src/inventory/index.ts';
import { type EntityRecord, isEntityRecord, isProblemRecord } from '../../src/values/record.ts';

/* What folders tell of answers: ACCOUNT/REGION/ec2.describe-volumes.json, as `gsl collect` lays them. */

const root = mkdtempSync(join(tmpdir(), 'gsl-folders-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

async function read(files: Readonly<Record<string, unknown>>): Promise<{ records: EntityRecord[]; said: string[] }> {
  const folder = join(root, String((folders += 1)));
  for (const [path, answer] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(answer));
  }
  const records: EntityRecord[] = [];
  const said: string[] = [];
  for await (const record of readInventory([folder])) {
    if (isEntityRecord(record)) records.push(record);
    if (isProblemRecord(record)) said.push(record.message);
  }
  return { records, said };
}

const VPC = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', IsDefault: false };
const TRAIL = {
  Name: 't',
  TrailARN: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/t',
  CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:g:*',
};

test('the account and region of what names none', async () => {
  const { records } = await read({ '111122223333/eu-west-1/v.json': { Vpcs: [VPC] } });
  expect(records[0]?.entity).toMatchObject({ accountNumber: '111122223333', region: 'eu-west-1' });
});

test('a network without flow logs, where those of its region were read', async () => {
  const flows = { FlowLogs: [] };
  const { records } = await read({
    '111122223333/eu-west-1/ec2.describe-vpcs.json': { Vpcs: [VPC] },
    '111122223333/eu-west-1/ec2.describe-flow-logs.json': flows,
    '111122223333/eu-west-2/ec2.describe-vpcs.json': { Vpcs: [{ ...VPC, VpcId: 'vpc-2' }] },
    '111122223333/eu-west-3/ec2.describe-vpcs.json': { Vpcs: [] },
    '111122223333/eu-west-3/ec2.describe-flow-logs.json': flows,
  });
  expect(records.map(({ entity }) => entity['hasFlowLogs'])).toEqual([false, undefined]);
});

test('a trail without filters, where those of its log group would be', async () => {
  const filters = { metricFilters: [] };
  const ofRegion = async (region: string): Promise<unknown> => {
    const { records } = await read({
      '111122223333/eu-west-1/cloudtrail.describe-trails.json': { trailList: [TRAIL] },
      [`111122223333/${region}/logs.describe-metric-filters.json`]: filters,
    });
    return records.find(({ entity }) => entity.type === 'CloudTrail')?.entity['metricFilters'];
  };
  expect(await ofRegion('eu-west-1')).toEqual([]);
  expect(await ofRegion('eu-west-2')).toBeUndefined();
});

test('an account without a policy for passwords, and a root user without a virtual device', async () => {
  const { records } = await read({
    '111122223333/iam.get-account-password-policy.json': { PasswordPolicy: null },
    '111122223333/iam.list-virtual-mfa-devices.json': { VirtualMFADevices: [], AssignmentStatus: 'Assigned' },
  });
  expect(records.map(({ entity }) => entity)).toMatchObject([
    { type: 'Iam', id: '111122223333', passwordPolicy: { enabledInAccount: false, minPasswordLength: null } },
    { type: 'IamUser', name: '<root_account>', accountNumber: '111122223333', virtualMfaEnabled: false },
  ]);
  // Whose list it is, it does not say: of the unassigned there may be none, and one of the root user's.
  const { records: unsure } = await read({
    '111122223333/iam.list-virtual-mfa-devices.json': { VirtualMFADevices: [] },
  });
  expect(unsure).toEqual([]);
});

test('an error in place of an answer', async () => {
  const { said, records } = await read({
    'a.json': { Error: { Code: 'AccessDenied', Message: 'not you.' }, ResponseMetadata: { HTTPStatusCode: 403 } },
    'b.json': { Error: { Code: '', Message: 'no such host' }, Command: 'aws kms list-keys' },
  });
  expect(said).toEqual(['the call failed: `AccessDenied`: not you', '`aws kms list-keys` failed: no such host']);
  expect(records).toEqual([]);
});

test('files without an ending in folders that are called as a call, as CloudMapper lays them', async () => {
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });
  const { records, said } = await read({
    'us-east-1/s3-list-buckets.json': { Buckets: [{ Name: 'a.b', CreationDate: '2024-01-01T00:00:00Z' }] },
    'us-east-1/s3-get-bucket-policy/a.b': { Policy: policy },
    'us-east-1/notes': { Policy: policy },
  });
  expect(said).toEqual([]);
  // Buckets of all regions are listed wherever one asks.
  expect(records.map(({ entity, unknown }) => [entity['policy'], unknown?.['region']])).toEqual([
    [JSON.parse(policy), 'the answer does not say in which region it is'],
  ]);
});
