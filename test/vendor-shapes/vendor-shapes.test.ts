import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { assess } from '../../src/assess/assess.ts';
import type { AssessmentSummary, RuleSummary } from '../../src/assess/summary.ts';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import { readInventory } from '../../src/inventory/index.ts';
import { inventoryReaders } from '../../src/inventory/readers.ts';
import { temporaryFolder } from '../inventory/support.ts';

/*
 * Rules in the forms of published ones, on what the readers make of files as their sources give them: where a reader's names
 * and shapes are not the vendor's, a rule passes or judges nothing, and no test of either alone sees it. `rows/` holds what
 * is judged, `inputs/` the files; both are ours.
 */

const HERE = import.meta.dirname;
const NOW = '2026-01-01T00:00:00Z';

const tableSchema = z.strictObject({
  reader: z.string(),
  lists: z.record(z.string(), z.array(z.union([z.string(), z.number()]))).optional(),
  groups: z.array(
    z.strictObject({
      /** In `inputs/`; `utf16:`, `gzip:`, `base64:` and `parquet:` before a name make such a file of it. */
      inputs: z.array(z.string()),
      /** The rule; `name status` of each entity that it is about, or the rule's status; what is said of an undecided one. */
      rows: z.array(z.tuple([z.string(), z.string()], z.string())),
    }),
  ),
});

const folder = temporaryFolder();

function inputPath(name: string): string {
  const [, how, of = name] = /^(utf16|gzip|base64|parquet):(.*)$/u.exec(name) ?? [];
  const path = join(HERE, 'inputs', of);
  if (how === undefined) return path;
  const bytes = readFileSync(path);
  const made = {
    utf16: () => Buffer.from(`\uFEFF${bytes.toString()}`, 'utf16le'),
    gzip: () => gzipSync(bytes),
    base64: () => Buffer.from(JSON.stringify({ Content: bytes.toString('base64'), ReportFormat: 'text/csv' })),
    parquet: () => parquetOf(JSON.parse(bytes.toString()) as readonly Record<string, unknown>[]),
  }[how as 'gzip']();
  const endings: Readonly<Record<string, string>> = { gzip: '.gz', parquet: '.parquet', base64: '.json' };
  return folder.write(`${how}-${basename(of)}${endings[how] ?? ''}`, made);
}

function parquetOf(rows: readonly Record<string, unknown>[]): Buffer {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columnData = names.map((name) => ({ name, data: rows.map((row) => row[name] ?? null) }));
  return Buffer.from(parquetWriteBuffer({ columnData }));
}

interface Said {
  readonly verdicts: string;
  readonly messages: string;
  /** What is said of the rule itself: of a right one that was decided, nothing. */
  readonly ofRule: readonly string[];
}

async function judged(
  rows: readonly (readonly string[])[],
  inputs: readonly string[],
  lists: Readonly<Record<string, readonly (string | number)[]>>,
): Promise<readonly Said[]> {
  const rules = rows.map(([logic = ''], index) => ({ id: String(index), severity: 'High' as const, logic }));
  const results = rules.map(() => ({ verdicts: [] as string[], messages: [] as string[] }));
  const assessment = assess(rules, readInventory(inputs.map(inputPath)), {
    schemas: await loadSchemas(),
    now: NOW,
    lists,
    onProblem: ({ message }) => results.forEach(({ messages }) => messages.push(`problem: ${message}`)),
  });
  for await (const { rule, entity, status, error } of assessment) {
    if (status === 'irrelevant') continue;
    const said = results[Number(rule.id)];
    const name = entity.type.startsWith('List<') ? '' : `${entity.name ?? entity.id ?? ''} `;
    said?.verdicts.push(`${name}${status === 'error' ? 'undecided' : status}`);
    if (error !== undefined) said?.messages.push([error.message, error.help].join(' '));
  }
  return results.map(({ verdicts, messages }, index) => {
    const summary = assessment.summary.rules[index];
    return {
      verdicts: (verdicts.length === 0 ? [ruleStatus(summary)] : [...verdicts, ...byEvidence(summary)]).join(', '),
      messages: [...messages, ...messagesOf(summary, assessment.summary)].join('\n'),
      ofRule: [...(summary?.evidence ?? []), ...(summary?.diagnostics ?? [])].map(({ message }) => message),
    };
  });
}

function ruleStatus(summary: RuleSummary | undefined): string {
  return summary?.status === 'error' ? 'undecided' : (summary?.status ?? '');
}

/** What is undecided since it rests on nothing. */
function byEvidence(summary: RuleSummary | undefined): readonly string[] {
  const isUnsupported = summary?.evidence.some(({ severity }) => severity === 'error') === true;
  return isUnsupported && summary.status === 'error' ? ['undecided by evidence'] : [];
}

function messagesOf(summary: RuleSummary | undefined, whole: AssessmentSummary): readonly string[] {
  return [...(summary?.evidence ?? []), ...(summary?.diagnostics ?? []), ...whole.evidence].map(
    ({ severity, message, help }) => `${severity}: ${message} ${help ?? ''}`,
  );
}

const tables = readdirSync(join(HERE, 'rows'))
  .sort()
  .map((name) => tableSchema.parse(load(readFileSync(join(HERE, 'rows', name), 'utf8'))));

describe.each(tables)('$reader', ({ groups, lists = {} }) => {
  describe.each(groups)('$inputs', ({ inputs, rows }) => {
    const said = judged(rows, inputs, lists);
    it.each(rows.map((row, index) => [row[0], index] as const))('%s', async (_, index) => {
      const found = (await said)[index];
      const [, expected, ...texts] = rows[index] ?? [];
      expect(found?.verdicts, found?.messages).toBe(expected);
      for (const text of texts) expect(found?.messages).toContain(text);
      if (texts.length === 0 && isDecided(expected)) expect(found?.ofRule).toEqual([]);
    });
  });
});

function isDecided(verdicts: string | undefined): boolean {
  return verdicts !== undefined && !verdicts.includes('undecided') && verdicts !== 'not judged';
}

it('covers every reader', () => {
  expect(tables.map(({ reader }) => reader).sort()).toEqual(inventoryReaders.map(({ name }) => name).sort());
});
