import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { giveTrees, healthyTrees } from '../assess/compilation.ts';
import type { EntitySchemas } from '../check/schemas/schema.ts';
import { logicHash } from '../rules/logic-hash.ts';
import type { ParsedRulesets } from '../rules/parsed-rulesets.ts';
import type { LoadedRuleset } from '../rules/rule.ts';
import type { Environment } from '../run/environment.ts';
import type { RuleNode } from '../syntax/ast.ts';
import { isObject } from '../values/value.ts';
import { cacheFolder } from './cache-folder.ts';

/** What the build was made of; undefined where the sources run by themselves, which may change from run to run. */
declare const GSL_BUILD: string | undefined;
const BUILD = typeof GSL_BUILD === 'string' ? GSL_BUILD : undefined;

/** So many files are kept, the newest: one for each set of rules that somebody runs. */
const MAX_FILES = 50;
/** More than this is not kept. In UTF-16 code units. */
const MAX_LENGTH = 2 ** 25;

/** What rules are checked with, but for what follows from their texts. */
export interface KeptSettings extends Record<'functions' | 'lists' | 'matchCase' | 'strict', unknown> {
  /** Types of entities that are not published. */
  readonly own: EntitySchemas | undefined;
}

/** What rules were read as, kept from run to run. */
export interface KeptRules {
  /** The rulesets of a file with this text; undefined where they are not known. */
  readonly rulesetsOf: (file: string, text: string) => readonly LoadedRuleset[] | undefined;
  /** Notes what a file was read as. */
  readonly note: (file: string, text: string, parsed: ParsedRulesets) => void;
  /** Rules that are checked with an environment are not read where they are known. */
  readonly giveTo: (environment: Environment) => void;
  /** Keeps all this for the next run. Says nothing where it cannot. */
  readonly keep: (environment: Environment) => Promise<void>;
}

interface KeptFile {
  readonly hash: string;
  readonly rulesets: readonly LoadedRuleset[];
}

/** What is kept: all that the trees depend on, the trees by the text of their rules, and the files that hold no others. */
interface Kept {
  readonly settings: string;
  readonly trees: Readonly<Record<string, RuleNode>>;
  readonly files: Readonly<Record<string, KeptFile>>;
}

/**
 * Rules that were read and checked before, and of which nothing was to be said, are not read again where they and all that
 * they are checked with are the same: of a short run it is a third, of thousands of rules more. In a file for each `name`, in
 * the user's own folder; it is data, and of another build it is not used. Undefined where nothing is kept.
 */
export function keptRules(
  name: unknown,
  { functions, lists, strict, matchCase, own }: KeptSettings,
): KeptRules | undefined {
  const folder = process.env['NODE_DISABLE_COMPILE_CACHE'] === undefined ? cacheFolder() : undefined;
  if (BUILD === undefined || folder === undefined || functions !== undefined) return undefined;
  const settings = JSON.stringify({ build: BUILD, strict, matchCase, lists, own });
  const hash = logicHash(JSON.stringify([process.cwd(), name])).replaceAll(/\W/gu, '-');
  const file = join(folder, `rules-${hash}.json`);
  const before = readKept(file, settings);
  const trees = new Map(Object.entries(before?.trees ?? {}));
  const files = new Map<string, KeptFile>();
  let isNew = false;
  return {
    rulesetsOf: (path, text) => {
      const known = before !== undefined && Object.hasOwn(before.files, path) ? before.files[path] : undefined;
      if (known === undefined || known.hash !== logicHash(text)) return undefined;
      files.set(path, known);
      return known.rulesets;
    },
    note: (path, text, { rulesets, diagnostics }) => {
      if (diagnostics.length === 0) files.set(path, { hash: logicHash(text), rulesets });
      isNew = true;
    },
    giveTo: (environment) => giveTrees(environment, trees),
    keep: async (environment) => {
      const read = healthyTrees(environment);
      if (read === undefined || (!isNew && [...read.keys()].every((logic) => trees.has(logic)))) return;
      const healthy = [...files].filter(([, { rulesets }]) =>
        rulesets.every(({ rules }) => rules.every(({ logic }) => read.has(logic))),
      );
      const kept = { settings, trees: Object.fromEntries(read), files: Object.fromEntries(healthy) };
      const text = textOf(kept);
      if (text !== undefined) await write(folder, file, text).catch(() => undefined);
    },
  };
}

/** Read at once: to wait for a thread takes longer than to read it. */
function readKept(file: string, settings: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    if (!isObject(kept) || kept['settings'] !== settings) return undefined;
    return isObject(kept['trees']) && isObject(kept['files']) ? (kept as unknown as Kept) : undefined;
  } catch {
    // None, or one that was damaged: the rules are read.
    return undefined;
  }
}

/** Undefined for what JSON does not give back as it was, as whole numbers beyond 2^53. */
function textOf(kept: Kept): string | undefined {
  try {
    const text = JSON.stringify(kept);
    return text.length <= MAX_LENGTH && isDeepStrictEqual(JSON.parse(text), kept) ? text : undefined;
  } catch {
    return undefined;
  }
}

async function write(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const partial = `${file}.${process.pid}.part`;
  try {
    await writeFile(partial, text, { mode: 0o600 });
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  await removeOldest(folder);
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^rules-.*\.json$/u.test(name));
  if (names.length <= MAX_FILES) return;
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = files.sort((a, b) => b.at - a.at).slice(MAX_FILES);
  for (const { path } of old) await rm(path, { force: true });
}
