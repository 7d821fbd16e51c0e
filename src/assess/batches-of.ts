import { type AskNeeds, type BatchedRecords, isBatched } from '../values/record-batches.ts';
import type { EntitiesInput, EntityInput } from './assess-options.ts';

type Batch = Iterable<EntityInput>;

/**
 * Entities, as many together as come together: a step of an asynchronous iteration costs more than most judgements. What a
 * reader gives comes in batches, of which it may leave out what nobody `needs`; an array or another iterable is one batch.
 */
export function batchesOf(entities: EntitiesInput | BatchedRecords, needs: AskNeeds): AsyncIterable<Batch> {
  return { [Symbol.asyncIterator]: () => batchIterator(entities, needs) };
}

function batchIterator(entities: EntitiesInput | BatchedRecords, needs: AskNeeds): AsyncIterator<Batch> {
  if (isBatched(entities)) return entities.batches(needs);
  if (Symbol.asyncIterator in entities) return new Singles(entities[Symbol.asyncIterator]());
  return once(entities);
}

async function* once(batch: Batch): AsyncGenerator<Batch> {
  yield batch;
}

/** Batches of one. */
class Singles implements AsyncIterator<Batch> {
  private readonly entities: AsyncIterator<EntityInput>;

  constructor(entities: AsyncIterator<EntityInput>) {
    this.entities = entities;
  }

  async next(): Promise<IteratorResult<Batch>> {
    const { done, value } = await this.entities.next();
    return done === true ? { done, value: undefined } : { done: false, value: [value as EntityInput] };
  }

  async return(): Promise<IteratorResult<Batch>> {
    await this.entities.return?.();
    return { done: true, value: undefined };
  }
}
