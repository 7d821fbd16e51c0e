import { execFileSync } from 'node:child_process';
import { chmodSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/*
 * `npm run build`: dist/ as users get it. One module for each source file, as ESM, so that a bundler takes what is
 * imported and no more; CommonJS requires the same files (Node 22.12 and later can), so that there is one class of each
 * error and no second build to be found at odds. Declarations are not bundled either and lead back to src/.
 */

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
rmSync('dist', { recursive: true, force: true });

/** Every import stays an import: of a package as it is, of a file of ours by the name that it has in dist/. */
const unbundled: Plugin = {
  name: 'unbundled',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/^(\..*)\.ts$/u, '$1.js'), external: true },
    );
  },
};

await build({
  entryPoints: globSync('src/**/*.ts'),
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  // Only blanks: names and lines of thought stay, and the sources are beside it.
  minifyWhitespace: true,
  plugins: [unbundled],
  logLevel: 'warning',
});
chmodSync('dist/cli/bin.js', 0o755);

execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
// The compiler rewrites the names of files in code, and leaves them in declarations.
for (const file of globSync('dist/**/*.d.ts')) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(/(\bfrom |\bimport\()(['"])(\.[^'"]*)\.ts\2/gu, '$1$2$3.js$2'));
}
// The command is no library.
for (const file of globSync('dist/cli/**/*.d.ts*')) rmSync(file);
