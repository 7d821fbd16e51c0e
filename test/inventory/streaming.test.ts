import { isEntityRecord } from '../../src/values/record.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readInventory } from '../../src/inventory/index.ts';

const MEGABYTE = 1024 * 1024;
const TOTAL = 100 * MEGABYTE;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const element = JSON.stringify({
  type: 'IamUser',
  UserName: 'alice',
  resourceType: 'AWS::X::Y',
  name: 'alice',
  firstAccessKey: { isActive: true, lastRotated: 1_700_000_000 },
  notes: 'x'.repeat(850),
});

/** About 100 MB, made as it is read. */
async function* endless(head: string, separator: string, tail: string): AsyncGenerator<Uint8Array> {
  const block = Buffer.from((separator + element).repeat(250));
  yield Buffer.from(head + element);
  for (let size = 0; size < TOTAL; size += block.length) yield await Promise.resolve(block);
  yield Buffer.from(tail);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 262_144) yield await Promise.resolve(bytes.subarray(at, at + 262_144));
}

describe('memory', () => {
  it('is that of the text of what waits for other answers', async () => {
    const group = (index: number): string =>
      JSON.stringify({
        GroupId: `sg-${index}`,
        GroupName: `group-${index}`,
        VpcId: 'vpc-1',
        IpPermissions: Array.from({ length: 5 }, () => ({
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'a rule' }],
        })),
      });
    const text = Buffer.from(`{"SecurityGroups":[${Array.from({ length: 20_000 }, (_, at) => group(at)).join(',')}]}`);
    collectGarbage();
    const before = process.memoryUsage();
    let highest = 0;
    let count = 0;
    for await (const record of readInventory(['-'], { stdin: pieces(text) })) {
      if (isEntityRecord(record)) count += 1;
      if (count % 5_000 !== 1) continue;
      collectGarbage();
      highest = Math.max(highest, process.memoryUsage().heapUsed - before.heapUsed);
    }
    expect(count).toBe(20_000);
    expect(highest).toBeLessThan(2 * text.length);
  });

  it.each([
    ['NDJSON', '', '\n', '\n'],
    ['an array', '[', ',\n', ']'],
    ['an object by type', '{"IamUser":[', ',', ']}'],
    ['authorization details', '{"UserDetailList":[', ',', ']}'],
    ['an AWS Config snapshot', '{"configSnapshotId":"x","configurationItems":[', ',', ']}'],
  ])('stays small over 100 MB of %s', async (_, head, separator, tail) => {
    collectGarbage();
    const before = process.memoryUsage();
    let count = 0;
    let highest = 0;
    for await (const record of readInventory(['-'], { stdin: endless(head, separator, tail) })) {
      if (isEntityRecord(record)) count += 1;
      if (count % 25_000 !== 0) continue;
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      highest = Math.max(highest, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
    }
    expect(count).toBeGreaterThan(100_000);
    expect(highest).toBeLessThan(64 * MEGABYTE);
  });
});
