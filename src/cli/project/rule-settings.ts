import { dirname, resolve } from 'node:path';
import type { EntitySchemas } from '../../check/schemas/schema.ts';
import type { SeverityOverride } from '../../rules/overrides.ts';
import type { CommandIo } from '../io.ts';
import { readLists } from '../lists.ts';
import type { RuleOptions } from '../rules.ts';
import { overridesOf } from '../settings.ts';
import { loadEnvironment } from './environment.ts';
import type { Project } from './project.ts';

/** The flags that say which rules to take and what to check them with, as they were written. */
export interface RuleFlags {
  readonly rule?: readonly string[];
  readonly rules?: readonly string[];
  readonly ruleset?: readonly string[];
  /** Files in which ids are looked for too. */
  readonly library?: readonly string[];
  readonly id?: readonly string[];
  readonly skip?: readonly string[];
  readonly severity?: readonly string[];
  readonly framework?: readonly string[];
  readonly category?: readonly string[];
  readonly strict?: boolean;
  readonly matchCase?: boolean;
  /** A file. */
  readonly lists?: string;
  /** A file. */
  readonly severities?: string;
}

/** What rules a command takes: what its flags say, and for what they leave open the project. */
export async function ruleSettings(flags: RuleFlags, project: Project, io: CommandIo): Promise<RuleOptions> {
  const { rule, rules, ruleset } = flags;
  const isNamed = [rule, rules, ruleset].some((named) => named !== undefined && named.length > 0);
  const own = project.file === undefined ? [] : [dirname(resolve(project.file))];
  // What the project chooses is chosen from the project's rules.
  const chosen: Pick<Project, 'ids' | 'skip' | 'frameworks' | 'categories'> = isNamed ? {} : project;
  const environment = await loadEnvironment(project.environment ?? []);
  const lists = await listsOf(flags.lists ?? project.lists);
  const hasLists = lists !== undefined || project.environment !== undefined;
  return {
    ...(isNamed ? { rule, rules, ruleset } : { rules: project.rules, ruleset: project.rulesets }),
    library: [...(project.rules ?? []), ...(flags.library ?? [])],
    stdin: io.stdin,
    folders: isNamed || own.length === 0 ? [process.cwd(), ...own] : own,
    ids: flags.id ?? chosen.ids ?? [],
    skip: [...(chosen.skip ?? []), ...(flags.skip ?? [])],
    severities: flags.severity ?? [],
    frameworks: flags.framework ?? chosen.frameworks ?? [],
    categories: flags.category ?? chosen.categories ?? [],
    strict: flags.strict ?? project.strict,
    matchCase: flags.matchCase ?? project.matchCase,
    lists: hasLists ? { ...environment.lists, ...lists } : undefined,
    functions: environment.functions,
    schemas: { ...environment.schemas, ...(await schemasOf(project.schemas, io)) },
    overrides: await severitiesOf(flags, project, io),
    isPartial: isNamed && flags.severities === undefined,
  };
}

async function schemasOf(files: Project['schemas'], io: CommandIo): Promise<EntitySchemas> {
  if (files === undefined || files.length === 0) return {};
  const { readSchemas } = await import('./read-schemas.ts');
  return await readSchemas(files, io);
}

async function listsOf(lists: string | RuleOptions['lists']): Promise<RuleOptions['lists']> {
  return typeof lists === 'string' ? await readLists(lists) : lists;
}

async function severitiesOf(flags: RuleFlags, project: Project, io: CommandIo): Promise<readonly SeverityOverride[]> {
  if (flags.severities !== undefined) return await overridesOf(flags.severities, io);
  return typeof project.severities === 'string' ? await overridesOf(project.severities, io) : project.overrides;
}
