import * as z from 'zod';
import type { EntitySchemas } from '../../check/schemas/schema.ts';
import { readYaml } from '../../rules/yaml.ts';
import { describeValue } from '../../values/kinds.ts';
import { UsageError } from '../exit-codes.ts';
import { readText } from '../files.ts';
import type { CommandIo } from '../io.ts';
import { refuseFile } from '../refuse.ts';

const propertySchema: z.ZodType<EntitySchemas[string][string]> = z.lazy(() =>
  z.union([
    z.custom<'any'>((value) => typeof value === 'string' && KIND.test(value)),
    z.tuple([propertySchema]).readonly(),
    z.record(z.string(), propertySchema).readonly(),
  ]),
) as z.ZodType<EntitySchemas[string][string]>;

const KIND =
  /^(?:any|(?:boolean|list|network|number|object|text|time)(?:\|(?:boolean|list|network|number|object|text|time))?)$/u;

/** Reads types of entities from files: their properties by name, each with its kind, as `{ Printer: { location: text } }`. */
export async function readSchemas(files: readonly string[], io: CommandIo): Promise<EntitySchemas> {
  const all: EntitySchemas[] = [];
  for (const file of files) {
    const yaml = readYaml(await readText(file), file, {});
    refuseFile(io, yaml.diagnostics, file);
    const [data] = yaml.items;
    const parsed = z.record(z.string(), z.record(z.string(), propertySchema)).safeParse(data);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const at = issue?.path.join('.') ?? '';
      throw new UsageError(
        `schemas: \`${file}\`${at === '' ? '' : `, at \`${at}\``}: expected types with the kinds of their properties ` +
          `(boolean, list, network, number, object, text, time, any; a list of one kind; an object), found ${describeValue(valueAt(data, issue?.path ?? []))}`,
      );
    }
    all.push(parsed.data);
  }
  return Object.assign({}, ...all) as EntitySchemas;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
