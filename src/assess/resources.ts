import type { ResourceIndex, UnknownIndex } from '../functions/define.ts';
import { equals, foldOf } from '../values/equality.ts';
import type { AnyEntity, Entity } from '../values/entity.ts';
import { bucketOf } from '../values/identity.ts';
import { EvaluationError } from '../values/value.ts';
import { pathReader, segmentsOf } from '../values/path.ts';

/**
 * An index of a snapshot for the resource functions: entities by type, and by the value of any property that is asked
 * for, worked out the first time.
 *
 * @param uncovered why entities of a type could not be there, where none of the inputs would hold one
 * @example
 * const resources = indexResources([{ type: 'VPC', id: 'vpc-1' }]);
 * const rule = compileRule("Instance should have getResource('VPC', vpcId)");
 * rule.evaluate({ type: 'Instance', vpcId: 'vpc-1' }, { resources }).status // 'passed'
 */
export function indexResources(
  entities: Iterable<Entity | AnyEntity>,
  unknown?: UnknownIndex,
  uncovered?: (type: string) => EvaluationError | undefined,
): ResourceIndex {
  const byType = new Map<string, Entity[]>();
  for (const entity of entities as Iterable<Entity>) {
    const known = byType.get(entity.type);
    if (known === undefined) byType.set(entity.type, [entity]);
    else known.push(entity);
  }
  const byPath = new Map<string, PathIndex>();
  const gaps = new Map<string, EvaluationError | undefined>();
  return {
    find(type, path, value, matchCase) {
      const key = keyOf(value);
      if (key === undefined) return [];
      // That there is none says nothing where no input would hold one.
      if (!byType.has(type) && !gaps.has(type)) gaps.set(type, uncovered?.(type));
      const missing = gaps.get(type);
      if (missing !== undefined) return missing;
      const name = `${type}\0${path}`;
      let index = byPath.get(name);
      if (index === undefined) {
        index = indexBy(byType.get(type) ?? [], path, unknown);
        byPath.set(name, index);
      }
      if (index instanceof EvaluationError) return index;
      // Values of one key are nearly always equal; `equals` decides, as it does for `=`.
      const inAnyCase = (index.get(key) ?? []).filter((known) => equals(known.value, value));
      if (matchCase !== true) return inAnyCase.map(({ entity }) => entity);
      const found = inAnyCase.filter((known) => equals(known.value, value, foldOf(true)));
      const [other] = inAnyCase;
      // Azure writes one id in several cases: that there is none may not be taken for an answer.
      return found.length === 0 && other !== undefined
        ? differentCase(type, path, value, other.value)
        : found.map(({ entity }) => entity);
    },
  };
}

function differentCase(type: string, path: string, value: unknown, other: unknown): EvaluationError {
  return new EvaluationError(
    'different-case',
    `no \`${type}\` has the ${path} \`${String(value)}\`, and one has \`${String(other)}\`, which differs by case alone`,
    'leave `matchCase` out, or look for it in the same case',
  );
}

/** An entity with its value at the path of an index. */
interface Indexed {
  readonly entity: Entity;
  readonly value: unknown;
}

type PathIndex = ReadonlyMap<string, Indexed[]> | EvaluationError;

function indexBy(entities: readonly Entity[], path: string, unknown: UnknownIndex | undefined): PathIndex {
  const index = new Map<string, Indexed[]>();
  const segments = segmentsOf(path);
  const read = readerOf(path);
  for (const entity of entities) {
    const found = read(entity);
    const error = unknown?.errorAt(entity, segments, found);
    const link = error === undefined ? undefined : unknown?.linkAt(entity, segments);
    if (error !== undefined && link === undefined) return error;
    const value = link ?? found;
    if (value instanceof EvaluationError) return value;
    const key = keyOf(value);
    if (key === undefined) continue;
    const known = index.get(key);
    if (known === undefined) index.set(key, [{ entity, value }]);
    else known.push({ entity, value });
  }
  return index;
}

function readerOf(path: string): (entity: unknown) => unknown {
  return pathReader(segmentsOf(path));
}

/** A list, an object or nothing cannot be looked up. */
function keyOf(value: unknown): string | undefined {
  return typeof value === 'object' || value === undefined ? undefined : bucketOf(value);
}
