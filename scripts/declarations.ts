import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * The second half of `npm run build`: declarations beside the modules. They are not bundled either, and lead back to their
 * sources, in dist/src/.
 */

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

chmodSync('dist/cli/bin.js', 0o755);

execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
// The compiler rewrites the names of files in code, and leaves them in declarations.
for (const file of globSync('dist/**/*.d.ts')) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(/(\bfrom |\bimport\()(['"])(\.[^'"]*)\.ts\2/gu, '$1$2$3.js$2'));
}
// What no entry leads to is nobody's business, and the sources of what is left go with it.
const kept = new Set<string>();
const keep = (file: string): void => {
  if (kept.has(file)) return;
  kept.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:\bfrom |\bimport\()['"](\.[^'"]*)\.js['"]/gu))
    keep(join(dirname(file), `${name}.d.ts`));
};
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | { readonly types: string; readonly default: string }>;
};
const entries = Object.values(exports).filter((entry) => typeof entry === 'object');
for (const entry of entries) keep(join(entry.types));
// Nor are modules that the command alone has, which is a bundle of its own.
const loaded = new Set<string>();
const load = (file: string): void => {
  if (loaded.has(file)) return;
  loaded.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
    /(?:\b(?:from|import|require)|__load|__import)\s*\(?\s*['"](\.[^'"]*\.js)['"]/gu,
  ))
    load(join(dirname(file), name));
};
for (const entry of entries) load(join(entry.default));
for (const file of globSync(['dist/cli/*.js', 'dist/**/*-worker.js'])) load(file);
for (const file of globSync('dist/**/*.js'))
  if (!loaded.has(file) && !kept.has(file.replace(/\.js$/u, '.d.ts'))) rmSync(file);
for (const file of globSync('dist/**/*.d.ts')) {
  if (!kept.has(file)) {
    rmSync(file);
    rmSync(`${file}.map`);
    continue;
  }
  // A function of the language is a constant of a known type: its declaration says no more than its name.
  if (/functions[\\/](?!defin)/u.test(file)) {
    rmSync(`${file}.map`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=.*/u, ''));
    continue;
  }
  const source = file.replace(/^dist(.*)\.d\.ts$/u, 'src$1.ts');
  cpSync(source, join('dist', source));
  const map = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] };
  map.sources = [relative(dirname(file), join('dist', source)).replaceAll('\\', '/')];
  writeFileSync(`${file}.map`, JSON.stringify(map));
}
