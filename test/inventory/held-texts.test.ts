import { describe, expect, it } from 'vitest';
import { awsCli } from '../../src/inventory/aws/answers/reader.ts';
import { EntityJoin } from '../../src/inventory/aws/entity-join.ts';
import { wholeRecord } from '../../src/inventory/record-join.ts';
import { isJoinable, type JoinableRecord } from '../../src/inventory/aws/answers/join-facts.ts';
import { readInventory } from '../../src/inventory/index.ts';
import { openBytes } from '../../src/inventory/formats/open.ts';
import { isBatched } from '../../src/values/record-batches.ts';
import { isEntityRecord, type InventoryRecord } from '../../src/values/record.ts';
import { stream } from './support.ts';

const many = <T>(make: (index: number) => T): readonly T[] => Array.from({ length: 1_500 }, (_, index) => make(index));
const permission = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
const instance = (id: string): object => ({
  InstanceId: id,
  ImageId: 'ami-1',
  InstanceType: 't3.micro',
  VpcId: 'vpc-1',
  SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'one' }],
});
const balancer = (index: number, Type: string): object => ({
  LoadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/${index}`,
  LoadBalancerName: `shop-${index}`,
  Scheme: 'internet-facing',
  Type,
});

/** Lists of answers that are long enough to be read item by item. */
const ANSWERS: Readonly<Record<string, readonly object[]>> = {
  SecurityGroups: many((index) => ({
    GroupId: `sg-${index}`,
    GroupName: 'grüße',
    OwnerId: '123456789012',
    VpcId: index % 2 === 0 ? 'vpc-1' : 7,
    IpPermissions: [permission, { ...permission, IpRanges: [], PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
    IpPermissionsEgress: index % 3 === 0 ? 'none' : [],
    Tags: [{ Key: 'Name', Value: `called ${index}` }],
  })),
  Reservations: many((index) => ({
    OwnerId: '123456789012',
    Instances: [instance(`i-${index}`), instance(`j-${index}`)],
  })),
  Vpcs: many((index) => ({ VpcId: `vpc-${index}`, CidrBlock: '10.0.0.0/16', IsDefault: false, type: 'own', id: 9 })),
  LoadBalancers: many((index) => balancer(index, index % 2 === 0 ? 'application' : 'gateway')),
  Functions: many((index) => ({
    FunctionName: `f${index}`,
    FunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:f${index}`,
    CodeSize: 9,
    Role: 'arn:aws:iam::123456789012:role/r',
  })),
};

async function read(text: string, isJoined: boolean): Promise<readonly InventoryRecord[]> {
  const input = await openBytes('answer.json', stream([Buffer.from(text)]), (chunks) => chunks);
  const options = { maxRecordBytes: 1_000_000, maxDepth: 100, isJoined };
  const records: InventoryRecord[] = [];
  for await (const found of awsCli.read(input, options)) records.push(...[found].flat());
  return records;
}

function joinable(records: readonly InventoryRecord[]): readonly JoinableRecord[] {
  return records.filter(isEntityRecord).filter(isJoinable);
}

describe('entities that wait for other answers', () => {
  it.each(Object.entries(ANSWERS))('%s are held as text, and made again as they were', async (member, items) => {
    for (const text of [JSON.stringify({ [member]: items }), JSON.stringify(items)]) {
      const [held, whole] = [joinable(await read(text, true)), joinable(await read(text, false))];
      expect(held.length).toBeGreaterThan(0);
      expect(held.map(({ again }) => typeof again)).toEqual(held.map(() => 'function'));
      expect(held.map(({ join }) => join)).toEqual(whole.map(({ join }) => join));
      const found = ({ entity }: JoinableRecord): unknown => [entity.type, entity['arn'], entity['accountNumber']];
      expect(held.map(found)).toEqual(whole.map(found));
      expect(held.map(({ again }) => again?.())).toEqual(whole);
      // In any order, though the last that was read is kept.
      expect(held.toReversed().map(({ again }) => again?.())).toEqual(whole.toReversed());
    }
  });

  it('are no more than what they are found by', async () => {
    const [first] = joinable(await read(JSON.stringify({ SecurityGroups: ANSWERS['SecurityGroups'] }), true));
    expect(first?.entity).toEqual({
      type: 'SecurityGroup',
      arn: undefined,
      accountNumber: '123456789012',
      source: 'aws-cli',
    });
  });

  it('are whole for whoever does not hold them', async () => {
    const records = joinable(await read(JSON.stringify({ SecurityGroups: ANSWERS['SecurityGroups'] }), false));
    expect(records.every((record) => !('again' in record) && 'inboundRules' in record.entity)).toBe(true);
  });

  it('are made a few at a time when it is their turn, and know nothing of having waited', async () => {
    const text = JSON.stringify({ SecurityGroups: ANSWERS['SecurityGroups'] });
    const records = readInventory(['-'], { stdin: stream([Buffer.from(text)]) });
    if (!isBatched(records)) throw new TypeError('they come in batches');
    const sizes: number[] = [];
    for await (const batch of records.batches()) {
      sizes.push(batch.length);
      for (const record of batch) expect(Object.keys(record)).not.toContain('again');
    }
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(1_500);
    expect(Math.max(...sizes)).toBe(64);
  });

  it('are whole where too many wait to be held', async () => {
    const text = JSON.stringify({ SecurityGroups: ANSWERS['SecurityGroups'] });
    const [held, whole] = [joinable(await read(text, true)), joinable(await read(text, false))];
    const join = new EntityJoin(1);
    expect(held.map((record) => join.hold(record)).indexOf(false)).toBe(1);
    expect(held.map(wholeRecord)).toEqual(whole);
  });
});
