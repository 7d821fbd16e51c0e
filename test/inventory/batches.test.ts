import { expect, it } from 'vitest';
import { readInventory } from '../../src/inventory/index.ts';
import { isBatched, type RecordBatch } from '../../src/values/record-batches.ts';
import type { InventoryRecord } from '../../src/values/record.ts';

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
