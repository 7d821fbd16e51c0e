import { deserialize } from 'node:v8';
import { workerData } from 'node:worker_threads';
import { RunningAssessment } from '../../assess/assessment.ts';
import { giveTrees } from '../../assess/compilation.ts';
import type { AssessOptions } from '../../assess/assess-options.ts';
import { findingOf } from '../../findings/finding.ts';
import { FindingPost } from '../../findings/posted-finding.ts';
import { type InputKind, inputKinds, type Piece } from '../../inventory/files/pieces.ts';
import { readPiece } from '../../inventory/files/read-piece.ts';
import { readSettings } from '../../inventory/read-settings.ts';
import { inventoryReaders } from '../../inventory/readers.ts';
import { completeRuleset } from '../../rules/rule.ts';
import { asTested } from '../../rules/tested.ts';
import { environment } from '../../run/environment.ts';
import { defined } from '../../text/defined.ts';
import type { AskNeeds, RecordBatch } from '../../values/record-batches.ts';
import { Asker } from './asking.ts';
import { schemasFor } from '../rules.ts';
import { keepYoungSmall, letYoungGrow } from '../young-generation.ts';
import type { JobsCommon, JobsReading, JobTask } from './messages.ts';
import { Outbox } from './outbox.ts';
import { sidesOf } from './sides.ts';

/* A thread of `--jobs`: reads pieces of the inputs and judges what it reads. */

const { format, parameters } = workerData as JobsReading;
const settings = readSettings(defined({ format, parameters }), inventoryReaders);

type PieceTask = JobTask & { readonly kind: 'piece' };

let judging: ReturnType<typeof judgingWith> | undefined;

/** What all pieces are judged with. */
async function judgingWith(written: SharedArrayBuffer) {
  const { setting, names, tested, trees } = deserialize(new Uint8Array(written)) as JobsCommon;
  const { exclusions, lists, strict, matchCase, types, include, now, asking, explain, explainPassed } = setting;
  const rulesets = setting.rulesets.map(completeRuleset);
  for (const [index, { rules }] of rulesets.entries())
    for (const [place, rule] of rules.entries()) if (tested[index]?.[place] === true) asTested(rule);
  const schemas = await schemasFor(types.named, types.own);
  // One object, so that rules are compiled once; the command has read and checked them.
  const used = environment(defined({ lists, strict, matchCase, schemas }));
  giveTrees(used, trees);
  const options: AssessOptions = {
    environment: used,
    now,
    include,
    exclusions,
  };
  const keptFor = keptOf(() => ({ asker: new Asker(asking, new Date(now)), last: undefined }));
  const post = new FindingPost(sidesOf(rulesets, exclusions));
  return { names, rulesets, options, post, explain, explainPassed, keptFor };
}

/** What a thread keeps of the pieces that it judged, for those behind them. */
interface Kept {
  /** A report at a terminal has seen what they asked for. */
  readonly asker: Asker;
  /** The last of them: what it has looked at is not looked at again. */
  last: RunningAssessment | undefined;
}

/**
 * Pieces come in their order. Of a damaged file what threads found in later pieces is dropped, so that what was read of a file
 * that is cut tells nothing of others.
 */
function keptOf(make: () => Kept): (piece: Piece) => Kept {
  const ofFiles = make();
  let cut: { readonly file: string; readonly kept: Kept } | undefined;
  return (piece) => {
    if (piece.kind === 'files') return ofFiles;
    const { file } = piece.file;
    if (cut?.file !== file) cut = { file, kept: make() };
    return cut.kept;
  };
}

/** What the pool calls. */
export function work(task: JobTask): Promise<readonly (InputKind | undefined)[] | undefined> {
  return task.kind === 'detect' ? inputKinds(task.found, settings) : judge(task);
}

let isCodeKept = false;

/** Has the code kept that the first piece needed: called behind each task of the built command. */
export function keepCode(keep: (args: readonly string[]) => void): void {
  if (isCodeKept || judging === undefined) return;
  isCodeKept = true;
  letYoungGrow(true);
  keep(['thread']);
}

async function judge(task: PieceTask): Promise<undefined> {
  const { piece, wantsIdentities, port } = task;
  const common = await (judging ??= judgingWith(task.common));
  const { names, rulesets, options, post, explain, explainPassed } = common;
  const outbox = new Outbox(port);
  const kept = common.keptFor(piece);
  let lines = 0;
  const onLines = (count: number): void => {
    lines = count;
  };
  const records = readPiece(piece, { settings, names, onLines, onBytes: outbox.read });
  let needed: ReadonlySet<string> = new Set();
  // What the end needs is noted as it goes by; of a file that is cut, the first piece says what it is.
  const isFirst = piece.kind === 'files' || piece.index === 0;
  const watched = {
    async *batches(needs?: AskNeeds): AsyncGenerator<RecordBatch> {
      for await (const batch of records.batches(needs)) {
        keepYoungSmall();
        if (outbox.isFull) await outbox.send();
        for (const record of batch)
          if (record.kind === 'source' ? isFirst : record.kind === 'entity' && needed.has(record.entity.type))
            outbox.add({ kind: 'record', record });
        yield batch;
      }
    },
    async *[Symbol.asyncIterator]() {
      for await (const batch of this.batches()) yield* batch;
    },
  };
  const onProblem: NonNullable<AssessOptions['onProblem']> = (record) => outbox.add({ kind: 'record', record });
  const running = new RunningAssessment(rulesets, watched, { ...options, onProblem }, 'part');
  if (kept.last !== undefined) running.goOnBehind(kept.last);
  kept.last = running;
  running.takesCount = ({ rule }, status) => outbox.countAgain(rule, status);
  if (!wantsIdentities) running.forgetIdentities();
  needed = running.neededTypes;
  let last: unknown;
  for await (const result of running) {
    const finding = findingOf(result, { explain, explainPassed });
    // The findings of one entity go together, so that they have it in common.
    if (outbox.isFull && last !== result.entity) await outbox.send();
    last = result.entity;
    if (result.status === 'passed')
      for (const supported of running.takeSupported()) outbox.add({ kind: 'supported', supported });
    const wanted = kept.asker.of(finding);
    if (wanted.isCounted) outbox.count(finding, (first) => post.post(first, wanted));
    else outbox.add({ kind: 'finding', finding: post.post(finding, wanted) });
  }
  await outbox.end(running.state, lines);
  return undefined;
}
