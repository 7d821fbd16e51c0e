import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { version } from '../version.ts';
import { CI_FILES, type CiSystem } from './init-files/ci.ts';
import { packFiles } from './init-files/pack.ts';
import { projectFile } from './init-files/project.ts';
import { ruleFile } from './init-files/rule-file.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { isPackageName } from './npm-packs.ts';
import { writeReason } from './system-reason.ts';
import { unknownChoice } from './unknown-choice.ts';

/** The flags of `gsl init`, as they were written. */
export interface InitFlags {
  readonly ci?: string;
  /** The name of a package. */
  readonly pack?: string;
}

/**
 * `gsl init`: writes a project file, a first rule with its tests, and, where it is asked for, what a CI system needs; or a
 * pack of rules for npm. What is there already stays. Gives the exit code.
 */
export async function init(named: string | undefined, { ci, pack }: InitFlags, io: CommandIo): Promise<number> {
  if (pack !== undefined) {
    if (ci !== undefined) throw new UsageError('--pack and --ci are two things: a pack, and a project that uses one');
    return await initPack(named ?? '.', pack, io);
  }
  const file = named ?? 'rules.yaml';
  const system = ci === undefined ? undefined : systemOf(ci);
  const isThere = await exists(file);
  if (isThere && system === undefined) throw new UsageError(`\`${file}\` is there already; name another file`);
  const ciFiles = system === undefined ? [] : [CI_FILES[system]];
  const files = [
    { name: file, text: ruleFile('My rules', 'MY') },
    ...[{ name: 'gsl.yaml', text: projectFile(basename(file)) }, ...ciFiles].map(({ name, text }) => ({
      name: join(dirname(file), name),
      text,
    })),
  ];
  const written: string[] = [];
  const kept: string[] = [];
  for (const { name, text } of files) ((await writeNew(name, text)) ? written : kept).push(name);
  const said = [
    ...(written.length === 0 ? [] : [`wrote ${written.join(', ')}`]),
    ...(kept.length === 0 ? [] : [`kept what is there: ${kept.join(', ')}`]),
  ];
  await io.out(`${said.join('; ')}; next: gsl test ${file}\n`);
  return EXIT.ok;
}

/** Writes a package of rules into a folder. */
async function initPack(folder: string, name: string, io: CommandIo): Promise<number> {
  if (!isPackageName(name)) {
    throw new UsageError(
      `--pack: \`${name}\` is no name of a package; write it like \`@acme/rules\`, in small letters`,
    );
  }
  const files = packFiles(name, version).map((file) => ({ ...file, name: join(folder, file.name) }));
  for (const { name: file } of files) {
    if (await exists(file)) throw new UsageError(`\`${file}\` is there already; name another folder`);
  }
  for (const { name: file, text } of files) await writeNew(file, text);
  const there = folder === '.' ? '' : `cd ${folder} && `;
  await io.out(`wrote ${files.map(({ name: file }) => file).join(', ')}; next: ${there}npm install && npm test\n`);
  return EXIT.ok;
}

function systemOf(ci: string): CiSystem {
  const systems = Object.keys(CI_FILES) as CiSystem[];
  const found = systems.find((system) => system === ci.toLowerCase());
  if (found !== undefined) return found;
  throw unknownChoice(`--ci: \`${ci}\` is none of ${systems.join(', ')}`, ci, systems);
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
    throw new UsageError(`cannot write \`${file}\`: ${writeReason(error)}`);
  }
}
