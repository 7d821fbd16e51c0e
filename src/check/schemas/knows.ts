import { nearest } from '../../text/suggest.ts';
import { nearName } from '../known-names.ts';
import { otherName } from '../other-names.ts';
import {
  elementSchema,
  entitySchema,
  type EntitySchemas,
  isOpen,
  kindsOf,
  ownSchema,
  type PropertyKind,
  type PropertySchema,
  propertyNames,
} from './schema.ts';

/** Whether entities of a type can have a property: they can, they cannot, or the type is not completely known. */
export type Knowledge = 'yes' | 'no' | 'unknown';

/** What is known of a path, and the name that was probably meant where it leaves what is known. */
export interface PathKnowledge {
  readonly known: Knowledge;
  /** The path with the near name in place of the one that is not known, up to there. */
  readonly near?: readonly (string | number)[];
}

/**
 * Whether entities of a type are known to have what a path leads to: an optional property of a complete schema is no slip,
 * though no entity has it.
 *
 * @param path names of properties; the elements of lists take no step of their own, and places in lists are passed over
 * @example
 * knows(cloudGuardSchemas, 'IamUser', ['firstAccessKey', 'isActive']).known // 'yes'
 * knows(cloudGuardSchemas, 'IamUser', ['firstAccesKey', 'isActive']) // { known: 'unknown', near: ['firstAccessKey'] }
 */
export function knows(
  schemas: EntitySchemas | undefined,
  type: string,
  path: readonly (string | number)[],
): PathKnowledge {
  let schema: PropertySchema | undefined = entitySchema(schemas, type);
  if (schema === undefined) return { known: 'unknown' };
  for (const [index, name] of path.entries()) {
    if (typeof name === 'number') continue;
    const owner: PropertySchema = elementSchema(schema);
    if (typeof owner !== 'object') return { known: 'unknown' };
    const next = ownSchema(owner, name);
    if (next === undefined) {
      const open = isOpen(owner);
      const names = propertyNames(owner);
      const near = nearName(name, names) ?? otherName(name, names) ?? nearest(name, open ? [] : names);
      return {
        known: open ? 'unknown' : 'no',
        ...(near === undefined ? {} : { near: [...path.slice(0, index), near] }),
      };
    }
    schema = next;
  }
  return { known: 'yes' };
}

/**
 * The kinds of values that are known to be at a path; none where that is not known.
 *
 * @example
 * kindsAt(cloudGuardSchemas, 'IamUser', ['firstAccessKey', 'isActive']) // ['boolean']
 */
export function kindsAt(
  schemas: EntitySchemas | undefined,
  type: string,
  path: readonly (string | number)[],
): readonly PropertyKind[] {
  const schema = schemaAt(schemas, type, path);
  return schema === undefined ? [] : kindsOf(schema);
}

/**
 * The names that are known of the objects at a path; none where they are not known.
 *
 * @example
 * namesAt(cloudGuardSchemas, 'IamUser', ['firstAccessKey'])[0] // 'isActive'
 */
export function namesAt(
  schemas: EntitySchemas | undefined,
  type: string,
  path: readonly (string | number)[],
): readonly string[] {
  const schema = schemaAt(schemas, type, path);
  return schema === undefined ? [] : propertyNames(elementSchema(schema));
}

function schemaAt(
  schemas: EntitySchemas | undefined,
  type: string,
  path: readonly (string | number)[],
): PropertySchema | undefined {
  let schema: PropertySchema | undefined = entitySchema(schemas, type);
  for (const name of path) {
    if (schema === undefined) return undefined;
    if (typeof name !== 'number') schema = ownSchema(elementSchema(schema), name);
  }
  return schema;
}
