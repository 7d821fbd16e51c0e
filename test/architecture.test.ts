import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** A file imports from its own folder and from folders before it. */
const ORDER = [
  'text',
  'syntax',
  'values',
  'functions',
  'check',
  'plan',
  'run',
  'rules',
  'inventory',
  'assess',
  'findings',
  'reporters',
  'cli',
];
/** Only these may touch the machine. */
const NODE_FOLDERS = ['inventory', 'cli'];

interface Module {
  readonly file: string;
  readonly imports: readonly string[];
}

const modules: readonly Module[] = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    const imports = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from '([^']+)'|import\('([^']+)'\)/gu)].map(
      (match) => (match[1] ?? match[2])!,
    );
    return {
      file: relative(src, path),
      imports: imports.map((name) => (name.startsWith('.') ? relative(src, resolve(dirname(path), name)) : name)),
    };
  });

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

test('data flows one way', () => {
  const upward = modules.flatMap(({ file, imports }) =>
    imports
      .filter((name) => name.endsWith('.ts') && folderOf(file) !== '' && folderOf(name) !== '')
      .filter((name) => ORDER.indexOf(folderOf(name)) > ORDER.indexOf(folderOf(file)))
      .map((name) => `${file} -> ${name}`),
  );
  expect(upward).toEqual([]);
});

test('every folder has its place in the order', () => {
  expect(
    [...new Set(modules.map(({ file }) => folderOf(file)))].filter(
      (folder) => folder !== '' && !ORDER.includes(folder),
    ),
  ).toEqual([]);
});

test('only the readers and the command touch the machine', () => {
  const touching = modules.filter(
    ({ file, imports }) => !NODE_FOLDERS.includes(folderOf(file)) && imports.some((name) => name.startsWith('node:')),
  );
  expect(touching.map(({ file }) => file)).toEqual([]);
});

describe('the core entry', () => {
  const reached = new Set<string>();
  const reach = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    modules.find((module) => module.file === file)?.imports.forEach(reach);
  };
  reach('index.ts');

  test('loads no Node module, so that a browser can bundle it', () => {
    expect([...reached].filter((name) => name.startsWith('node:'))).toEqual([]);
  });

  test('depends on few packages', () => {
    expect([...reached].filter((name) => !name.endsWith('.ts')).sort()).toMatchInlineSnapshot(`
      [
        "@date-fns/utc",
        "@noble/hashes/legacy.js",
        "chevrotain",
        "date-fns/add",
        "ipaddr.js",
        "re2js",
      ]
    `);
  });
});

test('no cycles', () => {
  const byFile = new Map(modules.map((module) => [module.file, module]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    const text = readFileSync(join(src, file), 'utf8');
    // Types are gone when the code runs.
    const typesOnly = new Set(
      [...text.matchAll(/(?:import|export) type [^;]*?from '([^']+)'/gu)].map((match) =>
        relative(src, resolve(dirname(join(src, file)), match[1]!)),
      ),
    );
    for (const name of byFile.get(file)?.imports ?? [])
      if (byFile.has(name) && !typesOnly.has(name)) visit(name, [...path, file]);
    state.set(file, 'done');
  };
  modules.forEach(({ file }) => visit(file, []));
  expect(cycles).toEqual([]);
});
