import { isDatabase } from '../../inventory/files/databases/is-database.ts';
import { UsageError } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { isNpmPack } from '../npm-packs.ts';
import { findProject } from '../project/find.ts';
import { type Project, projectOf } from '../project/project.ts';
import type { RuleFlags } from '../project/rule-settings.ts';
import { isRulePath } from '../rule-sources.ts';

/** What a command reads, as paths that were written: files, folders, globs. */
export interface WatchedPaths {
  readonly inputs: readonly string[];
  readonly rules: readonly string[];
  /** Settings, each a file. */
  readonly files: readonly string[];
  /** What it writes: no reason to run again. */
  readonly outputs: readonly string[];
  /** Patterns of files of folders that are not read. */
  readonly exclude: readonly string[];
}

/** The flags that name what is read or written. */
export interface WatchedFlags extends RuleFlags {
  readonly config?: string | false;
  readonly format?: readonly string[];
  readonly output?: string;
  readonly partial?: string;
  readonly exclude?: readonly string[];
  readonly exclusions?: readonly string[];
  readonly parameters?: string;
  readonly baseline?: string;
}

/**
 * The paths that a command reads with these flags, now: its project file may have changed.
 *
 * @param inputs inventories that were named; undefined for a command that reads none
 * @param paths words that stand where a rule can stand and named files once; those that do now are added
 * @throws UsageError for standard input, which cannot be read twice
 */
export async function watchedPaths(
  inputs: readonly string[] | undefined,
  flags: WatchedFlags,
  paths: Set<string>,
  io: CommandIo,
): Promise<WatchedPaths> {
  const { rule = [], rules = [], ruleset = [] } = flags;
  if ([...(inputs ?? []), ...rule, ...rules].includes('-'))
    throw new UsageError('--watch: standard input cannot be read twice; name a file');
  const project = await projectNow(flags.config, io);
  const isNamed = rule.length + rules.length + ruleset.length > 0;
  for (const word of rule) if (await isRulePath(word)) paths.add(word);
  const named = [...rules, ...paths];
  const lists = flags.lists ?? project.lists;
  const severities = flags.severities ?? project.severities;
  const { exclusions = project.exclusions ?? [], parameters = project.parameters } = flags;
  const formats = flags.format ?? (flags.output === undefined ? project.formats : undefined) ?? [];
  const ofInputs = inputs === undefined ? [] : [...exclusions, parameters, flags.baseline ?? project.baseline];
  const single = [lists, severities, ...ofInputs, ...(project.schemas ?? []), ...(project.environment ?? [])];
  return {
    inputs:
      inputs === undefined || inputs.length > 0 ? (inputs ?? []).filter(isFile) : (project.inputs ?? []).filter(isFile),
    rules: (isNamed ? named : (project.rules ?? [])).filter(isFile),
    files: [
      ...single.filter((file) => typeof file === 'string'),
      ...(project.file === undefined ? [] : [project.file]),
    ],
    outputs: [
      ...formats.flatMap((format) => format.split('=').slice(1).join('=') || []),
      flags.output,
      flags.partial,
    ].filter((file) => file !== undefined),
    exclude: flags.exclude ?? project.exclude ?? [],
  };
}

function isFile(path: string): boolean {
  return path !== '-' && !isDatabase(path) && !isNpmPack(path);
}

/** Of a project file that cannot be used, the file alone: the run says what is wrong with it. */
async function projectNow(config: string | false | undefined, io: CommandIo): Promise<Project> {
  const silent = { ...io, err: () => undefined };
  try {
    return await projectOf(config, silent);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const file = config === false ? undefined : (config ?? findProject(process.cwd()));
    return { overrides: [], ...(file === undefined ? {} : { file }) };
  }
}
