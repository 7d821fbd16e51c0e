import fc from 'fast-check';
import { assess, type AssessOptions, type Assessment } from '../../src/assess/assess.ts';
import { assessPart, assessParts, type PartPiece } from '../../src/assess/parts.ts';
import { tryCompile } from '../../src/run/compiled-rule.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { printRule } from '../../src/syntax/print.ts';
import type { Entity } from '../../src/values/entity.ts';
import { entityRecord, type InventoryRecord } from '../../src/values/record.ts';
import { arbitraryRule } from './arbitrary-rule.ts';
import type { Tally } from './differential.ts';
import { entitiesFor } from './samples.ts';
import { TAME } from './vocabulary.ts';

/* An assessment in parts says what the assessment of the whole says, and so does each entity alone. */

const OPTIONS: AssessOptions = { now: new Date('2026-01-01T00:00:00Z'), lists: { Known: ['a', 5, true] } };
const ENTITIES = 12;

const sample = fc.tuple(
  fc.array(arbitraryRule(TAME), { minLength: 1, maxLength: 3 }),
  fc.nat(ENTITIES),
  fc.nat(ENTITIES),
  fc.nat(),
);

/** Made-up rules as rules of a ruleset, and entities for them. */
export function* madeUpRuns(
  runs: number,
  seed: number,
): Generator<{ rules: Rule[]; entities: Entity[]; cuts: number[] }> {
  for (const [nodes, first, second, choice] of fc.sample(sample, { numRuns: runs, seed })) {
    const texts = nodes
      .map((node) => printRule(node))
      .filter((text) => tryCompile(text, OPTIONS).compiled !== undefined);
    const rules = texts.map((logic, index): Rule => ({ id: `R${index}`, severity: 'High', logic }));
    if (rules.length === 0) continue;
    const candidates = nodes.flatMap((node) =>
      entitiesFor(node, { now: Date.parse('2026-01-01T00:00:00Z') / 1000, lists: { Known: ['a', 5, true] } }),
    );
    const entities = Array.from(
      { length: ENTITIES },
      (_, turn) => candidates[(choice + turn * 7_919) % candidates.length],
    );
    yield { rules, entities: entities as unknown as Entity[], cuts: [first, second].sort((a, b) => a - b) };
  }
}

/**
 * Cuts made-up inventories in parts.
 *
 * @throws Error at the first difference
 */
export async function differentialParts(runs: number, seed: number, tally: Tally = {}): Promise<Tally> {
  for (const { rules, entities, cuts } of madeUpRuns(runs, seed)) {
    const whole = await told(assess(rules, from(entities), OPTIONS));
    const pieces: PartPiece[] = [];
    const ends = [...cuts, entities.length];
    for (const [index, end] of ends.entries())
      for await (const piece of assessPart(rules, from(entities.slice(ends[index - 1] ?? 0, end)), OPTIONS))
        pieces.push(structuredClone(piece));
    hold('split of inputs', whole, await told(assessParts(rules, pieces, OPTIONS)), rules, tally);
  }
  return tally;
}

async function* from(entities: readonly Entity[]): AsyncGenerator<InventoryRecord> {
  for (const entity of entities) yield entityRecord(entity, { file: 'made-up' });
}

/** Every result and count. */
async function told(assessment: Assessment): Promise<string> {
  const results: unknown[] = [];
  for await (const { rule, entity, status } of assessment) results.push([rule.id, entity, status]);
  const { counts, entities, rules } = assessment.summary;
  return JSON.stringify(
    [results, counts, entities, rules.map(({ status, counts: each, evidence }) => [status, each, evidence])],
    (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value),
  );
}

function hold(way: string, one: string, other: string, rules: readonly Rule[], tally: Tally): void {
  tally[way] = (tally[way] ?? 0) + 1;
  if (one !== other) throw new Error(`${way}:\n${one}\n${other}\n${rules.map(({ logic }) => logic).join('\n')}`);
}
