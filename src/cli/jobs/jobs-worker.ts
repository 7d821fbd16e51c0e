import { workerData } from 'node:worker_threads';
import { RunningAssessment } from '../../assess/assessment.ts';
import type { AssessOptions } from '../../assess/assess-options.ts';
import { findingOf } from '../../findings/finding.ts';
import { FindingPost } from '../../findings/posted-finding.ts';
import { type InputKind, inputKinds } from '../../inventory/files/pieces.ts';
import { readPiece } from '../../inventory/files/read-piece.ts';
import { readSettings } from '../../inventory/read-settings.ts';
import { inventoryReaders } from '../../inventory/readers.ts';
import { completeRuleset } from '../../rules/rule.ts';
import { environment } from '../../run/environment.ts';
import { defined } from '../../text/defined.ts';
import type { AskNeeds, RecordBatch } from '../../values/record-batches.ts';
import { Asker } from './asking.ts';
import type { JobsSetting, JobTask } from './messages.ts';
import { Outbox } from './outbox.ts';
import { sidesOf } from './sides.ts';

/* A thread of `--jobs`: reads pieces of the inputs and judges what it reads. */

const setting = workerData as JobsSetting;
const { exclusions, lists, strict, schemas, include, explain, explainPassed, format, parameters } = setting;
const rulesets = setting.rulesets.map(completeRuleset);
const options: AssessOptions = {
  // One object, so that rules are compiled once.
  environment: environment(defined({ lists, strict, schemas })),
  now: setting.now,
  include,
  exclusions,
};
const settings = readSettings(defined({ format, parameters }), inventoryReaders);
const post = new FindingPost(sidesOf(rulesets, exclusions));

function newAsker(): Asker {
  return new Asker(setting.asking, new Date(setting.now));
}

/** Pieces come in their order, so that a report at a terminal has seen those before. */
const commonAsker = newAsker();

/** What the pool calls. */
export function work(task: JobTask): Promise<readonly (InputKind | undefined)[] | undefined> {
  return task.kind === 'detect' ? inputKinds(task.found, settings) : judge(task);
}

async function judge(task: JobTask & { readonly kind: 'piece' }): Promise<undefined> {
  const { piece, names, wantsIdentities, port } = task;
  const outbox = new Outbox(port);
  // Of a damaged file what threads found in later pieces is dropped: what is read of a piece of it tells nothing of others.
  const asker = piece.kind === 'rows' ? newAsker() : commonAsker;
  const firstLine = outbox.firstLine.bind(outbox);
  const records = readPiece(piece, { settings, names, firstLine, onBytes: outbox.read });
  let needed: ReadonlySet<string> = new Set();
  // What the end needs is noted as it goes by; of a file that is cut, the first piece says what it is.
  const isFirst = piece.kind === 'files' || (piece.kind === 'lines' ? piece.isFirst : piece.index === 0);
  const watched = {
    async *batches(needs?: AskNeeds): AsyncGenerator<RecordBatch> {
      for await (const batch of records.batches(needs)) {
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
  if (!wantsIdentities) running.forgetIdentities();
  needed = running.neededTypes;
  let last: unknown;
  for await (const result of running) {
    const finding = findingOf(result, { explain, explainPassed });
    // The findings of one entity go together, so that they have it in common.
    if (outbox.isFull && last !== result.entity) await outbox.send();
    last = result.entity;
    outbox.add({ kind: 'finding', finding: post.post(finding, asker.of(finding)) });
  }
  await outbox.end(running.state);
  return undefined;
}
