import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { FileChunks } from '../../src/inventory/files/file-chunks.ts';
import { readBytes } from '../../src/inventory/formats.ts';
import { readInventory } from '../../src/inventory/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-chunks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of lengths that differ, so that records lie across the ends of chunks in many ways. */
const users = Array.from({ length: 4_000 }, (_, index) => ({
  type: 'IamUser',
  id: `id-${index}`,
  name: `user-${index}-${'é'.repeat(index % 97)}`,
  firstAccessKey: { isActive: index % 3 === 0 },
  notes: 'x'.repeat((index * 37) % 401),
}));
const HEADER = 'user,arn,user_creation_time,password_enabled,access_key_1_active,access_key_2_active';
const rows = users.map(({ name, firstAccessKey }, index) =>
  [
    name,
    `arn:aws:iam::123456789012:user/${name}`,
    '2024-01-01T00:00:00Z',
    'true',
    firstAccessKey.isActive,
    index % 2 === 0,
  ].join(),
);

const FILES: readonly (readonly [file: string, text: string])[] = [
  ['users.ndjson', users.map((user) => `${JSON.stringify(user)}\n`).join('')],
  ['users.json', JSON.stringify(users)],
  ['by-type.json', JSON.stringify({ users }, null, 2)],
  [
    'config.json',
    JSON.stringify({
      configurationItems: users.map((user) => ({
        resourceType: 'AWS::X::Y',
        resourceId: user.id,
        configuration: user,
      })),
    }),
  ],
  ['credential-report.csv', [HEADER, ...rows].join('\n')],
];
const rule = { id: 'key', severity: 'High', logic: 'IamUser should not have firstAccessKey.isActive = true' } as const;

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function failed(records: Parameters<typeof assess>[1]): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const { entity, provenance } of assess([rule], records, { include: ['failed'] }))
    found.push([entity, provenance?.line, provenance?.index]);
  return found;
}

describe('chunks of a file that share their memory', () => {
  it.each(FILES)('%s gives what its bytes in one give', async (name, text) => {
    const file = join(folder, name);
    const bytes = Buffer.from(text);
    writeFileSync(file, bytes);
    expect(bytes.length).toBeGreaterThan(500_000 * (name.endsWith('csv') ? 0.6 : 1));
    const fromDisk = await all(readInventory([file]));
    expect(fromDisk).toEqual(await all(readBytes(file, bytes)));
    expect(fromDisk.length).toBeGreaterThan(name === 'config.json' ? 3_999 : 4_000);
    expect(await failed(readInventory([file]))).toEqual(await failed(readBytes(file, bytes)));
  });

  it('are each their own until somebody says that they may be shared', async () => {
    const file = join(folder, 'numbers');
    writeFileSync(file, Buffer.from(Uint8Array.from({ length: 5_500_000 }, (_, index) => index / 262_144)));
    const own = await all(new FileChunks(file, undefined));
    const chunks = Array.from({ length: 21 }, (_, index) => index);
    expect(own.map(([first]) => first)).toEqual(chunks);
    const shared = new FileChunks(file, undefined);
    const seen: unknown[] = [];
    const memory = new Set<ArrayBufferLike>();
    for await (const chunk of shared) {
      shared.reuseMemory();
      seen.push(chunk[0]);
      memory.add(chunk.buffer);
    }
    expect(seen).toEqual(chunks);
    // Of reads of four chunks, the first and the one that was read ahead are their own.
    expect(memory.size).toBe(4);
  });

  it('ends with the reason of a signal', async () => {
    const file = join(folder, 'numbers');
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      for await (const _ of new FileChunks(file, stop.signal)) stop.abort(new Error('enough'));
    };
    await expect(read()).rejects.toThrow('enough');
  });
});

/** What tells that it has no bytes, and gives some thousand at a time. */
const UNTOLD = '/proc/kallsyms';
it.skipIf(!existsSync(UNTOLD))('a file that does not tell its size is read to its end', async () => {
  let length = 0;
  for await (const chunk of new FileChunks(UNTOLD, undefined)) length += chunk.length;
  expect(length).toBe(readFileSync(UNTOLD).length);
});
