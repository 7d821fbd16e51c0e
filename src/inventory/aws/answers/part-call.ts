import { defined } from '../../../text/defined.ts';
import { ownValue } from '../../entity.ts';
import { problem } from '../../problems.ts';
import { entityRecord, isEntityRecord, type InventoryRecord } from '../../../values/record.ts';
import type { Convert } from '../mapping.ts';
import { shaped } from '../shape.ts';
import type { AnswerContext, AwsCall, Item } from './call.ts';
import { itemRecord, type ItemShape } from './item-record.ts';
import { joinable, isJoinable } from './join-facts.ts';
import { subjectOf } from './subject.ts';

/** A call that tells one part of an entity, and by which the part finds it. */
export interface PartCall {
  readonly call: string;
  readonly key: string;
  readonly form?: AwsCall['form'];
  readonly has?: readonly string[];
  readonly when?: AwsCall['when'];
  /** The entity that it is a part of; what the part does not tell is told by the call named in `rest`. */
  readonly shape: ItemShape & { readonly rest: string };
  /** What the thing is called in messages: `bucket`. */
  readonly what: string;
  /** Members that may name it. */
  readonly subject: readonly string[];
  /** The member of an item, made of the subject. */
  readonly item: (subject: string) => Item;
  /** The properties that it tells, of the whole answer. */
  readonly values: (answer: Item, maxDepth: number) => Item;
  /** Another way to the subject, where neither a member nor the file's name tells it. */
  readonly guess?: (answer: Item, maxDepth: number) => string | undefined;
}

/** A call whose answer is put together with the entity that it is a part of. */
export function part(definition: PartCall): AwsCall {
  return {
    call: definition.call,
    key: definition.key,
    form: definition.form ?? 'object',
    has: definition.has ?? [],
    covers: [],
    ...(definition.when === undefined ? {} : { when: definition.when }),
    read: (_, context) => [partRecord(definition, context)],
  };
}

function partRecord(definition: PartCall, context: AnswerContext): InventoryRecord {
  const { place, maxDepth } = context.origin;
  const { call, what } = definition;
  const answer = context.beside;
  const subject = subjectOf(place.file, call, answer, definition.subject) ?? definition.guess?.(answer, maxDepth);
  if (subject === undefined) {
    const operation = call.slice(call.indexOf(' ') + 1);
    return problem(
      'unnamed-part',
      `the answer of \`aws ${call}\` does not say of which ${what} it is`,
      place,
      `name the file \`${operation}/NAME.json\` or \`NAME.${operation}.json\`, or add \`${definition.subject[0] ?? 'Name'}\` by --query`,
    );
  }
  const base = itemRecord(definition.item(subject), definition.shape, context);
  if (!isEntityRecord(base)) return base;
  const told = shaped(definition.values(answer, maxDepth), place);
  const unknown = Object.entries(base.unknown ?? {}).filter(([path]) => !Object.hasOwn(told.entity, path));
  const record = entityRecord({ ...base.entity, ...told.entity }, place, {
    ...Object.fromEntries(unknown),
    ...told.unknown,
  });
  if (!isJoinable(base)) return record;
  // What the whole refers to is not told by a part: a trail's status does not say that it writes to no log group.
  const { name, scope } = base.join;
  return joinable(record, { name, ...defined({ scope }), isPart: true });
}

/** One property, converted from a member of the answer; a member that is absent is null. */
export const property =
  (name: string, convert: Convert, member?: string) =>
  (answer: Item, maxDepth: number): Item => {
    const value = member === undefined ? answer : (ownValue(answer, member) ?? null);
    return { [name]: convert(value, member ?? name, maxDepth) };
  };
