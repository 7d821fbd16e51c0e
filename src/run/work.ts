import { type Condition, partsOf, type Predicate, type Value } from '../plan/plan.ts';
import { costOfText, SHORT_TEXT } from '../values/work.ts';

/** What a function pays for its receiver: a text by its length, a list by its elements, whatever else is in them itself. */
export function costOfReceiver(value: object | string, weight: number): number {
  if (typeof value === 'string') return Math.max(1, costOfText(value)) * weight;
  return Array.isArray(value) ? value.length * weight : weight;
}

/** So many parts of a body cost as much as the element that they are asked of. */
const PARTS = 8;

/** What a block pays for each element: what its body asks beyond a few parts counts too. Blocks in it pay for themselves. */
export function costOfBody(body: Condition | Value): number {
  return 1 + Math.floor(sizeOf(body) / PARTS);
}

function sizeOf(part: Condition | Value): number {
  switch (part.kind) {
    case 'path':
      return part.segments.length;
    case 'literal':
      return typeof part.value === 'string' ? lengthOf(part.value) : 0;
    case 'block':
    case 'groups':
      return 1 + sizeOf(part.list);
    case 'test':
      return 1 + sizeOf(part.value) + sizeOfPredicate(part.predicate);
    case 'call':
      return partsOf(part).reduce((sum, inner) => sum + sizeOf(inner), 2);
    default:
      return partsOf(part).reduce((sum, inner) => sum + sizeOf(inner), 1);
  }
}

function sizeOfPredicate(predicate: Predicate): number {
  if (predicate.kind === 'compare') return typeof predicate.to === 'string' ? lengthOf(predicate.to) : 0;
  if (predicate.kind === 'oneOf')
    return predicate.values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? lengthOf(value) : 0), 0);
  return predicate.kind === 'like' ? lengthOf(predicate.pattern) : 0;
}

/** Long texts of a rule are gone through again for each element. */
function lengthOf({ length }: string): number {
  return Math.floor(length / SHORT_TEXT);
}
