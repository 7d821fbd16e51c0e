import type { HclExpressions } from './expression.ts';
import type { Found } from './lookup.ts';
import { boundTo, iterationsOf, type Bound } from './iterations.ts';
import type { HclBlock, HclNode } from './node.ts';

/** One of the blocks that a `dynamic` block makes, and what its iterator stands for there. */
export interface MadeBlock {
  readonly block: HclBlock;
  readonly bound: Bound;
}

export const NOTHING: Bound = new Map();

/** The blocks that a block stands for: itself, or what a `dynamic` block makes; undefined where that is not known. */
export function madeBlocks(block: HclBlock, expressions: HclExpressions): readonly MadeBlock[] | undefined {
  if (block.type !== 'dynamic') return [{ block, bound: NOTHING }];
  const each = block.attributes.get('for_each');
  const [content] = block.blocks.filter(({ type }) => type === 'content');
  if (each === undefined || content === undefined || block.attributes.has('labels')) return undefined;
  const iterator = block.attributes.get('iterator');
  const name = iterator === undefined ? block.labels[0] : expressions.text(iterator);
  const all = boundOfEach(name ?? '', expressions.evaluate(each));
  if (all === undefined || !expressions.spend(all.length * costOf(content))) return undefined;
  return all.map((bound) => ({ block: content, bound }));
}

/** What an iterator stands for, one after the other. That there is nothing by a default is not sure. */
export function boundOfEach(name: string, found: Found): readonly Bound[] | undefined {
  const all = iterationsOf(found.value);
  if (all === undefined || (all.length === 0 && found.isAssumed === true)) return undefined;
  return all.map((iteration) => boundTo(name, { ...iteration }, found));
}

/** What a block costs by itself, written out with its paths. */
const COST = 100;

function costOf({ attributes, blocks }: HclBlock): number {
  const own = [...attributes.values()].reduce((sum, { start, end }: HclNode) => sum + end - start, COST);
  return blocks.reduce((sum, block) => sum + costOf(block), own);
}
