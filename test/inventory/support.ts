import {
  isEntityRecord,
  isProblemRecord,
  isSourceRecord,
  type EntityRecord,
  type ProblemRecord,
  type SourceRecord,
} from '../../src/values/record.ts';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { Entity } from '../../src/values/entity.ts';
import { readInventory, type ReadInventoryOptions } from '../../src/inventory/index.ts';

export interface Collected {
  readonly entities: readonly Entity[];
  /** `code@line#index: message`. */
  readonly problems: readonly string[];
  /** Entities and problems, in order. */
  readonly records: readonly (EntityRecord | ProblemRecord)[];
  readonly sources: readonly SourceRecord[];
}

/** Everything that the inputs hold. */
export async function collect(inputs: readonly string[], options?: ReadInventoryOptions): Promise<Collected> {
  const records: (EntityRecord | ProblemRecord)[] = [];
  const sources: SourceRecord[] = [];
  for await (const record of readInventory(inputs, options)) {
    if (isSourceRecord(record)) sources.push(record);
    else records.push(record);
  }
  return {
    records,
    sources,
    entities: records.flatMap((record) => (isEntityRecord(record) ? [record.entity] : [])),
    problems: records.flatMap((record) => (isProblemRecord(record) ? [describeProblem(record)] : [])),
  };
}

function describeProblem(record: ProblemRecord): string {
  const { line, index } = record.provenance;
  const at = `${line === undefined ? '' : `@${line}`}${index === undefined ? '' : `#${index}`}`;
  return `${record.code}${at}: ${record.message}`;
}

/** Everything in some bytes on standard input, given in chunks. */
export function collectBytes(
  input: string | Uint8Array | readonly Uint8Array[],
  options?: ReadInventoryOptions,
): Promise<Collected> {
  const chunks = typeof input === 'string' ? [Buffer.from(input)] : input instanceof Uint8Array ? [input] : input;
  return collect(['-'], { ...options, stdin: stream(chunks) });
}

export async function* stream(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

/** A folder for one test file, removed afterwards. */
export function temporaryFolder(): {
  readonly path: string;
  write(name: string, content: string | Uint8Array): string;
} {
  const path = mkdtempSync(join(tmpdir(), 'gsl-inventory-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
  };
}

/**
 * What a rule says of each entity that a reader makes of some text, and `problem` for each problem: the order is that of
 * the input.
 */
export async function judge(
  logic: string,
  input: string | readonly string[],
  options?: ReadInventoryOptions,
): Promise<readonly string[]> {
  const { records } = typeof input === 'string' ? await collectBytes(input, options) : await collect(input, options);
  const said: string[] = [];
  const rules = [{ id: 'r', name: 'r', severity: 'High', logic }] as unknown as Rule[];
  const results = assess(rules, records, { onProblem: ({ code }) => said.push(`problem ${code}`) });
  for await (const { status, entity } of results) said.push(`${status} ${entity.name ?? entity.id ?? ''}`);
  return said;
}
