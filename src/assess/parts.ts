import type { InventoryRecord, Provenance } from '../values/record.ts';
import type { AssessOptions, RulesInput } from './assess-options.ts';
import { RunningAssessment } from './assessment.ts';
import { otherNameOf } from './other-names.ts';
import type { Assessment, Result } from './result.ts';
import type { AssessmentState, Supported } from './state.ts';
import type { AssessmentSummary } from './summary.ts';

/** A piece of what a part gives: a record that matters, what was met before it, and at its end what was found of all. */
export type PartPiece =
  | { readonly kind: 'record'; readonly record: InventoryRecord }
  /** What the verdicts of a rule rest on was met, by the record that follows or one before it. */
  | { readonly kind: 'supported'; readonly supported: Supported }
  | { readonly kind: 'state'; readonly state: AssessmentState };

/** More than this many records are not waited with: results come soon after their records. */
const MAX_WAITING = 20_000;

/**
 * Assesses a part of an inventory so that others can be assessed elsewhere. What comes out is plain data, in pieces: the
 * records that a report tells of (by `include`), that are needed for `List<…>` targets and resource functions, problems and
 * sources; then the counts and the evidence. Nothing is held.
 *
 * @param records what `readInventory` yields for the part
 * @throws as `assess`
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * const sent: string[] = [];
 * for await (const piece of assessPart(rules, [{ type: 'IamUser' }], { now: 0 })) sent.push(JSON.stringify(piece));
 */
export async function* assessPart(
  rules: RulesInput,
  records: AsyncIterable<InventoryRecord>,
  options: AssessOptions = {},
): AsyncGenerator<PartPiece, void, undefined> {
  const waiting = new Waiting();
  const running = new RunningAssessment(rules, waiting.watch(records), options, 'part');
  waiting.needed = running.neededTypes;
  const wantsPassed = options.include?.includes('passed') ?? true;
  let last: Result | undefined;
  for await (const result of running) {
    // All that is judged of an entity is judged by one record.
    if (wantsPassed) for (const supported of running.takeSupported()) yield { kind: 'supported', supported };
    if (last?.provenance !== result.provenance || last?.entity !== result.entity) yield* waiting.upTo(result);
    last = result;
  }
  yield* waiting.rest();
  yield { kind: 'state', state: running.state };
}

/** Records that are judged or about to be, until it is known whether they matter. */
class Waiting {
  needed: ReadonlySet<string> = new Set();
  private records: InventoryRecord[] = [];
  /** What matters of records that were waited with for long enough. */
  private passed: PartPiece[] = [];

  async *watch(records: AsyncIterable<InventoryRecord>): AsyncGenerator<InventoryRecord> {
    for await (const record of records) {
      if (this.records.length >= 2 * MAX_WAITING) this.pass(this.records.splice(0, MAX_WAITING));
      this.records.push(record);
      yield record;
    }
  }

  /** All before a record that has a result, and that one. */
  *upTo({ provenance, entity }: Result): Generator<PartPiece> {
    const place = this.records.findIndex((record) => isOf(record, provenance, entity));
    if (place < 0) return;
    this.pass(this.records.splice(0, place));
    const [record] = this.records.splice(0, 1);
    yield* this.passed.splice(0);
    if (record !== undefined) yield { kind: 'record', record };
  }

  *rest(): Generator<PartPiece> {
    this.pass(this.records.splice(0));
    yield* this.passed.splice(0);
  }

  private pass(records: readonly InventoryRecord[]): void {
    for (const record of records)
      if (record.kind !== 'entity' || this.needed.has(record.entity.type)) this.passed.push({ kind: 'record', record });
  }
}

/** A result of an entity with secrets, or under another name of its type, has a copy of it. */
function isOf(record: InventoryRecord, provenance: Provenance | undefined, entity: Result['entity']): boolean {
  if (record.kind !== 'entity' || record.provenance !== provenance) return false;
  return record.entity === entity || record.sensitive !== undefined || otherNameOf(record.entity.type) === entity.type;
}

/**
 * Puts together what parts gave: results, counts, evidence and all are those of one assessment of the parts in this order.
 * The entities that a report tells of are judged again, and rules that need the whole snapshot now.
 *
 * @param rules the same as for the parts
 * @param pieces what {@link assessPart} gave, part after part
 * @param options the same as for the parts, with an `include` that is theirs or less
 * @throws as `assess`; TypeError for parts of other rules
 * @example
 * const rules = [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const];
 * const pieces: PartPiece[] = [];
 * for await (const piece of assessPart(rules, [{ type: 'IamUser', mfaActive: false }], { now: 0 })) pieces.push(piece);
 * (await assessParts(rules, pieces, { now: 0 }).finish()).counts.failed // 1
 */
export function assessParts(
  rules: RulesInput,
  pieces: AsyncIterable<PartPiece> | Iterable<PartPiece>,
  options: AssessOptions = {},
): Assessment {
  return new MergedAssessment(rules, pieces, options);
}

class MergedAssessment implements Assessment {
  private readonly running: RunningAssessment;

  constructor(rules: RulesInput, pieces: AsyncIterable<PartPiece> | Iterable<PartPiece>, options: AssessOptions) {
    this.running = new RunningAssessment(rules, this.records(pieces), options, 'parts');
  }

  get summary(): AssessmentSummary {
    return this.running.summary;
  }

  get appliedExclusions(): Assessment['appliedExclusions'] {
    return this.running.appliedExclusions;
  }

  get isSettled(): Assessment['isSettled'] {
    return this.running.isSettled;
  }

  [Symbol.asyncIterator](): AsyncIterator<Result> {
    return this.running[Symbol.asyncIterator]();
  }

  finish(): Promise<AssessmentSummary> {
    return this.running.finish();
  }

  private async *records(pieces: AsyncIterable<PartPiece> | Iterable<PartPiece>): AsyncGenerator<InventoryRecord> {
    for await (const piece of pieces) {
      if (piece.kind === 'record') yield piece.record;
      else if (piece.kind === 'supported') this.running.support(piece.supported);
      else this.running.absorb(piece.state);
    }
  }
}
