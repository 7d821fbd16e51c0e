import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../text/suggest.ts';
import { CI_FILES, type CiSystem } from './init-files/ci.ts';
import { FIRST_RULE, projectFile } from './init-files/project.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';

/** The flags of `gsl init`, as they were written. */
export interface InitFlags {
  readonly ci?: string;
}

/**
 * `gsl init`: writes a project file, a first rule with its tests, and, where it is asked for, what a CI system needs. What
 * is there already stays. Gives the exit code.
 */
export async function init(file: string, { ci }: InitFlags, io: CommandIo): Promise<number> {
  const system = ci === undefined ? undefined : systemOf(ci);
  const isThere = await exists(file);
  if (isThere && system === undefined) throw new UsageError(`\`${file}\` is there already; name another file`);
  const ciFiles = system === undefined ? [] : [CI_FILES[system]];
  const files = [
    { name: file, text: FIRST_RULE },
    ...[{ name: 'gsl.yaml', text: projectFile(basename(file)) }, ...ciFiles].map(({ name, text }) => ({
      name: join(dirname(file), name),
      text,
    })),
  ];
  const written: string[] = [];
  for (const { name, text } of files) if (await writeNew(name, text)) written.push(name);
  await io.out(`wrote ${written.join(', ')}; next: gsl test ${file}\n`);
  return EXIT.ok;
}

function systemOf(ci: string): CiSystem {
  const systems = Object.keys(CI_FILES) as CiSystem[];
  const found = systems.find((system) => system === ci.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(ci, systems);
  const advice = near === undefined ? '' : `; did you mean \`${near}\`?`;
  throw new UsageError(`--ci: \`${ci}\` is none of ${systems.join(', ')}${advice}`);
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}

/** False where the file is there already. */
async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new UsageError(`cannot write \`${file}\`: ${(error as Error).message}`);
  }
}
