import { resolve } from 'node:path';
import { loadSchemas, mergedSchemas } from '../../check/schemas/complete/index.ts';
import { isDatabase } from '../../inventory/files/databases/is-database.ts';
import { readInventory } from '../../inventory/files/read.ts';
import type { EnvironmentOptions } from '../../run/environment.ts';
import { observe, type ObservedInventory } from '../../services/observe.ts';
import type { ServiceOptions } from '../../services/options.ts';
import { defined } from '../../text/defined.ts';
import { isEntityRecord, isProblemRecord, type InventoryRecord } from '../../values/record.ts';
import { readLists } from '../lists.ts';
import { loadEnvironment } from '../project/environment.ts';
import { readSchemas } from '../project/read-schemas.ts';
import { projectOf } from '../project/project.ts';
import type { ServerSettings } from './settings.ts';
import { tellingTo } from './telling.ts';

/** What a project says besides its rules: what they are read with, and where the inventory is that is open beside. */
export interface Beside {
  readonly options: ServiceOptions;
  /** Files and folders of the inventory. */
  readonly inputs: readonly string[];
  /** The project file, absolute. */
  readonly file: string | undefined;
  /** Files and folders of rules. */
  readonly rules: readonly string[];
  /** Files of exclusions, absolute. */
  readonly exclusions: ReadonlySet<string>;
  /** The file that holds the values of named lists, absolute. */
  readonly lists: string | undefined;
  /** Files of which a change changes this, absolute. */
  readonly watched: ReadonlySet<string>;
  /** What could not be read. */
  readonly problems: readonly string[];
}

/** More records are not kept: verdicts are then of these, and the editor is told. */
const MAX_RECORDS = 100_000;

/**
 * Reads the project of the folder that the server runs in, and what the editor's settings name instead. What cannot be read is
 * told, and the rest is used. Modules of the project run only where the editor says that its folder is trusted.
 */
export async function readBeside(settings: ServerSettings): Promise<Beside> {
  const problems: string[] = [];
  const attempt = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  };
  const project = await attempt(() => projectOf(undefined, tellingTo(problems)), { overrides: [] });
  const { environment = [], schemas = [], exclusions = [], rules = [], file } = project;
  if (environment.length > 0 && !settings.trusted)
    problems.push('modules under `environment` run only in a trusted folder: their functions and lists are not known');
  const own = await attempt(() => loadEnvironment(settings.trusted ? environment : []), {});
  const lists = settings.lists ?? project.lists;
  const named = await attempt(async () => (typeof lists === 'string' ? await readLists(lists) : lists), undefined);
  const hasLists = named !== undefined || environment.length > 0;
  const inventory = settings.inventory.length > 0 ? settings.inventory : (project.inputs ?? []);
  const files = inventory.filter((input) => input !== '-');
  const inputs = settings.trusted ? files : files.filter((input) => !isDatabase(input));
  if (inputs.length < files.length) problems.push('databases under `inputs` are opened only in a trusted folder');
  const published = await loadSchemas();
  const more = { ...own.schemas, ...(await attempt(() => readSchemas(schemas, tellingTo(problems)), {})) };
  const options: EnvironmentOptions = {
    schemas: Object.keys(more).length === 0 ? published : mergedSchemas([published, more]),
    ...defined({
      strict: settings.strict ?? project.strict,
      matchCase: settings.matchCase ?? project.matchCase,
      functions: own.functions,
      lists: hasLists && settings.trusted ? { ...own.lists, ...named } : named,
    }),
  };
  return {
    options,
    inputs,
    file: file === undefined ? undefined : resolve(file),
    rules,
    lists: typeof lists === 'string' ? resolve(lists) : undefined,
    exclusions: new Set(exclusions.map((name) => resolve(name))),
    watched: new Set(
      [
        file,
        ...inputs.filter((input) => !isDatabase(input)),
        ...schemas,
        ...environment,
        typeof lists === 'string' ? lists : undefined,
      ].flatMap((name) => (name === undefined ? [] : [resolve(name)])),
    ),
    problems,
  };
}

/** An inventory that was read. */
export interface Inventory {
  readonly records: readonly InventoryRecord[];
  /** What its entities hold, for completion; undefined where there are none. */
  readonly observed: ObservedInventory | undefined;
  readonly problems: readonly string[];
}

/** Reads the inventory that is open beside. What cannot be read is told, and the rest is used. */
export async function readRecords(inputs: readonly string[]): Promise<Inventory> {
  const records: InventoryRecord[] = [];
  const problems: string[] = [];
  try {
    for await (const record of inputs.length === 0 ? [] : readInventory(inputs)) {
      if (isProblemRecord(record)) problems.push(`${record.provenance.file}: ${record.message}`);
      else if (records.length < MAX_RECORDS) records.push(record);
      else {
        problems.push(`the inventory has more than ${MAX_RECORDS} records: verdicts are of the first`);
        break;
      }
    }
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  const entities = records.filter(isEntityRecord);
  return { records, observed: entities.length === 0 ? undefined : observe(entities), problems };
}
