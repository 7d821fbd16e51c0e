import { describe, expect, it } from 'vitest';
import { globSync } from 'node:fs';
import { type InventoryReader, inventoryReaders, readInventory } from '../../src/inventory/index.ts';
import { isBatched, isParsed, type RecordBatch } from '../../src/values/record-batches.ts';
import { entityRecord, isEntityRecord, type InventoryRecord } from '../../src/values/record.ts';

const LINES = Array.from({ length: 50 }, (_, index) => `{"type":"IamUser","name":"u${index}"}\n`).join('');

async function* stream(chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

function batchesOf(records: AsyncIterable<InventoryRecord>): AsyncIterable<RecordBatch> & AsyncIterator<RecordBatch> {
  if (!isBatched(records)) throw new TypeError('no batches');
  return records.batches();
}

it('gives the records of a reader in batches, the same as one at a time', async () => {
  const single: InventoryRecord[] = [];
  for await (const record of readInventory(['-'], { stdin: stream([LINES, LINES]) })) single.push(record);
  const batches: RecordBatch[] = [];
  for await (const batch of batchesOf(readInventory(['-'], { stdin: stream([LINES, LINES]) }))) batches.push(batch);
  expect(batches.flat()).toEqual(single);
  expect(batches.length).toBeLessThan(10);
});

it('goes on in batches where single records were read', async () => {
  const records = readInventory(['-'], { stdin: stream([LINES]) });
  const first = await records[Symbol.asyncIterator]().next();
  let rest = 0;
  for await (const batch of batchesOf(records)) rest += batch.length;
  expect([first.done, rest]).toEqual([false, 50]);
});

it('ends with the reason of the signal while a batch is waited for', async () => {
  const controller = new AbortController();
  const silent = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(LINES);
    await new Promise(() => undefined);
  };
  const batches = batchesOf(readInventory(['-'], { stdin: silent(), signal: controller.signal }));
  setTimeout(() => controller.abort(new Error('enough')), 20);
  const all = async (): Promise<void> => {
    for (;;) if ((await batches.next()).done === true) return;
  };
  await expect(all()).rejects.toThrow('enough');
});

it('closes the input when the batches are left early', async () => {
  let closed = false;
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield await Promise.resolve(Buffer.from(LINES));
    } finally {
      closed = true;
    }
  };
  for await (const batch of batchesOf(readInventory(['-'], { stdin: watched() }))) if (batch.length > 1) break;
  expect(closed).toBe(true);
});

/** Whether objects are what parsers make: with nothing that they inherit of their own. */
function isOfPlainObjects(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const usual = Array.isArray(value) ? Array.prototype : Object.prototype;
  return Object.getPrototypeOf(value) === usual && Object.values(value).every(isOfPlainObjects);
}

it('says of no batch that it was parsed where an object in it inherits something', async () => {
  const files = globSync('examples/inventory/**/*', { withFileTypes: true }).filter((file) => file.isFile());
  let entities = 0;
  for (const { parentPath, name } of files)
    for await (const batch of batchesOf(readInventory([`${parentPath}/${name}`])))
      if (isParsed(batch))
        for (const record of batch)
          if (record.kind === 'entity') {
            expect(isOfPlainObjects(record.entity), `${name}: ${record.entity.type}`).toBe(true);
            entities += 1;
          }
  expect(entities).toBeGreaterThan(30);
});

it("takes what a reader of one's own makes for anything, whatever it calls itself", async () => {
  class Mine {
    readonly type = 'IamUser';
    get mfaActive(): boolean {
      return true;
    }
  }
  const mine: InventoryReader = {
    ...inventoryReaders[0]!,
    detect: () => true,
    read: async function* () {
      yield await Promise.resolve(entityRecord({ ...new Mine() }, { file: 'x' }));
    },
  };
  const records = readInventory(['-'], { stdin: stream(['x']), readers: [mine] });
  for await (const batch of batchesOf(records)) expect(isParsed(batch)).toBe(false);
});

describe('the entities of a chunk come together: a step for each costs more than most judgements', () => {
  const many = <T>(make: (index: number) => T): readonly T[] =>
    Array.from({ length: 2_000 }, (_, index) => make(index));
  const bucket = { Type: 'AWS::S3::Bucket' };
  const change = { type: 'aws_s3_bucket', mode: 'managed', name: 'b', change: { actions: ['create'], after: {} } };

  it.each<readonly [string, unknown]>([
    ['terraform', { format_version: '1.2', resource_changes: many((at) => ({ address: `b[${at}]`, ...change })) }],
    ['cloudformation', { Resources: Object.fromEntries(many((at) => [`B${at}`, bucket])) }],
    ['aws-cli', { Regions: many((at) => ({ RegionName: `r${at}`, Endpoint: 'e' })) }],
    ['google', many((at) => ({ kind: 'dns#managedZone', name: `z${at}` }))],
    [
      'azure',
      many((at) => ({ id: `/subscriptions/s/providers/Microsoft.X/y/${at}`, name: 'n', type: 'Microsoft.X/y' })),
    ],
    ['kubernetes', { kind: 'PodList', apiVersion: 'v1', items: many((at) => ({ metadata: { name: `p${at}` } })) }],
  ])('of %s', async (format, value) => {
    let batches = 0;
    let entities = 0;
    for await (const batch of batchesOf(readInventory(['-'], { stdin: stream([JSON.stringify(value)]), format }))) {
      batches += 1;
      entities += batch.filter(isEntityRecord).length;
    }
    expect(entities).toBe(2_000);
    expect(batches).toBeLessThan(60);
  });
});
