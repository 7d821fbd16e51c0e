import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { placedAt } from '../../src/cli/jobs/line-offset.ts';
import { cutAtLines, rangeChunks } from '../../src/inventory/files/byte-range.ts';
import { inputKinds, piecesOf } from '../../src/inventory/files/pieces.ts';
import { foundInputs, namesOf } from '../../src/inventory/files/read.ts';
import { readPiece } from '../../src/inventory/files/read-piece.ts';
import { inventoryReaders, readInventory } from '../../src/inventory/index.ts';
import { readSettings } from '../../src/inventory/read-settings.ts';
import type { InventoryRecord } from '../../src/values/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-pieces-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const LIMITS = { maxRecordBytes: 300, maxDepth: 5 };
const settings = readSettings(LIMITS, inventoryReaders);

async function all(records: AsyncIterable<InventoryRecord>): Promise<InventoryRecord[]> {
  const found: InventoryRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
}

/** What pieces of a size give, one after the other. */
async function inPieces(file: string, size: number): Promise<{ records: InventoryRecord[]; pieces: number }> {
  const found = await foundInputs([file], settings, {});
  const pieces = await piecesOf(found, await inputKinds(found, settings), () => size);
  const records: InventoryRecord[] = [];
  let before = 0;
  for (const [index, piece] of pieces.entries()) {
    let lines = 0;
    const onLines = (count: number): void => {
      lines = count;
    };
    const read = await all(readPiece(piece, { settings, names: namesOf(found), onLines, onBytes: () => undefined }));
    const place = placedAt(before);
    records.push(...read.filter(({ kind }) => kind !== 'source' || index === 0).map(place.record));
    before += lines;
  }
  return { records, pieces: pieces.length };
}

const line = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('X'), id: fc.string({ unit: 'grapheme', maxLength: 30 }) }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '\r', '{"broken', '[]', '{"type":"Y"}\r', 'x'.repeat(400), '\ufffd'),
  },
);
const text = fc
  .tuple(fc.constantFrom('', '\ufeff'), fc.array(line, { minLength: 1, maxLength: 40 }), fc.constantFrom('', '\n'))
  .map(([mark, lines, end]) => {
    const written = lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
    return `${mark}{"type":"X"}\n${written.join('\n')}${end}`;
  });

it('pieces of lines hold the records of the file, at their lines', async () => {
  const file = join(folder, 'lines.ndjson');
  let cut = 0;
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 400 }), async (content, size) => {
      writeFileSync(file, content);
      const { records, pieces } = await inPieces(file, size);
      if (pieces > 1) cut += 1;
      expect(records).toEqual(await all(readInventory([file], LIMITS)));
    }),
    { numRuns: 150 * Number(process.env['FUZZ_FACTOR'] ?? 1) },
  );
  expect(cut).toBeGreaterThan(50);
});

it('reads a range up to where it cannot be read', async () => {
  // A folder is opened as a file is, and cannot be read.
  const chunks = rangeChunks(folder, { start: 0, end: 10 }, () => undefined);
  await expect(all(chunks as AsyncIterable<never>)).rejects.toThrow(/cannot be read/u);
});

it.each([
  ['a\nb\nc\n', 1, ['a\n', 'b\n', 'c\n']],
  ['a\nb\nc', 3, ['a\nb\n', 'c']],
  ['abc', 1, ['abc']],
  ['\n\n', 1, ['\n', '\n']],
  [`${'x'.repeat(70_000)}\ny\n`, 10, [`${'x'.repeat(70_000)}\n`, 'y\n']],
])('cuts %j behind line feeds', async (content, size, expected) => {
  const file = join(folder, 'cut');
  writeFileSync(file, content);
  const ranges = await cutAtLines(file, 0, content.length, () => size);
  expect(ranges.map(({ start, end }) => content.slice(start, end))).toEqual(expected);
});
