import { lilconfigSync } from 'lilconfig';
import { readText } from '../files.ts';

/** Where a project file is looked for, in this order, in each folder upward. */
export const PROJECT_FILES = ['gsl.yaml', 'gsl.yml', 'gsl.json', 'package.json'] as const;

/**
 * The nearest project file of a folder or of one above it; a `package.json` counts where it has a member `gsl`.
 *
 * @returns its path, or undefined where there is none
 */
export function findProject(folder: string): string | undefined {
  const asIs = (_: string, content: string): object => ({ content });
  // Each wait for a file that is not there takes longer than asking for it.
  const { search } = lilconfigSync('gsl', {
    searchPlaces: [...PROJECT_FILES],
    loaders: { '.yaml': asIs, '.yml': asIs, '.json': jsonOrNothing },
    packageProp: 'gsl',
  });
  return search(folder)?.filepath;
}

/** A `package.json` that cannot be read is none of ours; a `gsl.json` is read again, with its places. */
function jsonOrNothing(file: string, content: string): unknown {
  if (!file.endsWith('package.json')) return { content };
  try {
    return JSON.parse(content);
  } catch {
    return {};
  }
}

/** The text of a project file, and the path of the settings in it. */
export async function readProjectText(
  file: string,
): Promise<{ readonly text: string; readonly member: string | undefined }> {
  return { text: await readText(file), member: /(?:^|[\\/])package\.json$/u.test(file) ? 'gsl' : undefined };
}
