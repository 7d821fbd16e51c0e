import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { licenseTexts } from './scripts/licenses.ts';
import { asPart } from './scripts/parts.ts';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const OUT = 'dist/cli';
/** What every command loads: a file for each of their hundreds of modules took most of the time of a short run. */
const BUNDLED = [
  '@noble/hashes',
  'chevrotain',
  'commander',
  'ipaddr.js',
  'js-yaml',
  'lilconfig',
  'picocolors',
  'fast-string-width',
  'fast-wrap-ansi',
  'vscode-languageserver',
  'vscode-languageserver-textdocument',
  'yaml',
  'zod',
];

/** Tables of data, which are the same for the command and the library, stay where the library has them. */
const sharedData: Plugin = {
  name: 'shared-data',
  setup({ onResolve }) {
    onResolve({ filter: /\/data\/[^/]+\.ts$/ }, ({ path, resolveDir }) => {
      const file = relative(join(process.cwd(), 'src'), join(resolveDir, path)).replaceAll('\\', '/');
      return { path: `../${file.replace(/\.ts$/u, '.js')}`, external: true };
    });
  },
};

/**
 * What the SDK of MCP imports and this server never comes to: schemas in the style of an older zod, and a validator of forms
 * that would be asked of the user. They are three quarters of it. And what commander starts commands with that are programs
 * of their own, as none is here.
 */
const unused: Plugin = {
  name: 'unused',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^zod\/v3$|^zod-to-json-schema$|\/ajv-provider\.js$/ }, ({ path }) => ({
      path,
      namespace: 'unused',
    }));
    onResolve({ filter: /^(?:node:)?child_process$/ }, ({ path, importer }) =>
      /[\\/]node_modules[\\/]commander[\\/]/u.test(importer) ? { path, namespace: 'unused' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({
      contents:
        'export const AjvJsonSchemaValidator = undefined, zodToJsonSchema = undefined; export default undefined;',
    }));
  },
};

/**
 * A built-in module that is imported makes all of its exports at once, those too that Node.js makes when they are first asked
 * for: `node:process` its report and its streams, `node:util` its parsers and differences. Asked for by name, they cost a
 * short run a fifteenth less.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onLoad, onResolve }) {
    const load = createRequire(import.meta.url);
    onResolve({ filter: /^(?:node:)?[a-z][\w/]*$/ }, ({ path, kind, namespace }) => {
      const name = path.replace(/^node:/u, '');
      if (kind !== 'import-statement' || namespace === 'builtin' || !builtinModules.includes(name)) return undefined;
      return { path: name, namespace: 'builtin', sideEffects: false };
    });
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const names = Object.keys(load(`node:${path}`) as object).filter((name) => /^[A-Za-z]\w*$/u.test(name));
      const made = names.map((name, index) => `const v${index} = /* @__PURE__ */ given('${name}');`);
      return {
        contents: [
          // An older Node, which has no such function, is told so by what is loaded first.
          `const whole = /* @__PURE__ */ process.getBuiltinModule?.('node:${path}'), given = (name) => whole?.[name];`,
          ...made,
          `export { ${names.map((name, index) => `v${index} as ${name}`).join(', ')} };`,
          'export default whole;',
        ].join('\n'),
      };
    });
  },
};

/** What `gsl evaluate` loads, and what comes before it, so that the shortest runs load little. */
const MOST = 'src/cli/commands/evaluate.ts';
/** What goes with it: with modules that it shares with other reports it would be eight files of a few hundred bytes. */
const WITH_MOST = ['src/reporters/json.ts'];
const BEFORE_IT = ['first', 'main', 'playground'].map((name) => `src/cli/${name}.ts`);
/** What every process loads. Cut by who needs which of its modules, it would be ten files of a few hundred bytes. */
const FIRST = 'src/cli/first.ts';
/** Modules that threads run. */
const THREADS = globSync('src/**/*-worker.ts');

/** Modules of ours that are loaded when they are needed, by themselves. */
function loadedLater(): ReadonlySet<string> {
  const found = globSync('src/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/gu)].map(([, path = '']) =>
      join(dirname(file), path),
    ),
  );
  found.push(...globSync('src/cli/late/*.ts'));
  return new Set(found.filter((file) => !file.includes('/data/') && file !== MOST && !BEFORE_IT.includes(file)));
}

/**
 * What `gsl evaluate` loads is in few files, since all that is loaded later needs it too. Cut by who needs which module, they
 * would be a hundred, and to find and open these takes as long as what they do.
 */
const together: Plugin = {
  name: 'together',
  setup({ onLoad }) {
    const later = loadedLater();
    const others = new Set([MOST, 'src/cli/main.ts', ...THREADS]);
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const file = relative(process.cwd(), path).replaceAll('\\', '/');
      if (!later.has(file) && !others.has(file)) return undefined;
      const beside = [FIRST, ...(later.has(file) ? [MOST] : []), ...(file === MOST ? WITH_MOST : [])];
      const imports = beside.map((other) => `import ${JSON.stringify(join(process.cwd(), other))};\n`);
      return { contents: `${readFileSync(path, 'utf8')}\n${imports.join('')}`, loader: 'ts' };
    });
  },
};

/** The modules of each group in `src/cli/late`, by their paths, with the names that the group has them under. */
const LATE = new Map(
  globSync('src/cli/late/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export \* as (\w+) from '(\.[^']+)';$/gmu)].map(
      ([, name = '', path = '']) => [join(dirname(file), path), { name, group: basename(file, '.ts') }] as const,
    ),
  ),
);

/** What a file of ours imports at once, but for types. */
function importedBy(file: string): readonly string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^'";]*?from '(\.[^']+)';$/gmu);
  return [...imports].map(([, path = '']) => join(dirname(file), path));
}

/** What `gsl evaluate` loads before it knows what it has to do: all that it imports, but for what is loaded late. */
function loadedFirst(file = MOST, found = new Set<string>()): Set<string> {
  if (found.has(file) || LATE.has(file)) return found;
  found.add(file);
  for (const next of importedBy(file)) loadedFirst(next, found);
  return found;
}

/**
 * A run reads one or two formats, and most runs are short: what only some of them need is loaded with its first call. It is
 * called as before, so that the sources and the library know nothing of it; `require` takes ES modules since Node 22.12. Only
 * functions can be had so: anything else that what is loaded first imports of these modules fails the build.
 */
const late: Plugin = {
  name: 'late',
  setup({ onResolve, onLoad }) {
    const first = loadedFirst();
    const pathOf = (path: string, base: string): string =>
      relative(process.cwd(), join(base, path)).replaceAll('\\', '/');
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, importer, resolveDir }) => {
      const file = pathOf(path, resolveDir);
      const isFirst = first.has(relative(process.cwd(), importer).replaceAll('\\', '/'));
      return isFirst && LATE.has(file) ? { path: file, namespace: 'late', sideEffects: false } : undefined;
    });
    onResolve({ filter: /^late-group:/ }, ({ path }) => ({ path, namespace: 'late-group', sideEffects: false }));
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => {
      const { name = '', group = '' } = LATE.get(path) ?? {};
      const functions = readFileSync(path, 'utf8').matchAll(/^export (?:async )?function\*? (\w+)/gmu);
      const calls = [...functions].map(
        ([, called = '']) => `export function ${called}(...given) { return group().${name}.${called}(...given); }`,
      );
      return { contents: [`import { group } from 'late-group:${group}';`, ...calls].join('\n') };
    });
    onLoad({ filter: /.*/, namespace: 'late-group' }, ({ path }) => ({
      contents: `
        let loaded;
        export function group() { return (loaded ??= __load('./${path.replace('late-group:', 'late-')}.js')); }`,
    }));
  },
};

/** The licenses of what is bundled go with it. */
const licenses: Plugin = {
  name: 'licenses',
  setup({ onEnd }) {
    onEnd(({ metafile }) => {
      mkdirSync(OUT, { recursive: true });
      writeFileSync(join(OUT, 'LICENSES.txt'), licenseTexts(metafile));
    });
  },
};

/** What a build is known by: what it is made of. */
function buildOf(): string {
  const hash = createHash('sha256');
  for (const file of [...globSync('src/**/*.ts').sort(), 'package-lock.json']) hash.update(readFileSync(file));
  return hash.digest('base64url').slice(0, 22);
}

const BUILD = buildOf();

const shared: Options = {
  outDir: OUT,
  format: 'esm',
  platform: 'node',
  target: 'es2023',
  // Without it what is named by `node:` is never seen by the plugins.
  removeNodeProtocol: false,
  clean: false,
  silent: true,
  noExternal: BUNDLED,
  esbuildOptions: (options) => {
    options.minify = true;
    // A file with a letter beyond Latin-1 is read by the engine as two bytes a letter: a short run takes 3 % longer.
    options.charset = 'ascii';
    options.legalComments = 'none';
    options.define = { ...options.define, GSL_BUILD: JSON.stringify(BUILD) };
    options.chunkNames = 'part-[hash]';
  },
};

/**
 * Where a thread starts, which is a module: of what the part of its name exports a pool of threads calls `work`. One that works
 * for long says when what was compiled for it is to be kept.
 */
const threadStart = (name: string): string =>
  `import{keepCode as k,loadPart as t}from"./load.js";const e=t("./${name}-part.js");` +
  'export const work=e.keepCode===undefined?e.work:async(a)=>{const r=await e.work(a);e.keepCode(k);return r};\n';

/*
 * The command by itself, in few files: a process that lives for a tenth of a second must not open six hundred. What only
 * some commands need lies in files of its own, as it is imported. Run after the build of the library.
 *
 * Where a process starts is a module of Node.js, all else are parts that it loads.
 */
export default defineConfig([
  {
    ...shared,
    entry: { bin: 'src/cli/bin.ts', load: 'src/cli/kept-code.ts' },
    splitting: false,
    esbuildPlugins: [builtins],
    // What the sources alone import.
    external: [/\/main\.ts$/],
  },
  {
    ...shared,
    entry: {
      main: 'src/cli/main.ts',
      mcp: 'src/cli/mcp/server.ts',
      ...Object.fromEntries(globSync('src/cli/late/*.ts').map((file) => [`late-${basename(file, '.ts')}`, file])),
      ...Object.fromEntries(THREADS.map((file) => [`${basename(file, '.ts')}-part`, file])),
    },
    splitting: true,
    esbuildPlugins: [sharedData, unused, builtins, late, together, licenses],
    plugins: [
      {
        name: 'parts',
        renderChunk: (code, { path }) => ({ code: asPart(code, basename(path)) }),
        buildEnd: () => {
          // Threads are started by the name of a file beside the one that starts them.
          for (const name of THREADS.map((file) => basename(file, '.ts')))
            writeFileSync(join(OUT, `${name}.js`), threadStart(name));
        },
      },
    ],
  },
]);
