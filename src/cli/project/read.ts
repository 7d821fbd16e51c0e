import { didYouMean, readFields } from '../../rules/fields.ts';
import { readOverrides, type SeverityOverride } from '../../rules/overrides.ts';
import { dataProblem, type Problem } from '../../rules/problem.ts';
import { problemsOf } from '../../rules/zod-problems.ts';
import { readYaml } from '../../rules/yaml.ts';
import type { DataPath, Diagnostic } from '../../text/message.ts';
import { describeValue } from '../../values/kinds.ts';
import { isObject } from '../../values/value.ts';
import { projectFields, projectNames, type ProjectSettings } from './schema.ts';

/** What a project file says. */
export interface ReadProject {
  readonly settings: ProjectSettings;
  /** Severities that are written in the file itself. */
  readonly overrides: readonly SeverityOverride[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a project file, YAML or JSON.
 *
 * @param member the member of the file that holds the settings, `gsl` in a package.json
 * @returns the settings, and what is wrong with them at its line and column; never throws for any text
 */
export function readProject(text: string, name: string, member?: string): ReadProject {
  const yaml = readYaml(text, name, {});
  const problems: Problem[] = [];
  const [document] = yaml.items;
  const isWhole = member === undefined;
  const data = isWhole || !isObject(document) ? document : document[member];
  const path: DataPath = isWhole ? [0] : [0, member];
  const read = yaml.items.length === 1 ? settingsIn(data, path, problems) : undefined;
  if (yaml.items.length > 1) problems.push(listInstead(yaml.items));
  const diagnostics = [...yaml.diagnostics, ...problems.map(yaml.diagnose)];
  return { settings: {}, overrides: [], ...read, diagnostics };
}

function settingsIn(data: unknown, path: DataPath, problems: Problem[]): Omit<ReadProject, 'diagnostics'> | undefined {
  if (!isObject(data)) {
    const message = `a project file holds settings by their names, found ${describeValue(data)}`;
    problems.push(dataProblem({ code: 'invalid-field', severity: 'error', message, path }));
    return undefined;
  }
  if (isSeverity(data)) {
    problems.push(severitiesInstead(path));
    return undefined;
  }
  const { values, extra = {}, written } = readFields(data, projectNames, path, []);
  for (const key of Object.keys(extra).filter((one) => one !== '$schema'))
    problems.push(unknownSetting(key, [...path, key]));
  const parsed = projectFields.safeParse(values);
  if (!parsed.success) {
    problems.push(...problemsOf(parsed.error, values, path, written));
    return undefined;
  }
  const { severities } = parsed.data;
  if (typeof severities === 'string' || severities === undefined) return { settings: parsed.data, overrides: [] };
  const { overrides, problems: wrong } = readOverrides(severities, [
    ...path,
    written.get('severities') ?? 'severities',
  ]);
  problems.push(...wrong);
  return { settings: parsed.data, overrides };
}

function unknownSetting(key: string, path: DataPath): Problem {
  const help = didYouMean(key, projectNames.names) ?? `there are ${projectNames.names.join(', ')}`;
  return dataProblem({
    code: 'unknown-field',
    severity: 'error',
    message: `unknown setting \`${key}\``,
    path,
    on: 'key',
    help,
  });
}

/** What `--config` took before: severities of rules, as a bare list. */
function isSeverity(item: unknown): boolean {
  return isObject(item) && Object.hasOwn(item, 'severity') && Object.hasOwn(item, 'reason');
}

function severitiesInstead(path: DataPath): Problem {
  const message = 'a project file is an object with settings, found severities of rules';
  const help = 'name them with --severities FILE, or write them under `severities`';
  return dataProblem({ code: 'invalid-field', severity: 'error', message, path, help });
}

function listInstead(items: readonly unknown[]): Problem {
  if (items.every(isSeverity)) return severitiesInstead([0]);
  const message = 'a project file is one object with settings, found a list';
  return dataProblem({ code: 'invalid-field', severity: 'error', message, path: [0] });
}
