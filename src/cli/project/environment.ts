import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { EntitySchemas } from '../../check/schemas/schema.ts';
import type { FunctionDefinition } from '../../functions/define.ts';
import type { NamedLists } from '../../run/environment.ts';
import { readYaml } from '../../rules/yaml.ts';
import { describeValue } from '../../values/kinds.ts';
import { isObject } from '../../values/value.ts';
import { UsageError } from '../exit-codes.ts';
import { readText } from '../files.ts';
import type { CommandIo } from '../io.ts';
import { refuseFile } from '../refuse.ts';

/** What modules of a project give to rules. */
export interface OwnEnvironment {
  readonly functions?: readonly FunctionDefinition[];
  readonly lists?: NamedLists;
  readonly schemas?: EntitySchemas;
}

/**
 * Loads modules of the project's own: each exports what `environment` takes, by default, as `environment`, or by the names
 * `functions`, `lists` and `schemas`. They are programs, as those of `--format ./mine.js` are.
 *
 * @throws UsageError for a module that cannot be loaded or exports something else
 */
export async function loadEnvironment(files: readonly string[]): Promise<OwnEnvironment> {
  const all: OwnEnvironment[] = [];
  for (const file of files) all.push(await loadModule(file));
  const functions = all.flatMap((own) => own.functions ?? []);
  return {
    ...(functions.length === 0 ? {} : { functions }),
    lists: Object.assign({}, ...all.map(({ lists }) => lists)) as NamedLists,
    schemas: Object.assign({}, ...all.map(({ schemas }) => schemas)) as EntitySchemas,
  };
}

async function loadModule(file: string): Promise<OwnEnvironment> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = (await import(pathToFileURL(resolve(file)).href)) as typeof exported;
  } catch (error) {
    throw new UsageError(`environment: \`${file}\` cannot be loaded: ${(error as Error).message}`);
  }
  const own = exported['default'] ?? exported['environment'] ?? exported;
  if (isObject(own) && isOwnEnvironment(own)) return own;
  throw new UsageError(
    `environment: \`${file}\` exports neither \`functions\` (of defineFunction) nor \`lists\` nor \`schemas\``,
  );
}

function isOwnEnvironment(own: Readonly<Record<string, unknown>>): own is OwnEnvironment & typeof own {
  const { functions, lists, schemas } = own;
  const isKnown = functions !== undefined || lists !== undefined || schemas !== undefined;
  const isList = functions === undefined || (Array.isArray(functions) && functions.every(isDefinition));
  return isKnown && isList && [lists, schemas].every((some) => some === undefined || isObject(some));
}

function isDefinition(some: unknown): boolean {
  return isObject(some) && typeof some['name'] === 'string' && typeof some['bind'] === 'function';
}

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
