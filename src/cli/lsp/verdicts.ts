import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ServiceOptions } from '../../services/options.ts';
import { type Verdict, verdict } from '../../services/verdict.ts';
import { isEntityRecord, type InventoryRecord } from '../../values/record.ts';

const MAX_KEPT = 2_000;
/** How long entities are judged before what was asked meanwhile is answered, in milliseconds. */
const SLICE = 8;
/** Entities between two looks at the clock. */
const STEP = 200;

/** What rules say of the inventory beside, each worked out once. */
export class Verdicts {
  readonly #kept = new Map<string, Promise<Verdict>>();
  readonly #done = new Map<string, Verdict>();
  #byType = new Map<string, InventoryRecord[]>();
  #records: readonly InventoryRecord[] = [];
  #options: ServiceOptions = {};

  /** Takes another inventory or other options. */
  take(records: readonly InventoryRecord[], options: ServiceOptions): void {
    this.#records = records;
    this.#options = options;
    this.#kept.clear();
    this.#done.clear();
    this.#byType = new Map();
    for (const record of records) {
      if (!isEntityRecord(record)) continue;
      const { type } = record.entity;
      const ofType = this.#byType.get(type);
      if (ofType === undefined) this.#byType.set(type, [record]);
      else ofType.push(record);
    }
  }

  get isOpen(): boolean {
    return this.#records.length > 0;
  }

  /** What is known already. */
  known(rule: string): Verdict | undefined {
    return this.#done.get(rule);
  }

  async of(rule: string): Promise<Verdict> {
    let found = this.#kept.get(rule);
    if (found === undefined) {
      if (this.#kept.size >= MAX_KEPT) {
        this.#kept.clear();
        this.#done.clear();
      }
      this.#kept.set(rule, (found = verdict(rule, this.#inTurns(this.recordsFor(rule)), this.#options)));
      const done = await found;
      // Of an inventory that was taken away meanwhile it says nothing.
      if (this.#kept.get(rule) === found) this.#done.set(rule, done);
    }
    return await found;
  }

  /** The records that a rule looks at: those of its target, where there are some and it asks for no others. */
  recordsFor(rule: string): readonly InventoryRecord[] {
    const [, list, target = ''] = /^\s*(List\s*<\s*)?([\w.:-]+)/iu.exec(rule) ?? [];
    const isAlone = list === undefined && !/getResources?/iu.test(rule);
    return (isAlone ? this.#byType.get(target) : undefined) ?? this.#records;
  }

  async *#inTurns(records: readonly InventoryRecord[]): AsyncGenerator<InventoryRecord> {
    let began = performance.now();
    for (const [index, record] of records.entries()) {
      yield record;
      if (index % STEP !== 0 || performance.now() - began < SLICE) continue;
      await nextTurn();
      began = performance.now();
    }
  }
}
