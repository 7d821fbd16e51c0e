import type * as BullMq from 'bullmq';
import type { ConnectionOptions, Job, Queue, Worker } from 'bullmq';
import { getRun, type FleetRun, judgeShard, missingShards, putRun } from './run.ts';
import type { PartialStore } from './store.ts';

/** What workers and who asks for work have in common. */
export interface Fleet {
  /** Redis or Valkey, as BullMQ takes it: `{ host, port }`, or a connection of ioredis. */
  readonly connection: ConnectionOptions;
  readonly store: PartialStore;
  /** The name of the queue. Default: `gsl`. */
  readonly queue?: string;
}

/** How hard it is tried. */
export interface FleetTrying {
  /** How often a part is tried that fails. Default: 5. */
  readonly attempts?: number;
  /** How long is waited before the second time, in milliseconds; twice as long each time. Default: 1,000. */
  readonly backoff?: number;
}

/** How a worker works. */
export interface FleetWorking {
  /** How many parts at a time, in one thread: more than one helps where reading waits. Default: 1. */
  readonly concurrency?: number;
  /** How long nothing may be heard of a part before another worker takes it, in milliseconds. Default: 30,000. */
  readonly stalledAfter?: number;
  /** Hears what goes wrong on the way to Redis, which is tried again by itself. */
  readonly onError?: (error: Error) => void;
}

/** How far a run is. */
export interface FleetProgress {
  readonly shards: number;
  /** How many partials are there. */
  readonly done: number;
  /** How many are at work, and wait. */
  readonly active: number;
  readonly waiting: number;
}

interface ShardJob {
  readonly run: string;
  readonly index: number;
}

const QUEUE = 'gsl';
/** A part whose workers die again and again: it may be too large for them. */
const MAX_STALLED = 20;

async function library(): Promise<typeof BullMq> {
  try {
    return await import('bullmq');
  } catch (cause) {
    throw new Error('a fleet needs the packages `bullmq` and `ioredis`: npm install bullmq ioredis', { cause });
  }
}

/**
 * Asks for a run: its setting is put into the store, and a job for each part into the queue. The same run can be asked for
 * again; parts that are there are not made again.
 *
 * @example
 * // Needs Redis.
 * const fleet: Fleet = { connection: { host: '127.0.0.1', port: 6379 }, store: folderStore('/mnt/parts') };
 * const rulesets = [{ name: 'ours', rules: [{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }] }] as const;
 * await askFleet({ id: 'nightly-1', inputs: ['/mnt/inventory'], rulesets, shards: 64, now: '2026-11-26T00:00:00Z' }, fleet);
 */
export async function askFleet(run: FleetRun, fleet: Fleet, trying: FleetTrying = {}): Promise<void> {
  await putRun(run, fleet.store);
  const { attempts = 5, backoff = 1000 } = trying;
  await withQueue(fleet, async (queue) => {
    const missing = await missingShards(run, fleet.store);
    await queue.addBulk(
      missing.map((index) => ({
        name: 'shard',
        data: { run: run.id, index },
        opts: {
          // The same part of a run is one job, however often it is asked for.
          jobId: `${run.id}.${index}`,
          attempts,
          backoff: { type: 'exponential', delay: backoff },
          removeOnComplete: true,
        },
      })),
    );
  });
}

/**
 * Works for a fleet until it is closed: takes parts from the queue, one after another. Any number of these, in any number of
 * processes and machines; one that dies loses nothing, since another takes its part when it was not heard of for a while.
 *
 * @returns BullMQ's worker, with its events and `close`
 * @example
 * // Needs Redis.
 * const worker = await workForFleet({ connection: { host: '127.0.0.1', port: 6379 }, store: folderStore('/mnt/parts') });
 * process.once('SIGTERM', () => void worker.close());
 */
export async function workForFleet(fleet: Fleet, working: FleetWorking = {}): Promise<Worker<ShardJob, boolean>> {
  const { Worker: BullWorker } = await library();
  const { concurrency = 1, stalledAfter = 30_000, onError = () => undefined } = working;
  const runs = new Map<string, Promise<FleetRun>>();
  const worker = new BullWorker<ShardJob, boolean>(
    fleet.queue ?? QUEUE,
    async (job: Job<ShardJob, boolean>) => {
      const { run: id, index } = job.data;
      const known = runs.get(id) ?? getRun(id, fleet.store);
      runs.set(id, known);
      // What cannot be read now may be there when it is tried again.
      known.catch(() => runs.delete(id));
      let toldAt = 0;
      return judgeShard(await known, index, fleet.store, {
        onProgress: ({ bytesRead, totalBytes }) => {
          const now = performance.now();
          if (now - toldAt < 1000) return;
          toldAt = now;
          job.updateProgress({ bytesRead, totalBytes: totalBytes ?? 0 }).catch(onError);
        },
      });
    },
    {
      connection: fleet.connection,
      concurrency,
      lockDuration: stalledAfter,
      stalledInterval: stalledAfter,
      maxStalledCount: MAX_STALLED,
    },
  );
  // Redis that is not there for a while is no end: the connection comes again.
  worker.on('error', onError);
  return worker;
}

/**
 * Waits until all parts of a run are there, and tells how far it is as it goes.
 *
 * @throws Error for a part that failed as often as it was tried
 * @example
 * // Needs Redis.
 * const fleet: Fleet = { connection: { host: '127.0.0.1', port: 6379 }, store: folderStore('/mnt/parts') };
 * const run = await getRun('nightly-1', fleet.store);
 * for await (const { done, shards } of watchFleet(run, fleet)) console.error(`${done}/${shards}`);
 */
export async function* watchFleet(
  run: FleetRun,
  fleet: Fleet,
  {
    every = 1000,
    onError = () => undefined,
  }: { readonly every?: number; readonly onError?: (error: Error) => void } = {},
): AsyncGenerator<FleetProgress> {
  const { Queue: BullQueue } = await library();
  const queue = new BullQueue<ShardJob, boolean>(fleet.queue ?? QUEUE, { connection: fleet.connection });
  queue.on('error', onError);
  try {
    for (;;) {
      const missing = await missingShards(run, fleet.store);
      const counts =
        missing.length === 0 ? {} : await queue.getJobCounts('active', 'waiting', 'delayed', 'prioritized');
      const { active = 0, waiting = 0, delayed = 0 } = counts as Record<string, number>;
      yield { shards: run.shards, done: run.shards - missing.length, active, waiting: waiting + delayed };
      if (missing.length === 0) return;
      await refuseFailed(run, queue);
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  } finally {
    await queue.close();
  }
}

/** A part that nobody tries any more would be waited for without end. */
async function refuseFailed(run: FleetRun, queue: Queue<ShardJob, boolean>): Promise<void> {
  const failed = (await queue.getJobs(['failed'])).filter(({ data }) => data.run === run.id);
  const [first] = failed;
  if (first === undefined) return;
  throw new Error(
    `${failed.length} of ${run.shards} parts of \`${run.id}\` failed as often as they were tried; part ${first.data.index}: ${first.failedReason}`,
  );
}

async function withQueue(fleet: Fleet, work: (queue: Queue<ShardJob, boolean>) => Promise<void>): Promise<void> {
  const { Queue: BullQueue } = await library();
  const queue = new BullQueue<ShardJob, boolean>(fleet.queue ?? QUEUE, { connection: fleet.connection });
  try {
    await work(queue);
  } finally {
    await queue.close();
  }
}
