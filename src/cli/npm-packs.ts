import { glob, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Packaging } from '../rules/rule.ts';
import { isObject } from '../values/value.ts';
import { UsageError } from './exit-codes.ts';
import { holdsRules, ruleFiles } from './files.ts';

/** A pack of rules that npm installed: its name and version, and its rule files. */
export interface NpmPack {
  readonly packaging: Packaging;
  readonly files: readonly string[];
}

const PREFIX = 'npm:';

/** Whether a word names a pack and not a file: `npm:@acme/rules`. */
export function isNpmPack(word: string): boolean {
  return word.startsWith(PREFIX);
}

const NAME = /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/u;

/** Whether npm takes it as the name of a new package. */
export function isPackageName(name: string): boolean {
  return NAME.test(name) && name === name.toLowerCase() && !/^[._]/u.test(name) && name.length <= 214;
}

/** Longer ones are no descriptions of packages. */
const MAX_MANIFEST_BYTES = 1024 * 1024;
const MAX_PATTERNS = 1000;

/**
 * Finds an installed pack, as Node would: in the `node_modules` of these folders and of those above. Nothing is downloaded
 * and none of its code runs; its rule files are those that the `gsl` field of its package.json names.
 *
 * @throws UsageError where it is not installed, has no such field, or names what is not inside of it
 */
export async function npmPack(word: string, folders: readonly string[]): Promise<NpmPack> {
  const name = nameIn(word);
  const root = await installed(name, folders);
  const manifest = await manifestIn(root, name);
  const files: string[] = [];
  for (const pattern of patternsIn(manifest, name)) {
    for (const file of await filesOf(pattern, root, name)) if (!files.includes(file)) files.push(file);
  }
  return { packaging: { name: textIn(manifest, 'name', name), version: textIn(manifest, 'version', name) }, files };
}

function nameIn(word: string): string {
  const name = word.slice(PREFIX.length);
  if (NAME.test(name)) return name;
  const [, bare] = /^(@?[^@]+)@[^@]*$/u.exec(name) ?? [];
  const help =
    bare !== undefined && NAME.test(bare)
      ? `the installed version is taken; write \`${PREFIX}${bare}\``
      : `write \`${PREFIX}@scope/name\` or \`${PREFIX}name\``;
  throw new UsageError(`\`${word}\` names no package; ${help}`);
}

/** The folder of the package, as it is seen from here. */
async function installed(name: string, folders: readonly string[]): Promise<string> {
  for (const start of folders.map((folder) => resolve(folder))) {
    for (let folder = start; ; folder = dirname(folder)) {
      const found = join(folder, 'node_modules', name);
      if (await isFile(join(found, 'package.json'))) return relative(process.cwd(), found) || '.';
      if (folder === dirname(folder)) break;
    }
  }
  const shown = folders.map((folder) => `\`${folder}\``).join(' and ');
  throw new UsageError(
    `the package \`${name}\` is not installed: no node_modules of ${shown} or above has it; npm install --save-dev ${name}`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (about) => about.isFile(),
    () => false,
  );
}

async function manifestIn(root: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  const file = join(root, 'package.json');
  try {
    if ((await stat(file)).size > MAX_MANIFEST_BYTES) throw new Error('it is too long');
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (isObject(manifest)) return manifest;
    throw new Error('it is no object');
  } catch (error) {
    throw new UsageError(`\`${file}\` of \`${PREFIX}${name}\` cannot be read: ${(error as Error).message}`);
  }
}

function textIn(manifest: Readonly<Record<string, unknown>>, key: string, name: string): string {
  const value = Object.hasOwn(manifest, key) ? manifest[key] : undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageError(`the package.json of \`${PREFIX}${name}\` has no \`${key}\`, which reports tell`);
}

/** `"gsl": "rules/"`, a list of such, or `{ "rules": … }` as in a project's own package.json. */
function patternsIn(manifest: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const field = Object.hasOwn(manifest, 'gsl') ? manifest['gsl'] : undefined;
  const inObject = isObject(field) && Object.hasOwn(field, 'rules') ? field['rules'] : undefined;
  const written = isObject(field) ? inObject : field;
  const patterns: unknown = typeof written === 'string' ? [written] : written;
  const isList = Array.isArray(patterns) && patterns.length > 0 && patterns.length <= MAX_PATTERNS;
  if (!isList || !patterns.every((one): one is string => typeof one === 'string' && one !== '')) {
    throw new UsageError(
      `\`${name}\` is no pack of rules: its package.json has no \`gsl\` that names rule files; write "gsl": { "rules": ["rules/"] }`,
    );
  }
  const outside = patterns.find((one) => isAbsolute(one) || /^[A-Za-z]:|^[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)/u.test(one));
  if (outside !== undefined) throw leaves(name, outside);
  return patterns;
}

function leaves(name: string, path: string): UsageError {
  return new UsageError(`\`${path}\`, which the pack \`${name}\` names, leads out of the package`);
}

/** The rule files that a path, folder or glob of a pack stands for, in order. Links may not lead out of it. */
async function filesOf(pattern: string, root: string, name: string): Promise<readonly string[]> {
  const path = join(root, pattern);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  const files = isThere ? (await ruleFiles([path], 'others')).map(({ file }) => file) : await matching(pattern, root);
  if (files.length === 0) throw new UsageError(`\`${pattern}\` of the pack \`${name}\` names no rule file`);
  const within = `${await realpath(root)}${sep}`;
  for (const file of files) if (!(await realpath(file)).startsWith(within)) throw leaves(name, relative(root, file));
  return files;
}

async function matching(pattern: string, root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) {
    const path = join(root, file);
    const isOwn = !file.split(sep).includes('node_modules') && (await isFile(path));
    if (isOwn && (await holdsRules(path))) found.push(path);
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}
