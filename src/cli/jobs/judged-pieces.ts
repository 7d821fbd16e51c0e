import type { JoinedParts } from '../../assess/joined-parts.ts';
import type { AssessmentSummary } from '../../assess/summary.ts';
import { type Finding, findingOf, type FindingOptions } from '../../findings/finding.ts';
import { type PostedFinding, postedFinding, type PostingSides } from '../../findings/posted-finding.ts';
import type { Piece } from '../../inventory/files/pieces.ts';
import { endsFile } from '../../inventory/files/read-piece.ts';
import type { Exclusion } from '../../rules/exclusion.ts';
import type { LoadedRule } from '../../rules/rule.ts';
import type { ProblemRecord } from '../../values/record.ts';
import { UsageError } from '../exit-codes.ts';
import { placedAt } from './line-offset.ts';
import type { Pool } from './pool.ts';
import { RunningPiece } from './running-piece.ts';

/** What pieces are judged with here. */
export interface PiecesRun {
  readonly pool: Pool;
  readonly threads: number;
  readonly pieces: readonly Piece[];
  /** `JobsCommon`, written. */
  readonly common: SharedArrayBuffer;
  /** Where the pieces are put together: made when threads are at work, since the rules are compiled for it. */
  readonly newParts: () => JoinedParts;
  readonly sides: PostingSides;
  /** What is said when all is read. */
  readonly atEnd: readonly ProblemRecord[];
  readonly onBytes: (count: number) => void;
  /** Waited for after each batch. */
  readonly pause: () => Promise<void>;
}

/** Takes a finding that stands for several. */
export type OnCounted = (finding: Finding, times: number) => void;

/** The findings of pieces that threads judge at the same time, in the order of the inputs. */
export class JudgedPieces {
  readonly #run: PiecesRun;
  readonly #running = new Map<number, RunningPiece>();
  readonly #applied = new Set<Exclusion>();
  #made: JoinedParts | undefined;
  #begun = 0;
  /** The piece whose findings are told now, and how many threads are at work. */
  #head = 0;
  #active = 0;
  #isEnded = false;
  #onFree: (() => void) | undefined;

  constructor(run: PiecesRun) {
    this.#run = run;
  }

  get summary(): AssessmentSummary {
    return this.#parts.summary;
  }

  readonly isSettled = (rule: LoadedRule): boolean => this.#parts.isSettled(rule);

  get appliedExclusions(): ReadonlySet<Exclusion> {
    return new Set([...this.#applied, ...this.#parts.appliedExclusions]);
  }

  get #parts(): JoinedParts {
    return (this.#made ??= this.#run.newParts());
  }

  /** @param onCounted takes findings that no report tells from one another, of which one stands for so many */
  async *findings(making: FindingOptions, onCounted: OnCounted): AsyncGenerator<Finding> {
    const { pieces, pool, atEnd, pause } = this.#run;
    try {
      this.#fill();
      const parts = this.#parts;
      /** The file whose rest cannot be read: pieces of it that were read nevertheless do not count. */
      let damaged: string | undefined;
      /** How many lines of a file stand before its piece. */
      let before = 0;
      for (const [index, piece] of pieces.entries()) {
        const running = await this.#started(index);
        if (piece.kind !== 'lines' || piece.index === 0) before = 0;
        const place = placedAt(before);
        const isRead = piece.kind === 'files' || piece.file.file !== damaged;
        const items = running.items();
        for (let next = await items.next(); ; next = await items.next()) {
          if (next.done === true) {
            // Its thread is at the next piece while this one is taken in.
            await running.left;
            if (isRead) parts.absorb(next.value.state);
            before += next.value.lines;
            break;
          }
          if (!isRead) continue;
          for (const item of next.value) {
            if (item.kind === 'finding') yield this.#finding(place.finding(item.finding), making);
            else if (item.kind === 'counted') onCounted(this.#finding(place.finding(item.finding), making), item.times);
            else if (item.kind === 'supported') parts.support(item.supported);
            else {
              parts.accept(place.record(item.record));
              if (piece.kind !== 'files' && endsFile(item.record)) damaged = piece.file.file;
            }
          }
          await pause();
        }
        running.close();
        this.#running.delete(index);
      }
      for (const problem of atEnd) parts.accept(problem);
      for await (const result of parts.rest()) yield findingOf(result, making);
    } finally {
      this.#isEnded = true;
      for (const running of this.#running.values()) running.close();
      await pool.end();
    }
  }

  #finding(finding: PostedFinding, making: FindingOptions): Finding {
    const made = postedFinding(finding, this.#run.sides, making);
    if (made.exclusion !== undefined) this.#applied.add(made.exclusion);
    return made;
  }

  /** The piece, at work; and those behind it, as many as the threads can take in turn while it is waited for. */
  async #started(index: number): Promise<RunningPiece> {
    this.#head = index;
    for (;;) {
      this.#fill();
      const running = this.#running.get(index);
      if (running !== undefined) return running;
      await new Promise<void>((resolve) => {
        this.#onFree = resolve;
      });
    }
  }

  /** A piece is handed out where a thread is free: the queue of the pool keeps no order, and a piece waits for those before. */
  #fill(): void {
    const { pieces, threads } = this.#run;
    const end = Math.min(pieces.length, this.#head + 2 * threads);
    while (!this.#isEnded && this.#begun < end && this.#active < threads) this.#start(this.#begun);
  }

  #start(index: number): void {
    const { pieces, pool, common, onBytes } = this.#run;
    const piece = pieces[index];
    this.#begun = index + 1;
    if (piece === undefined) return;
    this.#active += 1;
    const running = new RunningPiece(onBytes);
    this.#running.set(index, running);
    const wantsIdentities = this.#made?.wantsIdentities ?? true;
    const { port } = running;
    running.left = pool
      .piece({ kind: 'piece', piece, common, wantsIdentities, port })
      .catch((error: unknown) => running.fail(threadEnded(error)))
      .finally(() => {
        this.#active -= 1;
        this.#fill();
        this.#onFree?.();
      });
  }
}

/** A report without a piece would look whole. */
function threadEnded(error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError(`--jobs: a thread ended before it was done, and no report was made: ${reason}`);
}
