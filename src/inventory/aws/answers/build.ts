import type { AnswerContext, AwsCall } from './call.ts';
import { itemOutline, itemRecord, type ItemShape } from './item-record.ts';
import type { JoinableRecord } from './join-facts.ts';

/** A call that answers with a list of items of one type. */
export function listing(call: string, key: string, has: readonly string[], shape: ItemShape): AwsCall {
  return {
    call,
    key,
    form: 'list',
    has,
    covers: [shape.type],
    read: readingOf(shape),
  };
}

/** The shapes of what reads nothing but items of one. */
const SHAPES_READ = new WeakMap<AwsCall['read'], ItemShape>();

function readingOf(shape: ItemShape): AwsCall['read'] {
  const read: AwsCall['read'] = (item, context) => [itemRecord(item, shape, context)];
  SHAPES_READ.set(read, shape);
  return read;
}

/** What the one entity of an item is found by, where that is told without making it; undefined where it has to be made. */
export function outlineOf({ read }: AwsCall, item: unknown, context: AnswerContext): JoinableRecord | undefined {
  // By how it is read, since a call that is built of another may read otherwise.
  const shape = SHAPES_READ.get(read);
  return shape === undefined ? undefined : itemOutline(item, shape, context);
}

/** A call that answers with one object. */
export function single(call: string, key: string, has: readonly string[], shape: ItemShape): AwsCall {
  return { ...listing(call, key, has, shape), form: 'object' };
}

/** What has no entity type of the vendor's with a known shape: the item as the API has it, under a name of ours. */
export function apiShape(type: string, id: string, more: Omit<ItemShape, 'type' | 'id'> = {}): ItemShape {
  return { type: `AWS_API_${type}`, id, ...more };
}
