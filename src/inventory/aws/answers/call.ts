import type { InventoryRecord } from '../../../values/record.ts';
import type { Origin } from '../shape.ts';

/** A JSON object of an answer. */
export type Item = Readonly<Record<string, unknown>>;

/** What is known of the answer in which an item stands. */
export interface AnswerContext {
  readonly origin: Origin;
  /** What stands beside the items: wrappers, and members that `--query` has added. */
  readonly beside: Item;
}

/** What can be seen of an answer, whole or in the sample of an input. */
export interface Peek {
  readonly members: readonly string[];
  text(member: string): string | undefined;
}

/** A call of an AWS API whose answer is read. */
export interface AwsCall {
  /** As it is typed after `aws`: `ec2 describe-volumes`. */
  readonly call: string;
  /** The member of the answer that holds what was asked for. */
  readonly key: string;
  /** Whether that is a list of items, one object, or one value. */
  readonly form: 'list' | 'object' | 'value';
  /** Members that every item has: they tell answers with the same key apart, and items without their envelope. */
  readonly has: readonly string[];
  /** Of an item that other things look like: all members that it can have, where it stands without its envelope. */
  readonly only?: readonly string[];
  /** It says itself what is not known where a page is one of several. */
  readonly marksCut?: true;
  /** The types of entity that the call lists; none where it tells a part of one alone. */
  readonly covers: readonly string[];
  /** Where members alone do not tell: what else must hold of the answer, or of its file's name. */
  readonly when?: (answer: Peek, file: string) => boolean;
  /** What one item becomes. */
  read(item: unknown, context: AnswerContext): readonly InventoryRecord[];
}
