import { expect } from 'vitest';
import { assess, assessPart, assessParts, type AssessmentSummary, type AssessOptions } from '../../src/index.ts';
import type { PartPiece } from '../../src/assess/parts.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { InventoryRecord } from '../../src/values/record.ts';

async function* told(records: readonly InventoryRecord[]): AsyncGenerator<InventoryRecord> {
  yield* await Promise.resolve(records);
}

/** What is found of some records; the same is said of the rules where every few of them are a part that is judged elsewhere. */
export async function assessedInParts(
  rules: readonly Rule[],
  records: readonly InventoryRecord[],
  options: AssessOptions,
  size: number,
): Promise<AssessmentSummary> {
  const whole = await assess(rules, records, options).finish();
  const pieces: PartPiece[] = [];
  for (let at = 0; at < records.length; at += size)
    for await (const piece of assessPart(rules, told(records.slice(at, at + size)), options)) pieces.push(piece);
  const parts = await assessParts(rules, pieces, options).finish();
  expect(parts.rules.map(({ evidence }) => evidence)).toEqual(whole.rules.map(({ evidence }) => evidence));
  return whole;
}
