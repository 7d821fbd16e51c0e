import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formatReaders, readBytes, type InventoryRecord } from '../../src/inventory/formats.ts';
import { inventoryReaders, readInventory } from '../../src/inventory/index.ts';
import { stream } from './support.ts';

const examples = join(import.meta.dirname, '../../examples/inventory');
const known = new Set(formatReaders.map(({ name }) => name));
const files = readdirSync(examples, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && known.has(entry.parentPath.slice(examples.length + 1)))
  .map((entry) => join(entry.parentPath, entry.name));

async function all(records: AsyncIterable<InventoryRecord>): Promise<InventoryRecord[]> {
  const found: InventoryRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
}

const users = '[{"type":"IamUser","name":"a"},{"type":"IamUser","name":"b"}]';
const names = async (...args: Parameters<typeof readBytes>): Promise<string[]> =>
  (await all(readBytes(...args))).flatMap((record) => {
    if (record.kind === 'problem') return [record.code];
    return record.kind === 'entity' ? [String(record.entity.name)] : [];
  });

describe('bytes', () => {
  it('there are examples of most formats', () => expect(files.length).toBeGreaterThan(10));

  it.each(files.map((file) => [file.slice(examples.length + 1), file] as const))(
    '%s as from the disk',
    async (_, file) => {
      // Only on the disk a plan is read twice, and has its configuration beside it.
      const plain = (record: InventoryRecord): object => ({
        ...record,
        provenance: undefined,
        links: undefined,
        present: undefined,
      });
      const fromDisk = (await all(readInventory([file]))).map(plain);
      expect((await all(readBytes(file, readFileSync(file)))).map(plain)).toEqual(fromDisk);
    },
  );

  it('of an array, a stream, a Blob, plain and in gzip', async () => {
    for (const bytes of [Buffer.from(users), zlib.gzipSync(users), Buffer.from(`\ufeff${users}`, 'utf16le')]) {
      const array = Uint8Array.from(bytes);
      for (const input of [array, stream([array.subarray(0, 9), array.subarray(9)]), new Blob([array])]) {
        expect(await names('x.json', input)).toEqual(['a', 'b']);
      }
    }
    expect(await names('x.json', new Uint8Array())).toEqual(['empty-input']);
  });

  it('damage is a problem', async () => {
    const cut = zlib.gzipSync(users).subarray(0, -5);
    expect(await names('x.json', cut)).toEqual(['a', 'b', 'invalid-compression']);
    const wrong = Buffer.concat([zlib.gzipSync(users).subarray(0, 12), Buffer.alloc(40, 255)]);
    expect((await names('x.json', wrong)).at(-1)).toBe('invalid-compression');
    const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0]);
    expect(await names('x.json', zstd)).toEqual(['unsupported-compression']);
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield zlib.gzipSync(users).subarray(0, 20);
      throw await Promise.resolve(new Error('The connection was lost.'));
    }
    await expect(names('x.json', failing())).resolves.toEqual(['invalid-compression']);
  });

  it('with a decompressor, readers and limits that are given', async () => {
    const decompress = (): AsyncIterable<Uint8Array> => stream([Buffer.from(users)]);
    expect(await names('x.json', Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), { decompress })).toEqual(['a', 'b']);
    expect(await names('x.json', Buffer.from(users), { maxRecordBytes: 9 })).toEqual([
      'record-too-large',
      'record-too-large',
    ]);
    expect(await names('x.json', Buffer.from(users), { readers: [] })).toEqual(['unknown-format']);
    expect(() => readBytes('x', Buffer.from(''), { format: 'parquet' })).toThrow(TypeError);
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(names('x', Buffer.from(users), { signal: controller.signal })).rejects.toThrow('enough');
  });

  it('has the readers of files in their order', () => {
    const order = inventoryReaders.map(({ name }) => name);
    expect(formatReaders.map(({ name }) => order.indexOf(name))).toEqual(
      order.flatMap((name, index) => (known.has(name) ? [index] : [])),
    );
    expect(order.filter((name) => !known.has(name))).toEqual(['parquet', 'terraform-configuration']);
  });
});
