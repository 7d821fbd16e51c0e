import { isObject, ownText, ownValue } from '../entity.ts';

/** Azure takes no longer loops. */
export const MAX_TURNS = 800;

/** What a turn costs beside what it makes. */
export const TURN = 10;

/** A loop that is run through. */
export interface Loop {
  readonly name: string;
  readonly index: number;
  readonly isOfResource: boolean;
}

/** What all turns of the loops of a template have together. */
export interface Shared {
  /** What is spent on a template is spent on those within it too. */
  readonly budget: { left: number };
  readonly assumed: Set<string>;
  readonly named: Map<string, unknown>;
  depth: number;
}

export function sharedOf(budget: Shared['budget']): Shared {
  return { budget, assumed: new Set(), named: new Map(), depth: 0 };
}

/** The loops that fill properties of an object, `copy: [{ name, count, input }]`; a loop of resources is no list. */
export function loopsOf(
  object: Readonly<Record<string, unknown>>,
): readonly { readonly name: string; readonly count: unknown; readonly input: unknown }[] {
  const loops: unknown = ownValue(object, 'copy');
  if (!Array.isArray(loops)) return [];
  return loops.flatMap((loop: unknown) => {
    const name = isObject(loop) && Object.hasOwn(loop, 'input') ? ownText(loop, 'name') : undefined;
    return name === undefined || !isObject(loop)
      ? []
      : [{ name, count: ownValue(loop, 'count'), input: loop['input'] }];
  });
}
