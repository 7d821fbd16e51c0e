import { assess, type Result } from '../../src/assess/assess.ts';
import { entityReference } from '../../src/findings/finding.ts';
import { withdrawalIn } from '../../src/findings/withdrawn.ts';
import { readBytes } from '../../src/inventory/read-bytes.ts';
import { observe } from '../../src/services/observe.ts';
import { printable, provenanceText } from '../../src/text/format-message.ts';
import { STATUSES, type Status } from '../../src/values/outcome.ts';
import type { EntityRecord, InventoryRecord } from '../../src/values/record.ts';
import type { Answer, ReadInventory, Request, Row, Verdict } from './protocol.ts';
import { schemasFor } from './schemas.ts';
import { whyOf } from './why.ts';

const MAX_ROWS = 300;
const MAX_PROBLEMS = 20;
/** What an editor offers is seen in the first of very many. */
const MAX_OBSERVED = 20_000;
/** How often the page is told how far reading is, in milliseconds: it draws itself anew for it. */
const TELLING = 250;
const ORDER: readonly Status[] = ['failed', 'error', 'matched', 'passed', 'excluded', 'irrelevant'];

/** The other side of the page, in a thread of its own. */
export class Judge {
  private readonly post: (answer: Answer) => void;
  private readonly latest: Record<Request['kind'], number> = { read: 0, judge: 0, explain: 0 };
  private records: readonly InventoryRecord[] = [];
  private results: readonly Result[] = [];

  constructor(post: (answer: Answer) => void) {
    this.post = post;
  }

  async take(request: Request): Promise<void> {
    const { kind, id } = request;
    this.latest[kind] = id;
    try {
      if (kind === 'read') await this.read(request);
      else if (kind === 'judge') await this.judge(request);
      else this.explain(request);
    } catch (error) {
      this.post({ kind: 'fault', id, of: kind, text: error instanceof Error ? error.message : String(error) });
    }
  }

  private async read({ id, name, blob }: Request & { readonly kind: 'read' }): Promise<void> {
    const records: InventoryRecord[] = [];
    const breath = new Breath();
    let entities = 0;
    let toldAt = performance.now();
    for await (const record of readBytes(name, blob)) {
      records.push(record);
      if (record.kind === 'entity') entities += 1;
      if (!breath.isDue()) continue;
      if (performance.now() - toldAt > TELLING) {
        this.post({ kind: 'reading', id, entities });
        toldAt = performance.now();
      }
      await breath.take();
      if (this.latest.read !== id) return;
    }
    this.records = records;
    this.results = [];
    this.post({ kind: 'read', id, ...inventoryOf(records, entities) });
  }

  private async judge({ id, rule: logic, now }: Request & { readonly kind: 'judge' }): Promise<void> {
    const begun = performance.now();
    const rule = { id: 'rule', severity: 'Medium', logic } as const;
    const clock = now === '' ? {} : { now };
    const schemas = await schemasFor(logic);
    const assessment = assess([rule], this.records, { ...clock, include: STATUSES, schemas });
    const kept = new Map<Status, Result[]>(ORDER.map((status) => [status, []]));
    const breath = new Breath();
    for await (const result of assessment) {
      const same = kept.get(result.status);
      if (same !== undefined && same.length < MAX_ROWS) same.push(result);
      if (!breath.isDue()) continue;
      await breath.take();
      if (this.latest.judge !== id) return;
    }
    if (this.latest.judge !== id) return;
    const [summary] = assessment.summary.rules;
    if (summary === undefined) throw new TypeError('an assessment of one rule has one summary');
    // What passed rests on nothing where the rule is undecided, which is known only now.
    const error = withdrawalIn(summary.evidence);
    const passed = kept.get('passed') ?? [];
    if (error !== undefined)
      kept.get('error')?.push(...passed.splice(0).map((result): Result => ({ ...result, status: 'error', error })));
    this.results = [...kept.values()].flat();
    const { status, counts, tested, evidence } = summary;
    const rows = this.results.map(rowOf);
    const verdict: Verdict = { status, counts, tested, evidence, rows, milliseconds: performance.now() - begun };
    this.post({ kind: 'judged', id, verdict });
  }

  private explain({ id, row }: Request & { readonly kind: 'explain' }): void {
    const result = this.results[row];
    if (result !== undefined) this.post({ kind: 'explained', id, why: whyOf(result, row) });
  }
}

function rowOf({ status, entity }: Result, row: number): Row {
  const { type, name, id } = entityReference(entity);
  return { row, status, type: printable(type), name: printable(name || id || type) };
}

function inventoryOf(records: readonly InventoryRecord[], entities: number): ReadInventory {
  const types = new Map<string, number>();
  const problems: string[] = [];
  const seen: EntityRecord[] = [];
  let problemCount = 0;
  for (const record of records) {
    if (record.kind === 'entity') {
      types.set(record.entity.type, (types.get(record.entity.type) ?? 0) + 1);
      if (seen.length < MAX_OBSERVED) seen.push(record);
    } else if (record.kind === 'problem') {
      problemCount += 1;
      if (problems.length < MAX_PROBLEMS)
        problems.push(`${provenanceText(record.provenance)}: ${printable(record.message)}`);
    }
  }
  const byCount = [...types].sort(([, a], [, b]) => b - a);
  return { entities, types: byCount, problems, problemCount, observed: observe(seen) };
}

/** Lets newer requests in while work goes on. */
class Breath {
  private last = performance.now();

  isDue(): boolean {
    return performance.now() - this.last > 40;
  }

  async take(): Promise<void> {
    await new Promise<void>((resolve) => {
      setTimeout(resolve);
    });
    this.last = performance.now();
  }
}
