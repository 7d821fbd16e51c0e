import type { AwsCall } from './call.ts';
import { itemRecord, type ItemShape } from './item-record.ts';

/** A call that answers with a list of items of one type. */
export function listing(call: string, key: string, has: readonly string[], shape: ItemShape): AwsCall {
  return {
    call,
    key,
    form: 'list',
    has,
    covers: [shape.type],
    read: (item, context) => [itemRecord(item, shape, context)],
  };
}

/** A call that answers with one object. */
export function single(call: string, key: string, has: readonly string[], shape: ItemShape): AwsCall {
  return { ...listing(call, key, has, shape), form: 'object' };
}

/** What has no entity type of the vendor's with a known shape: the item as the API has it, under a name of ours. */
export function apiShape(type: string, id: string, more: Omit<ItemShape, 'type' | 'id'> = {}): ItemShape {
  return { type: `AWS_API_${type}`, id, ...more };
}
