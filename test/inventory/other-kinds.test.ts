import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readBytes } from '../../src/inventory/formats.ts';
import { assess, bundledRulesets, type InventoryRecord } from '../../src/index.ts';

/* A value of another kind than every file has it in: reading says what it thinks of it, and goes on. */

const root = fileURLToPath(new URL('../../examples/inventory/', import.meta.url));
const samples = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.json$/u.test(name));
const documents = new Map<string, unknown>(
  samples.flatMap((name) => {
    const text = readFileSync(`${root}/${name}`, 'utf8');
    return isJson(text) ? [[name, JSON.parse(text)]] : [];
  }),
);
const id = (type: string, name: string): string => `/subscriptions/s/resourceGroups/g/providers/${type}/${name}`;
documents.set('vaults.json', [
  { id: id('Microsoft.KeyVault/vaults', 'v'), name: 'v', type: 'Microsoft.KeyVault/vaults', properties: {} },
  { id: id('Microsoft.Storage/storageAccounts', 'a'), name: 'a', type: 'Microsoft.Storage/storageAccounts' },
]);

/** `String` of the first throws: JSON can say it. */
const OTHER = [{ toString: 1, valueOf: 1 }, 5];

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

function* placesIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) yield* placesIn(inner, [...path, name]);
}

function changed(value: unknown, [name, ...rest]: readonly string[], to: unknown): unknown {
  if (name === undefined) return to;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = changed(copy[name], rest, to);
  return copy;
}

test.each([...documents])('%s', async (name, document) => {
  const thrown = new Map<string, string>();
  const odd: string[] = [];
  for (const path of [...placesIn(document)].slice(0, 80)) {
    for (const to of OTHER) {
      const records: InventoryRecord[] = [];
      const text = JSON.stringify(changed(document, path, to));
      try {
        for await (const record of readBytes(name, new TextEncoder().encode(text))) records.push(record);
        await assess(bundledRulesets, records).finish();
      } catch (error) {
        thrown.set(String(error), path.join('.'));
      }
      odd.push(
        ...records.flatMap((record) =>
          record.kind === 'problem' && /primitive value|is not a function|Cannot/u.test(record.message)
            ? [record.message]
            : [],
        ),
      );
    }
  }
  expect([thrown, odd]).toEqual([new Map(), []]);
});

test('a time that no text can be made of', async () => {
  const rule = { id: 'r', severity: 'Low', logic: "IamUser should not have createDate before(-90, 'days')" } as const;
  for (const createDate of [...OTHER.slice(0, 1), Object.create(null) as unknown, [OTHER]]) {
    const { counts } = await assess([rule], [{ type: 'IamUser', createDate }]).finish();
    expect(counts.failed).toBe(0);
  }
});
