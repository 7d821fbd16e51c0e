import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { relocatedDatabase } from '../../inventory/files/databases/database-input.ts';
import { isDatabase } from '../../inventory/files/databases/is-database.ts';
import type { SeverityOverride } from '../../rules/overrides.ts';
import type { CommandIo } from '../io.ts';
import { refuseFile } from '../refuse.ts';
import { isNpmPack } from '../npm-packs.ts';
import { findProject, readProjectText } from './find.ts';
import type { ProjectSettings } from './schema.ts';

/** A project's settings, with paths as they are seen from where the command runs. */
export interface Project extends ProjectSettings {
  /** Absent where there is no project file. */
  readonly file?: string;
  /** Severities that are written in the file itself. */
  readonly overrides: readonly SeverityOverride[];
}

/** Settings that are paths, or lists of them. */
const PATHS = ['inputs', 'rules', 'exclusions', 'parameters', 'schemas', 'environment', 'baseline'] as const;

/**
 * The settings of the project that the command runs in.
 *
 * @param config the file that `--config` names, false for `--no-config`; the nearest one upward when absent
 * @throws UsageError for a file that cannot be used; what is wrong with it is printed
 */
export async function projectOf(config: string | false | undefined, io: CommandIo): Promise<Project> {
  if (config === false) return { overrides: [] };
  const file = config ?? findProject(process.cwd());
  if (file === undefined) return { overrides: [] };
  const shown = isAbsolute(file) ? seen(file) : file;
  const { text, member } = await readProjectText(file);
  const { readProject } = await import('./read.ts');
  const { settings, overrides, diagnostics } = readProject(text, shown, member);
  refuseFile(io, diagnostics, shown);
  return { ...settings, ...relocated(settings, dirname(resolve(file))), file: shown, overrides };
}

/** The paths of a project file are relative to it. */
function relocated(settings: ProjectSettings, folder: string): ProjectSettings {
  const placed = (path: string): string => {
    if (isDatabase(path)) return relocatedDatabase(path, placed);
    return isAbsolute(path) || path === '-' || isNpmPack(path) ? path : seen(join(folder, path));
  };
  const paths = PATHS.flatMap((name) => {
    const value = settings[name];
    if (value === undefined) return [];
    return [[name, typeof value === 'string' ? placed(value) : value.map(placed)] as const];
  });
  const { formats, severities, lists } = settings;
  return {
    ...Object.fromEntries(paths),
    ...(formats === undefined ? {} : { formats: formats.map((format) => formatFrom(format, placed)) }),
    ...(typeof severities === 'string' ? { severities: placed(severities) } : {}),
    ...(typeof lists === 'string' ? { lists: placed(lists) } : {}),
  };
}

/** `html=out/report.html`, and `./mine.js`, which is a module. */
function formatFrom(format: string, placed: (path: string) => string): string {
  const [name = '', ...rest] = format.split('=');
  const shown = /[\\/]/u.test(name) ? `./${placed(name)}` : name;
  return rest.length === 0 ? shown : `${shown}=${placed(rest.join('='))}`;
}

/** A path as it is seen from where the command runs. */
function seen(path: string): string {
  return relative(process.cwd(), path) || '.';
}
