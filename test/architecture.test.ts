import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/**
 * The rooms of the house, and from which others each may import, types included. Two trunks: the language, from `text`
 * to `run`, and the inventory; they meet in `assess`.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  text: [],
  syntax: ['text'],
  values: ['text', 'syntax'],
  functions: ['values'],
  check: ['text', 'syntax', 'values', 'functions'],
  plan: ['text', 'syntax', 'values', 'functions'],
  run: ['text', 'syntax', 'values', 'functions', 'check', 'plan'],
  sql: ['text', 'syntax', 'values', 'functions', 'plan'],
  rules: ['text', 'values'],
  // The schemas of `check` hold the names of the vendors' types.
  // A database is read by the layouts that rules are asked of it by.
  inventory: ['text', 'values', 'check', 'sql'],
  assess: ['text', 'syntax', 'values', 'functions', 'check', 'plan', 'run', 'rules'],
  fleet: ['text', 'values', 'check', 'run', 'rules', 'inventory', 'assess'],
  findings: ['text', 'syntax', 'values', 'functions', 'plan', 'run', 'rules', 'inventory', 'assess'],
  // What an editor asks of a rule's text, without knowing the editor.
  services: ['text', 'syntax', 'values', 'functions', 'check', 'run', 'assess'],
  reporters: ['text', 'values', 'rules', 'inventory', 'assess', 'findings'],
  cli: [
    'text',
    'syntax',
    'values',
    'functions',
    'check',
    'run',
    'sql',
    'rules',
    'inventory',
    'assess',
    'fleet',
    'findings',
    'services',
    'reporters',
  ],
};
/** Only these may touch the machine. Of Terraform, what looks for files beside a file. */
const NODE_ROOMS = ['fleet/', 'inventory/files/', 'inventory/terraform/', 'cli/'];
/** What loads the printer: it is taken apart from the parser. */
const PRINTER = ['syntax/ast.ts', 'syntax/print.ts', 'syntax/words.ts', 'text/source.ts'];

interface Module {
  readonly file: string;
  /** Files of ours from src/, packages by their names; types counted. */
  readonly imports: readonly string[];
}

const modules: readonly Module[] = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'), true, true);
    const named = (name: string): string =>
      name.startsWith('.') ? relative(src, resolve(dirname(path), name)).replaceAll('\\', '/') : name;
    return {
      file: relative(src, path).replaceAll('\\', '/'),
      imports: importedFiles.map(({ fileName }) => named(fileName)),
    };
  });
const byFile = new Map(modules.map((module) => [module.file, module]));

/** Empty for the entry of the package, which belongs to no room. */
function roomOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
}

/** Everything that a file loads, by way of others too. */
function reachedFrom(file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const next of byFile.get(file)?.imports ?? []) reachedFrom(next, reached);
  return reached;
}

test('every import is found by the compiler', () => {
  const ours = modules.flatMap(({ imports }) => imports).filter((name) => name.endsWith('.ts'));
  expect(ours.length).toBeGreaterThan(500);
  expect(ours.filter((name) => !byFile.has(name))).toEqual([]);
});

test('rooms import along the arrows', () => {
  const against = modules.flatMap(({ file, imports }) =>
    imports
      .filter((name) => byFile.has(name) && roomOf(file) !== '' && roomOf(name) !== roomOf(file))
      .filter((name) => name !== 'version.ts' && !ROOMS[roomOf(file)]?.includes(roomOf(name)))
      .map((name) => `${file} -> ${name}`),
  );
  expect(against).toEqual([]);
});

test('every folder is a room, and the arrows make no circle', () => {
  const folders = [...new Set(modules.map(({ file }) => roomOf(file)))].filter((room) => room !== '');
  expect(folders.filter((room) => ROOMS[room] === undefined)).toEqual([]);
  const reaches = (from: string, to: string): boolean =>
    ROOMS[from]?.some((room) => room === to || reaches(room, to)) ?? false;
  expect(Object.keys(ROOMS).filter((room) => reaches(room, room))).toEqual([]);
});

test('no circles, of types neither', () => {
  const circles = components().filter((files) => files.length > 1);
  expect(circles).toEqual([]);
});

test('the entry for bytes loads no Node module, so that a browser can bundle it', () => {
  expect([...reachedFrom('inventory/formats.ts')].filter((name) => name.startsWith('node:'))).toEqual([]);
});

test('the language services load no Node module, so that a page can have them', () => {
  expect([...reachedFrom('services/index.ts')].filter((name) => name.startsWith('node:'))).toEqual([]);
});

test('only what reads disks and the command touch the machine', () => {
  const touching = modules.filter(
    ({ file, imports }) =>
      !NODE_ROOMS.some((room) => file.startsWith(room)) && imports.some((name) => name.startsWith('node:')),
  );
  expect(touching.map(({ file }) => file)).toEqual([]);
});

test('the printer and the walk load no parser', () => {
  expect([...reachedFrom('syntax/print.ts')].filter((file) => !PRINTER.includes(file))).toEqual([]);
  expect([...reachedFrom('syntax/walk.ts')].filter((file) => !PRINTER.concat('syntax/walk.ts').includes(file))).toEqual(
    [],
  );
});

describe('the core entry', () => {
  const reached = [...reachedFrom('index.ts')];

  test('loads no Node module, so that a browser can bundle it', () => {
    expect(reached.filter((name) => name.startsWith('node:'))).toEqual([]);
  });

  test('depends on few packages', () => {
    expect(reached.filter((name) => !name.endsWith('.ts')).sort()).toMatchInlineSnapshot(`
      [
        "@noble/hashes/legacy.js",
        "chevrotain",
        "ipaddr.js",
        "re2js",
      ]
    `);
  });
});

/** The strongly connected components of the imports (Tarjan). */
function components(): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const lower = (file: string, to: number | undefined): void => {
    low.set(file, Math.min(low.get(file) ?? Infinity, to ?? Infinity));
  };
  const visit = (file: string): void => {
    const number = order.size;
    order.set(file, number);
    low.set(file, number);
    stack.push(file);
    for (const next of byFile.get(file)?.imports ?? []) {
      if (!byFile.has(next)) continue;
      if (!order.has(next)) {
        visit(next);
        lower(file, low.get(next));
      } else if (stack.includes(next)) lower(file, order.get(next));
    }
    if (low.get(file) === number) found.push(stack.splice(stack.indexOf(file)));
  };
  for (const { file } of modules) if (!order.has(file)) visit(file);
  return found;
}
