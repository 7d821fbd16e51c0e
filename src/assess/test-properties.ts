import { slipOf } from '../check/names.ts';
import {
  elementSchema,
  entitySchema,
  type EntitySchemas,
  listSchema,
  type ObjectSchema,
  ownSchema,
  type PropertySchema,
  propertyNames,
} from '../check/schemas/schema.ts';
import { typeMeant } from '../check/target-types.ts';
import type { DataPath, DataPlace, Message } from '../text/message.ts';
import { isObject } from '../values/value.ts';

/** Something that is said of a test, at its place in the rule. */
export interface RuleTestMessage extends Message {
  readonly at: DataPlace;
}

/** A property that is not known, within an entity. */
interface Unknown {
  readonly path: DataPath;
  readonly near: string | undefined;
}

/** So many are said of an entity. */
const MAX_SAID = 10;
const MAX_DEPTH = 20;

/**
 * The properties of a test's entity that entities of its type are not known to have: a slip in a test proves nothing of
 * the rule. What the rule itself asks for is the checker's to say.
 *
 * @param path where the entity stands in the rule
 * @param asked the names that the rule asks for
 */
export function unknownInTest(
  entity: { readonly [name: string]: unknown; readonly type?: unknown },
  path: DataPath,
  schemas: EntitySchemas,
  asked: ReadonlySet<string>,
): readonly RuleTestMessage[] {
  const type = typeof entity.type === 'string' ? entity.type : '';
  const schema = schemaNamed(type, schemas);
  if (schema === undefined) return [];
  const found = [...unknownWithin(entity, schema, [], asked)].slice(0, MAX_SAID);
  return found.map((unknown): RuleTestMessage => {
    const name = String(unknown.path.at(-1));
    const owner = unknown.path.slice(0, -1).filter((part) => typeof part === 'string');
    const of = owner.length === 0 ? `\`${type}\`` : `\`${owner.join('.')}\` of \`${type}\``;
    return {
      code: 'test-property',
      severity: 'warning',
      message: `\`${name}\` is not a known property of ${of}`,
      at: { kind: 'data', path: [...path, ...unknown.path], on: 'key' },
      help:
        unknown.near === undefined
          ? 'the rule does not ask for it either: leave it out of the test'
          : `did you mean \`${unknown.near}\`?`,
    };
  });
}

function schemaNamed(type: string, schemas: EntitySchemas): ObjectSchema | undefined {
  const element = /^List<(.+)>$/u.exec(type)?.[1];
  const name = typeMeant(element ?? type, schemas);
  const schema = name === undefined ? undefined : entitySchema(schemas, name);
  return schema === undefined || element === undefined ? schema : listSchema(schema);
}

function* unknownWithin(
  value: unknown,
  schema: PropertySchema,
  path: DataPath,
  asked: ReadonlySet<string>,
): Generator<Unknown, void, undefined> {
  if (path.length > MAX_DEPTH) return;
  const element = elementSchema(schema);
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries())
      if (isObject(item)) yield* unknownWithin(item, element, [...path, index], asked);
  } else if (isObject(value) && typeof element === 'object' && !Array.isArray(element)) {
    const names = propertyNames(element);
    // A map, like labels: its names are the user's.
    if (names.length === 0) return;
    for (const [name, inner] of Object.entries(value)) {
      const own = ownSchema(element, name);
      if (own !== undefined) yield* unknownWithin(inner, own, [...path, name], asked);
      else if (!asked.has(name)) yield { path: [...path, name], near: slipOf(name, names) };
    }
  }
}
