import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EntitySchemas } from '../../check/schemas/schema.ts';
import type { FunctionDefinition } from '../../functions/define.ts';
import type { NamedLists } from '../../run/environment.ts';
import { isObject } from '../../values/value.ts';
import { UsageError } from '../exit-codes.ts';

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
