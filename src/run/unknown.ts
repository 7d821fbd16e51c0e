import type { UnknownIndex } from '../functions/define.ts';
import type { UnknownProperties } from '../values/entity.ts';
import { propertyOf, segmentsOf } from '../values/path.ts';
import { EvaluationError } from '../values/value.ts';

type Segments = readonly (string | number)[];

/**
 * What is known not to be known: for each entity, and for the elements of its lists, the paths whose value its source
 * does not hold. A condition that needs one is an error and not the verdict that a missing property would give.
 */
export class UnknownValues implements UnknownIndex {
  private readonly known = new WeakMap<object, { readonly path: Segments; readonly reason: string }[]>();

  /** Notes the unknown paths of an entity, also where they run through its lists. */
  add(entity: object, unknown: UnknownProperties): void {
    for (const [path, reason] of Object.entries(unknown)) {
      const segments = segmentsOf(path);
      this.note(entity, segments, reason);
      let value: unknown = entity;
      segments.forEach((segment, index) => {
        value = propertyOf(value, segment);
        const rest = segments.slice(index + 1);
        // Blocks look at elements by themselves, so their part of the path is noted with them.
        if (typeof segment === 'number' && typeof value === 'object' && value !== null && rest.length > 0)
          this.note(value, rest, reason);
      });
    }
  }

  /** What is noted of an element holds for a copy of it too. */
  copy(from: object, to: object): void {
    const notes = this.known.get(from);
    if (notes !== undefined) this.known.set(to, notes);
  }

  /**
   * The error that a path read from an element gives when its value is not known; undefined when what was read is all
   * there is. A value that is there can still stand for an unknown one: CloudFormation's `Fn::ImportValue`.
   */
  errorAt(element: unknown, path: Segments, value: unknown): EvaluationError | undefined {
    if (typeof element !== 'object' || element === null) return undefined;
    const hit = this.known
      .get(element)
      ?.find(({ path: unknown }) => isWithin(path, unknown) || (value === undefined && isOpen(path, unknown)));
    if (hit === undefined) return undefined;
    return new EvaluationError('unknown-value', `\`${path.join('.')}\` is not known`, hit.reason);
  }

  private note(element: object, path: Segments, reason: string): void {
    const notes = this.known.get(element);
    if (notes === undefined) this.known.set(element, [{ path, reason }]);
    else notes.push({ path, reason });
  }
}

/** Whether what is not there may be so only because it is not known: `*` stands for all that an object may have besides. */
function isOpen(path: Segments, unknown: Segments): boolean {
  return isWithin(unknown, path) || (unknown.at(-1) === '*' && isWithin(path, unknown.slice(0, -1)));
}

function isWithin(path: Segments, start: Segments): boolean {
  return start.length <= path.length && start.every((segment, index) => segment === path[index]);
}
