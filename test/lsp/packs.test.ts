import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentSymbol, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver-protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { yamlRuleset } from '../../src/rules/index.ts';
import { loadPack, packs } from '../../src/rules/packs/index.ts';
import { LspClient } from '../support/lsp-client.ts';

/* The real server over every rule of the packs, in files as `gsl convert --to yaml` writes them. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-lsp-packs-'));
let client: LspClient;
beforeAll(async () => {
  client = await LspClient.start(folder);
}, 30_000);
afterAll(async () => {
  expect(await client.end()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function asYaml(id: string): Promise<readonly [text: string, rules: number]> {
  const pack = await loadPack(id);
  if (pack === undefined) throw new RangeError(id);
  return [yamlRuleset(pack), pack.rules.length];
}

test.each(packs.map(({ id }) => id))('%s: no errors, an outline and colours of every rule', async (id) => {
  const [text, rules] = await asYaml(id);
  const uri = await client.open(`${id}.yaml`, text);
  expect((await client.diagnostics(uri)).filter(({ severity }) => severity === 1)).toEqual([]);
  const outline = await client.request<DocumentSymbol[]>('documentSymbol', uri);
  expect(outline).toHaveLength(rules);
  const { data } = await client.request<SemanticTokens>('semanticTokens/full', uri);
  expect(data.length / 5).toBeGreaterThan(rules * 4);
});

/** The protocol's edits, done. */
function edited(data: readonly number[], { edits }: SemanticTokensDelta): readonly number[] {
  return edits.reduceRight<readonly number[]>(
    (made, edit) => [...made.slice(0, edit.start), ...(edit.data ?? []), ...made.slice(edit.start + edit.deleteCount)],
    data,
  );
}

test('what changed of the colours, key by key, makes the colours of the whole', async () => {
  const [text] = await asYaml('aws-data-protection');
  const uri = await client.open('typed.yaml', text);
  let told = await client.request<SemanticTokens>('semanticTokens/full', uri);
  const places = [...text.matchAll(/ should (?:not )?have /gu)].map(({ index }) => index);
  const keys: (readonly [offset: number, text: string, length: number])[] = [
    ...places
      .slice(0, 12)
      .map((at, turn) => [at, [' and a', '\n', "'", '', ' [ ', 'é=1 or'][turn % 6] ?? '', turn % 4] as const),
    [0, '# first\n', 0],
    [0, '', 8],
    [text.lastIndexOf('\n  - '), '', 2000],
  ];
  for (const [offset, typed, length] of keys) {
    await client.type(uri, offset, typed, length);
    const delta = await client.request<SemanticTokensDelta>('semanticTokens/full/delta', uri, undefined, {
      previousResultId: told.resultId,
    });
    const made = edited(told.data, delta);
    told = await client.request<SemanticTokens>('semanticTokens/full', uri);
    expect(made).toEqual(told.data);
  }
});
